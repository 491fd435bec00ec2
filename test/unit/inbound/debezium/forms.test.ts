import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readChanges, type Told } from "../../../../src/inbound/messages/debezium/changes.ts";
import { testSeed } from "../../../support/seed.ts";

/**
 * The forms in which Debezium tells the same change, and the places of other databases' logs.
 * https://debezium.io/documentation/reference/stable/integrations/cloudevents.html,
 * .../transformations/event-flattening.html and .../connectors/{sqlserver,oracle,mongodb}.html
 */

const SOURCE = {
  ...{ connector: "postgresql", name: "erp", ts_ms: 1764000000123, snapshot: "false" },
  ...{ db: "erp", schema: "sales", table: "orders", lsn: 4711 },
};
const ROW = { id: 5, total: "12.50" };

const read = (value: unknown): readonly Told[] =>
  readChanges(Buffer.from(JSON.stringify(value)), "application/json");

function one(value: unknown) {
  const [told] = read(value);
  if (told?.kind !== "change") {
    throw new Error(JSON.stringify(told));
  }
  return told.change;
}

const envelope = (source: object, over: object = {}) => ({
  ...{ op: "u", before: null, after: ROW, source: { ...SOURCE, ...source }, ts_ms: 1, ...over },
});

describe("a change as a CloudEvent", () => {
  const event = (op: string, data: unknown) => ({
    ...{ id: "name:erp;lsn:4711;txId:7", source: "/debezium/postgresql/erp", specversion: "1.0" },
    ...{ type: "io.debezium.postgresql.datachangeevent", datacontenttype: "application/json" },
    ...{ time: "2025-11-24T16:00:00.999Z", iodebeziumop: op, iodebeziumname: "erp" },
    ...{ iodebeziumconnector: "postgresql", iodebeziumtsms: "1764000000123" },
    ...{ iodebeziumsnapshot: "false", iodebeziumdb: "erp", iodebeziumschema: "sales" },
    ...{ iodebeziumtable: "orders", iodebeziumlsn: "4711", iodebeziumxmin: null, data },
  });

  test("is the same change as by itself, whatever its data is wrapped in", () => {
    const plain = one(envelope({}));
    for (const data of [
      { before: null, after: ROW },
      { schema: { type: "struct" }, payload: { before: null, after: ROW } },
      ROW,
    ]) {
      const told = one(event("u", data));
      expect(told).toMatchObject({ id: plain.id, table: "sales.orders", lsn: "4711" });
      expect(told.isHistory).toBe(false);
      expect(told.record.get("at")).toBe("2025-11-24T16:00:00.123Z");
      expect(told.record.get("row")).toEqual(plain.record.get("row"));
    }
    expect(one(event("d", { before: ROW, after: null })).record.get("row")).toEqual(
      plain.record.get("row"),
    );
  });

  test("whose data is in Avro is a fault that says what to do", () => {
    expect(read(event("u", "AAAAAAEC"))).toMatchObject([
      { kind: "fault", reason: "NOT_A_CHANGE", problem: expect.stringContaining("json") },
    ]);
  });
});

describe("a row alone", () => {
  const flat = { ...ROW, __op: "u", __table: "orders", __schema: "sales", __lsn: 4711 };

  test("is the change that its added fields say it is, without them", () => {
    const told = one({ ...flat, __source_ts_ms: 1764000000123, __deleted: "false", __ts_ms: 9 });
    const again = one({ ...flat, __source_ts_ms: 1764000000123, __deleted: "false", __ts_ms: 10 });
    expect(told).toMatchObject({ table: "sales.orders", lsn: "4711", isHistory: false });
    expect(told.id).toBe(one(envelope({})).id);
    expect(told.record.get("at")).toBe("2025-11-24T16:00:00.123Z");
    expect([...(told.record.get("row") as Map<string, unknown>).keys()]).toEqual(["id", "total"]);
    // When Debezium handled it is another time when it is told again.
    expect(again.id).toBe(told.id);
    const gone = one({ schema: {}, payload: { ...flat, __op: "d", __deleted: "true" } });
    expect(gone.record.get("after")).toBeNull();
    expect(gone.record.get("before")).toEqual(told.record.get("row"));
    expect(one({ ...ROW, __op: "r", __table: "orders", __source_lsn: 1 })).toMatchObject({
      ...{ table: "orders", lsn: "1", isHistory: true },
    });
  });

  test.each([
    ["its table", { __table: undefined }],
    ["what was done", { __op: undefined }],
    ["its place and its time", { __lsn: undefined }],
  ])("that does not say %s is a fault that names what to add", (_what, over) => {
    expect(read({ ...flat, ...over })).toMatchObject([
      { kind: "fault", reason: "NOT_A_CHANGE", problem: expect.stringContaining("add.fields=op") },
    ]);
  });
});

describe("two changes of a row that a database tells in one instant", () => {
  test.each([
    ["Oracle, by the SCN", { scn: "999" }, { scn: "1000" }],
    [
      "SQL Server, by the LSN of the change",
      { change_lsn: "0000002b:000002e3:ffff", event_serial_no: 2 },
      { change_lsn: "0000002b:000002f6:0002", event_serial_no: 2 },
    ],
    [
      "SQL Server, in two files of its log",
      { change_lsn: "000000ff:000fffff:0002", event_serial_no: 2 },
      { change_lsn: "00000100:00000001:0001", event_serial_no: 2 },
    ],
    ["MongoDB, by the change's place in its second", { ord: 9 }, { ord: 10 }],
  ])("of %s are two, and the later one stands above", (_what, first, second) => {
    const [a, b] = [first, second].map((place) => one(envelope({ lsn: undefined, ...place })));
    expect(a?.id).not.toBe(b?.id);
    expect(BigInt(a?.lsn ?? -1)).toBeGreaterThan(0n);
    expect(BigInt(b?.lsn ?? -1)).toBeGreaterThan(BigInt(a?.lsn ?? -1));
    expect(BigInt(b?.lsn ?? -1)).toBeLessThan(2n ** 63n);
  });

  test("have no number where their place is none that an event can have", () => {
    for (const place of [
      { lsn: "9223372036854775808" },
      { scn: "soon" },
      { change_lsn: "ffffffff:00000001:0001" },
      { change_lsn: "NULL" },
      { ord: 0 },
    ]) {
      expect(one(envelope({ lsn: undefined, ...place })).lsn).toBeNull();
    }
  });
});

describe("a document of MongoDB", () => {
  const source = { connector: "mongodb", schema: undefined, table: undefined, lsn: undefined };
  const mongo = { ...source, collection: "orders", ord: 1 };
  const document = JSON.stringify({
    ...{ _id: { $oid: "656f" }, total: { $numberDecimal: "12.50" }, at: { $date: 1764000000123 } },
    ...{ count: { $numberLong: "3" }, big: { $date: { $numberLong: "-1" } }, none: null },
    lines: [{ sku: "a", price: { $numberDecimal: "12.50" } }, { $minKey: 1 }],
  });

  test("is read from its text: numbers, decimals, ids and dates as they were meant", () => {
    const told = one(envelope(mongo, { op: "c", after: document }));
    expect(told.table).toBe("erp.orders");
    expect(told.record.get("row")).toEqual(
      new Map<string, unknown>([
        ...([
          ["_id", "656f"],
          ["total", "12.50"],
          ["at", "2025-11-24T16:00:00.123Z"],
          ["count", 3n],
          ["big", "1969-12-31T23:59:59.999Z"],
          ["none", null],
        ] as const),
        [
          "lines",
          [
            new Map([
              ["sku", "a"],
              ["price", "12.50"],
            ]),
            new Map([["$minKey", 1n]]),
          ],
        ],
      ]),
    );
  });

  test("of which only what changed is told is a fault that says what to set", () => {
    const updateDescription = { updatedFields: '{"total": 1}' };
    expect(read(envelope(mongo, { after: null, updateDescription }))).toMatchObject([
      { reason: "PARTIAL_CHANGE", problem: expect.stringContaining("change_streams_update_full") },
    ]);
    expect(read(envelope(mongo, { op: "c", after: "{" }))).toMatchObject([
      { reason: "NOT_JSON", at: "after" },
    ]);
    expect(read([envelope(mongo, { op: "c", after: "[1]" })])).toMatchObject([
      { reason: "NOT_A_CHANGE", at: "0.after" },
    ]);
  });
});

test("what the database did not log is none of a column's bytes or texts", () => {
  const missing = "__debezium_unavailable_value";
  const bytes = Buffer.from(missing).toString("base64");
  const told = one(envelope({}, { after: { ...ROW, photo: bytes, tags: [missing], note: "n" } }));
  expect([...(told.record.get("row") as Map<string, unknown>).keys()]).toEqual([
    ...["id", "total", "note"],
  ]);
});

test("a notification of Debezium's own is passed over", () => {
  const notification = {
    ...{ id: "1", aggregate_type: "Initial Snapshot", type: "STARTED", timestamp: 1 },
    additional_data: { connector_name: "erp" },
  };
  expect(read(notification)).toMatchObject([{ kind: "passedOver", what: "notification" }]);
});

test("nothing throws in any form, and what is a change has an id and a table", () => {
  const op = fc.constantFrom<unknown>("c", "u", "d", "r", "t", "z", 7, null);
  const any = fc.oneof(
    fc.constantFrom<unknown>("0000002b:000002e3:0002", "mysql-bin.000003", "9".repeat(40), -1, ""),
    fc.jsonValue({ maxDepth: 2 }),
    fc.json({ maxDepth: 3 }),
  );
  const names = [
    ...["__op", "__deleted", "__table", "__source_table", "__lsn", "__source_ts_ms", "__pos"],
    ...["specversion", "iodebeziumop", "iodebeziumtable", "iodebeziumlsn", "data", "after"],
    ...["before", "op", "id"],
  ];
  const source = fc.record(
    Object.fromEntries(
      ["table", "collection", "schema", "db", "lsn", "scn", "change_lsn", "file", "pos", "ord"]
        .concat("ts_ms", "ts_us", "snapshot")
        .map((name) => [name, any]),
    ),
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      ...Object.fromEntries(names.map((name) => [name, /op$/.test(name) ? op : any])),
      source: fc.oneof(source, any),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(body, fc.array(body, { maxLength: 3 })), (value) => {
      for (const told of read(value)) {
        if (told.kind === "change") {
          expect(told.change.id).toMatch(/:[0-9a-f]{16}$/);
          expect(told.change.table).not.toBe("");
          expect(BigInt(told.change.lsn ?? 0)).toBeLessThan(2n ** 63n);
        } else {
          expect(["fault", "passedOver"]).toContain(told.kind);
        }
      }
    }),
    { seed: testSeed(), numRuns: 2_000 },
  );
});
