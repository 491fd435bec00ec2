import { golden } from "../../support/docs/golden.ts";

/**
 * programme 3.2 to 3.6: when points become active, when they are lost, and which are taken first.
 */

golden(
  "points of a year are lost after that year, whatever was bought since",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 12 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-12-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
now: "2027-01-11T00:00:00Z"
expect:
  # A's last day is 10 January 2027, gone at the next midnight (winter time); B's 1 December 2027
  active: "20"
  rollsUntil: none
  lots:
    - { points: "10", left: "0", active: "2026-01-10T10:00:00Z", gone: "2027-01-11T00:00:00Z" }
    - { points: "20", left: "20", active: "2026-12-01T10:00:00Z", gone: "2027-12-02T00:00:00Z" }
  entries: [EARNED base 10 2026-01-10, EARNED base 20 2026-12-01, EXPIRED wallet.expiry 10 2027-01-11]
`,
);

golden(
  "a microsecond before their end points are still there",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 12 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2027-01-10T23:59:59.999999Z"
expect:
  active: "10"
  entries: [EARNED base 10 2026-01-10]
`,
);

golden(
  "a rolling wallet is prolonged by buying, has no ends of its own, and returning shortens nothing",
  `
rules: { wallets: [{ code: points, expiry: { kind: ROLLING, months: 6 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-06-30T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-07-01T10:00:00Z", kind: RETURNED, order: B, return: { id: R } }
now: "2026-12-30T23:59:59Z"
expect:
  # 30 June + 6 months is 30 December, gone at midnight on the 31st; by 10 January alone it were 11 July
  active: "10"
  rollsUntil: "2026-12-31T00:00:00Z"
  lots:
    - { points: "10", left: "10", active: "2026-01-10T10:00:00Z", gone: never }
    - { points: "20", left: "0", active: "2026-06-30T10:00:00Z", gone: never }
`,
);

golden(
  "a rolling wallet that is not prolonged is lost in full",
  `
rules: { wallets: [{ code: points, expiry: { kind: ROLLING, months: 6 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-10T10:00:00Z", do: spend, points: "4" }
  - { at: "2026-08-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
expect:
  # 10 July + a day, summer time: 23:00 UTC on the 10th. 10 - 4 = 6 are lost; then 20 come in: 10 August + 6 months
  active: "20"
  rollsUntil: "2027-02-11T00:00:00Z"
  entries: [EARNED base 10 2026-01-10, SPENT none 4 2026-03-10, EXPIRED wallet.expiry 6 2026-07-11, EARNED base 20 2026-08-10]
`,
);

golden(
  "what is lost soonest is spent first, also where it came last",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 12 } }] }
laterRules:
  - { from: "2026-04-01T00:00:00Z", rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] } }
events:
  - { at: "2026-03-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-04-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "60.00" }] }
  - { at: "2026-04-20T10:00:00Z", do: spend, points: "70" }
now: "2026-05-10T23:00:00Z"
expect:
  # 60 of B, which end on 10 May, and 10 of A; nothing of B is left to be lost. 100 + 60 - 70 = 90
  active: "90"
  lots:
    - { points: "100", left: "90", active: "2026-03-10T10:00:00Z", gone: "2027-03-11T00:00:00Z" }
    - { points: "60", left: "0", active: "2026-04-10T10:00:00Z", gone: "2026-05-10T23:00:00Z" }
  entries: [EARNED base 100 2026-03-10, EARNED base 60 2026-04-10, SPENT none 70 2026-04-20]
`,
);

golden(
  "points that are never lost are spent last",
  `
laterRules:
  - { from: "2026-04-01T00:00:00Z", rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 24 } }] } }
events:
  - { at: "2026-03-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-04-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-04-20T10:00:00Z", do: spend, points: "30" }
expect:
  active: "170"
  lots:
    - { points: "100", left: "100", active: "2026-03-10T10:00:00Z", gone: never }
    - { points: "100", left: "70", active: "2026-04-10T10:00:00Z", gone: "2028-04-10T23:00:00Z" }
`,
);

golden(
  "of points that end together those are spent first that became active first",
  `
rules: { wallets: [{ code: points, expiry: { kind: END_OF_PERIOD, period: YEAR, plusMonths: 0 } }] }
events:
  - { at: "2026-03-10T10:00:00Z", received: "2026-03-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-03-08T10:00:00Z", received: "2026-03-21T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-04-20T10:00:00Z", do: spend, points: "130" }
expect:
  # B is told later and active earlier: 100 of B, 30 of A
  lots:
    - { points: "100", left: "70", active: "2026-03-10T10:00:00Z", gone: "2027-01-01T00:00:00Z" }
    - { points: "100", left: "0", active: "2026-03-08T10:00:00Z", gone: "2027-01-01T00:00:00Z" }
  active: "70"
`,
);

golden(
  "points with several ends are lost each at its own, and what is left can be spent",
  `
rules: { wallets: [{ code: points, expiry: { kind: END_OF_PERIOD, period: QUARTER, plusMonths: 0 } }] }
events:
  - { at: "2026-03-31T22:59:59Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-03-31T23:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
  - { at: "2026-05-01T10:00:00Z", do: spend, points: "5" }
now: "2026-06-30T23:00:00Z"
expect:
  # A is of 31 March in London, gone a second later, B of 1 April, gone with June
  active: "0"
  lots:
    - { points: "10", left: "0", active: "2026-03-31T22:59:59Z", gone: "2026-03-31T23:00:00Z" }
    - { points: "20", left: "0", active: "2026-03-31T23:00:00Z", gone: "2026-06-30T23:00:00Z" }
  entries: [EARNED base 10 2026-03-31, EXPIRED wallet.expiry 10 2026-04-01, EARNED base 20 2026-04-01, SPENT none 5 2026-05-01, EXPIRED wallet.expiry 15 2026-07-01]
`,
);

golden(
  "points that are credited after their end are lost in the same breath",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-03-02T10:00:00Z", received: "2026-05-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
expect:
  # until the end of 2 April
  active: "0"
  entries: [EARNED base 10 2026-03-02, EXPIRED wallet.expiry 10 2026-04-03]
`,
);

golden(
  "points that mature cannot be lost or counted before, and their year begins when they are active",
  `
rules: { wallets: [{ code: points, activation: { kind: AFTER_DAYS, days: 14 }, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-02-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
now: "2026-02-14T12:00:00Z"
expect:
  # 20 January + 14 days is 3 February, + a month 3 March; 1 February + 14 is 15 February, + a month 15 March
  active: "10"
  maturing: "20"
  lots:
    - { points: "10", left: "10", active: "2026-02-03T00:00:00Z", gone: "2026-03-04T00:00:00Z" }
    - { points: "20", left: "20", active: "2026-02-15T00:00:00Z", gone: "2026-03-16T00:00:00Z" }
  entries: [EARNED base 10 2026-01-20, EARNED base 20 2026-02-01, ACTIVATED wallet.activation 10 2026-02-03]
`,
);

golden(
  "points become active, and are lost, without anybody buying anything",
  `
rules: { wallets: [{ code: points, activation: { kind: AFTER_DAYS, days: 14 }, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2026-03-04T00:00:00Z"
expect:
  active: "0"
  maturing: "0"
  entries: [EARNED base 10 2026-01-20, ACTIVATED wallet.activation 10 2026-02-03, EXPIRED wallet.expiry 10 2026-03-04]
`,
);

golden(
  "points that become active on a date, and at once for who buys after it",
  `
rules: { wallets: [{ code: points, activation: { kind: ON_DATE, date: "2026-07-01" } }] }
events:
  - { at: "2026-06-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2026-07-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
expect:
  # 1 July begins in London at 23:00 UTC
  active: "30"
  lots:
    - { points: "10", left: "10", active: "2026-06-30T23:00:00Z", gone: never }
    - { points: "20", left: "20", active: "2026-07-02T10:00:00Z", gone: never }
  entries: [EARNED base 10 2026-06-20, ACTIVATED wallet.activation 10 2026-07-01, EARNED base 20 2026-07-02]
`,
);

golden(
  "points of 29 February end on 28 February a year later, and on 29 February four years later",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 12 } }] }
laterRules:
  - { from: "2028-02-29T12:00:00Z", rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 48 } }] } }
events:
  - { at: "2028-02-29T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2028-02-29T13:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
now: "2029-03-01T00:00:00Z"
expect:
  # 28 February 2029 is the last day: gone on 1 March. 29 February 2032: gone on 1 March 2032
  active: "20"
  lots:
    - { points: "10", left: "0", active: "2028-02-29T10:00:00Z", gone: "2029-03-01T00:00:00Z" }
    - { points: "20", left: "20", active: "2028-02-29T13:00:00Z", gone: "2032-03-01T00:00:00Z" }
`,
);

golden(
  "a day after 28 February is 29 February in a leap year alone",
  `
rules: { wallets: [{ code: points, activation: { kind: AFTER_DAYS, days: 1 } }] }
events:
  - { at: "2027-02-28T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
  - { at: "2028-02-28T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
expect:
  active: "10"
  maturing: "20"
  lots:
    - { points: "10", left: "10", active: "2027-03-01T00:00:00Z", gone: never }
    - { points: "20", left: "20", active: "2028-02-29T00:00:00Z", gone: never }
`,
);

golden(
  "points may be spent up to the instant they expire, and not from then on",
  `
rules: { wallets: [{ code: points, expiry: { kind: FIXED, months: 1 } }] }
events:
  - { at: "2026-01-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-02-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "100.00" }] }
  - { at: "2026-02-10T23:59:30Z", do: spend, points: "30" }
  - { at: "2026-02-10T23:59:59.999999Z", do: spend, points: "20" }
  - { at: "2026-02-11T00:00:00Z", do: spend, points: "10" }
expect:
  # A's last day is 10 February: in its last minute and microsecond A pays, 50. Then A's other 50 are gone, and B pays 10
  active: "90"
  lots:
    - { points: "100", left: "0", active: "2026-01-10T10:00:00Z", gone: "2026-02-11T00:00:00Z" }
    - { points: "100", left: "90", active: "2026-02-01T10:00:00Z", gone: "2026-03-02T00:00:00Z" }
  entries: [EARNED base 100 2026-01-10, EARNED base 100 2026-02-01, SPENT none 30 2026-02-10, SPENT none 20 2026-02-10, EXPIRED wallet.expiry 50 2026-02-11, SPENT none 10 2026-02-11]
`,
);
