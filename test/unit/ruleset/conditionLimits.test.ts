import { expect, test } from "vitest";
import { COMPILED_MAX, compileCondition } from "../../../src/domain/ruleset/condition.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import {
  CONDITIONS_CHARS_MAX,
  CONDITIONS_MAX,
  readRulesetDocument,
} from "../../../src/domain/ruleset/readDocument.ts";

function withConditions(count: number, condition: string) {
  const [rule] = DEFAULT_RULESET_DOCUMENT.earning;
  const multipliers = Array.from({ length: count }, (_, at) => ({
    ...{ code: `m${at}`, factor: "2", when: condition },
  }));
  return { ...DEFAULT_RULESET_DOCUMENT, earning: [{ ...rule, multipliers }] };
}

const read = (count: number, condition: string) =>
  readRulesetDocument(JSON.stringify(withConditions(count, condition)), 2);

test("a new ruleset has so many conditions and no more; the first one too many is named", () => {
  expect(read(CONDITIONS_MAX, "order.hour < 12").ok).toBe(true);
  expect(read(CONDITIONS_MAX + 1, "order.hour < 12")).toEqual({
    ok: false,
    issues: [
      {
        path: ["earning", 0, "multipliers", CONDITIONS_MAX, "when"],
        message: `at most ${CONDITIONS_MAX} conditions in a ruleset`,
      },
    ],
  });
});

test("they are counted by their length too", () => {
  const long = `order.store == "${"x".repeat(450)}"`;
  const fitting = Math.floor(CONDITIONS_CHARS_MAX / long.length);
  expect(read(fitting, long).ok).toBe(true);
  expect(read(fitting + 1, long)).toMatchObject({
    issues: [{ path: ["earning", 0, "multipliers", fitting, "when"] }],
  });
});

test("a ruleset that was stored before there was a limit is still read", () => {
  const stored = withConditions(CONDITIONS_MAX + 1, "order.hour < 12");
  expect(parseRuleset(stored).earning[0]?.multipliers).toHaveLength(CONDITIONS_MAX + 1);
});

test("a condition is compiled once, as what it is about, and what was asked for long ago is forgotten", () => {
  const compiled = compileCondition("order.hour < 12", "order");
  expect(compileCondition("order.hour < 12", "order")).toBe(compiled);
  expect(compileCondition("order.hour < 12", "line")).not.toBe(compiled);
  for (let at = 0; at < COMPILED_MAX; at += 1) {
    compileCondition(`order.netMinor < ${at}`, "order");
  }
  expect(compileCondition("order.hour < 12", "order")).not.toBe(compiled);
});
