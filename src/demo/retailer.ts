import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSetupFile } from "../domain/setup/readSetup.ts";
import type { SetupDocument, SetupStore } from "../domain/setup/setupSchema.ts";

/** The made-up retailer "Fenwold & Tarn": what it sells for the house, in three markets. */

export type Market = "GB" | "IE" | "DE";

export interface MarketFacts {
  readonly market: Market;
  readonly currency: string;
  readonly timeZone: string;
  /** Of a price that includes it, in percent. */
  readonly taxPercent: number;
  /** Amounts are the pound's, times this. */
  readonly priceFactor: number;
  /** Share of the customers. */
  readonly weight: number;
  readonly languages: readonly (readonly [string, number])[];
}

export const MARKETS: Readonly<Record<Market, MarketFacts>> = {
  GB: {
    market: "GB",
    currency: "GBP",
    timeZone: "Europe/London",
    taxPercent: 20,
    priceFactor: 1,
    weight: 60,
    languages: [["en", 1]],
  },
  IE: {
    market: "IE",
    currency: "EUR",
    timeZone: "Europe/Dublin",
    taxPercent: 23,
    priceFactor: 1.2,
    weight: 20,
    languages: [
      ["en", 9],
      ["ga", 1],
    ],
  },
  DE: {
    market: "DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    taxPercent: 19,
    priceFactor: 1.2,
    weight: 20,
    languages: [
      ["de", 9],
      ["en", 1],
    ],
  },
};

/** What the retailer has set up: a file as any retailer writes one. */
export const DEMO_SETUP: SetupDocument = readOwn(join(import.meta.dirname, "setup.yaml"));

function readOwn(path: string): SetupDocument {
  const read = readSetupFile(readFileSync(path, "utf8"));
  if (!read.ok) {
    throw new Error(`${path} is no set-up: ${JSON.stringify(read.issues)}`);
  }
  return read.document;
}

export interface DemoStore extends SetupStore {
  readonly market: Market;
  readonly tills: readonly string[];
}

/** Twelve stores, three tills each. */
export const DEMO_STORES: readonly DemoStore[] = (DEMO_SETUP.stores ?? []).map((store) => ({
  ...store,
  market: store.market as Market,
  tills: ["1", "2", "3"],
}));
