import { describe } from "vitest";
import { answerAlike, type Case, schemaOf } from "./answers.ts";

const schema = schemaOf("type Query { a: String b: String me: Query }");
const root = { a: "A", b: "B", me: { a: "A", b: "B" } };

const BOTH = { a: "A", b: "B" };
const ONLY_A = { a: "A" };

/**
 * The four places of a condition, each with a literal that lets it in and one that keeps it out.
 */
const PLACES: Readonly<Record<string, (condition: string) => string>> = {
  "a field": (condition) => `{ a b ${condition} }`,
  "a spread": (condition) => `{ a ...F ${condition} } fragment F on Query { b }`,
  "an inline fragment": (condition) => `{ a ... on Query ${condition} { b } }`,
  "one without a type": (condition) => `{ a ... ${condition} { b } }`,
};

function literals(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [place, sourceOf] of Object.entries(PLACES)) {
    for (const isTrue of [true, false]) {
      const source = sourceOf(`@include(if: ${isTrue})`);
      cases[`${place} included if ${isTrue}`] = { source, root, data: isTrue ? BOTH : ONLY_A };
      const skipped = sourceOf(`@skip(if: ${isTrue})`);
      cases[`${place} skipped if ${isTrue}`] = {
        source: skipped,
        root,
        data: isTrue ? ONLY_A : BOTH,
      };
    }
  }
  return cases;
}

function variables(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [place, sourceOf] of Object.entries(PLACES)) {
    for (const skip of [true, false]) {
      for (const include of [true, false]) {
        const body = sourceOf("@skip(if: $skip) @include(if: $include)");
        const asked = { variables: { skip, include }, root };
        const data = include && !skip ? BOTH : ONLY_A;
        const head = "query($skip: Boolean!, $include: Boolean!)";
        const name = `${place}, skip ${skip}, include ${include}`;
        cases[name] = { ...asked, source: `${head} ${body}`, data };
        // The same below an object: what follows the braces are fragments.
        const below = body.replace(/^\{.*?\}(?= fragment|$)/, "{ me $& }");
        cases[`${name}, below`] = { ...asked, source: `${head} ${below}`, data: { me: data } };
      }
    }
  }
  return cases;
}

describe("conditions by literals", () => answerAlike(schema, literals()));
describe("conditions by variables, both at once", () => answerAlike(schema, variables()));

describe("conditions otherwise", () =>
  answerAlike(schema, {
    "all is left out": { source: "{ a @skip(if: true) b @include(if: false) }", root, data: {} },
    "all below is left out": { source: "{ me { a @skip(if: true) } }", root, data: { me: {} } },
    "the first of two that merge is left out": {
      source: "{ me @skip(if: true) { a } me { b } }",
      root,
      data: { me: { b: "B" } },
    },
    "a fragment that was left out once is taken where it is not": {
      source: "{ ...F @skip(if: true) ...F } fragment F on Query { a }",
      root,
      data: ONLY_A,
    },
    "a fragment holds a fragment that is left out": {
      source:
        "{ ...F } fragment F on Query { a ...G @include(if: false) } fragment G on Query { b }",
      root,
      data: ONLY_A,
    },
    "a default decides": {
      source: "query($x: Boolean = false) { a b @include(if: $x) }",
      root,
      data: ONLY_A,
    },
    "a variable without a value fails the operation": {
      source: "query($x: Boolean) { a b @include(if: $x) }",
      root,
      data: null,
      errors: [
        'Argument "if" of required type "Boolean!" was provided the variable "$x" which was not provided a runtime value. (1:39)',
      ],
    },
    "a variable without a value, deeper, fails the field": {
      source: "query($x: Boolean) { a me { b @include(if: $x) } }",
      root,
      data: { a: "A", me: null },
      errors: [
        'Argument "if" of required type "Boolean!" was provided the variable "$x" which was not provided a runtime value. @ me (1:44)',
      ],
    },
    "a directive that nobody knows changes nothing": {
      source: "{ a @unknown b @skip(if: true) }",
      root,
      data: ONLY_A,
    },
  }));
