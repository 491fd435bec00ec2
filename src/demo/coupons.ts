import type { IssueCouponRequest } from "../coupons/issueCoupon.ts";
import { CODE_RANDOM_BYTES } from "../domain/coupon/code.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { amountText } from "./basket.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { DEMO_STORES, type DemoStore, MARKETS } from "./retailer.ts";

/** What somebody does with a coupon at a till. */
export interface DemoUse {
  readonly kind: "VALIDATE" | "REDEEM" | "REVERSE";
  readonly at: Instant;
  readonly store: DemoStore;
  readonly till: string;
  readonly cashier: string;
  /** Price of what is in the basket, minor units. */
  readonly basketMinor: number;
  readonly offMinor: number;
}

/** A coupon that the retailer sent to somebody, and what became of it, in order. */
export interface DemoCoupon {
  readonly person: Person;
  readonly issuedAt: Instant;
  /** Makes its code. */
  readonly random: Uint8Array;
  readonly order: Pick<
    IssueCouponRequest,
    | "names"
    | "value"
    | "campaign"
    | "validFrom"
    | "validUntil"
    | "segments"
    | "issuedBecause"
    | "conditions"
  >;
  readonly uses: readonly DemoUse[];
}

interface DemoCampaign {
  readonly code: string;
  readonly name: string;
  readonly en: string;
  readonly de: string;
  /** Off, in the pound's minor units; or in percent. */
  readonly offPence?: number;
  readonly percent?: number;
  readonly basketMinPence?: number;
  readonly category?: string;
  readonly segments?: readonly string[];
  readonly because: string;
  readonly validDays: number;
  /** A coupon for the next visit: days after it was sent. */
  readonly startsInDays?: number;
  /** Of all customers. */
  readonly share: number;
}

const CAMPAIGNS: readonly DemoCampaign[] = [
  {
    code: "WELCOME",
    name: "Welcome to the programme",
    en: "Welcome: 5 off from 20",
    de: "Willkommen: 5 Rabatt ab 20",
    ...{ offPence: 500, basketMinPence: 2_000 },
    because: "Joined the programme",
    ...{ validDays: 60, share: 0.2 },
  },
  {
    code: "WINBACK-90",
    name: "Win back: nothing bought for 90 days",
    en: "We miss you: 15 % off",
    de: "Wir vermissen Sie: 15 % Rabatt",
    ...{ percent: 15, segments: ["LAPSED_90D"] },
    because: "Nothing bought for 90 days",
    ...{ validDays: 30, share: 0.1 },
  },
  {
    code: "KITCHEN-FAIR",
    name: "Kitchen fair",
    en: "Kitchen fair: 20 % off cookware",
    de: "Küchenmesse: 20 % auf Kochgeschirr",
    ...{ percent: 20, category: "kitchen" },
    because: "Buys for the kitchen and lives near a store",
    ...{ validDays: 21, share: 0.1 },
  },
  {
    code: "NEXT-VISIT",
    name: "Sent with a purchase, for the next one",
    en: "Your next visit: 3 off",
    de: "Ihr nächster Besuch: 3 Rabatt",
    offPence: 300,
    because: "Bought in a store",
    ...{ startsInDays: 14, validDays: 60, share: 0.15 },
  },
  {
    code: "SORRY",
    name: "Goodwill",
    en: "With our apologies: 10 off",
    de: "Mit der Bitte um Entschuldigung: 10 Rabatt",
    offPence: 1_000,
    because: "A delivery came late",
    ...{ validDays: 180, share: 0.03 },
  },
];

/** What happens to a coupon, and how often. */
const FATES = [
  ["kept", 40],
  ["used", 34],
  ["used after the basket was too small", 8],
  ["tried again after it was used", 7],
  ["tried too late", 5],
  ["only asked about", 4],
  ["used and taken back", 4],
] as const;

const ISSUED_DAYS_AGO = { min: 4, max: 120 };
const BASKETS_MINOR = [2_495, 3_850, 5_200, 7_995] as const;
const SMALL_BASKET_MINOR = 395;
const CASHIERS = 40;

/**
 * Coupons of the last months, in the order in which they were issued: a function of its arguments
 * alone.
 */
export function makeCoupons(
  random: Random,
  people: readonly Person[],
  now: Instant,
): readonly DemoCoupon[] {
  const coupons: DemoCoupon[] = [];
  for (const person of people) {
    for (const campaign of CAMPAIGNS) {
      if (random.chance(campaign.share)) {
        coupons.push(makeCoupon(random, person, campaign, now));
      }
    }
  }
  return coupons.sort((a, b) => a.issuedAt - b.issuedAt);
}

function makeCoupon(
  random: Random,
  person: Person,
  campaign: DemoCampaign,
  now: Instant,
): DemoCoupon {
  const { currency, priceFactor } = MARKETS[person.market];
  const daysAgo = random.integer(ISSUED_DAYS_AGO.min, ISSUED_DAYS_AGO.max);
  const issuedAt = addMicros(now, -daysAgo * MICROS_PER_DAY);
  const money = (pence: number) => ({
    amount: amountText(Math.round(pence * priceFactor)),
    currencyCode: currency,
  });
  const { offPence, percent, basketMinPence, category } = campaign;
  return {
    person,
    issuedAt,
    random: Uint8Array.from({ length: CODE_RANDOM_BYTES }, () => random.integer(0, 255)),
    order: {
      names: [
        { locale: "en", text: campaign.en },
        { locale: "de", text: campaign.de },
      ],
      value: offPence === undefined ? { percent: String(percent) } : { amount: money(offPence) },
      campaign: { code: campaign.code, name: campaign.name },
      validFrom:
        campaign.startsInDays === undefined
          ? null
          : addMicros(issuedAt, campaign.startsInDays * MICROS_PER_DAY),
      validUntil: addMicros(issuedAt, campaign.validDays * MICROS_PER_DAY),
      segments: campaign.segments ?? [],
      issuedBecause: campaign.because,
      conditions: {
        ...(basketMinPence === undefined ? {} : { basketMin: money(basketMinPence) }),
        ...(category === undefined ? {} : { categories: [category] }),
      },
    },
    uses: makeUses(random, person, campaign, { issuedAt, now, daysAgo }),
  };
}

function makeUses(
  random: Random,
  person: Person,
  campaign: DemoCampaign,
  when: { readonly issuedAt: Instant; readonly now: Instant; readonly daysAgo: number },
): readonly DemoUse[] {
  const fate = random.weighted(FATES);
  const firstDay = campaign.startsInDays ?? 1;
  const lastDay = Math.min(campaign.validDays, when.daysAgo) - 2;
  if (lastDay < firstDay) {
    return [];
  }
  const days = random.integer(firstDay, lastDay);
  const store = random.chance(0.9)
    ? person.store
    : random.pick(DEMO_STORES.filter(({ market }) => market === person.market));
  const basketMinor = Math.round(random.pick(BASKETS_MINOR) * MARKETS[person.market].priceFactor);
  const use = (kind: DemoUse["kind"], daysLater: number, minutesLater = 0): DemoUse => ({
    kind,
    at: addMicros(
      when.issuedAt,
      (days + daysLater) * MICROS_PER_DAY + minutesLater * MICROS_PER_MINUTE,
    ),
    store,
    till: random.pick(store.tills),
    cashier: String(random.integer(1, CASHIERS)),
    basketMinor,
    offMinor: offOf(campaign, basketMinor, MARKETS[person.market].priceFactor),
  });
  switch (fate) {
    case "kept":
      return [];
    case "used":
      return [use("REDEEM", 0)];
    case "used after the basket was too small":
      return [
        { ...use("VALIDATE", 0), basketMinor: SMALL_BASKET_MINOR },
        { ...use("REDEEM", 0, 2), basketMinor: SMALL_BASKET_MINOR },
        use("REDEEM", 0, 9),
      ];
    case "tried again after it was used":
      return [use("REDEEM", 0), use("REDEEM", 1)];
    case "tried too late": {
      const late = use("REDEEM", campaign.validDays - days + 2);
      return late.at <= when.now ? [late] : [];
    }
    case "only asked about":
      return [use("VALIDATE", 0)];
    case "used and taken back":
      return [use("REDEEM", 0), use("REVERSE", 1)];
  }
}

function offOf(
  { offPence, percent = 0 }: DemoCampaign,
  basketMinor: number,
  factor: number,
): number {
  return offPence === undefined
    ? Math.round((basketMinor * percent) / 100)
    : Math.round(offPence * factor);
}
