import type { Context } from "../../../src/graph/context.ts";
import type { StreamEvent } from "../../../src/stream/change.ts";
import type { SubscriptionCustomerChangedArgs } from "../../__generated__/types.ts";
import { follow } from "./follow.ts";

export const customerChanged = {
  subscribe: (_root: unknown, args: SubscriptionCustomerChangedArgs, context: Context) =>
    follow(context, args, null),
  resolve: (event: StreamEvent) => event,
};
