import { describe, expect, test } from "vitest";
import { rowCounts } from "../../support/faults.ts";
import { viewerOf } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { bringBack, link, moment, order, outcomesOf, type RawEvent, sale } from "./events.ts";
import { retailerSuite } from "./retailerSuite.ts";

/**
 * Every bad value gets its outcome and its field; nothing is half written; the neighbours go
 * through.
 */

const suite = retailerSuite();
const { balanceOf } = suite;
let runs = 0;

const line = (more: RawEvent): RawEvent => ({
  lines: [{ id: "1", article: "A1", quantity: "1", gross: "1.00", ...more }],
});
const LONE = "\ud800";
const NUL = "a\u0000b";

/** A change that spoils a sale, with the reason and the field that must be named. */
const SPOILT: readonly (readonly [string, RawEvent, string, string])[] = [
  ["a number where the kind goes", { kind: 7 }, "WRONG_TYPE", "kind"],
  ["a kind nobody knows", { kind: "GIVEN" }, "UNKNOWN_KIND", "kind"],
  ["an object where a time goes", { occurredAt: {} }, "WRONG_TYPE", "occurredAt"],
  ["a list where the currency goes", { currencyCode: ["GBP"] }, "WRONG_TYPE", "currencyCode"],
  ["a text where the lines go", { lines: "none" }, "WRONG_TYPE", "lines"],
  ["a line that is null", { lines: [null] }, "NOT_AN_OBJECT", "lines.0"],
  ["no references", { references: undefined }, "MISSING", "references"],
  [
    "an order number too long",
    { references: [order("9".repeat(129))] },
    "TOO_LONG",
    "references.0.value",
  ],
  [
    "an order number too long in bytes only",
    { references: [order("é".repeat(65))] },
    "TOO_LONG",
    "references.0.value",
  ],
  [
    "an identifier too long",
    { customer: [{ kind: "shop", value: "i".repeat(513) }] },
    "TOO_LONG",
    "customer.0.value",
  ],
  [
    "U+0000 in the order number",
    { references: [order(NUL)] },
    "TEXT_NOT_ALLOWED",
    "references.0.value",
  ],
  [
    "U+0000 in an identifier",
    { customer: [{ kind: "shop", value: NUL }] },
    "TEXT_NOT_ALLOWED",
    "customer.0.value",
  ],
  [
    "half a surrogate pair in an article",
    line({ article: LONE }),
    "TEXT_NOT_ALLOWED",
    "lines.0.article",
  ],
  ["half a surrogate pair in the store", { store: LONE }, "TEXT_NOT_ALLOWED", "store"],
  ["a currency nobody has", { currencyCode: "XXQ" }, "UNKNOWN_CURRENCY", "currencyCode"],
  ["a currency in small letters", { currencyCode: "gbp" }, "UNKNOWN_CURRENCY", "currencyCode"],
  [
    "an amount beyond 64 bits",
    line({ gross: "92233720368547758.08" }),
    "OVERFLOW",
    "lines.0.gross",
  ],
  [
    "amounts beyond 64 bits in sum",
    {
      lines: ["1", "2"].map((id) => ({
        id,
        article: "A",
        quantity: "1",
        gross: "90000000000000000.00",
      })),
    },
    "OVERFLOW",
    "lines",
  ],
  ["a negative quantity", line({ quantity: "-1" }), "NEGATIVE", "lines.0.quantity"],
  ["an amount with words", line({ gross: "12 pounds" }), "NUMBER_MALFORMED", "lines.0.gross"],
  ["NaN", line({ gross: "NaN" }), "NUMBER_MALFORMED", "lines.0.gross"],
  ["too many decimals", line({ gross: "1.005" }), "PRECISION", "lines.0.gross"],
  ["the year 0", { occurredAt: "0000-01-01T00:00:00Z" }, "INSTANT_OUT_OF_RANGE", "occurredAt"],
  ["the year 9999", { occurredAt: "9999-12-31T23:59:59Z" }, "INSTANT_OUT_OF_RANGE", "occurredAt"],
  ["no offset", { occurredAt: "2026-03-01T12:00:00" }, "OFFSET_MISSING", "occurredAt"],
  ["30 February", { occurredAt: "2026-02-30T12:00:00Z" }, "INSTANT_MALFORMED", "occurredAt"],
  ["a source nobody registered", { source: "nobody" }, "UNKNOWN_SOURCE", "source"],
  [
    "two lines of one id",
    { lines: [1, 2].map(() => ({ id: "1", article: "A", quantity: "1", gross: "1.00" })) },
    "DUPLICATE",
    "lines.1.id",
  ],
  ["a field nobody knows", { colour: "red" }, "UNKNOWN_FIELD", "colour"],
];

describe("a sale spoilt by", () => {
  test.each(SPOILT)("%s is refused by that field alone", async (_what, change, reason, field) => {
    runs += 1;
    const id = `b${runs}`;
    const before = await rowCounts(suite.database.sql);
    const results = await suite.gateway.send([
      sale(`${id}-1`, id, "1.00"),
      { ...sale(`${id}-2`, id, "1.00"), ...change },
      sale(`${id}-3`, id, "2.00"),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "REJECTED", "APPLIED"]);
    expect([results[1]?.reason, results[1]?.field?.join(".")]).toEqual([reason, field]);
    expect(results[1]?.source).toBe((change as { source?: string }).source ?? "shop");
    expect(await balanceOf(id)).toBe(3n);
    const after = await rowCounts(suite.database.sql);
    const isKept = reason !== "UNKNOWN_SOURCE";
    expect(after).toEqual({
      ...before,
      intakes: (before["intakes"] ?? 0) + 1,
      events: (before["events"] ?? 0) + (isKept ? 3 : 2),
      orders: (before["orders"] ?? 0) + 2,
      entries: (before["entries"] ?? 0) + 2,
      lots: (before["lots"] ?? 0) + 2,
      customers: (before["customers"] ?? 0) + 1,
      identifiers: (before["identifiers"] ?? 0) + 1,
      references: (before["references"] ?? 0) + 2,
      outbox: after["outbox"],
    });
  });

  test.each([
    ["too long", "e".repeat(256), "TOO_LONG"],
    ["with U+0000", NUL, "TEXT_NOT_ALLOWED"],
    ["with half a surrogate pair", `x${LONE}`, "TEXT_NOT_ALLOWED"],
    ["empty", "", "EMPTY"],
    ["a number", 12, "WRONG_TYPE"],
    ["missing", undefined, "MISSING"],
  ])("an event id %s leaves only its intake", async (_what, eventId, reason) => {
    const before = await rowCounts(suite.database.sql);
    const [result] = await suite.gateway.send([{ ...sale("x", "xena", "1.00"), eventId }]);
    expect(result).toMatchObject({ outcome: "REJECTED", reason, field: ["eventId"] });
    expect(await rowCounts(suite.database.sql)).toEqual({
      ...before,
      intakes: (before["intakes"] ?? 0) + 1,
    });
  });

  test.each([[null], [7], ["text"], [[]], [undefined], [true]])(
    "being no object (%j) is refused",
    async (raw) => {
      const results = await suite.gateway.send([
        raw,
        sale(`ok-${JSON.stringify(raw)}`, "oki", "1.00"),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(["REJECTED", "APPLIED"]);
    },
  );
});

describe("a key", () => {
  test("may send only the events of its sources; nothing of another's is kept", async () => {
    const viewer = { ...viewerOf("ingest"), sources: ["erp"] };
    const [refused] = await suite.gateway.send([sale("k1", "kay", "1.00")], { viewer });
    expect(refused).toMatchObject({ reason: "SOURCE_NOT_ALLOWED", field: ["source"] });
    expect(await outcomesOf(suite.gateway, [sale("k1", "kay", "1.00")])).toEqual(["APPLIED"]);
  });
});

describe("a till", () => {
  test("may send only the events of its own store; nothing of another's is kept", async () => {
    const viewer = { ...viewerOf("till"), store: "london-1" };
    const elsewhere = sale("t1", "kay", "1.00", { store: "leeds-1" });
    const [refused] = await suite.gateway.send([elsewhere], { viewer });
    expect(refused).toMatchObject({
      outcome: "REJECTED",
      reason: "STORE_NOT_ALLOWED",
      field: ["store"],
    });
    const own = [
      sale("t1", "kay", "1.00", { store: "london-1" }),
      sale("t2", "kay", "1.00", { store: null }),
    ];
    const results = await suite.gateway.send(own, { viewer });
    expect(results.map(({ outcome, duplicate }) => [outcome, duplicate])).toEqual([
      ["APPLIED", false],
      ["APPLIED", false],
    ]);
  });
});

describe("values at the edge are taken", () => {
  test("the longest of everything, in the least friendly letters, applied or held alike", async () => {
    const random = rng(testSeed());
    const noise = (bytes: number): string =>
      Array.from({ length: bytes }, () => String.fromCharCode(1 + Math.floor(random() * 31))).join(
        "",
      );
    const references = Array.from({ length: 10 }, (_, index) => ({
      source: noise(64),
      kind: index === 0 ? "receipt" : "order",
      value: `${index}${noise(127)}`,
    }));
    const place = { store: noise(128), till: noise(128), businessDate: "2026-11-01" };
    // What names a person can be seen, and is refused otherwise.
    const signs = (bytes: number): string =>
      Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.floor(random() * 94))).join(
        "",
      );
    const unseen = [{ kind: "erp", value: `i${noise(510)}i` }];
    expect(
      await outcomesOf(suite.gateway, [sale("unseen", null, "1.00", { customer: unseen })]),
    ).toEqual(["REJECTED TEXT_NOT_ALLOWED"]);
    const customer = [
      { kind: "erp", value: `i${signs(510)}i` },
      { kind: "shop", value: `j${signs(510)}j` },
    ];
    const waiting = bringBack("edge", {
      references,
      customer,
      ...place,
      eventId: `w${noise(254)}`,
    });
    expect(
      await outcomesOf(suite.gateway, [
        { ...waiting, store: null, till: null, references: references.slice(1) },
      ]),
    ).toEqual(["HELD UNKNOWN_ORDER"]);
    expect(
      await outcomesOf(suite.gateway, [
        sale("edge", null, "1.00", { references, customer, eventId: `s${noise(254)}`, ...place }),
      ]),
    ).toEqual(["HELD UNKNOWN_STORE"]);
    expect(
      await outcomesOf(suite.gateway, [
        sale("edge", null, "1.00", {
          references: references.slice(1, 2),
          customer,
          eventId: `t${noise(254)}`,
        }),
      ]),
    ).toEqual(["APPLIED"]);
    const [left] = await suite.database.sql`
      select count(*)::int as n from events where outcome = 'HELD' and reason = 'UNKNOWN_ORDER'`;
    expect(left).toEqual({ n: 0 });
  });

  test("names that are keywords elsewhere, quotes and signs", async () => {
    const odd = `'; drop table events; -- \\ "%_ {} \u{1f600} __proto__`;
    const event = sale(odd, null, "1.00", {
      customer: [{ kind: "shop", value: odd }],
      eventId: odd,
      reason: odd,
      lines: [{ id: "__proto__", article: "constructor", quantity: "1", gross: "1.00" }],
    });
    expect(await outcomesOf(suite.gateway, [event])).toEqual(["APPLIED"]);
    expect(await outcomesOf(suite.gateway, [event])).toEqual(["APPLIED again"]);
    const [row] = await suite.database
      .sql`select refs from orders where refs @> ${JSON.stringify([["shop", "order", "", odd]])}::text::jsonb`;
    expect(row).toBeDefined();
  });

  test("the largest amount that fits", async () => {
    // More than the programme takes by itself, so an operator looks at it first; his word lets it
    // go on.
    const amount = "100000000000.00";
    expect(
      await outcomesOf(suite.gateway, [sale("max", "max", amount), sale("max2", "max", amount)]),
    ).toEqual(["HELD IMPLAUSIBLE_AMOUNT", "HELD IMPLAUSIBLE_AMOUNT"]);
    const held = await suite.database.sql<{ id: bigint; wait_key: string }[]>`
      select id, wait_key from events where reason = 'IMPLAUSIBLE_AMOUNT'`;
    expect(held.map((row) => row.wait_key)).toEqual(["operator", "operator"]);
    await suite.gateway.receiver.runHeld(
      held.map(({ id }) => id),
      { atOnce: false },
    );
    expect(await balanceOf("max")).toBe(200_000_000_000n);
    // And the customer goes on buying.
    expect(await outcomesOf(suite.gateway, [sale("max3", "max", "1.00")])).toEqual(["APPLIED"]);
    expect(await balanceOf("max")).toBe(200_000_000_001n);
  });

  test("one more than that is refused, whoever looks at it", async () => {
    const more = sale("more", "more", "100000000000.01");
    expect(await suite.gateway.send([more])).toMatchObject([
      { outcome: "REJECTED", reason: "OVERFLOW", field: ["lines"] },
    ]);
    expect(
      await outcomesOf(suite.gateway, [sale("more2", "more", "92233720368547758.07")]),
    ).toEqual(["REJECTED OVERFLOW"]);
  });
});

describe("not errors, but to be right", () => {
  test("the same number from two sources is two orders", async () => {
    await outcomesOf(suite.gateway, [sale("N1", "ned", "5.00")]);
    await outcomesOf(suite.gateway, [
      sale("N1", "ned", "7.00", { source: "erp", references: [order("N1", "erp")] }),
    ]);
    expect(await balanceOf("ned")).toBe(12n);
  });

  test("a return of more than was bought is clamped and flagged", async () => {
    await outcomesOf(suite.gateway, [sale("R1", "rex", "5.00")]);
    const many = bringBack("R1", { return: { id: "r", lines: [{ lineId: "1", quantity: "3" }] } });
    expect(await outcomesOf(suite.gateway, [many])).toEqual(["APPLIED"]);
    expect(await balanceOf("rex")).toBe(0n);
    const [row] = await suite.database
      .sql`select flags, total_minor from orders where refs::text like '%"R1"%'`;
    expect(row).toEqual({ flags: ["OVER_RETURNED"], total_minor: 0n });
  });

  test("all events of an order in one call, in whatever order, come to the same", async () => {
    const life = (number: string): RawEvent[] => [
      sale(number, number, "10.00", { kind: "PLACED" }),
      {
        source: "shop",
        eventId: `f-${number}`,
        kind: "FULFILLED",
        occurredAt: moment(10),
        references: [order(number)],
        fulfilment: { id: "F" },
      },
      {
        source: "shop",
        eventId: `p-${number}`,
        kind: "SETTLED",
        occurredAt: moment(11),
        references: [order(number)],
      },
      bringBack(number, { return: { id: "r", lines: [{ lineId: "1", quantity: "0.5" }] } }),
    ];
    const permutations = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item) =>
            permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
          );
    const all = permutations([0, 1, 2, 3]).map((positions, index) =>
      positions.map((at) => life(`P${index}`)[at]),
    );
    for (const events of all) {
      expect(new Set(await outcomesOf(suite.gateway, events))).toEqual(new Set(["APPLIED"]));
    }
    const rows = await suite.database.sql`
      select distinct status, points_active, total_minor from orders where refs::text like '%"P%'`;
    expect([...rows]).toEqual([{ status: "PART_RETURNED", points_active: 5n, total_minor: 500n }]);
  });

  test("an event that joins the orders of two customers gives the purchase to one of them, once", async () => {
    await outcomesOf(suite.gateway, [
      sale("Q1", "qa", "10.00"),
      sale("Q2", "qb", "10.00", { occurredAt: moment(2) }),
    ]);
    expect(await outcomesOf(suite.gateway, [link([order("Q1"), order("Q2")])])).toEqual([
      "APPLIED",
    ]);
    const sum = ((await balanceOf("qa")) ?? 0n) + ((await balanceOf("qb")) ?? 0n);
    expect(sum).toBe(10n);
  });

  test("an event that joins the order of a guest and of a customer gives it to the customer", async () => {
    await outcomesOf(suite.gateway, [
      sale("G1", null, "10.00"),
      sale("G2", "gus", "10.00", { occurredAt: moment(2) }),
    ]);
    expect(await outcomesOf(suite.gateway, [link([order("G1"), order("G2")])])).toEqual([
      "APPLIED",
    ]);
    expect(await balanceOf("gus")).toBe(10n);
    const [row] = await suite.database.sql`
      select count(*)::int as n from orders where absorbed_into is null and refs::text like '%"G%'`;
    expect(row).toEqual({ n: 1 });
  });

  test("an event that joins three orders, two of them joined before, makes one", async () => {
    const numbers = ["T1", "T2", "T3"];
    for (const [index, number] of numbers.entries()) {
      await outcomesOf(suite.gateway, [
        sale(number, "tia", "10.00", { occurredAt: moment(index) }),
      ]);
    }
    await outcomesOf(suite.gateway, [link([order("T2"), order("T3")])]);
    expect(await balanceOf("tia")).toBe(20n);
    await outcomesOf(suite.gateway, [link(numbers.map((number) => order(number)))]);
    expect(await balanceOf("tia")).toBe(10n);
    // Every number leads to the one that is left.
    await outcomesOf(suite.gateway, [bringBack("T3")]);
    expect(await balanceOf("tia")).toBe(0n);
  });
});
