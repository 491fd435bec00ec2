import type { Context } from "../../../src/graph/context.ts";
import type { StreamEvent } from "../../../src/stream/change.ts";
import type { SubscriptionTierChangedArgs } from "../../__generated__/types.ts";
import { follow } from "../../stream/Subscription/follow.ts";

export const tierChanged = {
  subscribe: (_root: unknown, args: SubscriptionTierChangedArgs, context: Context) =>
    follow(context, args, "TIER_CHANGED"),
  resolve: (event: StreamEvent) => event,
};
