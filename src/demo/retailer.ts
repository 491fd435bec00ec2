import type { NewStore } from "../../db/queries/programme/programme.ts";
import type { SourceRegistration } from "../programme/ensureProgramme.ts";

/** The made-up retailer "Fenwold & Tarn": what it sells for the house, in three markets. */
const BRAND = "Fenwold & Tarn";

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

const PLACES: Readonly<Record<Market, readonly string[]>> = {
  GB: ["London Bridge", "Leeds", "Bristol", "Edinburgh", "Cardiff", "Manchester"],
  IE: ["Dublin", "Cork", "Galway"],
  DE: ["Hamburg", "Leipzig", "Freiburg"],
};

export interface DemoStore extends NewStore {
  readonly market: Market;
  readonly tills: readonly string[];
}

/** Twelve stores, three tills each. */
export const DEMO_STORES: readonly DemoStore[] = (Object.keys(PLACES) as Market[]).flatMap(
  (market) =>
    PLACES[market].map((place, index) => ({
      code: `${market}-${String(index + 1).padStart(2, "0")}`,
      name: `${BRAND} ${place}`,
      brand: BRAND,
      market,
      timeZone: MARKETS[market].timeZone,
      tills: ["1", "2", "3"],
    })),
);

const DAY_SECONDS = 86_400;

/**
 * Who sends what, and how far each is trusted. Shop and app know their visitors' e-mail addresses
 * and make customers of them; a till reads a card, and waits for it to be registered; the ERP knows
 * only its own numbers.
 */
export const DEMO_SOURCES: readonly SourceRegistration[] = [
  {
    code: "shop",
    name: "Web shop",
    identifierRank: ["shop", "email", "loyalty", "phone"],
    createKinds: ["email"],
    trustedKinds: ["shop", "loyalty", "phone", "erp"],
    autoEnrol: true,
    defaultChannel: "web",
    expectedEverySeconds: 900,
  },
  {
    code: "app",
    name: "App",
    identifierRank: ["loyalty", "shop", "email", "phone"],
    createKinds: ["email"],
    trustedKinds: ["shop", "loyalty", "phone", "erp"],
    autoEnrol: true,
    defaultChannel: "app",
    expectedEverySeconds: 1_800,
  },
  {
    code: "till",
    name: "Tills of the stores",
    identifierRank: ["loyalty", "phone"],
    defaultChannel: "store",
    expectedEverySeconds: 900,
  },
  {
    code: "erp",
    name: "ERP",
    identifierRank: ["erp", "shop"],
    expectedEverySeconds: 3_600,
  },
  {
    code: "crm",
    name: "CRM",
    identifierRank: ["crm", "email", "loyalty"],
    trustedKinds: ["email", "phone"],
    sections: ["profile", "interactions"],
    expectedEverySeconds: DAY_SECONDS,
  },
];
