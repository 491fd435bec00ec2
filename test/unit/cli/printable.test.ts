import { expect, test } from "vitest";
import { shown } from "../../../src/cli/printable.ts";

const SENT = Buffer.from('{"name":"\u001b]0;owned\u0007 \u202eevil"}\r\n{"second":"Zoë"}\n');

test("a terminal is told nothing by a body that was sent, and a file has its bytes", () => {
  expect(shown(SENT, true)).toBe(
    '{"name":"\\u{1b}]0;owned\\u{7} \\u{202e}evil"}\n{"second":"Zoë"}\n',
  );
  expect(shown(SENT, false)).toBe(SENT);
});
