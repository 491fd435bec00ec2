import { golden } from "../../support/docs/golden.ts";

/** programme 3.7: points that only move are set against each other, and stay as they are. */

golden(
  "an exchange of equal value leaves the points of other purchases where they are",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 3 } }] }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2026-03-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-15T10:00:00Z", do: spend, points: "50" }
  - { at: "2026-03-20T10:00:00Z", kind: EXCHANGED, order: B, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: shirt-l, gross: "30.00" }] }
expect:
  # B's 30 and 20 of A's are spent. The shirt's 30 move to the other shirt, and are spent there: A's 80 still live until June
  orders: { A: { points: "100" }, B: { points: "30", lines: { 1: { points: "0" }, exchange/X/1: { points: "30" } } } }
  active: "80"
  lots:
    - { points: "30", left: "0", active: "2026-03-01T10:00:00Z", gone: "2026-06-01T23:00:00Z" }
    - { points: "100", left: "80", active: "2026-03-10T10:00:00Z", gone: "2026-06-10T23:00:00Z" }
    - { points: "30", left: "0", active: "2026-03-01T10:00:00Z", gone: "2026-06-01T23:00:00Z" }
`,
);

golden(
  "what is left of the points of an order moves to its new day, what was spent does not",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 3 } }] }
events:
  - { at: "2026-03-01T10:00:00Z", kind: PLACED, order: B, lines: [{ id: 1, article: pot, gross: "30.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: FULFILLED, order: B, fulfilment: { id: F } }
  - { at: "2026-03-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-12T10:00:00Z", kind: SETTLED, order: B }
  - { at: "2026-03-15T10:00:00Z", do: spend, points: "110" }
  - { at: "2026-03-16T10:00:00Z", kind: SETTLED, order: B }
expect:
  # A's 100 are spent first, and 10 of B's. The 20 that are left of B's move to the 16th with it; 30 less the 10 that are spent
  active: "20"
  lots:
    - { points: "100", left: "0", active: "2026-03-10T10:00:00Z", gone: "2026-06-10T23:00:00Z" }
    - { points: "30", left: "0", active: "2026-03-12T10:00:00Z", gone: "2026-06-12T23:00:00Z" }
    - { points: "30", left: "20", active: "2026-03-16T10:00:00Z", gone: "2026-06-16T23:00:00Z" }
`,
);

golden(
  "points that were spent stay spent when their order moves to another day, and no other lot pays for it",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 3 } }] }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "30.00" }] }
  - { at: "2026-03-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-15T10:00:00Z", do: spend, points: "40" }
  - { at: "2026-03-05T10:00:00Z", received: "2026-03-16T10:00:00Z", kind: SETTLED, order: B }
expect:
  active: "90"
  lots:
    - { points: "30", left: "0", active: "2026-03-01T10:00:00Z", gone: "2026-06-01T23:00:00Z" }
    - { points: "100", left: "90", active: "2026-03-10T10:00:00Z", gone: "2026-06-10T23:00:00Z" }
    - { points: "30", left: "0", active: "2026-03-05T10:00:00Z", gone: "2026-06-05T23:00:00Z" }
`,
);

golden(
  "what has expired does not come back when its order is settled anew, and passes no limit",
  `
rules: { wallets: [{ code: points, maxBalance: 100, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "60.00" }] }
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "100.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SETTLED, order: A }
expect:
  # A's 60 were gone on 11 February, then B filled the wallet. A counts on 2 March now, and its points are still gone
  orders: { A: { points: "60", qualifying: "60.00" }, B: { points: "100" } }
  active: "100"
  entries: [EARNED base 60 2026-01-10, EXPIRED wallet.expiry 60 2026-02-11, EARNED base 100 2026-03-01, REVERSED base 60 2026-01-10, EARNED base 60 2026-03-02]
`,
);

golden(
  "one rule gives what another no longer does: what had expired of it does not come back",
  `
rules:
  wallets: [{ code: points, maxBalance: 100, expiry: { kind: ROLLING, months: 1 } }]
  earning:
    - { code: base, wallet: points, pointsPerUnit: "1", rounding: FLOOR, lines: 'line.article == "mug"' }
    - { code: more, wallet: points, pointsPerUnit: "1", rounding: FLOOR, lines: 'line.article == "pot"' }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "60.00" }] }
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: pot, gross: "60.00" }] }
expect:
  orders: { A: { points: "60" }, B: { points: "100" } }
  active: "100"
`,
);

golden(
  "an exchange in a rolling wallet does not bring back what is lost",
  `
rules: { wallets: [{ code: points, expiry: { kind: ROLLING, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: shirt-l, gross: "30.00" }] }
expect:
  # the 30 of January were lost on 11 February; moved to the other shirt they are lost still
  orders: { A: { points: "30", lines: { exchange/X/1: { points: "30" } } }, B: { points: "10" } }
  active: "10"
`,
);

golden(
  "a shirt that was exchanged after its points were lost comes back, and nothing is taken a second time",
  `
rules: { wallets: [{ code: points, expiry: { kind: ROLLING, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: shirt-l, gross: "30.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  orders: { A: { points: "0" }, B: { points: "10" } }
  active: "10"
`,
);
