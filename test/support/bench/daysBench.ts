import { uuidv7 } from "uuidv7";
import { createDayLoaders } from "../../../src/days/dayLoaders.ts";
import { type DeclareDayRequest, declareDay } from "../../../src/days/declareDay.ts";
import { scopesOf, type Viewer } from "../../../src/domain/access/viewer.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_MINUTE,
} from "../../../src/domain/time/instant.ts";
import { addDaysToDate } from "../../../src/domain/time/localDate.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase } from "../database.ts";
import { at, setUpRetailer, startReceiver, viewerOf } from "../receiver.ts";

export const STORE = "london-1";
export const OTHER_STORE = "york/2";
/** After the shop has closed. */
export const NOW = at("2026-03-10T22:00:00Z");

const FIRST_DAY = "2026-03-10" as LocalDate;
/**
 * The day that a test is about: each has one of its own, so that they share a database. A bench
 * begins anew, because a worker keeps this module for the files that come after.
 */
let day = FIRST_DAY;
export const dayOfTest = (): LocalDate => day;
export function nextDayOfTest(): void {
  day = addDaysToDate(day, -1);
}

/** What a till did, in its own words; `gross` of each receipt is what its number says. */
export type DaysBench = Awaited<ReturnType<typeof startDaysBench>>;

/** A till of a store, as its token makes it. */
export function tillViewer(store: string = STORE): Viewer {
  return { ...viewerOf("till"), principal: `key:${store}`, store, sources: ["till"] };
}

/** A system that speaks for one source. */
export function sourceViewer(source: string): Viewer {
  const role = "ingest" as const;
  return {
    ...viewerOf(role),
    scopes: scopesOf(role),
    principal: `key:${source}`,
    sources: [source],
  };
}

/** A sale under a receipt's number, minutes after the store opened. */
export function receipt(
  number: string | number,
  gross: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const { minutes = Number.parseInt(String(number).replaceAll(/\D/g, ""), 10) || 0, ...rest } =
    more;
  const { store = STORE, till = "1" } = rest;
  return {
    source: "till",
    eventId: `${day}/${String(store)}/${String(till)}/${number}`,
    kind: "SOLD",
    occurredAt: formatInstant(
      addMicros(at(`${day}T09:00:00Z`), Number(minutes) * MICROS_PER_MINUTE),
    ),
    references: [
      { kind: "order", value: orderNumber(number, String(store), String(till)) },
      { kind: "receipt", value: String(number) },
    ],
    ...{ store, till, businessDate: day, currencyCode: "GBP" },
    lines: [{ id: "1", article: "mug", quantity: "1", gross }],
    ...rest,
  };
}

export function orderNumber(number: string | number, store = STORE, till = "1"): string {
  return `${day}-${store}-${till}-${number}`;
}

export async function startDaysBench() {
  day = FIRST_DAY;
  const database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  await registerStores(database.sql, [
    { code: OTHER_STORE, name: "York", brand: "Test", market: "GB", timeZone: "Europe/London" },
  ]);
  const gateway = await startReceiver(database.url);
  const directory = new Directory(gateway.catalog);
  let keys = 0;
  const loaders = (viewer: Viewer) =>
    createDayLoaders({ sql: database.sql, viewer, directory, now: () => NOW });
  return {
    database,
    gateway,
    loaders,
    deps: (now: Instant = NOW) => ({
      ...{ sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now },
    }),

    /** @returns outcomes, or why something is held. Throws: for what is not taken */
    sell: async (events: readonly unknown[], now: Instant = NOW) =>
      (await gateway.send(events, { now })).map((result) => {
        if (result.outcome === "REJECTED" || result.outcome === "CONFLICT") {
          throw new Error(`${result.reason} ${result.field?.join(".")}: ${result.message}`);
        }
        return result.reason ?? result.outcome;
      }),

    /** Of till 1 of the store, unless it is said otherwise. */
    declare: (
      receipts: number,
      total: string,
      more: Partial<DeclareDayRequest> & { readonly now?: Instant } = {},
    ) => {
      const { now = NOW, ...said } = more;
      keys += 1;
      return declareDay(
        { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now },
        {
          ...{ viewer: tillViewer(), idempotencyKey: `day-${keys}`, businessDate: day },
          ...{
            store: null,
            till: "1",
            source: null,
            receipts,
            firstNumber: null,
            lastNumber: null,
          },
          total: { amount: total, currencyCode: "GBP" },
          ...said,
        },
      );
    },

    /** The control of a day. */
    control: async (till: string | null = "1", store = STORE, of: LocalDate = day) => {
      const own = loaders(tillViewer(store));
      return await own.receipts(own.till(null), of, till);
    },

    close: async (): Promise<void> => {
      await gateway.close();
      await database.drop();
    },
  };
}
