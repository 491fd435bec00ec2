import { golden } from "../../support/docs/golden.ts";

/** programme 1.20 to 1.29: what an order earns, and what the ledger says of it. */

golden(
  "pounds and pence: the pence of all lines together make a point, and are lost where they do not",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, gross: "4.60" }, { id: 2, article: mug, gross: "3.50" }] }
  - { at: "2026-03-09T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "0.99" }] }
expect:
  # A: 4.60 + 3.50 = 8.10: 8 points; per line it would be 4 + 3 = 7. B: 0.99: 0 points, and 0.99 towards the tier.
  # 8 split by 460 : 350 is 4.54 : 3.46, floors 4 and 3, the one left to the larger fraction .54
  orders:
    A: { points: "8", expected: "8", pending: "0", lines: { 1: { points: "5" }, 2: { points: "3" } } }
    B: { points: "0", qualifying: "0.99" }
  entries: [EARNED base 8 2026-03-02, EARNED base 0 2026-03-09]
  active: "8"
  qualifying: "9.09"
`,
);

golden(
  "a bonus that falls away beside other points is taken back",
  `
rules:
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: collect, wallet: points, pointsPerOrder: 25, rounding: FLOOR, when: 'order.fulfilment == "collect"' }
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, fulfilmentMethod: collect, lines: [{ id: 1, article: mug, gross: "80.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F } }
  - { at: "2026-03-04T10:00:00Z", kind: AMENDED, order: A, fulfilmentMethod: delivery, lines: [{ id: 1, article: mug, gross: "80.00" }] }
expect:
  # 80 + 25 while it was to be collected; delivered it is 80 alone
  orders: { A: { points: "80", qualifying: "80.00", lines: { 1: { points: "80" } } } }
  entries: [EARNED base 80 2026-03-03, EARNED collect 25 2026-03-03, REVERSED collect 25 2026-03-03]
  active: "80"
`,
);

golden(
  "the bonus for tea goes with the tea, the points for the mug stay",
  `
rules:
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: tea, wallet: points, pointsPerUnit: "2", rounding: FLOOR, lines: 'line.article == "tea"' }
    - { code: mug, wallet: points, pointsPerOrder: 5, rounding: FLOOR, lines: 'line.article == "mug"' }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, gross: "12.00" }, { id: 2, article: mug, gross: "30.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 1, quantity: 1 }] } }
expect:
  # 42 + 24 + 5 = 71; without the tea 30 + 0 + 5 = 35
  orders: { A: { points: "35", qualifying: "30.00", lines: { 1: { points: "0", because: RETURNED }, 2: { points: "35" } } } }
  entries: [EARNED base 42 2026-03-02, EARNED tea 24 2026-03-02, EARNED mug 5 2026-03-02, REVERSED base 12 2026-03-02, REVERSED tea 24 2026-03-02]
  active: "35"
`,
);

golden(
  "a discount larger than the goods leaves nothing to earn, and takes nothing from anybody",
  `
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "30.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, gross: "5.00" }, { id: 3, kind: ADJUSTMENT, gross: "-20.00" }] }
expect:
  # B: P = 15.00, T = max(0, -5.00) = 0: all of the 15.00 is off
  orders:
    A: { points: "30" }
    B: { points: "0", expected: "0", pending: "0", eligible: "0.00", qualifying: "0.00", lines: { 1: { eligible: "0.00", points: "0" }, 2: { eligible: "0.00" } } }
  entries: [EARNED base 30 2026-03-01]
  active: "30"
  qualifying: "30.00"
`,
);

golden(
  "a discount larger than the goods, half paid with points and half by card, gives nothing",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }, { id: 2, article: tea, gross: "0.00" }, { id: 3, kind: ADJUSTMENT, gross: "-40.00" }], tenders: [{ kind: points, amount: "5.00" }, { kind: card, amount: "5.00" }] }
expect:
  # P = 10.00, T = 0, S = round(0 x 5 / 10) = 0: 10.00 off
  orders: { A: { points: "0", eligible: "0.00", qualifying: "0.00" } }
  active: "0"
`,
);

golden(
  "a discount on the whole order and a part paid with points, off lines that earn and lines that do not",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "60.00" }, { id: 2, kind: SHIPPING, gross: "20.00" }, { id: 3, kind: ADJUSTMENT, gross: "-16.00" }], tenders: [{ kind: points, amount: "16.00" }, { kind: card, amount: "48.00" }] }
expect:
  # P = 80.00, T = 64.00, S = 64 x 16 / 64 = 16.00; off = 80 + 16 - 64 = 32.00, by 60 : 20 it is 24.00 and 8.00
  # eligible 60 - 24 = 36.00; shipping 12.00 earns nothing and qualifies for nothing
  orders: { A: { total: "64.00", eligible: "36.00", points: "36", qualifying: "36.00", lines: { 1: { eligible: "36.00" }, 2: { because: LINE_KIND, eligible: "0.00" } } } }
`,
);

golden(
  "all of it paid with points earns nothing, and counts for no tier",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "300.00" }], tenders: [{ kind: points, amount: "300.00" }] }
expect:
  orders: { A: { points: "0", eligible: "0.00", qualifying: "0.00", lines: { 1: { because: PAID_WITH_POINTS } } } }
  entries: []
  tier: { is: BASE, until: none }
`,
);

golden(
  "what is expected is what the lines should come to, and pending what is still to come of it",
  `
rules:
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: order, wallet: points, pointsPerOrder: 10, rounding: FLOOR }
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, quantity: 3, gross: "20.00" }, { id: 2, article: tea, gross: "5.00" }] }
  - { at: "2026-03-02T10:01:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F, lines: [{ lineId: 1, quantity: 1 }] } }
expect:
  # expected: 25.00 is 25, and 10. Handed over: a third of 20.00 is 6.67, which is 6, and 10: 16. Pending 35 - 16 = 19
  orders: { A: { expected: "35", points: "16", pending: "19", qualifying: "6.67", lines: { 1: { paid: "6.67", because: none }, 2: { because: NOT_HANDED_OVER } } } }
  active: "16"
  pending: "19"
`,
);

golden(
  "points that would be pending are no more once the order is cancelled",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-03-02T11:00:00Z", kind: PLACED, order: B, lines: [{ id: 1, article: mug, gross: "7.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: CANCELLED, order: A }
expect:
  # 20 + 7 were pending, 7 are
  orders: { A: { status: CANCELLED, expected: "0", pending: "0", lines: { 1: { because: CANCELLED } } }, B: { pending: "7" } }
  pending: "7"
  active: "0"
`,
);

golden(
  "a rule that is in force from one day to another, both of them included",
  `
rules:
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR }
    - { code: may, wallet: points, pointsPerOrder: 5, rounding: FLOOR, validFrom: "2026-05-01", validUntil: "2026-05-31" }
events:
  # midnight in London is 23:00 of the day before in UTC
  - { at: "2026-04-30T22:59:59Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-04-30T23:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-05-31T22:59:59Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-05-31T23:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  orders: { A: { points: "10" }, B: { points: "15" }, C: { points: "15" }, D: { points: "10" } }
  active: "50"
`,
);

golden(
  "a purchase is told back and forth, and the ledger ends where the purchase does",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, quantity: 3, gross: "10.00" }, { id: 2, article: tea, gross: "15.50" }] }
  - { at: "2026-03-03T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 1, quantity: 1 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 1, quantity: 2 }] } }
  - { at: "2026-03-05T10:00:00Z", kind: REFUNDED, order: A, refund: { id: M, amount: "4.00" } }
  - { at: "2026-03-06T10:00:00Z", kind: VOIDED, order: A }
expect:
  # 25.50: 25. One back: 6.67 + 15.50 = 22.17: 22, so 3 go. Two back: 3.33 + 15.50 = 18.83: 18, so 4 go.
  # 4.00 refunded: 14.83: 14, so 4 go. Voided: the last 14 go. 25 - 3 - 4 - 4 - 14 = 0
  orders: { A: { status: VOIDED, points: "0", qualifying: "0.00" } }
  entries: [EARNED base 25 2026-03-02, REVERSED base 3 2026-03-02, REVERSED base 4 2026-03-02, REVERSED base 4 2026-03-02, REVERSED base 14 2026-03-02]
  active: "0"
  qualifying: "0.00"
`,
);
