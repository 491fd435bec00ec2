import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  type BookedRow,
  type BridgeOrderRow,
  readBookedOfOrders,
  readDeclaredTotals,
  readLostMessages,
  readMessagesOfOrders,
  readOrdersOfDay,
} from "../../db/queries/days/bridge.ts";
import { readHeldOfSource, type SourceDaySpan } from "../../db/queries/days/receipts.ts";
import { type DaySums, DayTotals } from "../domain/bridge/daySums.ts";
import { bridgePurchase, type PurchaseBridge, toldOf } from "../domain/bridge/purchase.ts";
import { orderOpens } from "../domain/order/mergeOrder.ts";
import type { FactJson } from "../domain/purchase/factCodec.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, type LocalDate, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";
import { localDateOf, startOfLocalDay } from "../domain/time/zone.ts";
import { AppError } from "../errors.ts";
import { heldOfDay } from "./heldOfDay.ts";

/** Orders that are read and worked out together. */
const ORDERS_PER_READING = 500;
/** Purchases of one day of a source: what is more has to be asked of a copy of the database. */
export const BRIDGE_PURCHASES_MAX = 200_000;
/** Purchases that are named of one day because they do not add up. */
export const BRIDGE_FINDINGS_MAX = 100;
/** How long after a day its messages are looked for whose order is gone, days. */
const LOST_WITHIN_DAYS = 7;

/** A purchase that does not add up, or whose points the ledger has otherwise. */
export interface BridgeFinding {
  /** AMOUNT: the ledger has another amount. POINTS: another number of points. LOST: no order. */
  readonly kind: "AMOUNT" | "POINTS" | "LOST";
  readonly references: readonly { source: string; kind: string; value: string }[];
  /** Public id; null: there is no order. */
  readonly order: string | null;
  readonly toldMinor: bigint;
  readonly ledgerMinor: bigint;
  readonly unexplainedMinor: bigint;
  /** As the order shows them, and as its entries sum up to. */
  readonly points: { readonly shown: bigint; readonly booked: bigint };
}

/** A source's business day in one currency, from what the source says to what the ledger has. */
export interface DayBridge extends DaySums {
  readonly businessDate: LocalDate;
  readonly source: string;
  readonly currency: string;
  /** What the source declared; null: it did not, and its own messages are the total. */
  readonly declared: { readonly receipts: number; readonly totalMinor: bigint } | null;
  readonly sourceMinor: bigint;
  /** The source's total less all steps and the ledger's. */
  readonly unexplainedMinor: bigint;
  readonly points: { readonly shown: bigint; readonly booked: bigint };
  /** BRIDGE_FINDINGS_MAX at most. */
  readonly findings: readonly BridgeFinding[];
}

export interface BridgeDeps {
  readonly db: Sql | Tx;
  readonly rulesetAt: (instant: Instant) => Ruleset;
}

export interface BridgeDayOf {
  readonly source: { readonly id: number; readonly code: string };
  readonly businessDate: LocalDate;
  /** Of whose zone the day is. */
  readonly timeZone: string;
}

/** What has been added up of a day in one currency. */
class Currency {
  readonly totals = new DayTotals();
  readonly findings: BridgeFinding[] = [];
  shown = 0n;
  booked = 0n;

  find(finding: BridgeFinding): void {
    if (this.findings.length < BRIDGE_FINDINGS_MAX) {
      this.findings.push(finding);
    }
  }
}

type Currencies = Map<string, Currency>;

/**
 * The bridge of a source's day, in each currency that it declared or that something came in.
 *
 * The left side is what the source declared of all its orders of the day, or where it declared
 * nothing, what its messages say; the right side sums the ledger's entries. What lies between is
 * worked out from the messages by `domain/bridge`, which shares nothing with what wrote the ledger.
 *
 * @throws AppError BAD_USER_INPUT for a day with more than BRIDGE_PURCHASES_MAX purchases
 */
export async function bridgeOfDay(
  deps: BridgeDeps,
  of: BridgeDayOf,
): Promise<readonly DayBridge[]> {
  const { source, businessDate, timeZone } = of;
  const span: SourceDaySpan = {
    sourceId: source.id,
    from: formatInstant(startOfLocalDay(businessDate, timeZone)),
    to: formatInstant(startOfLocalDay(addDaysToDate(businessDate, 1), timeZone)),
  };
  const currencies: Currencies = new Map();
  await addOrders(deps, span, currencies);
  await addLost(deps, span, of, currencies);
  await addHeld(deps, span, currencies);
  const declared = await readDeclaredTotals(deps.db, { source: source.code, businessDate });
  for (const { currency } of declared) {
    currencyOf(currencies, currency);
  }
  return [...currencies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { totals, findings, shown, booked }]) => {
      const said = declared.find((one) => one.currency === currency);
      const { sums } = totals;
      const sourceMinor = said?.totalMinor ?? sums.toldMinor;
      const stepped = sums.steps.reduce((sum, { minor }) => sum + minor, 0n);
      return {
        ...{ ...sums, businessDate, source: source.code, currency, findings, sourceMinor },
        declared:
          said === undefined ? null : { receipts: said.receipts, totalMinor: said.totalMinor },
        unexplainedMinor: sourceMinor - stepped - sums.ledgerMinor,
        points: { shown, booked },
      };
    });
}

function currencyOf(currencies: Currencies, code: string): Currency {
  const known = currencies.get(code) ?? new Currency();
  currencies.set(code, known);
  return known;
}

async function addOrders(
  deps: BridgeDeps,
  span: SourceDaySpan,
  currencies: Currencies,
): Promise<void> {
  let after = 0n;
  for (let read = 0; ; ) {
    const rows = await readOrdersOfDay(deps.db, span, { after, limit: ORDERS_PER_READING });
    read += rows.length;
    if (read > BRIDGE_PURCHASES_MAX) {
      throw new AppError(
        "BAD_USER_INPUT",
        `This source has more than ${BRIDGE_PURCHASES_MAX} purchases on one day, which is too many to go through at once.`,
        { details: { argument: "source" } },
      );
    }
    for (const one of await bridgeOrders(deps, rows)) {
      addOrder(one, currencies);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ORDERS_PER_READING) {
      return;
    }
    after = last.id;
  }
}

/** An order between its messages and the ledger. */
export interface BridgedOrder {
  readonly row: BridgeOrderRow;
  readonly messages: readonly FactJson[];
  /** Null: it is a test, or says no amount. */
  readonly bridge: PurchaseBridge | null;
  /** Entries of the ledger. */
  readonly entries: number;
  readonly points: { readonly shown: bigint; readonly booked: bigint };
}

/** Each order with what its messages and the ledger have of it. */
export async function bridgeOrders(
  deps: BridgeDeps,
  rows: readonly BridgeOrderRow[],
): Promise<readonly BridgedOrder[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) {
    return [];
  }
  const [told, booked] = await Promise.all([
    readMessagesOfOrders(deps.db, ids),
    readBookedOfOrders(deps.db, ids),
  ]);
  const messages = Map.groupBy(told, ({ orderId }) => orderId);
  const entries = new Map(booked.map((row) => [row.orderId, row]));
  return rows.map((row) => {
    const own = (messages.get(row.id) ?? []).map(({ fact }) => fact);
    const has = { messages: own, booked: entries.get(row.id) };
    return {
      ...{ row, messages: own, bridge: bridgeOrder(deps, row, has) },
      entries: has.booked?.entries ?? 0,
      points: { shown: row.pointsActive, booked: has.booked?.points ?? 0n },
    };
  });
}

interface OrderHas {
  readonly messages: readonly FactJson[];
  readonly booked: BookedRow | undefined;
}

function addOrder({ row, bridge, points }: BridgedOrder, currencies: Currencies): void {
  if (bridge === null) {
    return;
  }
  const currency = currencyOf(currencies, bridge.currency);
  currency.totals.add(bridge);
  currency.shown += points.shown;
  currency.booked += points.booked;
  if (bridge.unexplainedMinor !== 0n || points.shown !== points.booked) {
    currency.find({
      kind: bridge.unexplainedMinor === 0n ? "POINTS" : "AMOUNT",
      references: row.refs.map(([source, kind, , value]) => ({ source, kind, value })),
      ...{ order: row.publicId, points },
      ...{ toldMinor: bridge.toldMinor, ledgerMinor: bridge.ledgerMinor },
      unexplainedMinor: bridge.unexplainedMinor,
    });
  }
}

/** One of which no message is left is told to be nothing: what the ledger has of it is too much. */
function bridgeOrder(
  { rulesetAt }: BridgeDeps,
  row: BridgeOrderRow,
  { messages, booked }: OrderHas,
): PurchaseBridge | null {
  const placedAt = instantFromPg(row.placedAt);
  const rules = rulesetAt(placedAt);
  const { basis } = rules.tierPolicy;
  const isOfOrder = basis !== "SPEND";
  const isWhole = (booked?.points ?? 0n) === row.pointsActive;
  const minor = isOfOrder ? (isWhole ? row.eligibleMinor : 0n) : (booked?.qualifyingMinor ?? 0n);
  if (messages.length === 0) {
    const currency = row.currency ?? rules.programme.currency;
    const nothing = { toldMinor: 0n, dueMinor: 0n, spareMinor: 0n, causes: new Map() };
    return { ...nothing, currency, ledgerMinor: minor, unexplainedMinor: -minor };
  }
  return bridgePurchase({
    ...{ messages, rules, booked: { minor, isOfOrder } },
    matched: (row.matched ?? []).flatMap(({ l }) => l),
    isGuest: row.leafId === null,
    isMarked: row.customerMark !== null,
    isMember: isMember(row, rules, placedAt),
    placedOn: localDateOf(placedAt, rules.programme.timeZone),
  });
}

/** Programme 2.4. */
function isMember({ memberships }: BridgeOrderRow, rules: Ruleset, placedAt: Instant): boolean {
  const own = memberships.find(({ programme }) => programme === rules.programme.code);
  const since = own === undefined ? null : parseInstant(own.enrolledAt);
  return (
    own?.status === "ENROLLED" &&
    since !== null &&
    placedAt >= since - rules.retroCreditDays * MICROS_PER_DAY
  );
}

/** Purchases whose messages say that they were applied, and that are no orders any more. */
async function addLost(
  { db }: BridgeDeps,
  span: SourceDaySpan,
  { businessDate }: BridgeDayOf,
  currencies: Currencies,
): Promise<void> {
  const rows = await readLostMessages(db, span, {
    // A zone may be a day ahead of the receive log's.
    receivedFrom: addDaysToDate(businessDate, -1),
    receivedUntil: addDaysToDate(businessDate, LOST_WITHIN_DAYS),
    limit: BRIDGE_PURCHASES_MAX,
  });
  for (const of of Map.groupBy(rows, ({ orderId }) => orderId).values()) {
    const told = toldOf(of.map(({ fact }) => fact));
    const [first] = of;
    if (told !== null && first !== undefined) {
      const { toldMinor } = told;
      const currency = currencyOf(currencies, told.currency);
      currency.totals.addLost(toldMinor);
      currency.find({
        ...{ kind: "LOST", references: referencesOf(first.fact), order: null, toldMinor },
        ...{ ledgerMinor: 0n, unexplainedMinor: toldMinor, points: { shown: 0n, booked: 0n } },
      });
    }
  }
}

function referencesOf({ r, s }: FactJson) {
  return r.map(({ s: source, k, v }) => ({ source: source ?? s, kind: k, value: v }));
}

/** Messages that would open an order and wait: what names the same number first is one purchase. */
async function addHeld(
  { db }: BridgeDeps,
  span: SourceDaySpan,
  currencies: Currencies,
): Promise<void> {
  const waiting = new Map<string, { readonly facts: FactJson[]; readonly reason: string }>();
  for await (const { fact, reason } of heldOfDay((page) => readHeldOfSource(db, span, page))) {
    if (orderOpens(fact.k)) {
      const number = JSON.stringify([fact.s, fact.r[0] ?? fact.e]);
      const one = waiting.get(number) ?? { facts: [], reason };
      one.facts.push(fact);
      waiting.set(number, one);
    }
  }
  for (const { facts, reason } of waiting.values()) {
    const told = toldOf(facts);
    if (told !== null) {
      currencyOf(currencies, told.currency).totals.addHeld(told.toldMinor, reason);
    }
  }
}
