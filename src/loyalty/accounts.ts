import type { HeldPointsRow } from "../../db/queries/loyalty/pointsHolds.ts";
import type { AccountRow } from "../../db/queries/loyalty/readLoyalty.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import {
  type Balance,
  balanceAt,
  type DuePoints,
  expiringNext,
  type Lot,
  maturingNext,
  soonest,
} from "../domain/points/lots.ts";
import { expiredByDay } from "../domain/points/statement.ts";
import { worthOf } from "../domain/points/worth.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import { type MoneyView, moneyOf } from "../platform/money.ts";
import type { Reads } from "../reads/requestReads.ts";

export interface AccountView {
  /** Public id of the customer whose it is. */
  readonly owner: string;
  readonly wallet: string;
  readonly active: bigint;
  readonly pending: bigint;
  readonly worth: MoneyView | null;
  readonly rootId: bigint;
  /** Of all leaves of the customer. */
  readonly rows: readonly AccountRow[];
  readonly at: Instant;
}

/** Points that staff has set aside until somebody has looked into it. */
export interface BlockView {
  readonly block: string;
  readonly points: bigint;
  readonly since: Instant;
  readonly by: ActorRef;
  readonly reason: string;
}

/** Blocks of a wallet that are shown, the first of them. */
const BLOCKS_MAX = 100;

/** What is asked of a wallet beyond its balance. */
export function createAccountLoaders(reads: Reads, policy: Pick<ReadPolicy, "blocks">) {
  /** What comes first of all leaves of the customer. */
  const nextOf = async (
    rows: readonly AccountRow[],
    at: Instant,
    find: (lots: readonly Lot[], row: AccountRow) => DuePoints | null,
  ): Promise<DuePoints | null> => {
    // Without a next instant no lot of the account has one of its own.
    const timed = rows.filter((row) => row.nextLotAt !== null);
    const coming = timed.map(async (row) => find(await lotsOf(reads, row), row));
    return soonest(
      (await Promise.all(coming)).filter((next) => next !== null),
      at,
    );
  };

  return {
    /** Points of a wallet that are set aside, for payments or by staff. */
    setAside: async (
      { wallet, rootId }: AccountView,
      kind: HeldPointsRow["kind"],
    ): Promise<bigint> => {
      const holds = await reads.openHolds.load(rootId);
      return holds.reduce(
        (sum, hold) => sum + (hold.wallet === wallet && hold.kind === kind ? hold.points : 0n),
        0n,
      );
    },

    /** Blocks that stand on a wallet; null for who may not end one. */
    blocks: async ({ wallet, rootId }: AccountView): Promise<readonly BlockView[] | null> => {
      if (!policy.blocks()) {
        return null;
      }
      const rows = await reads.blocks.load(rootId);
      const mine = rows.filter((row) => row.wallet === wallet).slice(0, BLOCKS_MAX);
      return mine.map(({ publicId, points, recordedAt, actor, reason }) => ({
        ...{ block: encodeGlobalId("PointsHold", publicId), points, reason },
        since: instantFromPg(recordedAt),
        by: parseActor(actor),
      }));
    },

    /**
     * Points of a wallet that are lost and that nobody has booked yet, by the days on which they
     * will be.
     */
    expiredByDay: async (
      { rows, at }: AccountView,
      timeZone: string,
    ): Promise<ReturnType<typeof expiredByDay>> => {
      const due = rows.filter(({ nextLotAt }) => isDue(nextLotAt, at));
      const found = due.map(async (row) =>
        expiredByDay(await lotsOf(reads, row), rollsUntilOf(row), at, timeZone),
      );
      return (await Promise.all(found)).flat();
    },

    /** The points of a wallet that expire next; null when none will. */
    expiringNext: async ({ rows, at }: AccountView): Promise<DuePoints | null> =>
      await nextOf(rows, at, (lots, row) => expiringNext(lots, rollsUntilOf(row), at)),

    /** The points of a wallet that become active next; null when none will. */
    maturingNext: async ({ rows, at }: AccountView): Promise<DuePoints | null> =>
      await nextOf(rows, at, (lots) => maturingNext(lots, at)),
  };
}

/**
 * Wallets of the customer `owner` with their balances at `at`; lots are read only of accounts that
 * time has changed since they were written.
 */
export async function accountsAt(
  reads: Reads,
  rows: readonly AccountRow[],
  ruleset: Ruleset,
  { at, owner }: { readonly at: Instant; readonly owner: string },
): Promise<readonly AccountView[]> {
  const balances = await Promise.all(
    rows.map(async (row) => {
      if (!isDue(row.nextLotAt, at)) {
        return row;
      }
      return balanceAt(row, await lotsOf(reads, row), rollsUntilOf(row), at);
    }),
  );
  const byWallet = Map.groupBy(rows.keys(), (index) => rows[index]?.wallet ?? "");
  return [...byWallet].map(([wallet, indexes]) => {
    const sum = (of: (balance: Balance) => bigint) =>
      indexes.reduce((total, index) => total + of(balances[index] as Balance), 0n);
    const active = sum((balance) => balance.active);
    const worth = worthOf(active, wallet, ruleset);
    const expected = indexes.reduce((total, index) => total + (rows[index]?.pending ?? 0n), 0n);
    return {
      owner,
      wallet,
      active,
      pending: expected + sum((balance) => balance.maturing),
      worth: worth === null ? null : moneyOf(worth, ruleset.programme.currency),
      rootId: rows[0]?.rootId ?? 0n,
      rows: indexes.map((index) => rows[index] as AccountRow),
      at,
    };
  });
}

function isDue(nextLotAt: string | null, at: Instant): boolean {
  return nextLotAt !== null && instantFromPg(nextLotAt) <= at;
}

async function lotsOf(reads: Reads, { id }: AccountRow): Promise<readonly Lot[]> {
  return (await reads.openLots.load(id)).map((row) => ({
    id: row.id,
    remaining: row.remaining,
    activatesAt: instantFromPg(row.activatesAt),
    expiresAt: row.expiresAt === null ? null : instantFromPg(row.expiresAt),
  }));
}

function rollsUntilOf({ rollsUntil }: AccountRow): Instant | null {
  return rollsUntil === null ? null : instantFromPg(rollsUntil);
}
