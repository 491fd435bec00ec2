import { requireScope } from "../../../src/access/authorise.ts";
import { AppError } from "../../../src/errors.ts";
import type { Context } from "../../../src/graph/context.ts";
import type { Feed } from "../../../src/stream/feed.ts";
import type { Streams } from "../../../src/stream/streams.ts";

/**
 * Follows the stream of the live customer behind an id.
 *
 * @throws AppError FORBIDDEN, BAD_USER_INPUT (nobody, or not the viewer's: the two look alike),
 *   BAD_CURSOR, CURSOR_EXPIRED
 */
export async function follow(
  { viewer, loaders, streams }: Context,
  { customerId, after }: { readonly customerId: string; readonly after?: string | null },
  kind: Parameters<Streams["ofCustomer"]>[2],
): Promise<Feed> {
  requireScope(viewer, "customer:read", "customer:read-own");
  const customer = await loaders.customers.byGlobalId(customerId);
  if (customer === null) {
    throw new AppError("BAD_USER_INPUT", "No customer has this id, or it is not yours to see.", {
      details: { argument: "customerId" },
    });
  }
  const { rootId, publicId } = customer.row;
  return await streams.ofCustomer({ rootId, publicId }, after ?? null, kind, viewer);
}
