import { expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import { golden } from "../../support/docs/golden.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";

/** programme 1.9 to 1.18: what was handed over, what came back, and what was exchanged. */

golden(
  "one article on several lines is handed over in their order, and each line has its own price",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, quantity: 2, gross: "20.00" }, { id: 2, article: tea, gross: "7.00" }, { id: 3, article: mug, quantity: 3, gross: "24.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F, lines: [{ article: mug, quantity: 3 }] } }
expect:
  # line 1 takes 2 of the 3, line 3 the last one: 20.00 + 24.00 / 3 = 28.00. To come: 7.00 and 16.00
  orders:
    A:
      status: PART_FULFILLED
      total: "51.00"
      points: "28"
      pending: "23"
      flags: none
      lines:
        1: { fulfilled: "2", open: "0", paid: "20.00", points: "20" }
        2: { fulfilled: "0", open: "1", paid: "0.00", because: NOT_HANDED_OVER }
        3: { fulfilled: "1", open: "2", paid: "8.00", due: "24.00", points: "8" }
`,
);

golden(
  "one article on several lines: a second parcel fills what the first one left, and the rest goes on the last line",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, quantity: 2, gross: "20.00" }, { id: 2, article: mug, quantity: 3, gross: "24.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F1, lines: [{ article: mug, quantity: 1 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F2, lines: [{ article: mug, quantity: 5 }] } }
expect:
  # 1 on line 1; then 1 on line 1, 3 on line 2, and the one too many on line 2: 4 of 3 ordered
  orders:
    A:
      status: FULFILLED
      total: "44.00"
      points: "44"
      flags: OVER_FULFILLED
      lines:
        1: { ordered: "2", fulfilled: "2", open: "0", paid: "20.00" }
        2: { ordered: "4", fulfilled: "4", open: "0", paid: "24.00" }
`,
);

golden(
  "one article on several lines: too many of one line are not counted against the other",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: mug, quantity: 3, gross: "24.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F1, lines: [{ lineId: 1, quantity: 3 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F2, lines: [{ article: mug, quantity: 2 }] } }
expect:
  # line 1 takes none of the two, line 2 both: 10.00 + 24.00 x 2 / 3 = 26.00; 8.00 are to come
  orders:
    A:
      status: PART_FULFILLED
      total: "34.00"
      points: "26"
      pending: "8"
      flags: OVER_FULFILLED
      lines:
        1: { ordered: "3", fulfilled: "3", open: "0", paid: "10.00" }
        2: { ordered: "3", fulfilled: "2", open: "1", paid: "16.00" }
`,
);

golden(
  "a till's sale hands over what it lists, and no more of what was dropped from the order",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, quantity: 2, gross: "14.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F, lines: [{ lineId: 2, quantity: 1 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # the tea has a line of its own at its old price: one of two for 14.00
  orders: { A: { status: FULFILLED, total: "17.00", points: "17", lines: { 1: { paid: "10.00" }, 2: { fulfilled: "1", open: "0", paid: "7.00", net: "7.00" } } } }
`,
);

golden(
  "one article on several lines comes back in their order, each up to what was handed over",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, quantity: 2, gross: "20.00" }, { id: 2, article: mug, quantity: 3, gross: "24.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: A, return: { id: R1, lines: [{ article: mug, quantity: 1 }] } }
  - { at: "2026-03-06T10:00:00Z", kind: RETURNED, order: A, return: { id: R2, lines: [{ article: mug, quantity: 3 }] } }
expect:
  # 1 of line 1; then the other one of line 1 and 2 of line 2: one mug of line 2 is kept, for 8.00. 44 - 10 - 26 = 8
  orders:
    A:
      status: PART_RETURNED
      points: "8"
      flags: none
      lines:
        1: { returned: "2", kept: "0", paid: "0.00", because: RETURNED }
        2: { returned: "2", kept: "1", paid: "8.00", points: "8" }
  entries: [EARNED base 44 2026-03-02, REVERSED base 10 2026-03-02, REVERSED base 26 2026-03-02]
`,
);

golden(
  "an amount charged for one article on several lines is split by what each line took",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: ham, quantity: 1, gross: "9.00" }, { id: 2, article: ham, quantity: 2, gross: "18.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F, lines: [{ article: ham, quantity: 3, amount: "25.00" }] } }
expect:
  # 25.00 by 1 : 2 is 8.333 and 16.667: 8.33, and 16.67 with the one left
  orders: { A: { status: FULFILLED, total: "25.00", points: "25", lines: { 1: { paid: "8.33" }, 2: { paid: "16.67" } } } }
`,
);

golden(
  "what was handed over beyond its line does not hide what another line still waits for",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, gross: "7.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F1, lines: [{ lineId: 1, quantity: 3 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F2 } }
expect:
  orders: { A: { status: FULFILLED, points: "17", flags: OVER_FULFILLED, lines: { 1: { ordered: "3", fulfilled: "3", open: "0", paid: "10.00" }, 2: { fulfilled: "1", open: "0", paid: "7.00" } } } }
`,
);

golden(
  "an exchange for something dearer, which comes back in part: the customer keeps what they kept",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, quantity: 2, gross: "60.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: coat, quantity: 2, gross: "90.00" }] }
  - { at: "2026-03-06T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ article: coat, quantity: 1 }] } }
expect:
  # 60; then 30 + 90 = 120: + 60; then 30 + 45 = 75: - 45
  orders: { A: { status: PART_RETURNED, total: "75.00", points: "75", lines: { 1: { kept: "1", paid: "30.00", points: "30" }, exchange/X/1: { kept: "1", paid: "45.00", points: "45" } } } }
  entries: [EARNED base 60 2026-03-02, EARNED base 60 2026-03-02, REVERSED base 45 2026-03-02]
  active: "75"
`,
);

golden(
  "an exchange whose part has no lines takes back all that was there before it, and keeps what it brings",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, gross: "30.00" }, { id: 2, article: socks, gross: "5.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X }, lines: [{ id: 1, article: coat, gross: "50.00" }] }
expect:
  orders: { A: { points: "50", lines: { 1: { kept: "0" }, 2: { kept: "0" }, exchange/X/1: { kept: "1", points: "50" } } } }
  entries: [EARNED base 35 2026-03-02, EARNED base 15 2026-03-02]
`,
);

golden(
  "an exchange that does not say what came back is refused",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: EXCHANGED, order: A, lines: [{ id: 1, article: coat, gross: "50.00" }] }
expect:
  results: { e1: APPLIED, e2: REJECTED MISSING }
  orders: { A: { points: "30" } }
`,
);

test("an exchange on record that does not say what came back takes nothing back", () => {
  const life = [
    { kind: "SOLD", lines: [{ id: "1", article: "shirt-m", quantity: "1", gross: "30.00" }] },
    {
      kind: "EXCHANGED",
      return: { id: "X" },
      lines: [{ id: "1", article: "coat", quantity: "1", gross: "50.00" }],
    },
  ].map((said, hour) => ({
    source: "till",
    eventId: `e${hour}`,
    occurredAt: `2026-03-02T1${hour}:00:00Z`,
    references: [{ kind: "order", value: "A" }],
    currencyCode: "GBP",
    ...said,
  }));
  const facts = factsOfLife(life).map(({ key, fact }) =>
    fact.kind === "EXCHANGED" ? { key, fact: { ...fact, part: null } } : { key, fact },
  );
  const view = deriveOrder(mergeAll(facts));
  // The shirt for 30.00 stays, the coat for 50.00 comes with it.
  expect(view.lines.map(({ id, kept }) => [id, kept])).toEqual([
    ["1", 1_000_000n],
    ["exchange/X/1", 1_000_000n],
  ]);
  expect(view.totalMinor).toBe(8_000n);
});

golden(
  "a weighed thing is paid as it weighs, and half of it comes back for half of that",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: cheese, quantity: "0.5", gross: "10.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F, lines: [{ lineId: 1, quantity: "0.6", amount: "12.30" }] } }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 1, quantity: "0.3" }] } }
expect:
  # charged 0.6 of 0.5: no rest. 12.30 x 0.3 / 0.6 = 6.15
  orders: { A: { status: PART_RETURNED, total: "6.15", points: "6", flags: OVER_FULFILLED, lines: { 1: { kept: "0.3", paid: "6.15" } } } }
  entries: [EARNED base 12 2026-03-03, REVERSED base 6 2026-03-03]
`,
);

golden(
  "a till's sale that lists a line of a cancelled order hands it over",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, fulfilmentMethod: collect, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: CANCELLED, order: A }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "20.00" }] }
expect:
  orders: { A: { status: FULFILLED, points: "20", lines: { 1: { fulfilled: "1", kept: "1", open: "0" } } } }
`,
);
