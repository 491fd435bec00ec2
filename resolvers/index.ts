import type { Resolvers } from "./__generated__/types.ts";
import { Account } from "./Account.ts";
import { Benefit } from "./Benefit.ts";
import { Boundary } from "./Boundary.ts";
import { Coupon } from "./Coupon.ts";
import { Customer } from "./Customer.ts";
import { Handoff } from "./Handoff.ts";
import { HeldGroup } from "./HeldGroup.ts";
import { Loyalty } from "./Loyalty.ts";
import { enrolCustomer } from "./Mutation/enrolCustomer.ts";
import { ingestPurchases } from "./Mutation/ingestPurchases.ts";
import { issueCoupon } from "./Mutation/issueCoupon.ts";
import { redeemCoupon } from "./Mutation/redeemCoupon.ts";
import { reverseRedemption } from "./Mutation/reverseRedemption.ts";
import { validateCoupon } from "./Mutation/validateCoupon.ts";
import { Node } from "./Node.ts";
import { Operation } from "./Operation.ts";
import { Order } from "./Order.ts";
import { OrderLine } from "./OrderLine.ts";
import { OrderPoints } from "./OrderPoints.ts";
import { Programme } from "./Programme.ts";
import { PurchaseResult } from "./PurchaseResult.ts";
import { coupon } from "./Query/coupon.ts";
import { customer } from "./Query/customer.ts";
import { handoffs } from "./Query/handoffs.ts";
import { held } from "./Query/held.ts";
import { node } from "./Query/node.ts";
import { operation } from "./Query/operation.ts";
import { order } from "./Query/order.ts";
import { Refusal } from "./Refusal.ts";
import { DateTime, Decimal, LocalDay, Points } from "./scalars.ts";
import { Tier } from "./Tier.ts";
import { TierProgress } from "./TierProgress.ts";
import { UpcomingChange } from "./UpcomingChange.ts";

/** The resolver map: one entry per type that has more to say than its model's own properties. */
export const resolvers: Resolvers = {
  Account,
  Benefit,
  Boundary,
  Coupon,
  Customer,
  Date: LocalDay,
  DateTime,
  Decimal,
  Handoff,
  HeldGroup,
  Loyalty,
  Mutation: {
    enrolCustomer,
    ingestPurchases,
    issueCoupon,
    redeemCoupon,
    reverseRedemption,
    validateCoupon,
  },
  Node,
  Operation,
  Order,
  OrderLine,
  OrderPoints,
  Points,
  Programme,
  PurchaseResult,
  Query: { coupon, customer, handoffs, held, node, operation, order },
  Refusal,
  Tier,
  TierProgress,
  UpcomingChange,
};
