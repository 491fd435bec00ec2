import { requireScope } from "../../src/commands/authorise.ts";
import type { StreamEvent } from "../../src/push/change.ts";
import type { Context } from "../../src/server/context.ts";
import type { SubscriptionTierChangesArgs } from "../__generated__/types.ts";

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
