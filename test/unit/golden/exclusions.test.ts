import { golden } from "../../support/docs/golden.ts";

/** programme 1.21: which lines earn, and which count towards a tier. */

const EXCLUSIONS = `
rules:
  earnExclusions: { articles: [stamps], brands: [acme], categories: [tobacco], kinds: [] }
  tierExclusions: { articles: [], brands: [acme], categories: [gift-cards], kinds: [] }`;

golden(
  "an article, a brand, and a whole branch of categories earn nothing; what is only called alike does",
  `${EXCLUSIONS}
events:
  - at: "2026-03-02T10:00:00Z"
    kind: SOLD
    order: A
    lines:
      - { id: 1, article: stamps, gross: "1.00" }
      - { id: 2, article: radio, brand: acme, gross: "2.00" }
      - { id: 3, article: cigars, category: [shop, tobacco, cuban], gross: "4.00" }
      - { id: 4, article: stamps-album, brand: acme-home, category: [tobacco-jars], gross: "8.00" }
      - { id: 5, article: acme, gross: "16.00" }
expect:
  # earn: 8 + 16 = 24. Count towards a tier: all but the radio: 1 + 4 + 8 + 16 = 29
  orders:
    A:
      points: "24"
      eligible: "24.00"
      qualifying: "29.00"
      lines:
        1: { because: EXCLUDED, points: "0" }
        2: { because: EXCLUDED, points: "0" }
        3: { because: EXCLUDED, points: "0" }
        4: { because: none, points: "8" }
        5: { because: none, points: "16" }
`,
);

golden(
  "goods and services earn where the rules say so; postage, fees, taxes, deposits, gift cards and donations do not",
  `
rules: { earningLineKinds: [ARTICLE, SERVICE] }
events:
  - at: "2026-03-02T10:00:00Z"
    kind: SOLD
    order: A
    lines:
      - { id: 1, article: mug, gross: "1.00" }
      - { id: 2, kind: SERVICE, gross: "2.00" }
      - { id: 3, kind: SHIPPING, gross: "4.00" }
      - { id: 4, kind: FEE, gross: "8.00" }
      - { id: 5, kind: TAX, gross: "16.00" }
      - { id: 6, kind: DEPOSIT, gross: "32.00" }
      - { id: 7, kind: GIFT_CARD, gross: "64.00" }
      - { id: 8, kind: DONATION, gross: "128.00" }
expect:
  orders:
    A:
      points: "3"
      qualifying: "3.00"
      total: "255.00"
      lines:
        2: { because: none, points: "2" }
        3: { because: LINE_KIND }
        4: { because: LINE_KIND }
        5: { because: LINE_KIND }
        6: { because: LINE_KIND }
        7: { because: LINE_KIND }
        8: { because: LINE_KIND }
`,
);

golden(
  "paying with a gift card is paying with money",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "30.00" }], tenders: [{ kind: gift-card, amount: "20.00" }, { kind: cash, amount: "10.00" }] }
expect:
  orders: { A: { points: "30", qualifying: "30.00" } }
`,
);
