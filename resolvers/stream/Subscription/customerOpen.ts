import { requireScope } from "../../../src/access/authorise.ts";
import type { Context } from "../../../src/graph/context.ts";
import type { PresenceEvent } from "../../../src/stream/presenceFeed.ts";
import type { SubscriptionCustomerOpenArgs } from "../../__generated__/types.ts";
import { leafOf } from "./follow.ts";

export const customerOpen = {
  subscribe: async (_root: unknown, args: SubscriptionCustomerOpenArgs, context: Context) => {
    requireScope(context.viewer, "customer:presence");
    const { id } = await leafOf(context, args.customerId);
    return context.presences.open(id, context.viewer, args.doing === "EDITING");
  },
  resolve: (event: PresenceEvent) => event,
};
