import type { Loaders } from "../../src/graph/loaders.ts";
import type {
  InteractionRequest,
  InteractionResult,
} from "../../src/interactions/recordInteractions.ts";
import { decodeGlobalId } from "../../src/platform/globalId.ts";
import type { InteractionInput } from "../__generated__/types.ts";

/**
 * An interaction as the command takes it: what the sender wrote, and the customer that its
 * `customerId` names.
 */
export function interactionRequest(raw: InteractionInput): InteractionRequest {
  const decoded = raw.customerId == null ? null : decodeGlobalId(raw.customerId);
  return { raw, customerPublicId: decoded?.type === "Customer" ? decoded.key : null };
}

/**
 * A result as the graph shows it; the interaction is read like any other, with the viewer's rights.
 */
export async function shownInteraction(
  loaders: Loaders,
  { publicId, duplicate, userErrors }: InteractionResult,
) {
  const interaction = publicId === null ? null : await loaders.interactions.byPublicId(publicId);
  return { interaction, duplicate, userErrors };
}
