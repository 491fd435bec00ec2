import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readChanges } from "../../../../src/inbound/messages/debezium/changes.ts";
import { testSeed } from "../../../support/seed.ts";

const SOURCE = {
  ...{ version: "3.0.0.Final", connector: "postgresql", name: "erp", ts_ms: 1764000000123 },
  ...{ snapshot: "false", db: "erp", schema: "sales", table: "orders", txId: 7, lsn: 4711 },
};
const ROW = { id: 5, total: "12.50" };

const envelope = (over: object = {}) => ({
  ...{ before: null, after: ROW, source: SOURCE, op: "c", ts_ms: 1764000000999, transaction: null },
  ...over,
});

const read = (value: unknown) =>
  readChanges(
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
    "application/json",
  );

function one(value: unknown) {
  const [told] = read(value);
  if (told?.kind !== "change") {
    throw new Error(JSON.stringify(told));
  }
  return told.change;
}

describe("a change", () => {
  test.each([
    ["c", { after: ROW }],
    ["u", { after: ROW }],
    ["r", { after: ROW }],
    ["d", { before: ROW, after: null }],
  ])("%s says its row, its table, its place in the log and when it was", (op, rows) => {
    const change = one(envelope({ op, ...rows }));
    expect(change).toMatchObject({ table: "sales.orders", lsn: "4711", isHistory: op === "r" });
    expect(change.record.get("row")).toEqual(
      new Map<string, unknown>([
        ["id", 5n],
        ["total", "12.50"],
      ]),
    );
    expect(change.record.get("at")).toBe("2025-11-24T16:00:00.123Z");
    expect(change.record.get("op")).toBe(op);
  });

  test("is the same wrapped or not, and has the same id however often it is told", () => {
    const plain = one(envelope());
    const wrapped = one({ schema: { type: "struct" }, payload: envelope({ ts_ms: 1 }) });
    expect(wrapped).toEqual(plain);
    expect(one(envelope({ after: { ...ROW, id: 6 } })).id).not.toBe(plain.id);
    expect(one(envelope({ source: { ...SOURCE, lsn: 4712 } })).id).not.toBe(plain.id);
    expect(one(envelope({ after: { total: "12.50", id: 5 } })).id).toBe(plain.id);
  });

  test("of MySQL is told from the same one later in that second, and stands before it", () => {
    // Times of whole seconds, no LSN: the place is file, position and row.
    const at = (file: string, pos: number, row = 0) => {
      const { lsn: _none, schema: _no, ...source } = SOURCE;
      const place = { connector: "mysql", ts_ms: 1764000000000, file, pos, row };
      return one(envelope({ op: "u", before: { ...ROW, id: 4 }, source: { ...source, ...place } }));
    };
    const changes = [
      ...[at("mysql-bin.000003", 2130), at("mysql-bin.000003", 2_130_000_000)],
      ...[at("mysql-bin.000004", 4), at("binlog.1000000", 4)],
    ];
    const places = changes.map(({ lsn }) => BigInt(lsn ?? -1));
    expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(places[0]).toBe(3n * 2n ** 40n + 2130n);
    expect(places.every((place) => place > 0n && place < 2n ** 63n)).toBe(true);
    expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
    expect(at("mysql-bin.000003", 2130)).toEqual(changes[0]);
    expect(at("mysql-bin.000003", 2130, 1).id).not.toBe(changes[0]?.id);
    // A snapshot of some versions says no place.
    expect(at("", 0).lsn).toBeNull();
    expect(at("mysql-bin.99999999", 4).lsn).toBeNull();
  });

  test.each([
    ["false", false],
    [false, false],
    [null, false],
    ["true", true],
    ["last", true],
    ["incremental", true],
  ])("of a snapshot that says %j is history: %j", (snapshot, isHistory) => {
    expect(one(envelope({ source: { ...SOURCE, snapshot } })).isHistory).toBe(isHistory);
  });

  test("without what was before, and without what the database did not log, is what is known", () => {
    const missing = "__debezium_unavailable_value";
    const bare = one(envelope({ op: "u", before: null, after: { ...ROW, note: missing } }));
    expect(bare.record.get("before")).toBeNull();
    expect((bare.record.get("after") as Map<string, unknown>).has("note")).toBe(false);
    const full = one(
      envelope({ op: "u", before: { ...ROW, note: "n" }, after: { ...ROW, note: missing } }),
    );
    expect((full.record.get("after") as Map<string, unknown>).get("note")).toBe("n");
    expect(one(envelope({ op: "d", after: null })).record.get("row")).toBeNull();
  });
});

test.each([
  ["a tombstone", "null", "tombstone"],
  ["an empty body", "", "tombstone"],
  ["a wrapped tombstone", { schema: null, payload: null }, "tombstone"],
  [
    "the beginning of a transaction",
    { status: "BEGIN", id: "7", event_count: null },
    "transaction",
  ],
  ["a truncated table", envelope({ op: "t", after: null }), "truncate"],
  ["a message of the database", envelope({ op: "m", message: {} }), "database message"],
  ["a heartbeat", { ts_ms: 1 }, "heartbeat"],
  ["a change of the schema", { source: SOURCE, ddl: "alter" }, "schema change"],
])("%s is passed over, as %3$s", (_what, value, what) => {
  expect(read(value)).toMatchObject([{ kind: "passedOver", what }]);
});

test.each([
  ["no envelope", { id: 5 }, "NOT_A_CHANGE"],
  ["a number", 7, "NOT_A_CHANGE"],
  ["an operation that there is not", envelope({ op: "x" }), "UNKNOWN_OPERATION"],
  ["no table", envelope({ source: {} }), "NOT_A_CHANGE"],
  ["no row", envelope({ after: null }), "NOT_A_CHANGE"],
  ["no JSON", "{", "NOT_JSON"],
])("%s is a fault", (_what, value, reason) => {
  expect(read(value)).toMatchObject([{ kind: "fault", reason }]);
});

test("many are told by a list, or by a line each, of which a broken one is a fault by itself", () => {
  expect(read([envelope(), null])).toMatchObject([
    { kind: "change", at: "0" },
    { kind: "passedOver", at: "1" },
  ]);
  const lines = `${JSON.stringify(envelope())}\n\n{"op\n${JSON.stringify(envelope())}\n`;
  expect(read(lines)).toMatchObject([
    { kind: "change", at: "line 1" },
    { kind: "fault", reason: "NOT_JSON", at: expect.stringMatching(/^3:/) },
    { kind: "change", at: "line 4" },
  ]);
});

test("nothing throws, whatever is sent", () => {
  const body = JSON.stringify([envelope(), envelope({ op: "d", before: ROW, after: null })]);
  const anyJson = fc.json().map((text) => text);
  const near = fc.record(
    {
      op: fc.constantFrom<unknown>("c", "u", "d", "r", "t", 1, null),
      before: fc.anything({ maxDepth: 2 }),
      after: fc.jsonValue(),
      source: fc.record({ table: fc.jsonValue(), lsn: fc.jsonValue(), ts_ms: fc.jsonValue() }),
    },
    { requiredKeys: [] },
  );
  const damaged = fc
    .tuple(fc.nat(body.length), fc.nat(30), fc.string({ unit: "binary", maxLength: 5 }))
    .map(([at, drop, text]) => body.slice(0, at) + text + body.slice(at + drop));
  const nearJson = near.map((value) => {
    const safe = (_key: string, one: unknown) => (typeof one === "bigint" ? String(one) : one);
    return JSON.stringify(value, safe) ?? "";
  });
  fc.assert(
    fc.property(fc.oneof(anyJson, nearJson, damaged), (text) => {
      for (const told of read(text)) {
        expect(["change", "fault", "passedOver"]).toContain(told.kind);
      }
    }),
    { seed: testSeed(), numRuns: 1_000 },
  );
});
