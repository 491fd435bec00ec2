import { golden } from "../../support/docs/golden.ts";

/** programme 1.24 and 1.26: what an order, a period and a wallet take at most. */

golden(
  "a hundred a month: what is returned makes room in its own month, and for later purchases alone",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: MONTH, points: 100 } }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "80.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "50.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
  - { at: "2026-03-06T10:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "200.00" }] }
expect:
  # A 80, B 100 - 80 = 20, C nothing; A comes back: 20 are given in March, so D gets 80
  orders:
    A: { points: "0" }
    B: { points: "20", qualifying: "50.00", lines: { 1: { because: none, points: "20" } } }
    C: { points: "0", qualifying: "10.00", lines: { 1: { because: LIMIT_REACHED } } }
    D: { points: "80", qualifying: "200.00" }
  entries: [EARNED base 80 2026-03-02, EARNED base 20 2026-03-03, EARNED base 0 2026-03-04, REVERSED base 80 2026-03-02, EARNED base 80 2026-03-06]
  active: "100"
  qualifying: "260.00"
`,
);

golden(
  "a day, a week from Monday, a quarter and a year",
  `
rules:
  earning:
    - { code: day, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: DAY, points: 10 } }
    - { code: week, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: WEEK, points: 10 } }
    - { code: quarter, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: QUARTER, points: 10 } }
    - { code: year, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: YEAR, points: 10 } }
events:
  # 27 December 2026 is a Sunday, the 28th a Monday
  - { at: "2026-12-27T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-12-27T11:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-12-28T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2027-01-01T10:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # A: four times 10. B: the same day: nothing. C: another day and week: 20. D, Friday of C's week: day, quarter and year
  orders: { A: { points: "40" }, B: { points: "0" }, C: { points: "20" }, D: { points: "30" } }
  active: "90"
`,
);

golden(
  "a wallet that is full to the brim, over two rules",
  `
rules:
  wallets: [{ code: points, maxBalance: 100 }]
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: more, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "70.00" }] }
  - { at: "2026-03-03T10:00:00Z", do: spend, points: "40" }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "25.00" }] }
expect:
  # A: 70, and 30 of the second 70. 100 - 40 = 60: room 40: 25, and 15 of the second 25
  orders: { A: { points: "100" }, B: { points: "40", qualifying: "25.00" } }
  entries: [EARNED base 70 2026-03-02, EARNED more 30 2026-03-02, SPENT none 40 2026-03-03, EARNED base 25 2026-03-04, EARNED more 15 2026-03-04]
  active: "100"
`,
);

golden(
  "what matures fills a wallet as well",
  `
rules: { wallets: [{ code: points, maxBalance: 100, activation: { kind: AFTER_DAYS, days: 14 } }] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "70.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "70.00" }] }
expect:
  orders: { A: { points: "70" }, B: { points: "30" } }
  active: "0"
  maturing: "100"
`,
);

golden(
  "no more than fifty for one order, after its multipliers",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerOrder: 50, multipliers: [{ code: tea, factor: "2", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, gross: "20.00" }, { id: 2, article: mug, gross: "20.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 2, quantity: 1 }] } }
expect:
  # 40 + 20 = 60, at most 50; without the mug 40
  orders: { A: { points: "40", qualifying: "20.00" } }
  entries: [EARNED base 50 2026-03-02, REVERSED base 10 2026-03-02]
`,
);

golden(
  "a bonus for the first two orders cannot be had again by returning one",
  `
rules:
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: first, wallet: points, pointsPerOrder: 100, rounding: FLOOR, when: "customer.orders < 2" }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
  - { at: "2026-03-05T10:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # 0 and 1 orders before: 110 each; from the third on 10. A's return makes D no earlier one: three had brought points
  orders: { A: { points: "0" }, B: { points: "110" }, C: { points: "10" }, D: { points: "10" } }
  active: "130"
`,
);

golden(
  "a quarter begins with January, April, July and October",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: QUARTER, points: 10 } }]
events:
  - { at: "2026-01-05T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-31T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-04-01T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  orders: { A: { points: "10" }, B: { points: "0" }, C: { points: "10" } }
`,
);

golden(
  "what is told in April of March counts to March's limit",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, maxPerPeriod: { period: MONTH, points: 100 } }]
events:
  - { at: "2026-03-30T10:00:00Z", received: "2026-04-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "80.00" }] }
  - { at: "2026-03-31T10:00:00Z", received: "2026-04-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "50.00" }] }
  - { at: "2026-04-04T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "120.00" }] }
expect:
  # March: 80, and 20 of 50. April: 100 of 120
  orders: { A: { points: "80" }, B: { points: "20" }, C: { points: "100" } }
`,
);
