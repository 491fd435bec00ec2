import { golden } from "../../support/docs/golden.ts";

/** programme 3.12 to 3.24: which tier somebody has, since when, until when, and what is missing. */

golden(
  "exactly the threshold is enough, a penny less is not",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "249.99" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "0.01" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "749.99" }] }
expect:
  # 249.99 + 0.01 = 250.00; + 749.99 = 999.99, a penny short of Gold
  tier: { is: SILVER, since: "2026-03-03T10:00:00Z", until: "2027-03-03T10:00:00Z" }
  qualifying: "999.99"
  next: { tier: GOLD, missing: "0.01" }
  # the window at the end of the term begins on 4 March 2026: C's 749.99 are more than 250.00
  keep: { until: "2027-03-03T10:00:00Z", missing: "0.00" }
`,
);

golden(
  "a member is told what is missing to the next tier, and to keep the one there is",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "300.00" }] }
  - { at: "2026-06-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "120.50" }] }
expect:
  # 1000.00 - 420.50. At the end of the term the 300.00 have left the window: 250.00 - 120.50
  qualifying: "420.50"
  next: { tier: GOLD, missing: "579.50" }
  keep: { until: "2027-03-02T10:00:00Z", missing: "129.50" }
`,
);

golden(
  "nothing is missing to keep a tier that cannot be lost, and nothing above the highest",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: NONE } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2028-03-02T10:00:00Z"
expect:
  tier: { is: GOLD, since: "2026-03-02T10:00:00Z", until: "2029-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, RENEWED GOLD GOLD 2027-03-02, RENEWED GOLD GOLD 2028-03-02]
  next: none
  keep: none
`,
);

golden(
  "a member of the base tier has nothing to keep",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
expect:
  tier: { is: BASE, until: none }
  next: { tier: SILVER, missing: "150.00" }
  keep: none
`,
);

const FOUR_TIERS = `
    - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
    - { code: BRONZE, name: { en: Bronze }, rank: 1, threshold: "100.00", floor: true, benefits: [] }
    - { code: SILVER, name: { en: Silver }, rank: 2, threshold: "250.00", benefits: [] }
    - { code: GOLD, name: { en: Gold }, rank: 3, threshold: "1000.00", benefits: [] }`;

golden(
  "who still reaches Silver at the end of Gold gets Silver, not the floor below it",
  `
rules:
  tiers:${FOUR_TIERS}
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
  - { at: "2026-06-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "300.00" }] }
now: "2027-03-02T10:00:00Z"
expect:
  # the window at 2 March 2027 begins on 3 March 2026: 300.00
  tier: { is: SILVER, since: "2027-03-02T10:00:00Z", until: "2028-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD SILVER 2027-03-02]
  qualifying: "300.00"
`,
);

golden(
  "who reaches nothing falls to the floor that was reached once, and stays there",
  `
rules:
  tiers:${FOUR_TIERS}
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2029-03-02T10:00:00Z"
expect:
  tier: { is: BRONZE, since: "2027-03-02T10:00:00Z", until: "2030-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD BRONZE 2027-03-02, RENEWED BRONZE BRONZE 2028-03-02, RENEWED BRONZE BRONZE 2029-03-02]
`,
);

golden(
  "a floor above what was held catches nobody",
  `
rules:
  tiers:
    - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
    - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "250.00", benefits: [] }
    - { code: GOLD, name: { en: Gold }, rank: 2, threshold: "1000.00", floor: true, benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
now: "2027-03-02T10:00:00Z"
expect:
  tier: { is: BASE, since: "2027-03-02T10:00:00Z", until: none }
`,
);

golden(
  "one level at a time, down to the base tier",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: ONE_LEVEL } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2028-03-02T10:00:00Z"
expect:
  tier: { is: BASE, since: "2028-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD SILVER 2027-03-02, DOWNGRADED SILVER BASE 2028-03-02]
`,
);

golden(
  "one level at a time stops at a floor",
  `
rules:
  tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: ONE_LEVEL }
  tiers:${FOUR_TIERS}
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2029-03-02T10:00:00Z"
expect:
  tier: { is: BRONZE, since: "2028-03-02T10:00:00Z", until: "2030-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD SILVER 2027-03-02, DOWNGRADED SILVER BRONZE 2028-03-02, RENEWED BRONZE BRONZE 2029-03-02]
`,
);

golden(
  "a tier is held on to by what was bought within the year, and lost a year after it was not",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2027-01-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "260.00" }] }
now: "2028-03-02T10:00:00Z"
expect:
  # at 2 March 2027: 260.00 of 10 January: renewed; at 2 March 2028: nothing
  tier: { is: BASE, since: "2028-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE SILVER 2026-03-02, RENEWED SILVER SILVER 2027-03-02, DOWNGRADED SILVER BASE 2028-03-02]
`,
);

golden(
  "the hour of a term's end is that of the clock on the wall, also when summer time lies between",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 6, downgrade: REASSESS } }
events:
  - { at: "2026-01-15T09:30:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
expect:
  # half past nine on 15 July in London is 8:30 UTC
  tier: { is: SILVER, since: "2026-01-15T09:30:00Z", until: "2026-07-15T08:30:00Z" }
`,
);

golden(
  "a term from 29 February ends on 28 February, and the next one from there",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: NONE } }
events:
  - { at: "2028-02-29T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
now: "2031-02-28T10:00:00Z"
expect:
  # 28 February 2029, 2030, 2031, then 28 February 2032, not the 29th
  tier: { is: SILVER, since: "2028-02-29T10:00:00Z", until: "2032-02-28T10:00:00Z" }
  changes: [UPGRADED BASE SILVER 2028-02-29, RENEWED SILVER SILVER 2029-02-28, RENEWED SILVER SILVER 2030-02-28, RENEWED SILVER SILVER 2031-02-28]
`,
);

golden(
  "on 29 February the window has left 28 February of the year before, and keeps 1 March",
  `
events:
  - { at: "2027-02-28T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2027-03-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2028-02-29T10:00:00Z"
expect:
  # 29 February 2028 - 12 months is 28 February 2027: days after it count
  qualifying: "10.00"
`,
);

golden(
  "months from joining on the 31st begin on the last day of a shorter month, 29 February too",
  `
member: none
rules: { tierPolicy: { period: CALENDAR, periodsFrom: JOIN, windowMonths: 1, expiry: PERIOD_END, termMonths: 0, downgrade: REASSESS } }
events:
  - { at: "2028-01-31T10:00:00Z", do: join }
  - { at: "2028-02-28T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "200.00" }] }
  - { at: "2028-02-29T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "260.00" }] }
expect:
  # the second month runs from 29 February to 30 March: 260.00; it ends as 31 March begins, which is summer time
  qualifying: "260.00"
  tier: { is: SILVER, since: "2028-02-29T10:00:00Z", until: "2028-03-30T23:00:00Z" }
`,
);

golden(
  "a tier that lasts as long as it is reached ends with the day that made it, not with older or smaller ones",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, expiry: IMMEDIATE, downgrade: REASSESS } }
events:
  - { at: "2025-02-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "240.00" }] }
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "40.00" }] }
  - { at: "2026-05-10T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-08-20T10:00:00Z", kind: SOLD, order: D, lines: [{ id: 1, article: mug, gross: "150.00" }] }
expect:
  # A has left. 40 + 100 + 150 = 290. When 2 March leaves, 250 are left: still reached. When 10 May leaves, 150:
  # as 10 May 2027 begins, which is summer time
  qualifying: "290.00"
  tier: { is: SILVER, since: "2026-08-20T10:00:00Z", until: "2027-05-09T23:00:00Z" }
  keep: { until: "2027-05-09T23:00:00Z", missing: "100.00" }
`,
);

golden(
  "a tier that lasts as long as it is reached falls on that very day to what is reached then",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, expiry: IMMEDIATE, downgrade: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "800.00" }] }
  - { at: "2026-05-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "300.00" }] }
now: "2027-03-02T00:00:00Z"
expect:
  # 1100.00 is Gold since 10 May; 300.00 are left, which is Silver until 10 May
  tier: { is: SILVER, since: "2027-03-02T00:00:00Z", until: "2027-05-09T23:00:00Z" }
  changes: [UPGRADED BASE SILVER 2026-03-02, UPGRADED SILVER GOLD 2026-05-10, DOWNGRADED GOLD SILVER 2027-03-02]
`,
);

golden(
  "in a window of a month a day of January leaves on the day of February that has its number",
  `
rules: { tierPolicy: { windowMonths: 1, termMonths: 1, expiry: IMMEDIATE, downgrade: REASSESS } }
events:
  - { at: "2027-01-28T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2027-01-31T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "240.00" }] }
expect:
  # on 28 February the window begins after 28 January: A is gone, 240 are left, which is too few
  tier: { is: SILVER, since: "2027-01-31T10:00:00Z", until: "2027-02-28T00:00:00Z" }
`,
);

golden(
  "the last days of January leave a window of a month together, as March begins",
  `
rules: { tierPolicy: { windowMonths: 1, termMonths: 1, expiry: IMMEDIATE, downgrade: REASSESS } }
events:
  - { at: "2027-01-29T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2027-01-30T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2027-01-31T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "100.00" }] }
expect:
  # at 28 February days after 28 January count, at 1 March days after 1 February
  tier: { is: SILVER, since: "2027-01-31T10:00:00Z", until: "2027-03-01T00:00:00Z" }
`,
);

golden(
  "an exchange of equal value takes no tier away where returns do",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 24, downgrade: REASSESS, onReturn: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2027-06-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: shirt-m, gross: "30.00" }] }
  - { at: "2027-06-02T10:00:00Z", kind: EXCHANGED, order: B, return: { id: X, lines: [{ lineId: 1, quantity: 1 }] }, lines: [{ id: 1, article: shirt-l, gross: "30.00" }] }
expect:
  # only 30.00 count by then, and Silver has a term until 2028: nothing that counted was taken back
  qualifying: "30.00"
  tier: { is: SILVER, since: "2026-03-02T10:00:00Z", until: "2028-03-02T10:00:00Z" }
`,
);

golden(
  "a return of a pound has the tier looked at, and gives what is still reached for the rest of the term",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 24, downgrade: REASSESS, onReturn: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
  - { at: "2027-06-01T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: shirt-m, gross: "251.00" }] }
  - { at: "2027-06-02T10:00:00Z", kind: REFUNDED, order: B, refund: { id: M, amount: "1.00" } }
expect:
  # 250.00 count: Silver, until Gold's term would have ended
  tier: { is: SILVER, since: "2027-06-02T10:00:00Z", until: "2028-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, DOWNGRADED GOLD SILVER 2027-06-02]
`,
);

golden(
  "a floor that was given does not hide what is earned underneath",
  `
events:
  - { at: "2026-03-02T10:00:00Z", do: grant, tier: SILVER, mode: FLOOR, until: "2026-09-01T10:00:00Z" }
  - { at: "2026-05-01T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
now: "2026-09-01T10:00:00Z"
expect:
  tier: { is: GOLD, earned: GOLD, since: "2026-05-01T10:00:00Z", until: "2027-05-01T10:00:00Z" }
`,
);

golden(
  "days of grace after the year are days in which the old year can still be reached",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 12, expiry: PERIOD_END, termMonths: 0, graceDays: 31, downgrade: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
  - { at: "2027-01-20T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2027-01-31T23:59:59Z"
expect:
  # Gold until 1 January + 31 days; what counts now is of 2027
  tier: { is: GOLD, since: "2026-03-02T10:00:00Z", until: "2027-02-01T00:00:00Z" }
  qualifying: "10.00"
  # of 2026 and January 2027 1010.00 count at the end: nothing is missing
  keep: { until: "2027-02-01T00:00:00Z", missing: "0.00" }
`,
);

golden(
  "a tier by points counts the points of the first rule, after its limits",
  `
rules:
  tierPolicy: { basis: POINTS, windowMonths: 12, termMonths: 12, downgrade: REASSESS }
  tiers:
    - { code: BASE, name: { en: Member }, rank: 0, threshold: "0", benefits: [] }
    - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "100", benefits: [] }
  earning:
    - { code: base, wallet: points, pointsPerUnit: "2", rounding: FLOOR, maxPerOrder: 99 }
    - { code: more, wallet: points, pointsPerOrder: 500, rounding: FLOOR }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "80.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "0.50" }] }
expect:
  # 160, at most 99, and 500 that do not count; then 1: 100
  orders: { A: { points: "599", qualifying: "99" }, B: { points: "501", qualifying: "1" } }
  tier: { is: SILVER, since: "2026-03-03T10:00:00Z", until: "2027-03-03T10:00:00Z" }
`,
);
