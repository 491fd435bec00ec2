import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { keepTierOf, nextChangeOf, nextTierOf } from "../../src/loyalty/loyalty.ts";
import { encodePartId } from "../../src/platform/globalId.ts";
import { explainTier } from "../../src/sentences/tier.ts";
import type { LoyaltyResolvers } from "../__generated__/types.ts";
import { instantOf } from "../inputs.ts";

export const Loyalty: LoyaltyResolvers = {
  id: ({ customer }) => encodePartId("Loyalty", customer.row.publicId),
  programme: ({ ruleset }) => ruleset.programme,
  status: ({ membership }) => membership.status,
  enrolledAt: ({ membership }) => instantFromPg(membership.enrolledAt),
  tierSince: ({ state }) => state.since,
  tierUntil: ({ state }) => state.until,
  tierReason: (loyalty, { locale }) => explainTier(loyalty, locale),
  next: nextTierOf,
  keep: keepTierOf,
  nextChange: nextChangeOf,
  projected: (loyalty, _args, { loaders }) => loaders.loyalty.projected(loyalty),
  override: (loyalty, _args, { loaders }) => loaders.loyalty.override(loyalty),
  grants: (loyalty, _args, { loaders }) => loaders.loyalty.grants(loyalty),
  statement: (loyalty, { from, to, wallet }, { loaders }) =>
    loaders.statements.ofLoyalty(loyalty, { from, to, wallet: wallet ?? "points" }),
  balance: (loyalty, { at, wallet }, { loaders }) =>
    loaders.explain.balance(loyalty, { at: instantOf(at), wallet: wallet ?? "points" }),
  history: (loyalty, args, { loaders }) => loaders.tierHistory.page(loyalty, args),
};
