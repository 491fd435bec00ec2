import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { readRulesetDocument } from "../../../src/domain/ruleset/readDocument.ts";

type Json = Record<string, unknown>;

/** The default document with a condition and a name of the first rule. */
function read(changes: Json) {
  const [first, ...others] = DEFAULT_RULESET_DOCUMENT.earning;
  const document = { ...DEFAULT_RULESET_DOCUMENT, earning: [{ ...first, ...changes }, ...others] };
  return readRulesetDocument(JSON.stringify(document), 2);
}

/** Who approves a draft must see what it says (CVE-2021-42574 is of this kind). */
test.each([
  ["\u202e in a condition", { when: 'order.channel == "web\u202e"' }, "when", "U+202E"],
  ["U+0000 in a condition", { when: 'order.channel == "web\u0000"' }, "when", "U+0000"],
  ["U+200B in a name", { name: { en: "Base\u200b points" } }, "name", "U+200B"],
])("%s is refused at its place", (_, changes, place, code) => {
  const answer = read(changes);
  if (answer.ok) {
    throw new Error("it was taken");
  }
  const [issue] = answer.issues;
  expect(issue?.path.slice(0, 3)).toEqual(["earning", 0, place]);
  expect(issue?.message).toContain(code);
});

test("a condition may have lines, and a name any language", () => {
  expect(
    read({ when: 'order.channel\n\t== "web"', name: { en: "Points", fa: "می\u200cخواهم" } }),
  ).toMatchObject({ ok: true });
});
