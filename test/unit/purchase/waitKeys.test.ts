import { expect, test } from "vitest";
import { WAIT_MOMENT, WAITS_FOR_ANY, WAITS_FOR_TIME } from "../../../db/statements/waitKeys.ts";
import { currencyOfRate, leafOfSale, waitKey } from "../../../src/domain/purchase/holds.ts";
import { anyWaitKey, waitsForSomeOf } from "../../../src/purchases/keys.ts";

const ORDER = waitKey.order({ source: "erp", kind: "order", scope: "", value: "sale:7" });
const OTHERS = [
  ORDER,
  waitKey.identifier({ kind: "sale", id: 7n }),
  waitKey.store("rate:EUR"),
  waitKey.channel("web"),
  waitKey.time("2026-03-01T00:00:00.000000Z"),
  waitKey.operator,
];

test("a wait for a sale tells its leaf, and no other key is taken for one", () => {
  expect(leafOfSale(waitKey.sale(7n))).toBe(7n);
  for (const key of [...OTHERS, waitKey.rate("EUR"), "sale:", "sale:x", "sale:7 "]) {
    expect(leafOfSale(key)).toBeNull();
  }
});

test("a wait for a rate tells its currency, and no other key is taken for one", () => {
  expect(currencyOfRate(waitKey.rate("CHF"))).toBe("CHF");
  for (const key of [...OTHERS, waitKey.sale(7n)]) {
    expect(currencyOfRate(key)).toBeNull();
  }
});

test("a stored key waits for some of several keys when it stands for nothing else", () => {
  const known = ["order:A", "order:B", "order:C"];
  expect(waitsForSomeOf("order:A", known)).toBe(true);
  expect(waitsForSomeOf("order:D", known)).toBe(false);
  expect(waitsForSomeOf(anyWaitKey(["order:A", "order:C"]), known)).toBe(true);
  expect(waitsForSomeOf(anyWaitKey(["order:A", "order:D"]), known)).toBe(false);
  // A hash alone is no key.
  expect(waitsForSomeOf(anyWaitKey(["order:A", "order:B"]).slice(4, 36), known)).toBe(false);
  expect(waitsForSomeOf("any:", known)).toBe(false);
});

test("what SQL asks of them are ranges of the index of held events", () => {
  expect(WAITS_FOR_ANY).toBe("wait_key >= 'any:' and wait_key < 'any;'");
  expect(WAITS_FOR_TIME).toBe("wait_key >= 'time' and wait_key < 'time;'");
  expect(WAIT_MOMENT).toBe(
    "case when starts_with(wait_key, 'time:') then substr(wait_key, 6)::timestamptz " +
      "when wait_key = 'time' then occurred_at end",
  );
});
