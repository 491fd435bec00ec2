import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LINE_BYTES_MAX, type Line, LineSplitter } from "../../../src/server/lines.ts";

function split(chunks: readonly Buffer[]): Line[] {
  const splitter = new LineSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

const shown = (lines: readonly Line[]) =>
  lines.map(({ kind, bytes }) => `${kind}:${bytes.toString("latin1")}`);

test("where the chunks end does not matter", () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const anyText = fc.array(
    fc.oneof(bytes, fc.constant(Buffer.from("\n")), fc.constant(Buffer.from("\r\n"))),
  );
  fc.assert(
    fc.property(anyText, fc.infiniteStream(fc.integer({ min: 1, max: 50 })), (parts, sizes) => {
      const whole = Buffer.concat(parts);
      const chunks: Buffer[] = [];
      for (let at = 0; at < whole.length; ) {
        const size = sizes.next().value as number;
        chunks.push(whole.subarray(at, at + size));
        at += size;
      }
      expect(shown(split(chunks))).toEqual(shown(split([whole])));
    }),
  );
});

test("LF and CRLF end a line, blank lines are none, the last line needs no end", () => {
  expect(shown(split([Buffer.from("a\r\nb\n\n \t\r\n\rc\r")]))).toEqual([
    "line:a",
    "line:b",
    "line:\rc",
  ]);
  expect(split([])).toEqual([]);
});

test("the longest line passes, with either line end; one byte more is too long, and nothing of it piles up", () => {
  const longest = "x".repeat(LINE_BYTES_MAX);
  for (const end of ["", "\n", "\r\n"]) {
    expect(split([Buffer.from(longest + end)]).map(({ kind }) => kind)).toEqual(["line"]);
    expect(split([Buffer.from(`${longest}y${end}`)]).map(({ kind }) => kind)).toEqual(["tooLong"]);
  }
  const endless = Array.from({ length: 100 }, () => Buffer.alloc(LINE_BYTES_MAX, 0x78));
  const lines = split([...endless, Buffer.from("\nnext\n")]);
  expect(lines.map(({ kind }) => kind)).toEqual(["tooLong", "line"]);
  expect(lines[0]?.bytes.length).toBeLessThanOrEqual(1_024);
});
