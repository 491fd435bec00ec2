import { golden } from "../../support/docs/golden.ts";

/**
 * programme 1.24 and docs/rulesets.md: what conditions are asked of. Each rule here gives an order
 * a power of two, so that the sum says which ones held.
 */

golden(
  "conditions on the order: channel, store, currency, way of handing over, amount",
  `
rules:
  earning:
    - { code: a, wallet: points, pointsPerOrder: 1, rounding: FLOOR, when: 'order.channel == "web"' }
    - { code: b, wallet: points, pointsPerOrder: 2, rounding: FLOOR, when: 'order.store == "S1"' }
    - { code: c, wallet: points, pointsPerOrder: 4, rounding: FLOOR, when: 'order.currency == "GBP"' }
    - { code: d, wallet: points, pointsPerOrder: 8, rounding: FLOOR, when: 'order.fulfilment == ""' }
    - { code: e, wallet: points, pointsPerOrder: 16, rounding: FLOOR, when: "order.netMinor >= 5000" }
    - { code: f, wallet: points, pointsPerOrder: 32, rounding: FLOOR, when: "order.netMinor < 5000" }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, channel: web, lines: [{ id: 1, article: mug, gross: "49.99" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, store: S1, fulfilmentMethod: collect, lines: [{ id: 1, article: mug, gross: "50.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SOLD, order: C, currencyCode: EUR, lines: [{ id: 1, article: mug, quantity: 2, gross: "60.00" }] }
  - { at: "2026-03-05T10:00:00Z", kind: RETURNED, order: C, currencyCode: EUR, return: { id: R, lines: [{ lineId: 1, quantity: 1 }] } }
expect:
  # A: web, pounds, unknown way, below 50: 1 + 4 + 8 + 32. B: S1, pounds, 50 exactly: 2 + 4 + 16.
  # C: unknown way, 60.00 of its own currency, and the return changes nothing of that: 8 + 16
  orders: { A: { points: "45" }, B: { points: "22" }, C: { points: "24" } }
`,
);

golden(
  "conditions on the line: article, brand, kind, category, amount, quantity",
  `
rules:
  earningLineKinds: [ARTICLE, SERVICE]
  earning:
    - { code: a, wallet: points, pointsPerOrder: 1, rounding: FLOOR, lines: 'line.article == "tea"' }
    - { code: b, wallet: points, pointsPerOrder: 2, rounding: FLOOR, lines: 'line.brand == "acme"' }
    - { code: c, wallet: points, pointsPerOrder: 4, rounding: FLOOR, lines: 'line.kind == "SERVICE"' }
    - { code: d, wallet: points, pointsPerOrder: 8, rounding: FLOOR, lines: '"kitchen" in line.category' }
    - { code: e, wallet: points, pointsPerOrder: 16, rounding: FLOOR, lines: "line.netMinor > 1000" }
    - { code: f, wallet: points, pointsPerOrder: 32, rounding: FLOOR, lines: "line.quantity >= 3000000" }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: tea, brand: acme, quantity: 3, gross: "10.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, kind: SERVICE, gross: "10.01" }, { id: 2, article: pot, category: [home, kitchen], quantity: 2, gross: "5.00" }] }
expect:
  # A: tea, acme, 3 pieces: 1 + 2 + 32; 10.00 are not more than 10.00. B: service, kitchen, more than 10.00: 4 + 8 + 16
  orders: { A: { points: "35" }, B: { points: "28" } }
`,
);

golden(
  "conditions on the day: date, month, weekday and hour of placing, in London",
  `
rules:
  earning:
    - { code: a, wallet: points, pointsPerOrder: 1, rounding: FLOOR, when: 'order.date == "2026-07-01"' }
    - { code: b, wallet: points, pointsPerOrder: 2, rounding: FLOOR, when: "order.month == 7" }
    - { code: c, wallet: points, pointsPerOrder: 4, rounding: FLOOR, when: "order.weekday == 3" }
    - { code: d, wallet: points, pointsPerOrder: 8, rounding: FLOOR, when: "order.hour == 0" }
events:
  # 1 July 2026 is a Wednesday; it begins in London at 23:00 UTC
  - { at: "2026-06-30T22:59:59Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-06-30T23:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-07-01T23:30:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-07-08T12:00:00Z", kind: PLACED, order: D, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-08-01T10:00:00Z", kind: SETTLED, order: D }
  - { at: "2026-08-01T10:01:00Z", kind: FULFILLED, order: D, fulfilment: { id: F } }
expect:
  # A: Tuesday 23:59 in June: nothing. B: all: 15. C: Thursday 2 July, half past midnight: 2 + 8. D: placed on a Wednesday in July: 2 + 4
  orders: { A: { points: "0" }, B: { points: "15" }, C: { points: "10" }, D: { points: "6" } }
`,
);

golden(
  "conditions on the customer: whole days since joining, by when the order was placed",
  `
member: none
rules:
  earning:
    - { code: a, wallet: points, pointsPerOrder: 1, rounding: FLOOR, when: "customer.memberDays == 0" }
    - { code: b, wallet: points, pointsPerOrder: 2, rounding: FLOOR, when: "customer.memberDays >= 10" }
    - { code: c, wallet: points, pointsPerOrder: 4, rounding: FLOOR, when: "customer.orders == 0" }
    - { code: d, wallet: points, pointsPerOrder: 8, rounding: FLOOR, when: 'customer.tier == "BASE"' }
events:
  - { at: "2026-03-02T10:00:00Z", do: join }
  - { at: "2026-03-12T09:59:59Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-03-12T10:00:01Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2026-03-13T10:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: mug, gross: "1.00" }] }
expect:
  # A: nine days and no order before, base: 4 + 8. B: ten days, one before, base: 2 + 8. C: Silver by then: 2
  orders: { A: { points: "12" }, B: { points: "10" }, C: { points: "2" } }
`,
);
