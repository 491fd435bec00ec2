import type { Sql } from "../../db/client.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { ownPublicId, readPolicyOf } from "./access.ts";
import type { Caller } from "./batcher.ts";
import { type CustomerModel, createCustomerLoaders } from "./customers.ts";
import type { Directory } from "./directory.ts";
import { decodeGlobalId } from "./globalId.ts";
import { createHandoffLoaders, type HandoffModel } from "./handoffs.ts";
import { createLoyaltyLoaders } from "./loyalty.ts";
import { createOrderLoaders, type OrderModel } from "./orders.ts";
import { createReads, type Lookups } from "./reads.ts";

export type LoaderDeps = {
  /** The read pool. */
  readonly sql: Sql;
  /** Shared by all requests of the process. */
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly clock: () => Instant;
  /** Who the reads are for; nobody in particular when left out. */
  readonly caller?: Caller;
};

export type NodeModel = CustomerModel | OrderModel | HandoffModel;

/** Everything that resolvers read with. */
export type Loaders = ReturnType<typeof createLoaders>;

/**
 * The reads of one request for one viewer: batched, remembered, and given out only after the policy has been asked.
 * Rows may come with a batch that several
 * requests share; what was found is never shared between viewers, and never kept beyond the request.
 */
export function createLoaders({ sql, lookups, directory, viewer, clock, caller }: LoaderDeps) {
  const reads = createReads(lookups, caller);
  const policy = readPolicyOf(viewer, async () => {
    const publicId = ownPublicId(viewer);
    return publicId === null
      ? null
      : ((await reads.customerByPublicId.load(publicId))?.rootId ?? null);
  });
  const customers = createCustomerLoaders({ reads, policy, directory, now: clock });
  const orders = createOrderLoaders({ sql, reads, policy, directory });
  const handoffs = createHandoffLoaders({ sql, reads, policy, directory, now: clock });
  return {
    customers,
    orders,
    loyalty: createLoyaltyLoaders({ reads, directory, now: clock }),
    handoffs,

    /** The thing with this id, by the same policies as every other way to it. */
    node: async (id: string): Promise<NodeModel | null> => {
      const decoded = decodeGlobalId(id);
      switch (decoded?.type) {
        case "Customer":
          return await customers.byPublicId(decoded.key);
        case "Order":
          return await orders.byPublicId(decoded.key);
        case "Handoff":
          return await handoffs.byRowId(BigInt(decoded.key));
        case undefined:
          return null;
      }
    },

    /** Forgets what was read: after a mutation, so that its answer shows what it did. */
    clear: (): void => reads.clear(),
  };
}
