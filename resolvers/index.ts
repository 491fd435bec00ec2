import type { Resolvers } from "./__generated__/types.ts";
import { Account } from "./Account.ts";
import { Benefit } from "./Benefit.ts";
import { Boundary } from "./Boundary.ts";
import { Customer } from "./Customer.ts";
import { Handoff } from "./Handoff.ts";
import { HeldGroup } from "./HeldGroup.ts";
import { Loyalty } from "./Loyalty.ts";
import { enrolCustomer } from "./Mutation/enrolCustomer.ts";
import { ingestPurchases } from "./Mutation/ingestPurchases.ts";
import { Node } from "./Node.ts";
import { Order } from "./Order.ts";
import { OrderLine } from "./OrderLine.ts";
import { OrderPoints } from "./OrderPoints.ts";
import { PointsChange } from "./PointsChange.ts";
import { Programme } from "./Programme.ts";
import { PurchaseResult } from "./PurchaseResult.ts";
import { customer } from "./Query/customer.ts";
import { handoffs } from "./Query/handoffs.ts";
import { held } from "./Query/held.ts";
import { node } from "./Query/node.ts";
import { order } from "./Query/order.ts";
import { CustomerChange, StreamChange, streamFields } from "./StreamChange.ts";
import { customerChanged } from "./Subscription/customerChanged.ts";
import { tierChanged } from "./Subscription/tierChanged.ts";
import { tierChanges } from "./Subscription/tierChanges.ts";
import { DateTime, Decimal, LocalDay, Points } from "./scalars.ts";
import { Tier } from "./Tier.ts";
import { TierChange } from "./TierChange.ts";
import { TierProgress } from "./TierProgress.ts";
import { UpcomingChange } from "./UpcomingChange.ts";

/** The resolver map: one entry per type that has more to say than its model's own properties. */
export const resolvers: Resolvers = {
  Account,
  Benefit,
  Boundary,
  CouponChange: streamFields,
  Customer,
  CustomerChange,
  Date: LocalDay,
  DateTime,
  Decimal,
  Handoff,
  HeldGroup,
  IdentifiersChange: streamFields,
  InteractionChange: streamFields,
  Loyalty,
  Mutation: { enrolCustomer, ingestPurchases },
  Node,
  Order,
  OrderLine,
  OrderPoints,
  OverrideChange: streamFields,
  Points,
  PointsChange,
  ProfileChange: streamFields,
  Programme,
  PurchaseResult,
  Query: { customer, handoffs, held, node, order },
  StreamChange,
  Subscription: { customerChanged, tierChanged, tierChanges },
  Tier,
  TierChange,
  TierProgress,
  UpcomingChange,
};
