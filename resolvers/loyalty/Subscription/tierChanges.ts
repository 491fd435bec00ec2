import { requireScope } from "../../../src/access/authorise.ts";
import type { Context } from "../../../src/graph/context.ts";
import type { StreamEvent } from "../../../src/stream/change.ts";
import type { SubscriptionTierChangesArgs } from "../../__generated__/types.ts";

export const tierChanges = {
  subscribe: async (
    _root: unknown,
    { filter, after }: SubscriptionTierChangesArgs,
    { viewer, streams }: Context,
  ) => {
    requireScope(viewer, "customer:read");
    const { kinds = null, tiers = null } = filter ?? {};
    return await streams.ofTiers({ kinds, tiers }, after ?? null);
  },
  resolve: (event: StreamEvent) => event,
};
