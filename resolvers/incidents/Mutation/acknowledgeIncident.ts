import { decodeGlobalId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const acknowledgeIncident: NonNullable<MutationResolvers["acknowledgeIncident"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  const id = decodeGlobalId(input.incident);
  const { incident, userErrors } = await commands.acknowledgeIncident({
    ...{ viewer, note: input.note ?? null, idempotencyKey: input.idempotencyKey },
    incident: id?.type === "Incident" ? id.key : null,
  });
  return {
    incident: incident === null ? null : await loaders.incidents.byPublicId(incident),
    userErrors,
  };
};
