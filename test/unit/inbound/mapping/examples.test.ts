import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMapping } from "../../../../src/inbound/mapping/readMapping.ts";
import { readByMapping } from "../../../../src/inbound/mapping/readRecords.ts";
import { tryMapping } from "../../../../src/inbound/mapping/trial/tryMapping.ts";
import { testSeed } from "../../../support/seed.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples/mappings");
const RECEIVED_AT = "2026-11-29T08:00:00Z";

function mappingOf(name: string) {
  const read = readMapping(readFileSync(join(EXAMPLES, name, "mapping.yaml"), "utf8"));
  if (!read.ok) {
    throw new Error(read.faults.join("\n"));
  }
  return read.mapping;
}

function sampleOf(name: string): Buffer {
  const folder = join(EXAMPLES, name);
  const file = readdirSync(folder).find((one) => one.startsWith("sample")) as string;
  return readFileSync(join(folder, file));
}

const mappings = new Map(["sap-order", "till-file"].map((name) => [name, mappingOf(name)]));

function madeOf(name: string, bytes: Buffer) {
  const mapping = mappings.get(name) as ReturnType<typeof mappingOf>;
  return [...readByMapping(mapping, { bytes, headers: {}, receivedAt: RECEIVED_AT })];
}

test("an order of the ERP comes to its purchase and its person", () => {
  const [order] = madeOf("sap-order", sampleOf("sap-order"));
  expect(order?.made).toEqual([
    {
      ...{ ok: true, make: "purchase", isHistory: false },
      value: {
        eventId: "order-0000000000471101",
        kind: "PLACED",
        occurredAt: "2026-11-03T09:15:00+01:00",
        sequence: "471101",
        references: [
          { kind: "erp", value: "81234" },
          { kind: "order", value: "W-20931" },
        ],
        customer: [
          { kind: "erp", value: "100042" },
          { kind: "email", value: "ines.marten@example.com" },
        ],
        channel: "web",
        currencyCode: "EUR",
        lines: [
          {
            ...{ id: "10", article: "78001", name: "Teapot, 1.2 l", quantity: "2.000" },
            ...{ gross: "59.80", discounts: [{ source: "erp", code: "K007", amount: "5.98" }] },
          },
          {
            ...{ id: "20", article: "78114", name: "Tea strainer", quantity: "1.000" },
            ...{ gross: "12.50", discounts: [] },
          },
        ],
      },
    },
    {
      ...{ ok: true, make: "person", isHistory: false },
      value: {
        ...{ key: "100042", name: "Ines Marten", email: "ines.marten@example.com" },
        ...{ street: "Hafenweg 7", postalCode: "28195", city: "Bremen" },
      },
    },
  ]);
});

test("an order of the ERP without a channel and without a material of ours is one all the same", () => {
  const sample = sampleOf("sap-order").toString();
  const bare = sample
    .replace(/<E1EDK14[\s\S]*<\/E1EDK14>/, "")
    .replaceAll(/<E1EDP19[\s\S]*?<\/E1EDP19>/g, "");
  const [order] = madeOf("sap-order", Buffer.from(bare));
  const [purchase] = order?.made ?? [];
  expect(purchase).toMatchObject({
    ...{ ok: true, make: "purchase" },
    value: {
      lines: [
        { id: "10", gross: "59.80" },
        { id: "20", gross: "12.50" },
      ],
    },
  });
  expect(purchase).not.toHaveProperty("value.channel");
  expect(purchase).not.toHaveProperty("value.lines.0.article");
});

test("a till's file comes to its receipts and returns, with the places of the lines", () => {
  const outcomes = madeOf("till-file", sampleOf("till-file"));
  expect(outcomes).toMatchObject([
    {
      at: "line 1",
      made: [
        {
          value: {
            kind: "SOLD",
            occurredAt: "2026-11-28T17:42:00+01:00",
            customer: [{ kind: "loyalty", value: "2900000012" }],
            lines: [
              { name: "Teek\u00e4nnchen", gross: "1029.90", discounts: [{ amount: "10.00" }] },
              { quantity: "2", gross: "25.00", discounts: [] },
            ],
            tenders: [
              { kind: "card", amount: "1000.00" },
              { kind: "cash", amount: "44.90" },
            ],
          },
        },
      ],
    },
    { at: "line 6", made: [{ value: { customer: [], lines: [{ quantity: "0.5" }] } }] },
    {
      at: "line 9",
      made: [
        { value: { kind: "RETURNED", return: { lines: [{ quantity: "1", amount: "12.50" }] } } },
      ],
    },
  ]);
});

test.each(["sap-order", "till-file"])(
  "whatever %s makes of its sample would be taken by its form",
  (name) => {
    const read = readMapping(readFileSync(join(EXAMPLES, name, "mapping.yaml"), "utf8"));
    expect(read.ok).toBe(true);
    const sample = { bytes: sampleOf(name), headers: {}, receivedAt: RECEIVED_AT, source: null };
    const events = read.ok ? [...tryMapping(read, sample)].flatMap((record) => record.events) : [];
    expect(events.length).toBeGreaterThan(1);
    expect(events.map(({ refusal }) => refusal).filter((one) => one !== null)).toEqual([]);
  },
);

describe.each(["sap-order", "till-file"])("%s, damaged anyhow", (name) => {
  test("never throws, and what it makes has all that is needed", () => {
    const sample = sampleOf(name);
    const edit = fc.record({
      at: fc.nat(sample.length),
      drop: fc.nat(40),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc.constantFrom("<", ">", "&x;", ";", '"', "\n", "\u0000").map((text) => Buffer.from(text)),
      ),
    });
    const damaged = fc
      .array(edit, { minLength: 1, maxLength: 4 })
      .map((edits) =>
        edits.reduce<Buffer>(
          (body, { at, drop, insert }) =>
            Buffer.concat([body.subarray(0, at), insert, body.subarray(at + drop)]),
          sample,
        ),
      );
    fc.assert(
      fc.property(damaged, (body) => {
        for (const { made } of madeOf(name, body)) {
          for (const one of made) {
            if (one.ok && one.make === "purchase") {
              const { eventId, occurredAt, references } = one.value;
              expect([typeof eventId, typeof occurredAt]).toEqual(["string", "string"]);
              expect((references as unknown[]).length).toBeGreaterThan(0);
            }
          }
        }
      }),
      { seed: testSeed(), numRuns: 200 },
    );
  });
});

test("a mapping damaged anyhow is one that can be used, or is refused with a place", () => {
  const text = readFileSync(join(EXAMPLES, "till-file/mapping.yaml"), "utf8");
  const edit = fc.record({
    at: fc.nat(text.length),
    drop: fc.nat(20),
    insert: fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom("it", "(", ".", "?", ": ", "[", "rows.map(x, x)", "\n  ", "*a", "&a "),
    ),
  });
  fc.assert(
    fc.property(edit, ({ at, drop, insert }) => {
      const read = readMapping(text.slice(0, at) + insert + text.slice(at + drop));
      if (!read.ok) {
        expect(read.faults.length).toBeGreaterThan(0);
        for (const fault of read.faults) {
          expect(fault).toMatch(/^\d+:\d+: /);
        }
      }
    }),
    { seed: testSeed(), numRuns: 200 },
  );
});
