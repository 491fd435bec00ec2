import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDecimal, parseDecimal, ratio, split } from "../../../pages/src/till/sale/decimal.ts";
import { soldEvent, taxesOf } from "../../../pages/src/till/sale/events.ts";
import { identifierOf, kindOf } from "../../../pages/src/till/sale/present.ts";
import type { Receipt } from "../../../pages/src/till/sale/receipt.ts";
import {
  businessDateOf,
  cartOf,
  type Line,
  newSale,
  type Sale,
  sumsOf,
  worthOf,
} from "../../../pages/src/till/sale/sale.ts";
import { changeTill, RECEIPTS_MAX, type TillState } from "../../../pages/src/till/sale/state.ts";

const PLACE = { store: "DE-01", till: "1", currency: "EUR", timeZone: "Europe/Berlin" };
const line = (id: string, quantity: string, unitPrice: string): Line => ({
  ...{ id, article: `A${id}`, quantity, unitPrice, taxRate: "19", categories: ["food"] },
});
const coupon = (key: string, amount: string) => ({
  ...{ key, code: key, name: key, amount, redemption: "r", isReversed: false },
});
const receiptOf = (sale: Sale): Receipt => ({
  ...{ number: sale.basket, place: PLACE, businessDate: "2026-11-29", atMs: 0, sale },
  ...{ tender: "cash", state: "queued", message: null, points: null },
});

describe("a decimal", () => {
  test.each([
    ["12.50", 2, 1250n],
    ["12,5", 2, 1250n],
    [" 7 ", 2, 700n],
    ["0.333333", 6, 333333n],
    ["1.234", 2, null],
    ["-1", 2, null],
    ["1e3", 2, null],
    ["1.000,00", 2, null],
    ["", 2, null],
  ])("%j with %i decimals is %s", (text, decimals, units) => {
    expect(parseDecimal(text, decimals)).toBe(units);
  });

  test("is written as it was read", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n - 1n),
        fc.integer({ min: 0, max: 6 }),
        (units, decimals) => {
          expect(parseDecimal(formatDecimal(units, decimals), decimals)).toBe(units);
        },
      ),
    );
  });

  test("is split so that the parts come to the whole, each within a unit of its share", () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), weights, (amount, of) => {
        const total = of.reduce((sum, one) => sum + one, 0n);
        const parts = split(amount, of);
        expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(total === 0n ? 0n : amount);
        for (const [at, part] of parts.entries()) {
          const off = part * total - amount * (of[at] ?? 0n);
          expect(off < total || total === 0n).toBe(true);
          expect(-off < total || total === 0n).toBe(true);
        }
      }),
    );
  });

  test("is rounded half up", () => {
    expect([ratio(1n, 1n, 2n), ratio(1n, 1n, 3n), ratio(5n, 3n, 2n)]).toEqual([1n, 0n, 8n]);
  });
});

describe("a basket", () => {
  const sale: Sale = {
    ...newSale("B1"),
    lines: [line("1", "3", "0.10"), line("2", "0.333", "9.99")],
  };

  test("comes to exact sums: three times 0.10, and a third of a kilogram", () => {
    expect(sumsOf(sale, "EUR").gross).toBe(30n + 333n);
  });

  test("is never paid below nothing by coupons and points", () => {
    const hold = {
      ...{ id: "h", points: "900", worth: "9.00", expiresAt: null, state: "held" as const },
    };
    const sums = sumsOf({ ...sale, coupons: [coupon("a", "2.00")], hold }, "EUR");
    expect(sums).toEqual({ gross: 363n, coupons: 200n, points: 163n, due: 0n });
  });

  test("does not count a coupon that was given back", () => {
    const back = { ...coupon("a", "2.00"), isReversed: true };
    expect(sumsOf({ ...sale, coupons: [back] }, "EUR").due).toBe(363n);
    expect(cartOf({ ...sale, coupons: [back] }, PLACE)?.codes).toEqual([]);
  });

  test("counts whole yen in yen", () => {
    expect(sumsOf({ ...sale, lines: [line("1", "2", "150")] }, "JPY").due).toBe(300n);
  });

  test("is no cart while it is empty", () => {
    expect(cartOf(newSale("B1"), PLACE)).toBeNull();
  });
});

describe("the message of a sale", () => {
  const sale: Sale = {
    ...newSale("B1"),
    presented: { typed: "4711", by: { loyaltyNumber: "4711" } },
    lines: [line("1", "1", "10.00"), line("2", "1", "5.00"), line("3", "1", "5.00")],
    coupons: [coupon("a", "5.00"), coupon("b", "0.01")],
    hold: { id: "h", points: "300", worth: "3.00", expiresAt: null, state: "captured" },
  };
  const event = soldEvent(receiptOf(sale));

  test("spreads coupons over the lines to the cent, and says what is paid how", () => {
    const offs = event.lines?.map(({ discounts }) => discounts?.map(({ amount }) => amount));
    expect(offs).toEqual([["2.50", "0.01"], ["1.25"], ["1.25"]]);
    expect(event.tenders).toEqual([
      { kind: "points", amount: "3.00" },
      { kind: "cash", amount: "11.99" },
    ]);
    expect(event.customer).toEqual([{ kind: "loyalty", value: "4711" }]);
  });

  test("has one id for one receipt, whenever it is made", () => {
    expect(event.eventId).toBe("DE-01/1/2026-11-29/B1/sold");
  });

  test("never takes more off than there is", () => {
    const much = { ...sale, coupons: [coupon("a", "15.00"), coupon("b", "15.00")], hold: null };
    const told = soldEvent(receiptOf(much));
    const off = told.lines?.flatMap(({ discounts }) => discounts ?? []);
    const cents = off?.reduce((sum, { amount }) => sum + (parseDecimal(amount, 2) ?? 0n), 0n);
    expect(cents).toBe(2_000n);
    expect(told.tenders).toEqual([{ kind: "cash", amount: "0.00" }]);
  });

  test("has the tax within what is left to pay for its lines", () => {
    // 7.49, 3.75 and 3.75 with 19 % within: 1.20, 0.60 and 0.60.
    expect(taxesOf(receiptOf(sale))).toEqual([{ rate: "19", tax: 240n }]);
  });
});

test("points are worth their share of the account's worth, rounded down", () => {
  const account = { active: "3", worth: { amount: "0.10", currencyCode: "EUR" } };
  expect(["1", "2", "3"].map((points) => worthOf(points, account))).toEqual([
    "0.03",
    "0.06",
    "0.10",
  ]);
  expect(worthOf("1", { active: "0", worth: account.worth })).toBeNull();
});

test("a business date is the store's, not the browser's", () => {
  const atMs = Date.parse("2026-11-29T23:30:00Z");
  expect(businessDateOf(atMs, "Europe/Berlin")).toBe("2026-11-30");
  expect(businessDateOf(atMs, "Europe/London")).toBe("2026-11-29");
});

test.each([
  ["ada@example.com", "email"],
  ["+49 30 123456", "phone"],
  ["030 / 123456", "phone"],
  ["982600024235", "loyalty"],
  ["CARD-0815", "loyalty"],
])("%s is taken for %s", (text, kind) => {
  expect(kindOf(text)).toBe(kind);
  expect(Object.values(identifierOf(text, kindOf(text)))).toEqual([text]);
});

describe("what the till shows", () => {
  const first: TillState = { sale: newSale("B1"), receipts: [] };

  test("has a coupon once, however often it is told", () => {
    const taken = { kind: "couponTaken", coupon: coupon("a", "5.00") } as const;
    const waits = { ...taken, coupon: { ...taken.coupon, redemption: null } };
    const state = [waits, taken, taken].reduce<TillState>(changeTill, first);
    expect(state.sale.coupons).toEqual([taken.coupon]);
  });

  test("tells a coupon's redemption to the receipt that it is of by then", () => {
    const waits = { ...coupon("a", "5.00"), redemption: null };
    const sold = changeTill(first, { kind: "couponTaken", coupon: waits });
    const receipt = receiptOf(sold.sale);
    const closed = changeTill(sold, { kind: "closed", receipt, next: "B2" });
    const told = changeTill(closed, { kind: "couponTaken", coupon: coupon("a", "5.00") });
    expect(told.sale.coupons).toEqual([]);
    expect(told.receipts[0]?.sale.coupons[0]?.redemption).toBe("r");
  });

  test("sets no points aside in the sale after theirs", () => {
    const hold = {
      ...{ id: "h", points: "1", worth: "0.01", expiresAt: null, state: "held" as const },
    };
    const late = changeTill(first, { kind: "pointsHeld", hold, basket: "B0" });
    expect(late.sale.hold).toBeNull();
  });

  test("keeps so many receipts and no more", () => {
    let state = first;
    for (let made = 0; made < RECEIPTS_MAX + 5; made += 1) {
      const receipt = receiptOf(newSale(`B${made}`));
      state = changeTill(state, { kind: "closed", receipt, next: "next" });
    }
    expect(state.receipts).toHaveLength(RECEIPTS_MAX);
    expect(state.receipts[0]?.number).toBe(`B${RECEIPTS_MAX + 4}`);
  });
});
