import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  balanceAfter,
  pointsOf,
} from "../../../pages/src/console/caller/actions/form/balanceAfter.ts";
import { dayFrom, startOfDay } from "../../../pages/src/console/caller/actions/form/days.ts";
import {
  faultAt,
  faultsBeside,
  isMeeting,
} from "../../../pages/src/console/caller/actions/form/faults.ts";
import { mergeMine } from "../../../pages/src/console/caller/actions/form/mergeMine.ts";
import {
  amountOf,
  claimOf,
  type NamedPurchase,
} from "../../../pages/src/console/caller/actions/form/purchaseNamed.ts";
import { SendKey } from "../../../pages/src/console/caller/actions/form/sendKey.ts";
import {
  heldTier,
  tierFollowing,
} from "../../../pages/src/console/caller/actions/form/tierAfter.ts";

describe("the key of a filled form", () => {
  const keys = () => {
    let made = 0;
    return new SendKey(() => {
      made += 1;
      return { key: String(made), at: "2026-01-01T00:00:00.000Z" };
    });
  };

  test("stays while nothing is changed and nothing is answered", () => {
    const one = keys();
    expect([one.of({ a: 1 }), one.of({ a: 1 })].map(({ key }) => key)).toEqual(["1", "1"]);
  });

  test("is another one for another wish, and for the same after an answer", () => {
    const one = keys();
    expect(one.of({ a: 1 }).key).toBe("1");
    expect(one.of({ a: 2 }).key).toBe("2");
    one.answered();
    expect(one.of({ a: 2 }).key).toBe("3");
  });
});

describe("what is refused", () => {
  const faults = [
    { code: "REASON_INVALID", message: "Say why.", field: ["input", "reason"] },
    { code: "ADJUSTMENT_LIMIT", message: "Too many.", field: null },
  ];

  test("is told at the field it names, and above all fields where it names none of them", () => {
    expect(faultAt(faults, "reason")).toBe("Say why.");
    expect(faultAt(faults, "points")).toBeUndefined();
    expect(faultsBeside(faults, ["reason"]).map(({ code }) => code)).toEqual(["ADJUSTMENT_LIMIT"]);
    expect(faultsBeside(faults, ["points"])).toHaveLength(2);
  });

  test("is a meeting of two people where somebody was faster", () => {
    expect(isMeeting(faults)).toBe(false);
    expect(isMeeting([{ code: "VERSION_CONFLICT", message: "" }])).toBe(true);
  });
});

describe("the tier that will be held", () => {
  const tier = (code: string, rank: number) => ({ code, name: code, rank });
  const [base, silver, gold] = [tier("BASE", 0), tier("SILVER", 1), tier("GOLD", 2)];
  const given = (of: typeof base, mode: "FLOOR" | "PIN", day: number, until?: string) => ({
    ...{ tier: of, mode, since: `2026-01-0${day}T00:00:00Z`, until: until ?? null },
  });

  test("is the highest of the earned one and those given", () => {
    expect(heldTier(silver, [])).toBe(silver);
    expect(heldTier(silver, [given(base, "FLOOR", 1)])).toBe(silver);
    expect(heldTier(base, [given(silver, "FLOOR", 1), given(gold, "FLOOR", 2)])).toBe(gold);
  });

  test("is the latest pin, whatever is higher and in whatever order they are told", () => {
    const all = [given(silver, "PIN", 2), given(gold, "FLOOR", 3), given(base, "PIN", 1)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (some) => {
        expect(heldTier(gold, some)).toBe(silver);
      }),
    );
  });

  test("falls back at its end to what lasts longer", () => {
    const end = "2026-06-01T00:00:00Z";
    expect(tierFollowing(base, [given(silver, "FLOOR", 1)], end)).toBe(silver);
    expect(tierFollowing(base, [given(silver, "FLOOR", 1, end)], end)).toBe(base);
  });
});

describe("points by hand", () => {
  test.each([
    ["150", 150n],
    ["-20", -20n],
    ["+5", 5n],
    ["1 500", 1500n],
    ["−7", -7n],
    ["0", null],
    ["", null],
    ["1.5", null],
    ["1e3", null],
    ["9".repeat(19), null],
  ])("%s is read as %s", (typed, points) => {
    expect(pointsOf(typed)).toBe(points);
  });

  test("come to what can be used, what is owed first", () => {
    const account = { active: "100", negative: "0" };
    expect(balanceAfter(account, 50n)).toEqual({ active: "150", isEnough: true });
    expect(balanceAfter(account, -100n)).toEqual({ active: "0", isEnough: true });
    expect(balanceAfter(account, -101n)).toEqual({ active: "0", isEnough: false });
    expect(balanceAfter({ active: "0", negative: "30" }, 50n).active).toBe("20");
    expect(balanceAfter({ active: "0", negative: "30" }, 10n).active).toBe("0");
  });
});

describe("a purchase as it was typed", () => {
  test.each([
    ["12.50", "12.50"],
    ["12,50", "12.50"],
    ["1.234,50", "1234.50"],
    ["1,234.50", "1234.50"],
    ["1 234,5", "1234.5"],
    ["1,234", "1234"],
    ["30", "30"],
    ["", null],
    ["abc", null],
    ["1,2,", null],
  ])("%s is the amount %s", (typed, amount) => {
    expect(amountOf(typed)).toBe(amount);
  });

  const receipt: NamedPurchase = {
    ...{ isReceipt: true, store: "GB-01", till: " 2 ", receiptNumber: "4711", orderNumber: "" },
    ...{ day: "2026-11-29", total: "12,50", currency: "gbp" },
  };

  test("is sent whole, and not at all while something is missing", () => {
    expect(claimOf("c", receipt)).toEqual({
      customer: { id: "c" },
      order: {
        receipt: {
          ...{ store: "GB-01", till: "2", receiptNumber: "4711", businessDate: "2026-11-29" },
        },
      },
      total: { amount: "12.50", currencyCode: "GBP" },
      purchasedOn: "2026-11-29",
    });
    for (const field of ["store", "till", "receiptNumber", "day", "total", "currency"] as const) {
      expect([field, claimOf("c", { ...receipt, [field]: "" })]).toEqual([field, null]);
    }
    expect(claimOf("c", { ...receipt, isReceipt: false })).toBeNull();
    expect(claimOf("c", { ...receipt, isReceipt: false, orderNumber: "W1" })?.order).toEqual({
      number: { number: "W1" },
    });
  });
});

test("two people who change different things of one customer lose neither", () => {
  const seen = { version: 1, name: "Ann", language: "en", flags: ["MINOR"] };
  const now = { version: 2, name: "Ann", language: "de", flags: ["MINOR"] };
  const mine = { ...seen, name: "Anne" };
  expect(mergeMine(seen, now, mine)).toEqual({ ...now, name: "Anne" });
  expect(mergeMine(seen, now, { ...seen, language: "fr" }).language).toBe("fr");
});

test("a day of a field begins at midnight where the reader is, and no day is none", () => {
  const start = startOfDay("2026-02-28");
  expect(start === null ? null : new Date(start).getHours()).toBe(0);
  expect([startOfDay(""), startOfDay("2026-02-30"), startOfDay("soon")]).toEqual([
    null,
    null,
    null,
  ]);
  const nowMs = new Date(2026, 10, 29, 13).getTime();
  expect(dayFrom(nowMs, { days: 3 })).toBe("2026-12-02");
  expect(dayFrom(nowMs, { months: 12 })).toBe("2027-11-29");
});
