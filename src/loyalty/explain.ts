import type { Sql } from "../../db/connection/client.ts";
import { readBalanceAt } from "../../db/queries/loyalty/readBalance.ts";
import {
  readChangesOfOrder,
  readChangesUntil,
  readCountedEntries,
  readEntriesOfOrder,
  readGrantsAt,
  readLastDecided,
  readQualifyingDays,
} from "../../db/queries/loyalty/readExplain.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { explainRules, type RuleExplanation } from "../domain/points/explainRules.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { bucketsFrom } from "../domain/tier/buckets.ts";
import { standingFromRecord } from "../domain/tier/fromRecord.ts";
import { rulesFor } from "../domain/tier/memberRules.ts";
import { dayBeforeWindow } from "../domain/tier/period.ts";
import { decideThrough } from "../domain/tier/throughVersions.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, type LocalDate, laterOf } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { AppError } from "../errors.ts";
import type { createOrderLoaders, OrderModel, PointsReasoning } from "../orders/orders.ts";
import {
  decodeCursor,
  type Page,
  pageOf,
  pageSize,
  type SortKey,
  searchable,
} from "../platform/page.ts";
import { type Directory, tierOfVersion } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import { joinedAtIn, type LoyaltyModel, seenAt } from "./loyalty.ts";
import type { EntryModel } from "./statements.ts";
import type { createTierHistoryLoaders, RecordedTierChangeModel } from "./tierHistory.ts";

/** Entries of one order that are told; a longer life than any order has. */
const ENTRIES_OF_ORDER_MAX = 500;

/** A tier as it stood at an instant, by what had been recorded then. */
export interface TierExplanationModel {
  readonly loyalty: LoyaltyModel;
  /** No instant was asked for. */
  readonly isNow: boolean;
  /** The first day that counted; null where all do. */
  readonly from: LocalDate | null;
  readonly to: LocalDate;
  readonly change: RecordedTierChangeModel | null;
}

/** With the currency of the order's amounts. */
export type RuleExplanationModel = RuleExplanation & { readonly currency: string };

export interface PointsExplanationModel {
  readonly order: OrderModel;
  readonly reasoning: PointsReasoning;
  readonly rules: readonly RuleExplanationModel[];
}

export interface ExplainDeps {
  readonly sql: Sql;
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly orders: ReturnType<typeof createOrderLoaders>;
  readonly tierHistory: ReturnType<typeof createTierHistoryLoaders>;
  readonly now: () => Instant;
}

/**
 * The chain from purchase to entry to tier, of customers and orders that a policy-checked loader
 * gave out.
 */
export function createExplainLoaders({ sql, reads, directory, orders, ...deps }: ExplainDeps) {
  const { policy, tierHistory } = deps;
  return {
    /**
     * The tier at `at`. Null for who was no member then.
     *
     * Guarantee: what is told of an instant that has passed does not change, whatever becomes known
     * later.
     * Throws: AppError BAD_USER_INPUT for an instant ahead.
     */
    tier: async (
      customer: CustomerModel,
      wanted: Instant | null,
    ): Promise<TierExplanationModel | null> => {
      const { rootId, evaluatedAt } = customer.row;
      // Never before what was last written: our clock may be behind the database's.
      const now = laterOf(deps.now(), instantFromPg(evaluatedAt));
      const at = wanted ?? now;
      refuseAhead(at, now);
      const ruleset = directory.rulesetAt(at);
      const { code: programme, timeZone } = ruleset.programme;
      const memberships = (await reads.memberships.load(rootId)).filter(
        (row) => instantFromPg(row.enrolledAt) <= at,
      );
      const membership = memberships.find((row) => row.programme === programme);
      if (customer.isShell || membership === undefined) {
        return null;
      }
      const joinedAt = joinedAtIn(memberships, programme) as Instant;
      const record = await recordUntil({ sql, directory }, { rootId, programme, joinedAt, at });
      const { changes, buckets } = record;
      const last = changes.at(-1);
      const decided = [last?.at, record.decidedAt, evaluatedAt]
        .filter((text) => text !== null && text !== undefined)
        .map(instantFromPg)
        .filter((instant) => instant <= at);
      const since = decided.reduce(laterOf, joinedAt);
      // What had fallen due and was not written yet counted all the same.
      const { standing } = decideThrough({
        ...{ standing: record.standing, buckets, joinedAt, now: at },
        versions: directory.versionsSince(since, at),
      });
      const seen = seenAt({ ruleset, joinedAt, standing, buckets, now: at });
      const to = localDateOf(at, timeZone);
      const dayBefore = dayBeforeWindow(to, seen.rules);
      return {
        loyalty: {
          customer,
          membership,
          ...seen,
          tier: await tierOfVersion(directory, ruleset.version, standing.tier.tier),
          accounts: [],
        },
        isNow: wanted === null,
        from: dayBefore === null ? null : addDaysToDate(dayBefore, 1),
        to,
        change: last === undefined ? null : await tierHistory.ofRow(rootId, last),
      };
    },

    /** The entries that counted, the latest first. @throws AppError BAD_CURSOR, BAD_USER_INPUT */
    counted: async (
      { loyalty, isNow, from, to }: TierExplanationModel,
      { first, after }: { readonly first: number; readonly after?: string | null },
    ): Promise<Page<EntryModel>> => {
      const { rootId, publicId } = loyalty.customer.row;
      const size = pageSize(first);
      const at = formatInstant(loyalty.now);
      // Who asks for now asks for another instant with every page.
      const list = `counted/${publicId}/${isNow ? "now" : at}`;
      const cursor = decodeCursor(list, after, isEntryKey);
      const rows = await readCountedEntries(sql, {
        ...{ rootId, at, from, to },
        // One more than the page: whether there is a next one.
        limit: size + 1,
        before: cursor === null ? null : BigInt(cursor[0]),
      });
      const nodes = rows.slice(0, size).map((row) => ({ row }));
      return pageOf(
        list,
        nodes,
        ({ row }) => [row.id.toString()],
        rows.length > size,
        cursor !== null,
      );
    },

    /**
     * A wallet at an instant. @throws AppError BAD_USER_INPUT for an instant ahead, and a code that
     * no wallet can have
     */
    balance: async (
      { customer, ruleset }: LoyaltyModel,
      { at, wallet }: { readonly at: Instant; readonly wallet: string },
    ) => {
      refuseAhead(at, deps.now());
      const { total, maturing, lost } = await readBalanceAt(sql, {
        ...{ rootId: customer.row.rootId, at: formatInstant(at) },
        wallet: searchable(wallet, "wallet"),
        programme: ruleset.programme.code,
      });
      return { at, active: total - maturing - lost, maturing };
    },

    points: async (order: OrderModel): Promise<PointsExplanationModel> => {
      const reasoning = await orders.reasoning(order);
      const { details, decision, ruleset } = reasoning;
      const { view, basis } = details;
      const rules = decision === null ? [] : explainRules({ view, ruleset, basis, decision });
      return {
        order,
        reasoning,
        rules: rules.map((rule) => ({ ...rule, currency: order.currency })),
      };
    },

    entriesOf: async ({ order }: PointsExplanationModel): Promise<readonly EntryModel[]> => {
      const rows = await readEntriesOfOrder(sql, order.row.id, ENTRIES_OF_ORDER_MAX);
      return rows.map((row) => ({ row }));
    },

    changesOf: async ({
      order,
    }: PointsExplanationModel): Promise<readonly RecordedTierChangeModel[]> => {
      const { rootId, id } = order.row;
      // Who may look at an order need not be one who may open its customer.
      if (rootId === null || !(await policy.customer(rootId))) {
        return [];
      }
      const rows = await readChangesOfOrder(sql, rootId, id);
      return await Promise.all(rows.map((row) => tierHistory.ofRow(rootId, row)));
    },
  };
}

/** What had been recorded of a member by then, and the tier that it comes to. */
async function recordUntil(
  { sql, directory }: Pick<ExplainDeps, "sql" | "directory">,
  { rootId, programme, joinedAt, at }: MemberThen,
) {
  const text = formatInstant(at);
  const [changes, decidedAt, grants, days] = await Promise.all([
    readChangesUntil(sql, rootId, text),
    readLastDecided(sql, rootId, text),
    readGrantsAt(sql, rootId, text),
    readQualifyingDays(sql, rootId, programme, text),
  ]);
  const rulesOf = (version: Ruleset) => rulesFor(version, joinedAt);
  const decisions = await Promise.all(
    changes.map(async (row) => ({
      from: row.fromTier,
      to: row.toTier,
      at: instantFromPg(row.at),
      earned: row.earnedTier,
      cause: row.cause,
      ruleset: rulesOf(await directory.rulesetVersion(row.rulesetVersion)),
    })),
  );
  const standing = standingFromRecord(
    decisions,
    grants.map(({ grantedAt, expiresAt, ...grant }) => ({
      ...grant,
      grantedAt: instantFromPg(grantedAt),
      expiresAt: expiresAt === null ? null : instantFromPg(expiresAt),
    })),
    { at: joinedAt, ruleset: rulesOf(directory.rulesetAt(joinedAt)) },
  );
  const buckets = bucketsFrom(days.map(({ day, minor }) => [day, minor] as const));
  return { changes, decidedAt, standing, buckets };
}

interface MemberThen {
  readonly rootId: bigint;
  readonly programme: string;
  readonly joinedAt: Instant;
  readonly at: Instant;
}

function refuseAhead(at: Instant, now: Instant): void {
  if (at <= now) {
    return;
  }
  throw new AppError("BAD_USER_INPUT", "at must not be in the future.", {
    details: { argument: "at" },
  });
}

function isEntryKey(key: SortKey): key is readonly [string] {
  return key.length === 1 && typeof key[0] === "string" && /^[1-9]\d{0,18}$/.test(key[0]);
}
