import { golden } from "../../support/docs/golden.ts";

/** programme 3.23: what becomes of a tier that new rules no longer have, or call something else. */

const TIERS = `
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "250.00", benefits: [] }`;
/** Gold for 1,000.00 on 2 March 2026; a year later nothing of it counts any more. */
const GOLD = `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1000.00" }] }`;

golden(
  "a tier that is only called something else is kept, with the rest of its term, by whoever does not reach it any more",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:${TIERS}
        - { code: PREMIER, name: { en: Premier }, rank: 2, threshold: "5000.00", replaces: [GOLD], benefits: [] }${GOLD}
now: "2026-06-02T00:00:00Z"
expect:
  tier: { is: PREMIER, since: "2026-03-02T10:00:00Z", until: "2027-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, RENEWED GOLD PREMIER 2026-06-01]
`,
);

golden(
  "its term ends when it would have ended, and then the new threshold counts",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:${TIERS}
        - { code: PREMIER, name: { en: Premier }, rank: 2, threshold: "5000.00", replaces: [GOLD], benefits: [] }${GOLD}
now: "2027-03-02T10:00:00Z"
expect:
  tier: { is: BASE, since: "2027-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE GOLD 2026-03-02, RENEWED GOLD PREMIER 2026-06-01, DOWNGRADED PREMIER BASE 2027-03-02]
`,
);

golden(
  "a tier that is given up goes on as the one that is said to replace it",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "1500.00", replaces: [GOLD], benefits: [] }${GOLD}
now: "2026-06-02T00:00:00Z"
expect:
  tier: { is: SILVER, since: "2026-03-02T10:00:00Z", until: "2027-03-02T10:00:00Z" }
  changes: [UPGRADED BASE GOLD 2026-03-02, RENEWED GOLD SILVER 2026-06-01]
`,
);

golden(
  "whoever reaches more than the tier that replaces theirs rises at once",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "250.00", replaces: [GOLD], benefits: [] }
        - { code: PREMIER, name: { en: Premier }, rank: 2, threshold: "900.00", benefits: [] }${GOLD}
now: "2026-06-02T00:00:00Z"
expect:
  # one in the morning in London, which is midnight of UTC on 1 June
  tier: { is: PREMIER, since: "2026-06-01T00:00:00Z", until: "2027-06-01T00:00:00Z" }
`,
);

golden(
  "a given tier goes on under its new name",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:${TIERS}
        - { code: PREMIER, name: { en: Premier }, rank: 2, threshold: "5000.00", replaces: [GOLD], benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2026-05-01T10:00:00Z", do: grant, tier: GOLD, mode: FLOOR, until: "2026-09-01T10:00:00Z" }
now: "2026-06-02T00:00:00Z"
expect:
  tier: { is: PREMIER, earned: SILVER, since: "2026-05-01T10:00:00Z", until: "2026-09-01T10:00:00Z" }
  changes: [UPGRADED BASE SILVER 2026-03-02, UPGRADED SILVER GOLD 2026-05-01, RENEWED GOLD PREMIER 2026-06-01]
`,
);

golden(
  "the base tier under another name is nobody's loss",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: FRIEND, name: { en: Friend }, rank: 0, threshold: "0.00", replaces: [BASE], benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "250.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "10.00" }] }
now: "2026-06-02T00:00:00Z"
expect:
  changes: [RENEWED BASE FRIEND 2026-06-01]
`,
);

golden(
  "a customer who still reaches the tier under its new name has it the moment the new rules begin",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: STERLING, name: { en: Sterling }, rank: 1, threshold: "250.00", benefits: [] }
        - { code: GOLD, name: { en: Gold }, rank: 2, threshold: "1000.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
now: "2026-06-02T00:00:00Z"
expect:
  # one in the morning in London, which is the same hour of UTC on 1 June 2027
  tier: { is: STERLING, since: "2026-06-01T00:00:00Z", until: "2027-06-01T00:00:00Z" }
  qualifying: "250.00"
`,
);

golden(
  "a dearer tier takes nothing away before the term ends, and then goes by the new threshold",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "400.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2027-02-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "399.99" }] }
now: "2027-03-02T10:00:00Z"
expect:
  # 399.99 would have been enough for the old 250.00
  tier: { is: BASE, since: "2027-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE SILVER 2026-03-02, DOWNGRADED SILVER BASE 2027-03-02]
`,
);

golden(
  "a cheaper tier is given the moment the new rules begin",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "100.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
now: "2026-08-02T10:00:00Z"
expect:
  # likewise one in the morning a year later
  tier: { is: SILVER, since: "2026-06-01T00:00:00Z", until: "2027-06-01T00:00:00Z" }
  changes: [UPGRADED BASE SILVER 2026-06-01]
`,
);
