import { golden } from "../../support/docs/golden.ts";

/** programme 3.7 and 3.8: what a return takes, and what each policy leaves to the customer. */

golden(
  "within the balance a return takes points that are active",
  `
rules: { returns: { earned: WITHIN_BALANCE } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  # 100 taken, nothing below 0: nothing is waived
  active: "0"
  lots: [{ points: "100", left: "0", active: "2026-03-02T10:00:00Z", gone: never }]
  entries: [EARNED base 100 2026-03-02, REVERSED base 100 2026-03-02]
`,
);

golden(
  "within the balance a return takes points of other purchases, but owes none",
  `
rules: { returns: { earned: WITHIN_BALANCE } }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "30.00" }] }
  - { at: "2026-03-03T10:00:00Z", do: spend, points: "90" }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  # A's lot has 100 - 90 = 10, B's 30: 40 are taken, 60 would be owed and are waived
  active: "0"
  lots:
    - { points: "100", left: "0", active: "2026-03-01T10:00:00Z", gone: never }
    - { points: "30", left: "0", active: "2026-03-02T10:00:00Z", gone: never }
  entries: [EARNED base 100 2026-03-01, EARNED base 30 2026-03-02, SPENT none 90 2026-03-03, REVERSED base 100 2026-03-01, WAIVED none 60 2026-03-04]
`,
);

golden(
  "within the balance a return takes what is maturing too, and is waived only what both do not hold",
  `
rules: { returns: { earned: WITHIN_BALANCE }, wallets: [{ code: points, activation: { kind: AFTER_DAYS, days: 7 } }] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-10T10:00:00Z", do: spend, points: "80" }
  - { at: "2026-03-11T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "50.00" }] }
  - { at: "2026-03-12T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  # 20 of A, the 50 of B that mature, 30 owed: 30 below 0 are waived
  active: "0"
  maturing: "0"
  orders: { A: { points: "0" }, B: { points: "50" } }
  entries: [EARNED base 100 2026-03-02, ACTIVATED wallet.activation 100 2026-03-09, SPENT none 80 2026-03-10, EARNED base 50 2026-03-11, REVERSED base 100 2026-03-02, WAIVED none 30 2026-03-12]
`,
);

golden(
  "what a return may not take goes back where it was: against the debt first, then into the lot",
  `
rules: { returns: { earned: ONLY_PENDING } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-03T10:00:00Z", do: spend, points: "80" }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  # taken 100: 20 of the lot, 80 owed. All 100 are given back: 80 against the debt, 20 into the lot
  active: "20"
  lots: [{ points: "100", left: "20", active: "2026-03-02T10:00:00Z", gone: never }]
  entries: [EARNED base 100 2026-03-02, SPENT none 80 2026-03-03, REVERSED base 100 2026-03-02, WAIVED none 100 2026-03-04]
`,
);

golden(
  "points that a return may not take are there again, and can be spent",
  `
rules: { returns: { earned: ONLY_PENDING } }
events:
  - { at: "2026-03-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "40.00" }] }
  - { at: "2026-03-03T10:00:00Z", do: spend, points: "90" }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
  - { at: "2026-03-05T10:00:00Z", do: spend, points: "50" }
expect:
  # taken 100: 10 of A, 40 of B, 50 owed. Given back 100: 50 against the debt, 40 into B, 10 into A. Then all 50 are spent
  active: "0"
  lots:
    - { points: "100", left: "0", active: "2026-03-01T10:00:00Z", gone: never }
    - { points: "40", left: "0", active: "2026-03-02T10:00:00Z", gone: never }
  entries: [EARNED base 100 2026-03-01, EARNED base 40 2026-03-02, SPENT none 90 2026-03-03, REVERSED base 100 2026-03-01, WAIVED none 100 2026-03-04, SPENT none 50 2026-03-05]
`,
);

golden(
  "points that mature go with the goods, those that are active stay",
  `
rules: { returns: { earned: ONLY_PENDING }, wallets: [{ code: points, activation: { kind: AFTER_DAYS, days: 7 } }] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
expect:
  active: "0"
  maturing: "0"
  lots: [{ points: "100", left: "0", active: "2026-03-09T00:00:00Z", gone: never }]
  entries: [EARNED base 100 2026-03-02, REVERSED base 100 2026-03-02]
`,
);

golden(
  "points that were given back are lost at the end that they always had",
  `
rules: { returns: { earned: ONLY_PENDING }, wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
now: "2026-04-02T23:00:00Z"
expect:
  active: "0"
  lots: [{ points: "100", left: "0", active: "2026-03-02T10:00:00Z", gone: "2026-04-02T23:00:00Z" }]
  entries: [EARNED base 100 2026-03-02, REVERSED base 100 2026-03-02, WAIVED none 100 2026-03-04, EXPIRED wallet.expiry 100 2026-04-03]
`,
);

golden(
  "a debt is what was spent of what came back, and the next points pay it before they can be spent",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-03T10:00:00Z", do: spend, points: "70" }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, order: A, return: { id: R } }
  - { at: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "50.00" }] }
expect:
  # 100 - 70 - 100 = -70; + 50 = -20: nothing of B is left to spend
  active: "-20"
  lots:
    - { points: "100", left: "0", active: "2026-03-02T10:00:00Z", gone: never }
    - { points: "50", left: "0", active: "2026-03-05T10:00:00Z", gone: never }
`,
);

golden(
  "of points that expired in part, a return takes what is left and asks for the rest once",
  `
rules: { returns: { earned: ALLOW_NEGATIVE }, wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, quantity: 2, gross: "100.00" }] }
  - { at: "2026-01-15T10:00:00Z", do: spend, points: "30" }
  - { at: "2026-03-01T10:00:00Z", kind: RETURNED, order: A, return: { id: R1, lines: [{ lineId: 1, quantity: 1 }] } }
  - { at: "2026-03-02T10:00:00Z", kind: RETURNED, order: A, return: { id: R2, lines: [{ lineId: 1, quantity: 1 }] } }
expect:
  # 70 of 100 expired. The first 50 come out of those 70; of the second 50 only 20 have expired, 30 are owed
  active: "-30"
  entries: [EARNED base 100 2026-01-10, SPENT none 30 2026-01-15, EXPIRED wallet.expiry 70 2026-02-11, REVERSED base 50 2026-01-10, WAIVED none 50 2026-03-01, REVERSED base 50 2026-01-10, WAIVED none 20 2026-03-02]
`,
);

golden(
  "what a later settlement moves to another day is not taken from the customer",
  `
rules: { returns: { earned: ONLY_PENDING } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F } }
  - { at: "2026-03-04T10:00:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-06T10:00:00Z", kind: SETTLED, order: A }
expect:
  # taken 20, earned anew 20: max(0, 20 - 20 - 0) = 0 are waived
  active: "20"
  entries: [EARNED base 20 2026-03-04, REVERSED base 20 2026-03-04, EARNED base 20 2026-03-06]
`,
);

golden(
  "an exchange for less takes the difference, and waives only the difference",
  `
rules: { returns: { earned: ONLY_PENDING } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: EXCHANGED, order: A, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: socks, gross: "12.00" }] }
expect:
  # 30 - 12 = 18 taken, active when they were, so 18 given back: the order earned 12, the customer keeps 30
  orders: { A: { points: "12" } }
  active: "30"
  entries: [EARNED base 30 2026-03-02, REVERSED base 18 2026-03-02, WAIVED none 18 2026-03-05]
`,
);

golden(
  "a later settlement with points moves the points and lowers them: only what is lowered is given back",
  `
rules: { returns: { earned: ONLY_PENDING } }
events:
  - { at: "2026-01-10T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-01-10T10:01:00Z", kind: FULFILLED, order: A, fulfilment: { id: F } }
  - { at: "2026-01-10T10:02:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-01T10:00:00Z", kind: SETTLED, order: A, tenders: [{ kind: points, amount: "60.00" }, { kind: card, amount: "40.00" }] }
expect:
  # reversed 100, earned anew 40: taken 60, all of it active before, so 60 go back into the lot they came from
  orders: { A: { points: "40" } }
  active: "100"
  lots:
    - { points: "100", left: "60", active: "2026-01-10T10:02:00Z", gone: never }
    - { points: "40", left: "40", active: "2026-03-01T10:00:00Z", gone: never }
  entries: [EARNED base 100 2026-01-10, REVERSED base 100 2026-01-10, EARNED base 40 2026-03-01, WAIVED none 60 2026-03-01]
`,
);

golden(
  "of what had expired nothing was taken, so nothing of it is given back",
  `
rules: { returns: { earned: ONLY_PENDING }, wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-01-10T10:01:00Z", kind: FULFILLED, order: A, fulfilment: { id: F } }
  - { at: "2026-01-10T10:02:00Z", kind: SETTLED, order: A }
  - { at: "2026-01-15T10:00:00Z", do: spend, points: "30" }
  - { at: "2026-02-20T10:00:00Z", do: give, points: "50" }
  - { at: "2026-03-01T10:00:00Z", kind: SETTLED, order: A, tenders: [{ kind: points, amount: "60.00" }, { kind: card, amount: "40.00" }] }
expect:
  # 70 of A's 100 expired on 11 February, 30 are spent. Reversed 100: 40 are set against the 40 that are earned anew, 60 are of
  # those that expired; the 50 are not touched. taken: max(0, 100 - 40 - 60) = 0. By the ledger 100 - 30 - 70 + 50 - 100 + 40 + 60
  active: "50"
  lots:
    - { points: "100", left: "0", active: "2026-01-10T10:02:00Z", gone: "2026-02-11T00:00:00Z" }
    - { points: "50", left: "50" }
    - { points: "40", left: "0", active: "2026-03-01T10:00:00Z", gone: "2026-04-01T23:00:00Z" }
  entries: [EARNED base 100 2026-01-10, SPENT none 30 2026-01-15, EXPIRED wallet.expiry 70 2026-02-11, ADJUSTED none 50 2026-02-20, REVERSED base 100 2026-01-10, EARNED base 40 2026-03-01, WAIVED none 60 2026-03-01]
`,
);
