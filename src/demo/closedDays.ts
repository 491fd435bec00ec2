import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import type { Catalog } from "../core/catalog.ts";
import { declareDay } from "../days/declareDay.ts";
import { scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import { localDateOf, startOfLocalDay } from "../domain/time/zone.ts";
import { amountText, makeBasket, makeTenders, totalOf } from "./basket.ts";
import { type DemoPurchase, tillEvent } from "./demoEvent.ts";
import { loyaltyNumber } from "./people.ts";
import type { Random } from "./random.ts";
import { DEMO_STORES, MARKETS } from "./retailer.ts";

/** Days that are over, of which tills and shops have said what they came to. */
const DECLARED_DAYS = 10;
/** The first number of a till's day. */
const NUMBER_FIRST = 1_001;
const PROGRAMME_ZONE = "Europe/London";
/** Sales of the till that lost its connection; those that never came, and one that waits. */
const STORY = { sales: 9, lost: [3, 4], unknownCard: 6, numberFirst: 950_000 };

/** What a till or a shop says that a day came to. */
export interface DemoDay {
  readonly source: string | null;
  readonly store: string | null;
  readonly till: string | null;
  readonly businessDate: LocalDate;
  readonly receipts: number;
  readonly totalMinor: number;
  readonly currency: string;
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
}

interface Receipt {
  readonly kind: string;
  readonly value: string;
}

/** What of a demo's event tells of its day. */
interface SoldEvent {
  readonly source: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly references: readonly Receipt[];
  readonly store?: string;
  readonly till?: string;
  readonly businessDate?: LocalDate;
  readonly currencyCode?: string;
  readonly lines?: readonly {
    readonly gross: string;
    readonly discounts?: readonly { readonly amount: string }[];
  }[];
}

const soldOf = ({ event }: DemoPurchase): SoldEvent => event as unknown as SoldEvent;

/** The numbers as a till prints them: one after the other, from the same one on every day. */
export function numberReceipts(purchases: readonly DemoPurchase[]): DemoPurchase[] {
  const next = new Map<string, number>();
  const given = new Map<string, string>();
  const inOrder = purchases
    .filter((one) => receiptOf(soldOf(one).references) !== null)
    .sort((a, b) => (soldOf(a).occurredAt < soldOf(b).occurredAt ? -1 : 1));
  for (const purchase of inOrder) {
    const { store, till, businessDate, references } = soldOf(purchase);
    const number = receiptOf(references);
    const day = `${store}/${till}/${businessDate}`;
    if (number !== null && !given.has(`${day}/${number}`)) {
      const value = next.get(day) ?? NUMBER_FIRST;
      next.set(day, value + 1);
      given.set(`${day}/${number}`, String(value));
    }
  }
  return purchases.map((purchase) => {
    const { store, till, businessDate, references } = soldOf(purchase);
    const number = receiptOf(references);
    const value = given.get(`${store}/${till}/${businessDate}/${number}`);
    return value === undefined
      ? purchase
      : {
          ...purchase,
          event: {
            ...purchase.event,
            references: references.map((one) => (one.kind === "receipt" ? { ...one, value } : one)),
          },
        };
  });
}

function receiptOf(references: readonly Receipt[]): string | null {
  return references.find(({ kind }) => kind === "receipt")?.value ?? null;
}

/**
 * A till that lost its connection for a while yesterday: two of its receipts never came, and one
 * waits for a card that nobody knows.
 */
export function makeLostReceipts(
  random: Random,
  { peopleCount, now }: { readonly peopleCount: number; readonly now: Instant },
): DemoPurchase[] {
  const [store] = DEMO_STORES;
  if (store === undefined) {
    return [];
  }
  const market = MARKETS[store.market];
  const businessDate = addDaysToDate(localDateOf(now, market.timeZone), -1);
  const opened = startOfLocalDay(businessDate, market.timeZone);
  return Array.from({ length: STORY.sales }, (_, made) => {
    const at = addMicros(opened, (14 * 60 + made * 7) * MICROS_PER_MINUTE);
    const lines = makeBasket(random, market, false);
    const id = `${store.code}-${STORY.numberFirst + made}`;
    const card = { customer: [{ kind: "loyalty", value: loyaltyNumber(peopleCount + 200) }] };
    const purchase = tillEvent({ eventId: `${id}/${businessDate}`, kind: "SOLD" }, at, {
      references: [
        { kind: "order", value: `${id}-${businessDate}` },
        { kind: "receipt", value: String(STORY.numberFirst + made) },
      ],
      ...(made === STORY.unknownCard ? card : {}),
      ...{ channel: "store", store: store.code, till: "2", businessDate },
      currencyCode: market.currency,
      lines: lines.map(({ json }) => json),
      tenders: makeTenders(random, totalOf(lines), true),
    });
    return STORY.lost.includes(made) ? { ...purchase, isLost: true } : purchase;
  });
}

/** What tills and shops counted themselves, of all that happened: also of what never came. */
export function daysOf(purchases: readonly DemoPurchase[], now: Instant): readonly DemoDay[] {
  const days = new Map<string, DemoDay & { readonly numbers: Set<string> }>();
  const add = (day: Omit<DemoDay, "receipts" | "firstNumber" | "lastNumber">, number: string) => {
    const key = [day.source, day.store, day.till, day.businessDate, day.currency].join("/");
    const known = days.get(key);
    const numbers = (known?.numbers ?? new Set<string>()).add(number);
    const totalMinor = (known?.totalMinor ?? 0) + day.totalMinor;
    const sorted = [...numbers].sort();
    days.set(key, {
      ...{ ...day, totalMinor, numbers, receipts: numbers.size },
      firstNumber: day.source === null ? (sorted[0] ?? null) : null,
      lastNumber: day.source === null ? (sorted.at(-1) ?? null) : null,
    });
  };
  const voided = new Set(
    purchases.flatMap((one) => (soldOf(one).kind === "VOIDED" ? [orderOf(one)] : [])),
  );
  const since = formatInstant(addMicros(now, -(DECLARED_DAYS + 2) * MICROS_PER_DAY));
  for (const purchase of purchases.filter((one) => soldOf(one).occurredAt > since)) {
    const sold = soldOf(purchase);
    const { source, store, till, businessDate, currencyCode: currency } = sold;
    const isSale = sold.kind === "SOLD" || sold.kind === "PLACED";
    if (!isSale || currency === undefined) {
      continue;
    }
    const number = receiptOf(sold.references);
    if (
      number !== null &&
      store !== undefined &&
      till !== undefined &&
      businessDate !== undefined
    ) {
      const zone = DEMO_STORES.find(({ code }) => code === store)?.timeZone ?? PROGRAMME_ZONE;
      if (isDeclared(businessDate, localDateOf(now, zone))) {
        const totalMinor = voided.has(orderOf(purchase)) ? 0 : minorOf(sold);
        add({ source: null, store, till, businessDate, totalMinor, currency }, number);
      }
    }
    const day = localDateOf(parseInstant(sold.occurredAt) as Instant, PROGRAMME_ZONE);
    if (source !== "till" && isDeclared(day, localDateOf(now, PROGRAMME_ZONE))) {
      const ofSource = { source, store: null, till: null, businessDate: day };
      add({ ...ofSource, totalMinor: minorOf(sold), currency }, orderOf(purchase));
    }
  }
  return [...days.values()].map(({ numbers: _numbers, ...day }) => day);
}

const orderOf = (purchase: DemoPurchase): string => soldOf(purchase).references[0]?.value ?? "";

function isDeclared(day: LocalDate, today: LocalDate): boolean {
  return day < today && day >= addDaysToDate(today, -DECLARED_DAYS);
}

function minorOf({ lines = [] }: SoldEvent): number {
  const cents = (text: string) => Math.round(Number(text) * 100);
  return lines.reduce(
    (sum, { gross, discounts = [] }) =>
      discounts.reduce((left, { amount }) => left - cents(amount), sum + cents(gross)),
    0,
  );
}

/**
 * Declares the demo's days, by the command that tills and shops call.
 *
 * Guarantee: each once per database, whatever breaks off in between.
 * Throws: Error when the command refuses one: the demo and its set-up have grown apart.
 */
export async function declareDays(
  { sql, catalog }: { readonly sql: Sql; readonly catalog: Catalog },
  days: readonly DemoDay[],
): Promise<void> {
  const deps = { sql, catalog, newPublicId: uuidv7 };
  for (const day of days) {
    const { totalMinor, currency, ...said } = day;
    const { userErrors } = await declareDay(deps, {
      ...said,
      viewer: viewerOf(day),
      total: { amount: amountText(totalMinor), currencyCode: currency },
      idempotencyKey: `demo-${day.source ?? day.till}-${day.businessDate}-${currency}`,
    });
    if (userErrors[0] !== undefined) {
      throw new Error(`a day of the demo was refused: ${userErrors[0].message}`);
    }
  }
}

function viewerOf({ source, store }: DemoDay): Viewer {
  const role = source === null ? "till" : "ingest";
  const sources = [source ?? "till"];
  return {
    principal: `demo-${role}`,
    role,
    scopes: scopesOf(role),
    customerId: null,
    store,
    sources,
  };
}
