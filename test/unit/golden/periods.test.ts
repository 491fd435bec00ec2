import { golden } from "../../support/docs/golden.ts";

/** programme 3.13, 3.15, 3.16 and 3.18: tiers that go by years and quarters of the calendar. */

golden(
  "a year that starts in April counts from 1 April on, and ends with March",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 12, yearStartsInMonth: 4, expiry: PERIOD_END, termMonths: 0, downgrade: REASSESS } }
events:
  - { at: "2026-03-31T22:59:59Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "249.00" }] }
  - { at: "2026-03-31T23:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-12-31T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "150.00" }] }
expect:
  # A is of 31 March in London, of the year before; B and C are 250.00 of this one. It ends as 1 April 2027 begins: 23:00 UTC
  qualifying: "250.00"
  tier: { is: SILVER, since: "2026-12-31T10:00:00Z", until: "2027-03-31T23:00:00Z" }
`,
);

golden(
  "the end of a quarter looks at that quarter, not at the one that begins",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 3, expiry: PERIOD_END, termMonths: 0, downgrade: REASSESS } }
events:
  - { at: "2026-02-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2026-04-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "20.00" }] }
now: "2026-07-01T00:00:00Z"
expect:
  # Silver in February until the end of March (summer time: 23:00 UTC): 250.00 of that quarter renew it.
  # At the end of June 20.00 of the second quarter do not
  changes: [UPGRADED BASE SILVER 2026-02-10, RENEWED SILVER SILVER 2026-03-31, DOWNGRADED SILVER BASE 2026-06-30]
  tier: { is: BASE, since: "2026-06-30T23:00:00Z", until: none }
  qualifying: "0.00"
`,
);

golden(
  "where tiers begin with a period, what is reached now counts from the next one on, up and down",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 3, effective: NEXT_PERIOD, expiry: PERIOD_END, termMonths: 0, downgrade: REASSESS } }
events:
  - { at: "2026-02-10T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }
  - { at: "2026-05-10T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "250.00" }] }
now: "2026-10-01T00:00:00Z"
expect:
  # first quarter 1000.00: Gold in the second; second quarter 250.00: Silver in the third; third nothing: base
  changes: [UPGRADED BASE GOLD 2026-03-31, DOWNGRADED GOLD SILVER 2026-06-30, DOWNGRADED SILVER BASE 2026-09-30]
  # everybody is looked at at the end of each period: 1 January 2027
  tier: { is: BASE, since: "2026-09-30T23:00:00Z", until: "2027-01-01T00:00:00Z" }
`,
);

golden(
  "a tier for life is never looked at again, and what counts is all that was ever bought",
  `
rules: { tierPolicy: { period: LIFETIME, windowMonths: 12, expiry: NEVER, termMonths: 12, downgrade: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "200.00" }] }
  - { at: "2029-03-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "50.00" }] }
now: "2039-03-02T10:00:00Z"
expect:
  qualifying: "250.00"
  tier: { is: SILVER, since: "2029-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE SILVER 2029-03-02]
  keep: none
`,
);

golden(
  "in the days of grace after a year the old year's tier is not lengthened by a day of the new one",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 12, expiry: PERIOD_END, termMonths: 0, graceDays: 31, downgrade: REASSESS } }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2027-01-20T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2028-02-01T00:00:00Z"
expect:
  # end of grace, 1 February 2027: 2026 and January: 260.00: renewed. 1 February less 31 days is 1 January 2027: for the
  # year 2027, with its grace until 1 February 2028. Then 2027 and January 2028 are 10.00: lost
  changes: [UPGRADED BASE SILVER 2026-03-02, RENEWED SILVER SILVER 2027-02-01, DOWNGRADED SILVER BASE 2028-02-01]
  tier: { is: BASE, since: "2028-02-01T00:00:00Z", until: none }
`,
);

golden(
  "a tier of the first quarter with a term of another quarter lasts to the end of June",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 3, expiry: PERIOD_END, termMonths: 3, downgrade: REASSESS } }
events:
  - { at: "2026-01-01T00:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
expect:
  # the period that began on 1 January, + 3 months of its own, + 3: 1 July in London
  tier: { is: SILVER, since: "2026-01-01T00:00:00Z", until: "2026-06-30T23:00:00Z" }
`,
);

golden(
  "who reaches a tier in the days of grace has it for the old year, until it is looked at",
  `
rules: { tierPolicy: { period: CALENDAR, windowMonths: 12, expiry: PERIOD_END, termMonths: 0, graceDays: 31, downgrade: REASSESS } }
events:
  - { at: "2027-01-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
expect:
  # 20 January less 31 days is 20 December 2026: the year 2026, with its grace until 1 February 2027
  tier: { is: SILVER, since: "2027-01-20T10:00:00Z", until: "2027-02-01T00:00:00Z" }
`,
);

golden(
  "ten days of grace after a year end at the same hour of the clock on the wall",
  `
rules: { tierPolicy: { windowMonths: 12, termMonths: 12, graceDays: 10, downgrade: REASSESS } }
events:
  - { at: "2026-03-20T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
expect:
  # 20 March 2027 + 10 days is 30 March, ten in the morning in summer time (since the 28th): 9:00 UTC
  tier: { is: SILVER, since: "2026-03-20T10:00:00Z", until: "2027-03-30T09:00:00Z" }
`,
);

golden(
  "a member's own month runs from the day of joining to the day before it",
  `
member: none
rules: { tierPolicy: { period: CALENDAR, periodsFrom: JOIN, windowMonths: 1, expiry: PERIOD_END, termMonths: 0, downgrade: REASSESS } }
events:
  - { at: "2026-03-15T10:00:00Z", do: join }
  - { at: "2026-04-14T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
  - { at: "2026-04-20T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "200.00" }] }
  - { at: "2026-05-10T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "60.00" }] }
expect:
  # 15 April to 14 May: 260.00; it ends as 15 May begins: 23:00 UTC
  qualifying: "260.00"
  tier: { is: SILVER, since: "2026-05-10T10:00:00Z", until: "2026-05-14T23:00:00Z" }
`,
);
