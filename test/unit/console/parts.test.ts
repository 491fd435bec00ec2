import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { couponAttempt } from "../../../db/schema/coupons.ts";
import { WITHOUT_KEY } from "../../../pages/src/console/graph/keys.ts";
import { csvOf } from "../../../pages/src/console/parts/csv.ts";
import { readMessage } from "../../../pages/src/console/session/embedMessages.ts";
import { de } from "../../../pages/src/console/words/de.ts";
import { en } from "../../../pages/src/console/words/en.ts";
import { createFormats } from "../../../pages/src/console/words/formats.ts";
import { createSchema } from "../../../resolvers/schema.ts";
import { NOT_EARNING } from "../../../src/domain/points/notEarning.ts";

describe("a table that is taken out", () => {
  test("says in a spreadsheet what it says here, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
        const read = parse(csvOf(["a", "b"], rows), { columns: false }) as string[][];
        const plain = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
        expect(read.slice(1).map((row) => row.map(plain))).toEqual(
          rows.map((row) => row.map((cell) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell))),
        );
      }),
    );
  });

  test("holds no formula, and leaves numbers numbers", () => {
    expect(csvOf(["x"], [["=1+1"], ["@SUM(A1)"], ["-12.50"], ["+49 30"], ["-a"]])).toBe(
      "x\r\n'=1+1\r\n'@SUM(A1)\r\n-12.50\r\n'+49 30\r\n'-a\r\n",
    );
  });
});

test("money and points are written exactly, also beyond what a number holds", () => {
  const formats = createFormats("en-GB");
  const big = "9007199254740993";
  expect(formats.points(big)).toBe("9,007,199,254,740,993");
  expect(formats.money({ amount: `${big}.01`, currencyCode: "GBP" })).toBe(
    "£9,007,199,254,740,993.01",
  );
  expect(formats.amount("10", "orders")).toBe("10 orders");
  expect(createFormats("de").money({ amount: "-1234.50", currencyCode: "EUR" })).toMatch(
    /^-1\.234,50\s€$/,
  );
});

test("a date without a time is the same day in every time zone", () => {
  expect(createFormats("en-GB").day("2026-03-01")).toBe("1 Mar 2026");
});

describe("what is said to the page in a frame", () => {
  const parent = {};
  const origins = ["https://crm.example.com"];
  const said = (part: object) =>
    readMessage(
      {
        origin: "https://crm.example.com",
        source: parent as never,
        data: { type: "tributary:token", token: "t" },
        ...part,
      },
      origins,
      parent,
    );

  test("is heard of the page around, when its origin is set up", () => {
    expect(said({})).toEqual({ type: "tributary:token", token: "t" });
    expect(said({ data: { type: "tributary:customer", id: "x" } })).toEqual({
      type: "tributary:customer",
      id: "x",
    });
    expect(said({ data: { type: "tributary:find", text: "a@b.example", more: 1 } })).toEqual({
      type: "tributary:find",
      text: "a@b.example",
    });
  });

  test.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["an origin that only begins like it", { origin: "https://crm.example.com.evil.example" }],
    ["another window", { source: {} }],
    ["a token that is no text", { data: { type: "tributary:token", token: 1 } }],
    ["a text to look for that is nothing", { data: { type: "tributary:find", text: " " } }],
    ["an id that goes on and on", { data: { type: "tributary:customer", id: "x".repeat(501) } }],
    ["a token without an end", { data: { type: "tributary:token", token: "x".repeat(8_193) } }],
    ["nothing", { data: null }],
  ])("is not heard of %s", (_what, part) => {
    expect(said(part)).toBeNull();
  });
});

/** Every text of a catalogue by its path; what takes arguments is there as such. */
function textsOf(value: unknown, path = ""): readonly string[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
    : [`${path}: ${typeof value === "string" && value === "" ? "empty" : typeof value}`];
}

test("both languages say everything", () => {
  expect(textsOf(de)).toEqual(textsOf(en));
  expect(textsOf(en).filter((text) => text.endsWith("empty"))).toEqual([]);
});

test("every code that the graph gives an agent is said in words", () => {
  const { orders, coupons } = en.caller;
  expect(Object.keys(orders.reasons).sort()).toEqual([...NOT_EARNING].sort());
  const outcomes = couponAttempt.outcome.enumValues;
  expect(Object.keys(coupons.outcomes).sort()).toEqual([...outcomes].sort());
});

test("what the cache takes for a part of something else has no id, but the one that is named", () => {
  const types = createSchema().getTypeMap();
  const withId = Object.keys(WITHOUT_KEY).filter((name) => {
    const type = types[name];
    return type === undefined || !("getFields" in type) || "id" in type.getFields();
  });
  expect(withId).toEqual(["Tier"]);
});
