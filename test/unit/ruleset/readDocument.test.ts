import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { readRulesetDocument, YAML_LENGTH_MAX } from "../../../src/domain/ruleset/readDocument.ts";

const messages = (text: string) => {
  const read = readRulesetDocument(text, 2);
  return read.ok ? [] : read.issues.map(({ message }) => message);
};

describe("a document of rules", () => {
  test("is read as YAML and as JSON", () => {
    for (const text of [
      stringify(DEFAULT_RULESET_DOCUMENT),
      JSON.stringify(DEFAULT_RULESET_DOCUMENT),
      JSON.stringify(DEFAULT_RULESET_DOCUMENT, null, 2).padEnd(YAML_LENGTH_MAX + 1, " "),
    ]) {
      expect(messages(text)).toEqual([]);
    }
  });

  test.each([
    [
      "a key that is there twice",
      "a: 1\nb: {c: 1,\n  c: 2}",
      "line 3, column 3: Map keys must be unique",
    ],
    [
      "a key that is there twice, as JSON",
      '{"a": 1, "a": 2}',
      "line 1, column 10: Map keys must be unique",
    ],
    ["what is no YAML", "a: 1\n\tb: 2", /^line 2, column 1: /],
    ["an alias of nothing", "a: *b", /Unresolved alias/],
    ["two documents", "a: 1\n---\nb: 2", /^line 2, column 1: Source contains multiple documents/],
    ["nesting without end", "[".repeat(20_000), /./],
    ["a bomb of aliases", `a: &a [1]\nb: [${"*a,".repeat(200)}]`, /Excessive alias count/],
  ])("%s is refused at its place", (_what, text, message) => {
    const [first] = messages(text);
    expect(first).toMatch(message);
  });

  test("that is long is JSON, which is read in no time whatever it says", () => {
    const long = "&a ".repeat(YAML_LENGTH_MAX / 3 + 1);
    expect(messages(long)).toEqual([
      `with more than ${YAML_LENGTH_MAX} characters it must be JSON, and it is not`,
    ]);
    expect(messages(JSON.stringify({ a: "x".repeat(YAML_LENGTH_MAX) }))).not.toEqual([]);
  });
});
