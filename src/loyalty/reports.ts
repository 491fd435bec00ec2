import type { Sql } from "../../db/connection/client.ts";
import {
  type DueStandingRow,
  readDueStandings,
  readExpiring,
  readLiability,
} from "../../db/queries/loyalty/readReports.ts";
import { requireScope } from "../access/authorise.ts";
import type { CustomerModel } from "../customers/customers.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { EntryKind } from "../domain/points/entryKinds.ts";
import { statementOf } from "../domain/points/statement.ts";
import { worthOf } from "../domain/points/worth.ts";
import type { Ruleset, TierRule } from "../domain/ruleset/ruleset.ts";
import { decodeBasis } from "../domain/tier/basisCodec.ts";
import { bucketsFrom } from "../domain/tier/buckets.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import { rulesFor } from "../domain/tier/memberRules.ts";
import { decideStanding, type Standing } from "../domain/tier/standing.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, type LocalDate, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { AppError } from "../errors.ts";
import { type MoneyView, moneyOf } from "../platform/money.ts";
import type { Directory } from "../programme/directory.ts";

/** Days that a forecast looks ahead. */
export const FORECAST_DAYS_MAX = 366;
/** Customers read in one step of a forecast. */
const STEP = 5_000;
/** Customers named of each group that moves. */
const SAMPLE_MAX = 5;
/** What was in no store is of this market. */
const NO_MARKET = "online";

export interface LiabilityLine {
  readonly market: string;
  readonly wallet: string;
  readonly outstanding: bigint;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly expired: bigint;
  readonly fairValue: MoneyView | null;
  readonly expectedBreakage: number;
  readonly deferredRevenue: MoneyView | null;
}

export interface ExpiryDay {
  readonly day: LocalDate;
  readonly wallet: string;
  readonly customers: number;
  readonly points: bigint;
  readonly worth: MoneyView | null;
}

export interface TierDay {
  readonly day: LocalDate;
  readonly from: TierRule;
  readonly to: TierRule;
  readonly customers: number;
  readonly sampleIds: readonly string[];
}

export interface ReportDeps {
  readonly sql: Sql;
  readonly viewer: Viewer;
  readonly directory: Directory;
  readonly now: () => Instant;
  readonly samples: (publicIds: readonly string[]) => Promise<readonly CustomerModel[]>;
}

/** Figures of the whole programme, for those who may read it. */
export function createReportLoaders({ sql, viewer, directory, now, samples }: ReportDeps) {
  return {
    /**
     * What the programme owes its customers, from the ledger alone, as it was booked up to the end
     * of a day.
     */
    liability: async (asOf: LocalDate): Promise<readonly LiabilityLine[]> => {
      requireScope(viewer, "programme:read");
      const ruleset = directory.rulesetAt(now());
      const rows = await readLiability(sql, ruleset.programme.code, asOf);
      const groups = Map.groupBy(rows, ({ market, wallet }) =>
        JSON.stringify([market ?? NO_MARKET, wallet]),
      );
      return [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, sums]) => {
          const [market, wallet] = JSON.parse(key) as [string, string];
          return liabilityLine(market, wallet, sums, ruleset);
        });
    },

    /** What expires in the days ahead if nobody spends it. @throws AppError BAD_USER_INPUT */
    expiryForecast: async (days: number): Promise<readonly ExpiryDay[]> => {
      requireScope(viewer, "programme:read");
      const { from, to, ruleset } = horizon(now(), days, directory);
      const { code, currency, timeZone } = ruleset.programme;
      const rows = await readExpiring(sql, code, formatInstant(from), formatInstant(to));
      const byDay = Map.groupBy(rows, ({ wallet, expiresAt }) => {
        // The first instant at which they are gone belongs to the day after the last on which they
        // can be spent.
        const last = addMicros(instantFromPg(expiresAt), -1);
        return JSON.stringify([localDateOf(last, timeZone), wallet]);
      });
      return [...byDay].map(([key, lots]) => {
        const [day, wallet] = JSON.parse(key) as [LocalDate, string];
        const points = lots.reduce((sum, lot) => sum + lot.points, 0n);
        const worth = worthOf(points, wallet, ruleset);
        return {
          day,
          wallet,
          customers: new Set(lots.map(({ rootId }) => rootId)).size,
          points,
          worth: worth === null ? null : moneyOf(worth, currency),
        };
      });
    },

    /** Who moves in the days ahead if nobody buys anything. @throws AppError BAD_USER_INPUT */
    tierForecast: async (days: number): Promise<readonly TierDay[]> => {
      requireScope(viewer, "programme:read");
      const { from, to, ruleset } = horizon(now(), days, directory);
      const groups = new Map<string, TierDay & { customers: number; sampleIds: string[] }>();
      for (let after = 0n; ; ) {
        const rows = await readDueStandings(sql, {
          ...{ programme: ruleset.programme.code, to: formatInstant(to), after, limit: STEP },
        });
        for (const row of rows) {
          for (const move of movesOf(row, directory, from, to)) {
            const day = localDateOf(move.at, ruleset.programme.timeZone);
            const key = `${day}/${move.from.code}/${move.to.code}`;
            const group = groups.get(key) ?? {
              ...{ day, from: move.from, to: move.to, customers: 0 },
              sampleIds: [] as string[],
            };
            groups.set(key, group);
            group.customers += 1;
            if (group.sampleIds.length < SAMPLE_MAX) {
              group.sampleIds.push(row.publicId);
            }
          }
        }
        if (rows.length < STEP) {
          break;
        }
        after = rows.at(-1)?.rootId ?? after;
      }
      return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
    },

    /** Some of those who move. */
    sampleOf: ({ sampleIds }: TierDay): Promise<readonly CustomerModel[]> => samples(sampleIds),
  };
}

function horizon(now: Instant, days: number, directory: Directory) {
  if (days < 1 || days > FORECAST_DAYS_MAX) {
    throw new AppError("BAD_USER_INPUT", `days must be 1 to ${FORECAST_DAYS_MAX}.`, {
      details: { field: ["days"] },
    });
  }
  const to = addMicros(now, days * MICROS_PER_DAY);
  return { from: now, to, ruleset: directory.rulesetAt(now) };
}

function liabilityLine(
  market: string,
  wallet: string,
  sums: readonly { readonly kind: string; readonly points: bigint }[],
  ruleset: Ruleset,
): LiabilityLine {
  const columns = statementOf(
    sums.map(({ kind, points }) => ({ kind: kind as EntryKind, before: 0n, within: points })),
  );
  const { currency } = ruleset.programme;
  const fair = worthOf(columns.closing, wallet, ruleset);
  const issued = columns.earned + columns.adjusted;
  const breakage = issued > 0n ? Number(columns.expired) / Number(issued) : 0;
  const deferred = fair === null ? null : BigInt(Math.round(Number(fair) * (1 - breakage)));
  return {
    market,
    wallet,
    outstanding: columns.closing,
    issued,
    redeemed: columns.spent,
    expired: columns.expired,
    fairValue: fair === null ? null : moneyOf(fair, currency),
    expectedBreakage: breakage,
    deferredRevenue: deferred === null ? null : moneyOf(deferred, currency),
  };
}

function movesOf(row: DueStandingRow, directory: Directory, from: Instant, to: Instant) {
  let standing: Standing = {
    tier: {
      tier: row.tier,
      since: instantFromPg(row.tierSince),
      until: row.tierUntil === null ? null : instantFromPg(row.tierUntil),
    },
    basis: decodeBasis(row.tierBasis),
  };
  const buckets = bucketsFrom(
    row.bucketDays.map((day, at) => [day, row.bucketMinor[at] ?? 0n] as const),
  );
  const joinedAt = row.joinedAt === null ? null : instantFromPg(row.joinedAt);
  const moves: { at: Instant; from: TierRule; to: TierRule }[] = [];
  // As of now first: what has passed already is no forecast.
  for (let now: Instant | null = from; now !== null && now < to; ) {
    const ruleset = rulesFor(directory.rulesetAt(now), joinedAt);
    const decision = decideStanding({ standing, buckets, ruleset, now });
    for (const change of decision.changes) {
      const [before, after] = [tierByCode(ruleset, change.from), tierByCode(ruleset, change.to)];
      const isMove = change.kind === "UPGRADED" || change.kind === "DOWNGRADED";
      if (isMove && change.at >= from && before !== undefined && after !== undefined) {
        moves.push({ at: change.at, from: before, to: after });
      }
    }
    standing = decision.standing;
    const { until }: { until: Instant | null } = standing.tier;
    now = until !== null && until > now ? until : null;
  }
  return moves;
}
