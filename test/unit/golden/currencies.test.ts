import { golden } from "../../support/docs/golden.ts";

/** programme 1.23 and 8.3: what an order in another currency is worth to the programme. */

golden(
  "yen have no pence and dinars have a thousand: each by its own decimals",
  `
rules:
  rates:
    - { currency: JPY, from: "2026-01-01", rate: "0.0053" }
    - { currency: KWD, from: "2026-01-01", rate: "2.55" }
    - { currency: EUR, from: "2026-01-01", rate: "0.85" }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: J, currencyCode: JPY, lines: [{ id: 1, article: mug, gross: "12345" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: K, currencyCode: KWD, lines: [{ id: 1, article: mug, gross: "12.345" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: E, currencyCode: EUR, lines: [{ id: 1, article: mug, gross: "12.34" }] }
expect:
  # 12345 x 0.0053 = 65.4285: 65.43. 12.345 x 2.55 = 31.47975: 31.48. 12.34 x 0.85 = 10.489: 10.49
  orders:
    J: { points: "65", qualifying: "65.43", eligible: "12345" }
    K: { points: "31", qualifying: "31.48", eligible: "12.345" }
    E: { points: "10", qualifying: "10.49", eligible: "12.34" }
  # 65.43 + 31.48 + 10.49
  qualifying: "107.40"
  active: "106"
`,
);

golden(
  "a programme in yen counts pounds in yen",
  `
rules:
  programme: { code: main, name: { en: Rewards }, timeZone: Asia/Tokyo, currency: JPY }
  tiers:
    - { code: BASE, name: { en: Member }, rank: 0, threshold: "0", benefits: [] }
    - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "5000", benefits: [] }
  earning: [{ code: base, wallet: points, pointsPerUnit: "0.01", rounding: FLOOR }]
  rates: [{ currency: GBP, from: "2026-01-01", rate: "190.5" }]
events:
  # 17:00 in Tokyo on the 2nd, and two in the morning on the 3rd
  - { at: "2026-03-02T08:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "26.25" }] }
  - { at: "2026-03-02T17:00:00Z", kind: SOLD, order: B, currencyCode: JPY, lines: [{ id: 1, article: mug, gross: "299" }] }
expect:
  # 26.25 x 190.5 = 5000.625: 5001 yen, 50.01 points: 50. 299 yen: 2.99: 2
  orders: { A: { points: "50", qualifying: "5001" }, B: { points: "2", qualifying: "299" } }
  entries: [EARNED base 50 2026-03-02, EARNED base 2 2026-03-03]
  qualifying: "5300"
  tier: { is: SILVER, since: "2026-03-02T08:00:00Z", until: "2027-03-02T08:00:00Z" }
`,
);

golden(
  "an order keeps the rate of the day of placing, whenever it is paid, sent or returned",
  `
events:
  - { at: "2026-05-20T10:00:00Z", kind: PLACED, order: A, currencyCode: EUR, lines: [{ id: 1, article: mug, quantity: 2, gross: "100.00" }] }
  - { at: "2026-06-10T10:00:00Z", kind: SETTLED, order: A, currencyCode: EUR }
  - { at: "2026-06-11T10:00:00Z", kind: FULFILLED, order: A, currencyCode: EUR, fulfilment: { id: F } }
  - { at: "2026-06-12T10:00:00Z", kind: SOLD, order: B, currencyCode: EUR, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-06-20T10:00:00Z", kind: RETURNED, order: A, currencyCode: EUR, return: { id: R, lines: [{ lineId: 1, quantity: 1 }] } }
expect:
  # 100 x 0.85 = 85; half of it back: 50 x 0.85 = 42.5: 42, so 43 go. B: 100 x 0.90
  orders: { A: { points: "42", qualifying: "42.50" }, B: { points: "90", qualifying: "90.00" } }
  entries: [EARNED base 85 2026-06-11, EARNED base 90 2026-06-12, REVERSED base 43 2026-06-11]
`,
);

golden(
  "amounts are converted once per factor, not once per line",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "100", rounding: FLOOR, multipliers: [{ code: tea, factor: "2", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, currencyCode: EUR, lines: [{ id: 1, article: mug, gross: "0.03" }, { id: 2, article: mug, gross: "0.03" }, { id: 3, article: tea, gross: "0.05" }] }
expect:
  # factor 1: 0.06 x 0.85 = 0.051: 0.05 (per line 0.0255: 0.03 + 0.03). Factor 2: 0.05 x 0.85 = 0.0425: 0.04, counted 0.08
  # (0.05 + 0.08) x 100 = 13. Qualifying: 0.11 x 0.85 = 0.0935: 0.09
  # 13 split by 3 : 3 : 10 of 16: 2.4375, 2.4375, 8.125: the one left to the first
  orders: { A: { points: "13", qualifying: "0.09", lines: { 1: { points: "3" }, 2: { points: "2" }, 3: { points: "8" } } } }
`,
);

golden(
  "an order whose currency has no rate waits, one that earns nothing anyway does not",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, currencyCode: USD, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, currencyCode: USD, lines: [{ id: 1, kind: SHIPPING, gross: "10.00" }] }
  - { at: "2025-12-31T10:00:00Z", received: "2026-03-04T10:00:00Z", kind: SOLD, order: C, currencyCode: EUR, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # C is of the day before the first rate of the euro
  results: { e1: HELD RATE_MISSING, e2: APPLIED, e3: HELD RATE_MISSING }
  active: "0"
`,
);
