import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import {
  FEED_LINE_BYTES_MAX,
  type FeedFormat,
  feedLines,
} from "../../../src/deliveries/shadow/feedLines.ts";

/** What is read of bytes that come in pieces of a size: values of records, else the fault. */
async function read(
  bytes: string | Buffer,
  { size = 1_000_000, format = null }: { size?: number; format?: FeedFormat | null } = {},
) {
  const whole = Buffer.from(bytes as Buffer);
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length; at += size) {
    pieces.push(whole.subarray(at, at + size));
  }
  const seen: [line: number, what: unknown][] = [];
  for await (const one of feedLines(Readable.from(pieces), format)) {
    seen.push([one.line, "fault" in one ? one.fault : Object.fromEntries(one.values)]);
  }
  return seen;
}

const NDJSON = '\ufeff{"customer":"ä","tier":"GOLD"}\r\n\n{"customer":"b","tier":null}';
const CSV = '\ufeffcustomer,tier\r\nä,GOLD\r\n\r\n"b, c",\r\n"d\ne",X\r\nf,Y\r\n';

test.each([1, 2, 3, 7, 1_000])("lines are the same in pieces of %i bytes", async (size) => {
  expect(await read(NDJSON, { size })).toEqual([
    [1, { customer: "ä", tier: "GOLD" }],
    [3, { customer: "b", tier: null }],
  ]);
  // A record of several lines is at its last; an empty cell is nothing.
  expect(await read(CSV, { size })).toEqual([
    [2, { customer: "ä", tier: "GOLD" }],
    [4, { customer: "b, c", tier: null }],
    [6, { customer: "d\ne", tier: "X" }],
    [7, { customer: "f", tier: "Y" }],
  ]);
});

test.each(["", "\n\n", "\ufeff", "\r\n  \n"])("a file of %j has no lines", async (text) => {
  expect(await read(text)).toEqual([]);
  expect(await read(text, { format: "csv" })).toEqual([]);
});

test("empty lines before the first count as lines", async () => {
  expect(await read("\n\ncustomer\na\n")).toEqual([[4, { customer: "a" }]]);
  expect(await read('\n\n{"customer":"a"}\n')).toEqual([[3, { customer: "a" }]]);
});

test("a line that is no JSON is told by its number and without what stands in it, and the next is read", async () => {
  const text = '{"a":1}\n{"ada@example.com\n[1]\n"x"\nnull\n{"a":2}\n';
  expect(await read(text)).toEqual([
    [1, { a: 1 }],
    [2, "is no JSON."],
    [3, "is no JSON object."],
    [4, "is no JSON object."],
    [5, "is no JSON object."],
    [6, { a: 2 }],
  ]);
});

test("a file that is no UTF-8 is told by the first line that is not", async () => {
  const latin = Buffer.from('{"a":"x"}\n{"a":"Jos\xe9"}\n', "latin1");
  expect(await read(latin)).toEqual([
    [1, { a: "x" }],
    [2, expect.stringContaining("is not UTF-8")],
  ]);
  expect(await read(Buffer.from("a\nx\nJos\xe9\nz\n", "latin1"))).toEqual([
    [3, expect.stringContaining("is not UTF-8")],
  ]);
  const wide = Buffer.from('\ufeff{"a":"x"}\n', "utf16le");
  expect((await read(wide))[0]).toEqual([1, expect.stringContaining("is not UTF-8")]);
});

test("a line of 10 MB is told of, and not held in memory; the next is read", async () => {
  const long = `{"a":"${"x".repeat(10_000_000)}"}`;
  const tooLong = `is longer than ${FEED_LINE_BYTES_MAX} bytes.`;
  expect(await read(`{"a":1}\n${long}\n{"a":2}`)).toEqual([
    [1, { a: 1 }],
    [2, tooLong],
    [3, { a: 2 }],
  ]);
  expect(await read(`a\n${long}\nb`, { format: "csv" })).toEqual([[2, tooLong]]);
  expect(await read(`a\nx\n"${"long\n".repeat(400_000)}`)).toEqual([[expect.any(Number), tooLong]]);
});

test("a column that is named twice, missing or too many, and a quote that does not end, are told of", async () => {
  expect(await read("a,b,a\n1,2,3\n")).toEqual([[1, "names a column twice."]]);
  expect(await read("a,b\n1\n1,2,3\n1,2\n")).toEqual([
    [2, "has 1 columns, and the first line 2."],
    [3, "has 3 columns, and the first line 2."],
    [4, { a: "1", b: "2" }],
  ]);
  expect(await read('a,b\n1,"2\n3,4\n')).toEqual([
    [expect.any(Number), expect.stringContaining("is no CSV")],
  ]);
  expect(await read('a,b\n1,x"2"\n')).toEqual([[2, expect.stringContaining("is no CSV")]]);
});

test("whoever takes the lines of a long CSV slowly has it wait, and nobody listens in vain meanwhile", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  try {
    const lines = 100_000;
    const bytes = Buffer.from(`a,b\n${"a name,a longer text\n".repeat(lines)}`);
    let count = 0;
    for await (const one of feedLines(Readable.from([bytes]), "csv")) {
      count += "fault" in one ? 0 : 1;
      if (count % 100 === 0) {
        await nextTurn();
      }
    }
    expect(count).toBe(lines);
  } finally {
    process.off("warning", note);
  }
  expect(warnings).toEqual([]);
});

test("names that every object has are names like others", async () => {
  expect(await read('{"a":1,"__proto__":2,"constructor":3}')).toEqual([
    [
      1,
      Object.fromEntries([
        ["a", 1],
        ["__proto__", 2],
        ["constructor", 3],
      ]),
    ],
  ]);
});
