import type { Sql, Tx } from "../../db/connection/client.ts";
import { readDocuments, readHeldReceipts, readReceipts } from "../../db/queries/days/receipts.ts";
import { decodeFacts } from "../core/orderCodec.ts";
import type { DayFigures } from "../domain/day/dayState.ts";
import { readHeldDocument } from "../domain/day/heldReceipt.ts";
import type { SeenNumber } from "../domain/day/receiptGaps.ts";
import { orderFactKey } from "../domain/order/factOf.ts";
import { amountOfDocuments } from "../domain/order/receiptAmount.ts";
import type { FactJson } from "../domain/purchase/factCodec.ts";
import { fromReceiptScopePart, receiptScopePart } from "../domain/purchase/references.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { heldOfDay } from "./heldOfDay.ts";

/** Receipts of one answer: more than any store gives on a day. */
export const RECEIPTS_OF_DAY_MAX = 50_000;

/** What came of one till's day. */
export interface TillDay {
  /** Every number that came, test receipts too. */
  readonly numbers: SeenNumber[];
  /** Distinct numbers of receipts that count, and the orders that they are of. */
  readonly received: Map<string, Set<bigint>>;
  readonly totals: Map<string, bigint>;
  readonly heldTotals: Map<string, bigint>;
  /** Numbers that wait, by reason. */
  readonly held: Map<string, Set<string>>;
}

/** By till; only those of which something came. */
export type StoreDay = ReadonlyMap<string, TillDay>;

export interface StoreDayOf {
  readonly store: string;
  readonly businessDate: string;
  /** Null: all tills. */
  readonly till: string | null;
}

/**
 * What came of a store's day: the receipts that our orders and held events name, and what each
 * document with a number of that day changed (`amountOfDocuments`).
 *
 * @throws AppError BAD_USER_INPUT for a day with more than RECEIPTS_OF_DAY_MAX receipts
 */
export async function readStoreDay(db: Sql | Tx, of: StoreDayOf): Promise<StoreDay> {
  const scope = {
    store: receiptScopePart(of.store),
    businessDate: of.businessDate,
    till: of.till === null ? null : receiptScopePart(of.till),
  };
  const rows = await readReceipts(db, scope, RECEIPTS_OF_DAY_MAX + 1);
  if (rows.length > RECEIPTS_OF_DAY_MAX) {
    throw new AppError(
      "BAD_USER_INPUT",
      `This day has more than ${RECEIPTS_OF_DAY_MAX} receipts; ask for one till.`,
      { details: { argument: "till" } },
    );
  }
  const tills = new Map<string, TillDay>();
  const several = new Map<bigint, string | null>();
  const counted = new Set<string>();
  for (const row of rows) {
    const day = tillOf(tills, fromReceiptScopePart(row.till));
    day.numbers.push({ value: row.value, at: Number(row.placedMicros) as Instant });
    if (row.test) {
      continue;
    }
    const orders = day.received.get(row.value) ?? new Set();
    day.received.set(row.value, orders.add(row.orderId));
    if (!row.isPlain) {
      several.set(row.orderId, row.currency);
    } else if (!counted.has(`${row.orderId} ${row.till}`)) {
      counted.add(`${row.orderId} ${row.till}`);
      addTo(day.totals, row.currency, row.amountMinor);
    }
  }
  await addDocuments(db, of, several, tills);
  await addHeld(db, of, tills);
  return tills;
}

/** Orders that several messages made: only those count that carry a number of the day. */
async function addDocuments(
  db: Sql | Tx,
  of: StoreDayOf,
  currencies: ReadonlyMap<bigint, string | null>,
  tills: Map<string, TillDay>,
): Promise<void> {
  if (currencies.size === 0) {
    return;
  }
  const { orders, events } = await readDocuments(db, [...currencies.keys()]);
  const told = Map.groupBy(events, ({ orderId }) => orderId);
  for (const { id, facts: stored } of orders) {
    const keys = new Map<string, Set<string>>();
    for (const { fact } of told.get(id) ?? []) {
      for (const till of new Set(readHeldDocument(fact, of).receipts.map((one) => one.till))) {
        keys.set(till, (keys.get(till) ?? new Set()).add(keyOf(fact)));
      }
    }
    const facts = decodeFacts(stored);
    for (const [till, own] of keys) {
      const day = tills.get(till);
      if (day !== undefined) {
        addTo(day.totals, currencies.get(id) ?? null, amountOfDocuments(facts, own));
      }
    }
  }
}

function keyOf({ k, f, rt, rf }: FactJson): string {
  return orderFactKey({ kind: k, externalId: (f ?? rt)?.i ?? rf?.i ?? "" });
}

async function addHeld(db: Sql | Tx, of: StoreDayOf, tills: Map<string, TillDay>): Promise<void> {
  for await (const { reason, fact } of heldOfDay((page) => readHeldReceipts(db, of, page))) {
    const held = readHeldDocument(fact, of);
    const own = held.receipts.filter(({ till }) => of.till === null || till === of.till);
    for (const { value, till, at } of own) {
      const day = tillOf(tills, till);
      day.numbers.push({ value, at });
      if (!held.test) {
        day.received.set(value, day.received.get(value) ?? new Set());
        day.held.set(reason, (day.held.get(reason) ?? new Set()).add(value));
      }
    }
    const first = own[0];
    if (first !== undefined && !held.test) {
      addTo(tillOf(tills, first.till).heldTotals, held.currency, held.minor);
    }
  }
}

function tillOf(tills: Map<string, TillDay>, till: string): TillDay {
  const known = tills.get(till);
  if (known !== undefined) {
    return known;
  }
  const day: TillDay = {
    ...{ numbers: [], received: new Map(), totals: new Map(), heldTotals: new Map() },
    held: new Map(),
  };
  tills.set(till, day);
  return day;
}

function addTo(totals: Map<string, bigint>, currency: string | null, minor: bigint): void {
  if (currency !== null) {
    totals.set(currency, (totals.get(currency) ?? 0n) + minor);
  }
}

/** What several tills come to together. */
export function figuresOf(days: Iterable<TillDay>): DayFigures {
  let received = 0;
  let heldCount = 0;
  const totals = new Map<string, bigint>();
  const heldTotals = new Map<string, bigint>();
  for (const day of days) {
    received += day.received.size;
    heldCount += new Set([...day.held.values()].flatMap((numbers) => [...numbers])).size;
    for (const [currency, minor] of day.totals) {
      addTo(totals, currency, minor);
    }
    for (const [currency, minor] of day.heldTotals) {
      addTo(heldTotals, currency, minor);
    }
  }
  return { received, totals, heldCount, heldTotals };
}
