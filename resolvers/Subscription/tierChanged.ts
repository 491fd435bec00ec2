import type { StreamEvent } from "../../src/push/change.ts";
import type { Context } from "../../src/server/context.ts";
import type { SubscriptionTierChangedArgs } from "../__generated__/types.ts";
import { follow } from "./follow.ts";

export const tierChanged = {
  subscribe: (_root: unknown, args: SubscriptionTierChangedArgs, context: Context) =>
    follow(context, args, "TIER_CHANGED"),
  resolve: (event: StreamEvent) => event,
};
