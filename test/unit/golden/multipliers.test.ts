import { golden } from "../../support/docs/golden.ts";

/** programme 1.24 and 1.25: what lines count for, and how an order's points are split over them. */

golden(
  "points are split over the lines by what each counts for, not by what it cost",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, multipliers: [{ code: tea, factor: "3", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, gross: "4.00" }, { id: 3, article: tea, gross: "6.50" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 3, quantity: 1 }] } }
expect:
  # 10.00 + 4.00 x 3 + 6.50 x 3 = 41.50: 41 points. Split by 10 : 12 : 19.5 of 41.5: 9.88, 11.86, 19.27:
  # floors 9, 11, 19, the two left to .88 and .86: 10, 12, 19. Without line 3 it is 22 of 22.00: 10 and 12, 19 go
  orders: { A: { points: "22", lines: { 1: { points: "10" }, 2: { points: "12" }, 3: { points: "0" } } } }
  entries: [EARNED base 41 2026-03-02, REVERSED base 19 2026-03-02]
  active: "22"
`,
);

golden(
  "each line has its own points on the receipt while nothing is returned",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, multipliers: [{ code: tea, factor: "3", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, gross: "4.00" }, { id: 3, article: tea, gross: "6.50" }] }
expect:
  # as above: 9.88, 11.86, 19.27
  orders: { A: { points: "41", qualifying: "20.50", lines: { 1: { points: "10" }, 2: { points: "12" }, 3: { points: "19" } } } }
`,
);

golden(
  "of several multipliers the highest counts, wherever it stands in the list",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, multipliers: [{ code: a, factor: "2" }, { code: b, factor: "5", lines: 'line.article == "tea"' }, { code: c, factor: "3", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, gross: "4.00" }, { id: 2, article: mug, gross: "3.00" }] }
expect:
  # 4.00 x 5 + 3.00 x 2 = 26
  orders: { A: { points: "26", lines: { 1: { points: "20" }, 2: { points: "6" } } } }
`,
);

golden(
  "the highest of several may be less than one",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, multipliers: [{ code: half, factor: "0.5", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, gross: "9.00" }, { id: 2, article: mug, gross: "3.00" }] }
expect:
  # 9.00 x 0.5 + 3.00 = 7.50: 7. Split by 4.5 : 3 of 7.5: 4.2 and 2.8: 4 and 3
  orders: { A: { points: "7", lines: { 1: { points: "4" }, 2: { points: "3" } } } }
`,
);

golden(
  "factors that multiply are cut to six decimals each, and count for the lines that they are for",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, stacking: MULTIPLY, multipliers: [{ code: a, factor: "1.111111" }, { code: b, factor: "1.111111" }, { code: c, factor: "1.5", lines: 'line.article == "tea"' }] }]
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "81000.00" }, { id: 2, article: tea, gross: "1000.00" }] }
expect:
  # mug: 1.111111 x 1.111111 = 1.234567654321, cut 1.234567; 81,000 x 1.234567 = 99,999.927.
  # tea: 1.234567 x 1.5 = 1.8518505, cut 1.851850; 1,000 x 1.851850 = 1,851.850.
  # 101,851.777: 101,851, split 99,999.927 : 1,851.850, that is 99,999.164... and 1,851.835...: 99,999 and 1,852
  orders: { A: { points: "101851", qualifying: "82000.00", lines: { 1: { points: "99999" }, 2: { points: "1852" } } } }
`,
);

golden(
  "a multiplier for an hour, a weekday or a channel holds by the moment of placing in the programme's zone",
  `
rules:
  earning: [{ code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, stacking: MULTIPLY, multipliers: [{ code: sunday, factor: "2", when: "order.weekday == 7" }, { code: early, factor: "3", when: "order.hour < 1" }] }]
events:
  # 31 May 2026 is a Sunday. 23:30 UTC on Saturday is half past midnight on Sunday in London
  - { at: "2026-05-30T23:30:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-05-31T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-05-31T23:30:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-06-01T10:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # Sunday and early 2 x 3; Sunday 2; Monday, early 3; Monday 1
  orders: { A: { points: "60" }, B: { points: "20" }, C: { points: "30" }, D: { points: "10" } }
`,
);

golden(
  "points of an order are rounded as their rule says: down, up, or to the nearest",
  `
rules:
  earning:
    - { code: down, wallet: points, pointsPerUnit: "0.5", rounding: FLOOR }
    - { code: up, wallet: points, pointsPerUnit: "0.5", rounding: CEIL }
    - { code: near, wallet: points, pointsPerUnit: "0.5", rounding: HALF_UP }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "8.98" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "9.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "8.00" }] }
expect:
  # A: 4.49: 4, 5, 4. B: 4.50: 4, 5, 5. C: 4.00: 4, 4, 4
  orders: { A: { points: "13" }, B: { points: "14" }, C: { points: "12" } }
  entries: [EARNED down 4 2026-03-02, EARNED up 5 2026-03-02, EARNED near 4 2026-03-02, EARNED down 4 2026-03-03, EARNED up 5 2026-03-03, EARNED near 5 2026-03-03, EARNED down 4 2026-03-04, EARNED up 4 2026-03-04, EARNED near 4 2026-03-04]
`,
);
