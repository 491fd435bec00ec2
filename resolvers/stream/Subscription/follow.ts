import { requireScope } from "../../../src/access/authorise.ts";
import { AppError } from "../../../src/errors.ts";
import type { Context } from "../../../src/graph/context.ts";
import type { EventFeed } from "../../../src/stream/change.ts";
import type { Streams } from "../../../src/stream/streams.ts";

/**
 * Follows whomever an id names, absorbed or not, as the customer that they belong to.
 *
 * @throws AppError FORBIDDEN, BAD_USER_INPUT (nobody, or not the viewer's: the two look alike),
 *   BAD_CURSOR, CURSOR_EXPIRED
 */
export async function follow(
  context: Context,
  { customerId, after }: { readonly customerId: string; readonly after?: string | null },
  kind: Parameters<Streams["ofCustomer"]>[2],
): Promise<EventFeed> {
  requireScope(context.viewer, "customer:read", "customer:read-own");
  const { id: leafId, publicId } = await leafOf(context, customerId);
  const { streams, viewer } = context;
  return await streams.ofCustomer({ leafId, publicId }, after ?? null, kind, viewer);
}

/** @throws AppError BAD_USER_INPUT: nobody has the id, or it is not the viewer's */
export async function leafOf({ loaders }: Context, customerId: string) {
  const leaf = await loaders.customers.leafOf(customerId);
  if (leaf === null) {
    throw new AppError("BAD_USER_INPUT", "No customer has this id, or it is not yours to see.", {
      details: { argument: "customerId" },
    });
  }
  return leaf;
}
