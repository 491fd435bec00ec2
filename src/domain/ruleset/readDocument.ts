import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { textFault } from "../identity/seen.ts";
import { parseRuleset, RulesetError, type RulesetIssue } from "./parseRuleset.ts";
import { FACTOR_ONE, prepareRuleset } from "./prepareRuleset.ts";
import type { Ruleset } from "./ruleset.ts";
import { POINTS_PER_ORDER_MAX, type RulesetDocument, rulesetDocument } from "./rulesetSchema.ts";

/** Characters of a document: some ten times the largest programme that we can think of. */
export const DOCUMENT_LENGTH_MAX = 1_000_000;
/**
 * Characters of one that is not plain JSON: reading YAML costs a hundred times as much, and others
 * wait meanwhile.
 */
export const YAML_LENGTH_MAX = 65_536;
/** Uses of YAML aliases: a few short lines must not become gigabytes. */
const ALIASES_MAX = 100;

/**
 * Conditions of a document, and characters of them in all: each is asked of every order or line.
 */
export const CONDITIONS_MAX = 200;
export const CONDITIONS_CHARS_MAX = 50_000;

export type DocumentRead =
  | { readonly ok: true; readonly document: RulesetDocument }
  | { readonly ok: false; readonly issues: readonly RulesetIssue[] };

/**
 * Reads a ruleset's document from JSON or YAML (of which JSON is a part) and gives it its version,
 * whatever the text says of that. Never throws: every fault has its place, a syntax fault its line
 * and column.
 */
export function readRulesetDocument(text: string, version: number): DocumentRead {
  if (text.length > DOCUMENT_LENGTH_MAX) {
    return refuse([], `at most ${DOCUMENT_LENGTH_MAX} characters`);
  }
  let given: unknown;
  try {
    given = text.length > YAML_LENGTH_MAX ? readJson(text) : readYaml(text);
  } catch (error) {
    return refuse([], error instanceof Error ? error.message : String(error));
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return refuse([], "a ruleset is an object with programme, tiers, earning, ...");
  }
  const tooMany = tooManyConditions(given);
  if (tooMany !== null) {
    return { ok: false, issues: [tooMany] };
  }
  const document = { ...given, version };
  let issues: readonly RulesetIssue[];
  try {
    issues = boundlessRules(parseRuleset(document));
  } catch (error) {
    if (error instanceof RulesetError) {
      return { ok: false, issues: error.issues };
    }
    throw error;
  }
  if (issues.length > 0) {
    return { ok: false, issues };
  }
  // Written out with its defaults, so that a version says by itself what it means.
  const read = rulesetDocument.parse(document);
  const unclear = unclearText(read);
  return unclear === null ? { ok: true, document: read } : { ok: false, issues: [unclear] };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`with more than ${YAML_LENGTH_MAX} characters it must be JSON, and it is not`);
  }
}

/**
 * What the library does by itself to find a key that is there twice, and to say where a fault is,
 * costs the square of the length: a draft of 240 KB stopped a server for minutes.
 */
function readYaml(text: string): unknown {
  const lines = new LineCounter();
  const options = { uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const fault = (at: number, message: string): Error => {
    const { line, col } = lines.linePos(at);
    return new Error(`line ${line}, column ${col}: ${message}`);
  };
  const [error] = document.errors;
  if (error !== undefined) {
    throw fault(error.pos[0], error.message);
  }
  visit(document, {
    Map: (_key, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) {
          continue;
        }
        if (names.has(key.value)) {
          throw fault(key.range?.[0] ?? 0, "Map keys must be unique");
        }
        names.add(key.value);
      }
    },
  });
  return document.toJS({ maxAliasCount: ALIASES_MAX });
}

/**
 * Rules that would give an order points without end: more than any limit of points may name, for
 * the largest order that nobody looks at. Asked of drafts alone: what is in force stays valid.
 */
function boundlessRules(ruleset: Ruleset): RulesetIssue[] {
  const { rules, plausibleMinor } = prepareRuleset(ruleset);
  return rules.flatMap(({ rule, pointsPerMinor, multipliers }, index): RulesetIssue[] => {
    if (pointsPerMinor === null || rule.maxPerOrder !== undefined) {
      return [];
    }
    const above = multipliers.map(({ factor }) => factor).filter((factor) => factor > FACTOR_ONE);
    const factor = above.reduce((most, one) => {
      if (rule.stacking === "MULTIPLY") {
        return (most * one) / FACTOR_ONE;
      }
      return one > most ? one : most;
    }, FACTOR_ONE);
    const { numerator, denominator } = pointsPerMinor;
    const points = (plausibleMinor * numerator * factor) / (denominator * FACTOR_ONE);
    if (points <= BigInt(POINTS_PER_ORDER_MAX)) {
      return [];
    }
    const message = `could give one order more than ${POINTS_PER_ORDER_MAX} points; set maxPerOrder, or give less`;
    return [{ path: ["earning", index, "pointsPerUnit"], message }];
  });
}

/**
 * The first text of a checked document, a value or a name, that is not what it looks like: the
 * second person approves what can be seen. Null when there is none.
 */
function unclearText(value: unknown): RulesetIssue | null {
  if (typeof value === "string") {
    const message = textFault(value, "LINES");
    return message === null ? null : { path: [], message };
  }
  if (typeof value !== "object" || value === null) {
    return null;
  }
  for (const [name, inner] of Object.entries(value)) {
    const issue = unclearText(name) ?? unclearText(inner);
    if (issue !== null) {
      return { ...issue, path: [Array.isArray(value) ? Number(name) : name, ...issue.path] };
    }
  }
  return null;
}

/**
 * The first condition that is too much, before any is compiled. Here and not in the schema: what
 * was stored before there was a limit stays readable.
 */
function tooManyConditions(given: object): RulesetIssue | null {
  let count = 0;
  let chars = 0;
  for (const { path, text } of conditionsIn(given)) {
    count += 1;
    chars += text.length;
    if (count > CONDITIONS_MAX) {
      return { path, message: `at most ${CONDITIONS_MAX} conditions in a ruleset` };
    }
    if (chars > CONDITIONS_CHARS_MAX) {
      return {
        path,
        message: `at most ${CONDITIONS_CHARS_MAX} characters of conditions in a ruleset`,
      };
    }
  }
  return null;
}

/**
 * `when` and `lines` of rules and of their multipliers, in a document that nothing is known of yet.
 */
function* conditionsIn(
  given: object,
): Generator<{ readonly path: RulesetIssue["path"]; readonly text: string }> {
  for (const [at, rule] of listOf(given, "earning").entries()) {
    const multipliers = listOf(rule, "multipliers").map((one, index) => ({
      one,
      path: ["earning", at, "multipliers", index],
    }));
    for (const { one, path } of [{ one: rule, path: ["earning", at] }, ...multipliers]) {
      for (const name of ["when", "lines"]) {
        const text = memberOf(one, name);
        if (typeof text === "string") {
          yield { path: [...path, name], text };
        }
      }
    }
  }
}

function listOf(of: unknown, name: string): readonly unknown[] {
  const list = memberOf(of, name);
  return Array.isArray(list) ? list : [];
}

function memberOf(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

function refuse(path: RulesetIssue["path"], message: string): DocumentRead {
  return { ok: false, issues: [{ path, message }] };
}

/** `tiers[2].threshold`; "(document)" for the whole. */
export function formatPath(path: readonly (string | number)[]): string {
  const text = path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join("");
  return text === "" ? "(document)" : text;
}
