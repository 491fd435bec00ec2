/** For who begins: a till's lines, and what they say. */
export const EXAMPLE = {
  mapping: `mapping: shop-lines
about: A receipt a line, with semicolons.
input:
  format: csv
  delimiter: ";"
  header: true
events:
  - make: purchase
    when: it.kind == "sale"
    fields:
      eventId: '"sale-" + it.number'
      kind: { is: SOLD }
      occurredAt: localTime(it.at, "yyyy-MM-dd HH:mm", "Europe/Berlin")
      references: { kind: { is: shop }, value: it.number }
      customer: { kind: { is: email }, value: it.mail }
      currencyCode: { is: EUR }
      lines:
        - id: { is: "1" }
          article: it.article
          quantity: it.pieces
          gross: decimal(it.amount, ",")
          discounts: []
`,
  sample: `kind;number;at;mail;article;pieces;amount
sale;4711;2026-11-03 09:15;ines@example.com;78001;2;59,80
stock;4712;2026-11-03 09:20;;78001;40;
sale;4713;2026-11-03 09:31;paul@example.com;78114;1;twelve
`,
} as const;
