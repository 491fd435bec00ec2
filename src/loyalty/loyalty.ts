import type { GrantRow } from "../../db/queries/loyalty/grants.ts";
import type { AccountRow, MembershipRow } from "../../db/queries/loyalty/readLoyalty.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { decodeFacts } from "../core/orderCodec.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import { openMinorOf } from "../domain/points/openMinor.ts";
import type { Ruleset, TierRule } from "../domain/ruleset/ruleset.ts";
import { decodeBasis } from "../domain/tier/basisCodec.ts";
import { bucketsFrom, qualifyingAtEnd, qualifyingIn } from "../domain/tier/buckets.ts";
import { highestReached, tierByCode } from "../domain/tier/decideTier.ts";
import {
  effectiveTier,
  type Grant,
  type GrantKind,
  type GrantMode,
} from "../domain/tier/grants.ts";
import { joinedAtOf, type MemberRules, rulesFor } from "../domain/tier/memberRules.ts";
import { progress } from "../domain/tier/progress.ts";
import {
  decideStanding,
  earnedOf,
  type Standing,
  type StandingChange,
} from "../domain/tier/standing.ts";
import type { QualifyingDays, TierState } from "../domain/tier/state.ts";
import { decideThrough } from "../domain/tier/throughVersions.ts";
import { formatQualifying, qualifyingUnit } from "../domain/tier/unit.ts";
import { type Instant, laterOf } from "../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import { type AccountView, accountsAt } from "./accounts.ts";
import { PackedDays } from "./packedDays.ts";

/**
 * A membership with the tier as of now: ends of terms and grants that have passed are worked out,
 * never shown late.
 */
export interface LoyaltyModel {
  readonly customer: CustomerModel;
  readonly ruleset: Ruleset;
  /**
   * The same for this customer; what is prepared once per version goes by `ruleset`
   * (prepareRuleset).
   */
  readonly rules: MemberRules;
  readonly membership: MembershipRow;
  readonly now: Instant;
  readonly standing: Standing;
  /** The tier that counts. */
  readonly state: TierState;
  readonly tier: TierRule;
  /** The tier earned, which goes on underneath a grant; the same as `state` without one. */
  readonly earned: TierState;
  /** The grant that gives the tier; null when the earned one counts. */
  readonly givenBy: Grant | null;
  readonly buckets: QualifyingDays;
  /** Qualifying amount in the window now, minor units of the programme's currency. */
  readonly qualifyingMinor: bigint;
  readonly accounts: readonly AccountView[];
}

export type ProgrammeRule = Ruleset["programme"];
export type BenefitRule = TierRule["benefits"][number];
export interface UpcomingChangeView {
  readonly change: StandingChange;
  readonly loyalty: LoyaltyModel;
}

export interface OverrideView {
  readonly mode: GrantMode;
  readonly tier: TierRule;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly reason: string;
  readonly by: ActorRef;
  readonly version: number;
}

/** A tier that was given otherwise than by an override. */
export type TierGrantView = Omit<OverrideView, "version"> & {
  readonly id: bigint;
  readonly kind: Exclude<GrantKind, "OVERRIDE">;
};

/** An override in a row of the stream; all null when it ended. */
export type ToldOverride = Readonly<{
  mode: GrantMode | null;
  tier: string | null;
  until: string | null;
}>;

export interface TierProgressView {
  readonly tier: TierRule;
  readonly have: string;
  readonly need: string;
  readonly unit: string;
  readonly by: Instant | null;
  /** Of which it is: pending amounts are read only when they are asked for. */
  readonly loyalty: LoyaltyModel;
}

export interface LoyaltyDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly now: () => Instant;
}

/** Membership, tier and points of customers that a policy-checked loader gave out. */
export function createLoyaltyLoaders({ reads, policy, directory, now }: LoyaltyDeps) {
  /**
   * What open orders would add to the window, in the unit of the tier policy: of what counts
   * towards tiers what is still to come.
   */
  const pendingMinor = async ({ customer, ruleset }: LoyaltyModel): Promise<bigint> => {
    const orders = await reads.openOrders.load(customer.row.rootId);
    return orders.reduce((sum, order) => {
      if (ruleset.tierPolicy.basis === "POINTS") {
        return sum + order.pointsPending;
      }
      const openMinor = openMinorOf(deriveOrder(decodeFacts(order.facts)), ruleset);
      if (ruleset.tierPolicy.basis === "SPEND") {
        return sum + openMinor;
      }
      return sum + (openMinor > 0n && order.pointsActive === 0n ? 1n : 0n);
    }, 0n);
  };

  return {
    /** Null for non-members, for another programme, and for a shell. */
    ofCustomer: async (
      customer: CustomerModel,
      programme: string | null,
    ): Promise<LoyaltyModel | null> => {
      if (customer.isShell) {
        return null;
      }
      const { rootId, evaluatedAt } = customer.row;
      // Never before what was last written: our clock may be behind the database's.
      const at = laterOf(now(), instantFromPg(evaluatedAt));
      const ruleset = directory.rulesetAt(at);
      const { code } = ruleset.programme;
      if (programme !== null && programme !== code) {
        return null;
      }
      const [memberships, rows] = await Promise.all([
        reads.memberships.load(rootId),
        reads.accounts.load(rootId),
      ]);
      const membership = memberships.find((row) => row.programme === code);
      if (membership === undefined) {
        return null;
      }
      const joinedAt = joinedAtIn(memberships, code);
      const own = rows.filter((row) => row.programme === code);
      const buckets = daysOf(own);
      const { standing } = decideThrough({
        standing: storedStanding(customer, membership, ruleset),
        buckets,
        versions: directory.versionsSince(instantFromPg(evaluatedAt), at),
        joinedAt,
        now: at,
      });
      return {
        customer,
        membership,
        ...seenAt({ ruleset, joinedAt, standing, buckets, now: at }),
        tier: ruleOf(ruleset, standing.tier.tier),
        accounts: await accountsAt(reads, own, ruleset, {
          at,
          owner: customer.row.publicId,
        }),
      };
    },

    /** The override in force, for those who may read what staff wrote. */
    override: async ({
      customer,
      ruleset,
      standing,
    }: LoyaltyModel): Promise<OverrideView | null> => {
      if (!policy.remarks()) {
        return null;
      }
      const inForce = new Set(
        standing.basis?.grants.flatMap(({ kind, id }) => (kind === "OVERRIDE" ? id : [])),
      );
      if (inForce.size === 0) {
        return null;
      }
      const row = (await reads.grants.load(customer.row.rootId)).findLast(({ id }) =>
        inForce.has(id),
      );
      return row === undefined
        ? null
        : { ...givenView(row, ruleset, standing), version: row.version };
    },

    /**
     * The grants in force that are no overrides, the latest last, for those who may read what staff
     * wrote.
     */
    grants: async ({
      customer,
      ruleset,
      standing,
    }: LoyaltyModel): Promise<readonly TierGrantView[]> => {
      if (!policy.remarks()) {
        return [];
      }
      const inForce = new Set(standing.basis?.grants.map(({ id }) => id));
      if (inForce.size === 0) {
        return [];
      }
      const rows = await reads.grants.load(customer.row.rootId);
      return rows.flatMap((row) =>
        row.kind === "OVERRIDE" || !inForce.has(row.id)
          ? []
          : [{ ...givenView(row, ruleset, standing), id: row.id, kind: row.kind }],
      );
    },

    /**
     * What a stream tells of an override that began then; nothing for those who may not read what
     * staff decided.
     */
    toldOverride: (
      { mode, tier, until }: ToldOverride,
      instant: Instant,
    ): Pick<OverrideView, "mode" | "tier" | "until"> | null =>
      mode === null || tier === null || !policy.remarks()
        ? null
        : {
            mode,
            tier: ruleOf(directory.rulesetAt(instant), tier),
            until: until === null ? null : parseInstant(until),
          },

    /** The tier of that code under the rules of an instant. */
    tierAt: (code: string, instant: Instant): TierRule =>
      ruleOf(directory.rulesetAt(instant), code),

    pendingMinor,

    /** The tier once what is open counts as well; a given tier decides where it does now. */
    projected: async (loyalty: LoyaltyModel): Promise<TierRule> => {
      const { ruleset, qualifyingMinor, tier } = loyalty;
      const reached = highestReached(ruleset, qualifyingMinor + (await pendingMinor(loyalty)));
      return reached.rank > tier.rank ? reached : tier;
    },
  };
}

/** What a standing comes to at `now`, the instant for which it was decided. */
export function seenAt({
  ruleset,
  joinedAt,
  standing,
  buckets,
  now,
}: Pick<LoyaltyModel, "ruleset" | "standing" | "buckets" | "now"> & {
  readonly joinedAt: Instant | null;
}): Omit<LoyaltyModel, "customer" | "membership" | "tier" | "accounts"> {
  const rules = rulesFor(ruleset, joinedAt);
  const earned = earnedOf(standing);
  return {
    ...{ ruleset, rules, now, standing, state: standing.tier, earned, buckets },
    givenBy: effectiveTier(ruleset, earned, standing.basis?.grants ?? [], now).grant,
    qualifyingMinor: qualifyingIn(buckets, rules, now),
  };
}

/** As of joinedAtOf, of the rows of all a customer's memberships. */
export function joinedAtIn(rows: readonly MembershipRow[], programme: string): Instant | null {
  return joinedAtOf(
    rows
      .filter((row) => row.programme === programme)
      .map(({ status, enrolledAt }) => ({ status, enrolledAt: instantFromPg(enrolledAt) })),
  );
}

/** What is missing to earn the next tier above the earned one; null in the highest. */
export function nextTierOf(loyalty: LoyaltyModel): TierProgressView | null {
  const { next, qualifyingMinor } = progressOf(loyalty);
  if (next === null) {
    return null;
  }
  return progressView(loyalty, next.tier, qualifyingMinor, next.thresholdMinor, null);
}

/** What is missing to keep the earned tier beyond its term; null for the base tier. */
export function keepTierOf(loyalty: LoyaltyModel): TierProgressView | null {
  const { keep } = progressOf(loyalty);
  if (keep === null) {
    return null;
  }
  const have = qualifyingAtEnd(loyalty.buckets, loyalty.rules, keep.until);
  return progressView(loyalty, loyalty.earned.tier, have, keep.thresholdMinor, keep.until);
}

function progressOf({ earned, buckets, rules, now }: LoyaltyModel) {
  return progress({ state: earned, buckets, ruleset: rules, now });
}

function progressView(
  loyalty: LoyaltyModel,
  tier: string,
  haveMinor: bigint,
  needMinor: bigint,
  by: Instant | null,
): TierProgressView {
  const { ruleset } = loyalty;
  return {
    tier: ruleOf(ruleset, tier),
    have: formatQualifying(haveMinor, ruleset),
    need: formatQualifying(needMinor, ruleset),
    unit: qualifyingUnit(ruleset),
    by,
    loyalty,
  };
}

/** A given tier; one that the rules no longer have is shown as the tier held. */
function givenView(row: GrantRow, ruleset: Ruleset, standing: Standing) {
  return {
    mode: row.mode,
    tier: tierByCode(ruleset, row.tier) ?? ruleOf(ruleset, standing.tier.tier),
    since: instantFromPg(row.grantedAt),
    until: row.expiresAt === null ? null : instantFromPg(row.expiresAt),
    reason: row.reason ?? "",
    by: parseActor(row.actor),
  };
}

/**
 * The first change of the tier that time alone will bring, by the end of a term or of a grant, if
 * nothing more is bought; null when there is none in sight.
 */
export function nextChangeOf(loyalty: LoyaltyModel): UpcomingChangeView | null {
  const { buckets, rules } = loyalty;
  let { standing } = loyalty;
  let at = standing.tier.until;
  // Each step ends the grant that decides, or the term; another grant may then give the same tier.
  for (let left = (standing.basis?.grants.length ?? 0) + 1; left > 0 && at !== null; left -= 1) {
    const decision = decideStanding({ standing, buckets, ruleset: rules, now: at });
    const change = decision.changes.find(({ kind }) => kind !== "UNCHANGED");
    if (change !== undefined) {
      return { change, loyalty };
    }
    standing = decision.standing;
    at = standing.tier.until;
  }
  return null;
}

/** A member whose tier was never decided holds the base tier since joining. */
function storedStanding(
  { row }: CustomerModel,
  membership: MembershipRow,
  ruleset: Ruleset,
): Standing {
  if (row.tier === null || row.tierSince === null) {
    const since = instantFromPg(membership.enrolledAt);
    return { tier: { tier: ruleset.tiers[0]?.code ?? "", since, until: null }, basis: null };
  }
  return {
    tier: {
      tier: row.tier,
      since: instantFromPg(row.tierSince),
      until: row.tierUntil === null ? null : instantFromPg(row.tierUntil),
    },
    basis: decodeBasis(row.tierBasis),
  };
}

function ruleOf(ruleset: Ruleset, code: string): TierRule {
  const tier = tierByCode(ruleset, code);
  if (tier === undefined) {
    throw new Error(`the ruleset has no tier ${code}`);
  }
  return tier;
}

/** The days of all accounts; mostly one has any. */
function daysOf(accounts: readonly AccountRow[]): QualifyingDays {
  const all = accounts.map(
    ({ bucketDays, bucketMinor }) => new PackedDays(bucketDays, bucketMinor),
  );
  const [first, ...others] = all.filter(({ isEmpty }) => !isEmpty);
  if (first === undefined || others.length > 0) {
    return bucketsFrom(all.flatMap((days) => [...days]));
  }
  return first;
}
