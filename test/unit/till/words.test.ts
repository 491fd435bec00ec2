import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Problem, sayProblem, WORDS_MAX } from "../../../pages/src/till/parts/refusals.ts";
import { CALLS_MAX, Calls, curlOf, TEXT_MAX } from "../../../pages/src/till/wire/calls.ts";
import { refusals as german } from "../../../pages/src/till/words/de/refusals.ts";
import { refusals as english } from "../../../pages/src/till/words/en/refusals.ts";

const SCHEMA = join(import.meta.dirname, "../../../schema");
const LANGUAGES = { english, german };
const problem = (code: string, more: Partial<Problem> = {}): Problem => ({
  ...{ code, message: "as the server says", needed: null, seen: null, retryAfterSeconds: null },
  ...more,
});
const words = (text: string) => text.split(/\s+/).length;

/** Codes that a description in the schema names. */
function codesOf(file: string, start: RegExp): readonly string[] {
  const text = readFileSync(join(SCHEMA, file), "utf8");
  const said = start.exec(text)?.[0] ?? "";
  return [...said.matchAll(/`([A-Z_]{4,})`/g)].map(([, code]) => code ?? "");
}

describe.each(Object.entries(LANGUAGES))("a refusal in %s", (_name, language) => {
  test.each(Object.keys(language))("%s is said in at most eight words, with what helps", (code) => {
    const { says, helps } = sayProblem(problem(code), language);
    expect(words(says)).toBeLessThanOrEqual(WORDS_MAX);
    expect(says).toMatch(/\.$/);
    expect(helps.trim()).not.toBe("");
  });

  test("has words of its own for every refusal of a coupon that the schema names", () => {
    const codes = codesOf("coupon.graphql", /"Stable and made for programs: `UNKNOWN_CODE`[^"]*"/);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => language[code] === undefined)).toEqual([]);
  });

  test("says what would have been needed", () => {
    const small = problem("BASKET_TOO_SMALL", { needed: "20.00 €", seen: "12.50 €" });
    expect(sayProblem(small, language).helps).toMatch(/20\.00 €.*12\.50 €/);
  });

  test("of a code that nobody knows is told in the server's words", () => {
    expect(sayProblem(problem("SOMETHING_NEW"), language).helps).toBe("as the server says");
  });
});

test("both languages have words for the same codes", () => {
  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
});

describe("the calls that are kept", () => {
  const call = { atMs: 0, method: "POST", path: "/graphql", type: "application/json", name: "x" };

  test("are the latest, so many and no more, and no longer than is said", () => {
    const calls = new Calls();
    const ids = Array.from({ length: CALLS_MAX + 3 }, (_, at) =>
      calls.add({ ...call, body: String(at), document: null }),
    );
    expect(calls.list.map(({ id }) => id)).toEqual(ids.slice(3).reverse());
    calls.end(ids.at(-1) ?? 0, {
      ...{ fate: "answered", status: 200, answer: "a".repeat(TEXT_MAX * 2), ms: 1 },
    });
    expect(calls.list[0]?.answer?.length).toBe(TEXT_MAX + 1);
  });

  test("can be sent from a shell, whatever they say, without a token in them", () => {
    const curl = curlOf({ ...call, body: `{"name":"O'Hara $(id)"}` }, "http://localhost:4000");
    expect(curl).toContain(`'{"name":"O'\\''Hara $(id)"}'`);
    expect(curl).toContain('"authorization: Bearer $TILL"');
  });
});
