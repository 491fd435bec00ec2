import type { Random } from "./random.ts";
import { DEMO_STORES, type DemoStore, MARKETS, type Market } from "./retailer.ts";

/** Where somebody mostly shops. */
export type Habit = "web" | "app" | "store";

/** A made-up customer, as the retailer's systems know them together. */
export interface Person {
  /** From 0; every number below is made of it. */
  readonly index: number;
  readonly name: string;
  readonly language: string;
  readonly market: Market;
  readonly email: string;
  readonly phone: string;
  /** Number of the loyalty card; null for those who only order online and never took one. */
  readonly loyalty: string | null;
  /** The ERP's debtor number. */
  readonly erp: string;
  /** The shop's account number. */
  readonly shop: string;
  readonly habit: Habit;
  readonly store: DemoStore;
  readonly flags: readonly string[];
}

const FIRST_NAMES: Readonly<Record<Market, readonly string[]>> = {
  GB: "Alice Amir Beth Callum Daisy Ewan Fiona George Harriet Imran Joan Kofi Lucy Megan Nikhil Olive Priya Rhys Sarah Tom Una Victor Wendy Zoe".split(
    " ",
  ),
  IE: "Aoife Brendan Ciara Declan Eimear Fergal Gráinne Iseult Killian Liam Maeve Niamh Oisín Pádraig Róisín Siobhán Tadhg".split(
    " ",
  ),
  DE: "Anja Bernd Claudia Dieter Elif Frauke Günter Hanna Ingo Jürgen Karin Lutz Mehmet Nele Ole Petra Renate Söhnke Uwe Yvonne".split(
    " ",
  ),
};
const LAST_NAMES: Readonly<Record<Market, readonly string[]>> = {
  GB: "Abbott Baxter Carmichael Dhillon Ellery Fairweather Greenhalgh Hollis Iqbal Jessop Kendrick Lockwood Marsden Nwosu Oakley Patel Quigley Redfern Sutcliffe Thackray Underhill Whitlock".split(
    " ",
  ),
  IE: "Brannigan Cullen Dempsey Egan Fallon Gallagher Hennessy Keane Lally Moran Nolan O'Dwyer Phelan Quinlan Rafferty Tierney".split(
    " ",
  ),
  DE: "Albers Brandt Çelik Dörfler Engelke Fuchs Gerlach Hübner Jansen Köhler Lindner Mertens Neuhaus Öztürk Petersen Reuter Schäfer Thomsen Vogt Weiß".split(
    " ",
  ),
};

/**
 * Telephone numbers kept free for fiction: Ofcom's 07700 900xxx, ComReg's 020 91x xxxx, and the
 * Bundesnetzagentur's (0)30 23125 xxx. Nobody's telephone can ring.
 */
const FICTION_PREFIX: Readonly<Record<Market, string>> = {
  GB: "+447700900",
  IE: "+353209100",
  DE: "+493023125",
};

const LOYALTY_FIRST = 982_600_000_000;
const ERP_FIRST = 410_000;
const SHOP_FIRST = 70_000;
const LOYALTY_SHARE = 0.85;
const STAFF_SHARE = 0.01;

/** A card number as it is printed: four blocks; a person with that index need not exist. */
export function loyaltyNumber(index: number): string {
  // Step 37: neighbours on the list must not look alike, or a typing error would find somebody
  // else.
  return String(LOYALTY_FIRST + index * 37);
}

/**
 * Makes `count` customers, at most a thousand per market. Names repeat, as they do; nothing else
 * does.
 */
export function makePeople(random: Random, count: number): readonly Person[] {
  const perMarket: Record<Market, number> = { GB: 0, IE: 0, DE: 0 };
  return Array.from({ length: count }, (_, index): Person => {
    const { market, languages } = random.weighted(
      Object.values(MARKETS).map((facts) => [facts, facts.weight] as const),
    );
    const inMarket = perMarket[market];
    perMarket[market] += 1;
    const first = random.pick(FIRST_NAMES[market]);
    const last = random.pick(LAST_NAMES[market]);
    const habit = random.weighted<Habit>([
      ["web", 38],
      ["app", 20],
      ["store", 42],
    ]);
    const hasCard = random.chance(LOYALTY_SHARE);
    return {
      index,
      name: `${first} ${last}`,
      language: random.weighted(languages),
      market,
      email: `${asciiOf(first)}.${asciiOf(last)}.${index}@example.com`,
      phone: `${FICTION_PREFIX[market]}${String(inMarket).padStart(3, "0")}`,
      loyalty: hasCard || habit === "store" ? loyaltyNumber(index) : null,
      erp: String(ERP_FIRST + index),
      shop: String(SHOP_FIRST + index * 3),
      habit,
      store: random.pick(DEMO_STORES.filter((store) => store.market === market)),
      flags: random.chance(STAFF_SHARE) ? ["STAFF"] : [],
    };
  });
}

function asciiOf(name: string): string {
  return name
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toLowerCase();
}
