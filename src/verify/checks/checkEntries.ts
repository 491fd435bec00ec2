import type { StoredEntryRow } from "../../../db/queries/verify/verifyRows.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";
import type { Replayed } from "../replay/replay.ts";
import { type ComparedRow, compareRows } from "../rowSets.ts";
import { ownAccounts, signed } from "./checkLedger.ts";

/**
 * I7b of the ledger: every entry and every lot of the replay against the stored ones, column by
 * column. Ids are drawn anew in a replay, so a lot is told by its times, and an account by whose it
 * is.
 */
export function compareLedger(group: Group, replayed: Replayed, findings: Findings): void {
  const { effects, workset } = replayed;
  const played = [...workset.customers.values()].flatMap(({ accounts }) => [...accounts.values()]);
  const storedTimes = new Map(
    [...group.lots.values()].map((lot) => [String(lot.id), timesOf(lot)]),
  );
  const playedTimes = new Map(effects.lots.map((lot) => [String(lot.id), timesOf(lot)]));
  const own = ownAccounts(group);
  compareRows(
    findings,
    "I7b",
    group.entries.map((row) => entryOf(row, own, storedTimes)),
    effects.entries.map((row) => entryOf(row, ownAccounts({ accounts: played }), playedTimes)),
  );
  const owners = new Map(group.accounts.map((row) => [row.id, row]));
  compareRows(
    findings,
    "I7b",
    [...group.lots.values()].map((lot) => {
      const { leaf_id: leaf, wallet } = owners.get(lot.account_id) ?? {};
      const { order_id: order, points, remaining, expired } = lot;
      return lotOf(lot.id, { leaf, wallet, order, points, remaining, expired, ...timesOf(lot) });
    }),
    played.flatMap(({ leafId: leaf, wallet, lots }) =>
      [...lots.values()].map((lot) => {
        const { orderId: order, points, remaining, expired } = lot;
        const activates = lot.activatesAt;
        const expires = lot.expiresAt;
        return lotOf(lot.id, {
          leaf,
          wallet,
          order,
          points,
          remaining,
          expired,
          activates,
          expires,
        });
      }),
    ),
  );
}

function lotOf(id: bigint, values: Readonly<Record<string, unknown>>): ComparedRow {
  return { name: `lot ${id}`, values };
}

interface Times {
  readonly activates: Instant;
  readonly expires: Instant | null;
}

function timesOf(lot: {
  readonly activates_at: string;
  readonly expires_at: string | null;
}): Times {
  return {
    activates: microsOf(lot.activates_at),
    expires: lot.expires_at === null ? null : microsOf(lot.expires_at),
  };
}

type Entry = Omit<StoredEntryRow, "lines" | "lots" | "rate" | "funded_by"> & {
  readonly lines: readonly (readonly [string, string | number])[] | null;
  readonly lots: readonly (readonly [string | number, string | number])[] | null;
  readonly rate: unknown;
};

function entryOf(
  entry: Entry,
  own: ReadonlySet<bigint>,
  times: ReadonlyMap<string, Times>,
): ComparedRow {
  // Who did it, where and why is told by an event alone; of commands it is in what they were asked
  // for.
  const isOfEvent = entry.event_id !== null;
  const rate = entry.rate as { currency: string; from: string; rate: string } | null;
  return {
    name: `entry ${entry.id}`,
    values: {
      leaf: entry.leaf_id,
      wallet: entry.wallet,
      kind: entry.kind,
      order: entry.order_id,
      rule: entry.rule,
      points: entry.points,
      signed: signed(entry, own),
      qualifying: entry.qualifying_minor,
      effective: microsOf(entry.effective_at),
      day: entry.effective_day,
      recorded: microsOf(entry.recorded_at),
      period: entry.business_period,
      ruleset: entry.ruleset_version,
      event: entry.event_id,
      hold: entry.hold_id,
      actor: isOfEvent ? entry.actor : null,
      store: isOfEvent ? entry.store : null,
      reason: isOfEvent ? entry.reason : null,
      lines: (entry.lines ?? []).map(([line, points]) => `${line}: ${points}`).sort(),
      lots: (entry.lots ?? []).map((part) => lotText(part, times)).sort(),
      rate: rate === null ? null : [rate.currency, rate.from, rate.rate],
    },
  };
}

/**
 * A lot by its times: its id is only the database's, and so is which of several of the same times
 * comes first.
 */
function lotText(
  [lot, points]: readonly [string | number, string | number],
  times: ReadonlyMap<string, Times>,
): string {
  const { activates, expires } = times.get(String(lot)) ?? {};
  return `${activates} to ${expires}: ${points}`;
}

/** Effects have RFC 3339, rows what PostgreSQL writes. */
function microsOf(text: string): Instant {
  return text.endsWith("Z") ? (parseInstant(text) as Instant) : instantFromPg(text);
}
