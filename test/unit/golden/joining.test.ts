import { golden } from "../../support/docs/golden.ts";

/** programme 2.3, 2.4 and 3.21: what joining credits, and what given tiers do. */

golden(
  "joining credits what was bought in the thirty days before, to the very moment",
  `
member: none
events:
  - { at: "2026-03-02T09:59:59.999999Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-02T10:00:00.000000Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-04-01T10:00:00Z", do: join }
expect:
  # 30 x 24 hours before 1 April 10:00 UTC is 2 March 10:00 UTC, whatever the clocks did between
  orders: { A: { points: "0", lines: { 1: { because: NOT_A_MEMBER } } }, B: { points: "20" } }
  entries: [EARNED base 20 2026-03-02]
  active: "20"
`,
);

golden(
  "what was bought before joining makes a tier at once, with a term from joining on",
  `
member: none
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "150.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-10T10:00:00Z", do: join }
expect:
  qualifying: "250.00"
  entries: [EARNED base 150 2026-03-02, EARNED base 100 2026-03-03]
  tier: { is: SILVER, since: "2026-03-10T10:00:00Z", until: "2027-03-10T10:00:00Z" }
`,
);

golden(
  "an order that was placed before the thirty days and comes after joining earns nothing",
  `
member: none
rules: { retroCreditDays: 0 }
events:
  - { at: "2026-03-01T10:00:00Z", kind: PLACED, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-02T10:00:00Z", do: join }
  - { at: "2026-03-03T10:00:00Z", kind: SETTLED, order: A }
  - { at: "2026-03-04T10:00:00Z", kind: FULFILLED, order: A, fulfilment: { id: F } }
  - { at: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
expect:
  orders: { A: { points: "0", expected: "0", lines: { 1: { because: NOT_A_MEMBER } } }, B: { points: "20" } }
  active: "20"
  pending: "0"
`,
);

golden(
  "a tier that was given ends by itself, and what was earned meanwhile counts",
  `
events:
  - { at: "2026-03-02T10:00:00Z", do: grant, tier: GOLD, mode: FLOOR, until: "2026-06-01T10:00:00Z" }
  - { at: "2026-04-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "300.00" }] }
now: "2026-06-01T10:00:00Z"
expect:
  tier: { is: SILVER, earned: SILVER, since: "2026-06-01T10:00:00Z", until: "2027-04-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD SILVER 2026-06-01]
`,
);

golden(
  "a microsecond before its end a given tier is still there",
  `
events:
  - { at: "2026-03-02T10:00:00Z", do: grant, tier: GOLD, mode: FLOOR, until: "2026-06-01T10:00:00Z" }
now: "2026-06-01T09:59:59.999999Z"
expect:
  tier: { is: GOLD, earned: BASE, until: "2026-06-01T10:00:00Z" }
`,
);

golden(
  "a pin holds somebody below what they earn, and no longer than it says",
  `
events:
  - { at: "2026-03-02T10:00:00Z", do: grant, tier: SILVER, mode: PIN, until: "2026-06-01T10:00:00Z" }
  - { at: "2026-04-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2026-06-01T10:00:00Z"
expect:
  changes: [UPGRADED BASE SILVER 2026-03-02, UPGRADED SILVER GOLD 2026-06-01]
  tier: { is: GOLD, since: "2026-06-01T10:00:00Z", until: "2027-04-02T10:00:00Z" }
`,
);

golden(
  "a floor of the very tier that was earned does not shorten it",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2026-04-02T10:00:00Z", do: grant, tier: SILVER, mode: FLOOR, until: "2026-06-01T10:00:00Z" }
expect:
  tier: { is: SILVER, earned: SILVER, since: "2026-03-02T10:00:00Z", until: "2027-03-02T10:00:00Z" }
`,
);
