import { describe, expect, test } from "vitest";
import { figuresIn, localeOf } from "../../../pages/src/widget/figures.ts";
import type { Account, Coupon, Distance, Loyalty, Page } from "../../../pages/src/widget/page.ts";
import { announce, tell } from "../../../pages/src/widget/tell.ts";
import { wordsIn } from "../../../pages/src/widget/words.ts";

const NOW_MS = Date.parse("2026-05-10T12:00:00Z");
const GOLD = { code: "GOLD", name: "Gold", benefits: [{ name: "Free delivery" }] };
const PLATINUM = {
  ...{ code: "PLATINUM", name: "Platinum" },
  benefits: [{ name: "Free delivery" }, { name: "Free returns" }],
};
const ACCOUNT: Account = {
  ...{ wallet: "points", active: "1240", pending: "85" },
  worth: { amount: "12.40", currencyCode: "GBP" },
  expiringNext: { points: "200", at: "2026-06-30T23:00:00Z" },
  maturingNext: { points: "60", at: "2026-05-23T23:00:00Z" },
};

function page(changes: Partial<Loyalty> = {}, coupons: Page["coupons"] = { nodes: [] }): Page {
  return {
    ...{ id: "c", streamCursor: "s", coupons },
    loyalty: {
      status: "ENROLLED",
      programme: { name: "Rewards", timeZone: "Europe/London" },
      ...{ tier: GOLD, tierUntil: "2027-03-31T23:00:00Z", next: null, keep: null },
      accounts: [ACCOUNT],
      ...changes,
    },
  };
}

const inLocale = (locale: string) => ({
  say: wordsIn(locale),
  figures: figuresIn(locale, "Europe/London"),
});
const told = (given: Page, locale = "en-GB", wallet = "points") =>
  tell(given, wallet, inLocale(locale), NOW_MS);

const distance = (have: string, need: string, by: string | null = null): Distance => ({
  ...{ tier: PLATINUM, have, need, unit: "GBP", by },
});
const coupon = (changes: Partial<Coupon>): Coupon => ({
  ...{ code: "C-1", name: "Five off", validUntil: "2026-07-01T00:00:00Z" },
  eligibility: { redeemable: true, refusals: [] },
  ...changes,
});
const refused = (code: string, needed: string | null = null): Coupon =>
  coupon({
    eligibility: { redeemable: false, refusals: [{ code, needed, message: "So it is." }] },
  });

describe("dates and figures", () => {
  test("are the programme's days, the last one that is good, as the locale writes them", () => {
    const { until, points } = told(page()) ?? {};
    // Until midnight of London's 1 April: the last day is the one before it.
    expect(until).toBe("until 31 March 2027");
    expect(points).toEqual({
      ...{ count: "1,240", unit: "points", worth: "worth £12.40" },
      pending: "85 on the way, 60 of them from 24 May 2026",
      ...{ expiring: "200 to be used by 30 June 2026", isUrgent: false },
    });
    expect(told(page(), "de")?.points).toMatchObject({
      ...{ count: "1.240", unit: "Punkte", worth: "12,40\u00a0£ wert" },
      expiring: "200 bis 30. Juni 2026 einlösen",
    });
  });

  test("are exact for more points than a number holds", () => {
    const active = "9007199254740993";
    const accounts = [{ ...ACCOUNT, active }];
    expect(told(page({ accounts }))?.points?.count).toBe("9,007,199,254,740,993");
  });

  test("leave out what there is nothing of, and hurry in the last month alone", () => {
    const at = "2026-06-08T00:00:00Z";
    const none = { ...ACCOUNT, pending: "0", worth: null, maturingNext: null };
    const soon = { ...none, active: "1", expiringNext: { points: "1", at } };
    expect(told(page({ accounts: [soon] }))?.points).toEqual({
      ...{ count: "1", unit: "point", worth: null, pending: null },
      ...{ expiring: "1 to be used by 8 June 2026", isUrgent: true },
    });
    expect(told(page(), "en", "miles")?.points).toBeNull();
  });

  test("say when all that is on the way comes at once, and no day where there is none", () => {
    const pendingOf = (changes: Partial<Account>) =>
      told(page({ accounts: [{ ...ACCOUNT, ...changes }] }))?.points?.pending;
    expect(pendingOf({ pending: "60" })).toBe("60 on the way, from 24 May 2026");
    expect(pendingOf({ maturingNext: null })).toBe("85 on the way");
  });
});

describe("the way to a tier", () => {
  test("is what is missing, and what comes with it that one has not", () => {
    const next = distance("1160.10", "3000.00");
    expect(told(page({ next }))?.next).toEqual({
      ...{ text: "£1,839.90 more to Platinum", hint: "Then yours: Free returns" },
      share: 1160.1 / 3000,
    });
    expect(told(page({ next }))?.highest).toBeNull();
    expect(told(page())?.highest).toBe("The highest there is");
  });

  test("ends where it is reached, with the dust of fractions left out", () => {
    const keepOf = (have: string, by: string | null) =>
      told(page({ keep: { ...distance(have, "0.30", by), tier: GOLD } }))?.keep;
    expect(keepOf("0.10", "2027-03-31T23:00:00Z")?.text).toBe(
      "£0.20 more by 31 March 2027 to keep Gold",
    );
    expect(keepOf("0.20", null)?.text).toBe("£0.10 more to keep Gold");
    expect(keepOf("0.40", null)).toEqual({
      text: "Enough bought to keep Gold",
      share: 1,
      hint: null,
    });
  });
});

describe("coupons", () => {
  const notes = (nodes: readonly Coupon[], locale = "en-GB") =>
    told(page({}, { nodes }), locale)?.coupons?.map(({ note }) => note);

  test("say why not, in the reader's language, with names, money and days as they are written", () => {
    const all = [
      refused("NOT_YET_VALID", "2026-06-01T00:00:00Z"),
      refused("EXPIRED", "2026-05-01T00:00:00+01:00"),
      refused("TIER_NEEDED", "GOLD,DIAMOND"),
      refused("BASKET_TOO_SMALL", "50.00 GBP"),
      refused("SOMETHING_NEW"),
    ];
    expect(notes(all)).toEqual([
      "From 1 June 2026 on",
      "Was good until 30 April 2026",
      "For Gold, DIAMOND only",
      "From £50 on",
      "So it is.",
    ]);
    expect(notes(all, "fr")?.[3]).toMatch(/^Dès 50\s£GB$/);
  });

  test("that can be used come first, those that end soonest before others", () => {
    const late = coupon({ code: "LATE", validUntil: "2027-07-01T00:00:00Z" });
    const nodes = [refused("RESERVED"), late, coupon({ code: "SOON" })];
    const codes = told(page({}, { nodes }))?.coupons?.map(({ code }) => code);
    expect(codes).toEqual(["SOON", "LATE", "C-1"]);
  });

  test("that could not be read are not taken for none", () => {
    expect(told(page({}, null))?.coupons).toBeNull();
    expect(told(page({}))?.coupons).toEqual([]);
  });
});

test("who is no member, or no longer one, is told of nothing", () => {
  expect(told({ ...page(), loyalty: null })).toBeNull();
  expect(told(page({ status: "CLOSED" }))).toBeNull();
  expect(told(page({ status: "SUSPENDED" }))?.suspended).toMatch(/^Paused/);
});

test("what is read out is what has changed, and nothing when nothing has", () => {
  const say = (before: Page, now: Page) => {
    const [was, is] = [told(before), told(now)];
    return was && is && announce(was, is, inLocale("en-GB"));
  };
  expect(say(page(), page())).toBe("");
  expect(
    say(
      page(),
      page(
        { tier: PLATINUM, accounts: [{ ...ACCOUNT, active: "1" }] },
        { nodes: [coupon({ name: "Tea" })] },
      ),
    ),
  ).toBe("You are Platinum now. You have 1 point now. New coupon: Tea.");
  // Those that could not be read before are no news.
  expect(say(page({}, null), page({}, { nodes: [coupon({})] }))).toBe("");
});

test("a locale is the first that is one", () => {
  expect(localeOf("", null, "de_DE", "fr-CH", "en")).toBe("fr-CH");
  expect(localeOf(undefined)).toBe("en");
});

test("a time of another day has its day", () => {
  const { time } = figuresIn("en-GB", "UTC");
  const at = new Date(2026, 4, 10, 9, 5).getTime();
  expect(time(at, at + 60_000)).toBe("09:05");
  expect(time(at, at + 86_400_000)).toBe("10 May 2026, 09:05");
});
