import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { describe } from "vitest";
import { answerAlike, type Case, schemaOf } from "./answers.ts";

const FIELDS = {
  object: "In",
  one: "Only",
  text: "String",
  must: "String!",
  byDefault: 'String = "Hello"',
  mustByDefault: 'String! = "Hello"',
  list: "[String]",
  listMust: "[String]!",
  listOf: "[String!]",
  mustOf: "[String!]!",
  colour: "Colour",
  number: "Int",
  real: "Float",
  id: "ID",
  flag: "Boolean",
};

const schema = schemaOf(
  `scalar Odd
  enum Colour { RED BLUE NOTHING NONE }
  input In { a: String b: [String] c: String! d: Odd in: In }
  input Only @oneOf { a: String b: Int }
  type Query { ${Object.entries(FIELDS).map(([name, type]) => `${name}(x: ${type}): String`)} }`,
  {
    Odd: new GraphQLScalarType({
      name: "Odd",
      parseValue: (given) => {
        if (given !== "in") {
          throw new Error("odd wants in");
        }
        return "parsed";
      },
      parseLiteral: (node: ValueNode) => {
        if (node.kind !== Kind.STRING || node.value !== "in") {
          throw new Error("odd wants in");
        }
        return "parsed";
      },
    }),
    Colour: { RED: 1, BLUE: { deep: 2 }, NOTHING: null },
    Query: Object.fromEntries(
      Object.keys(FIELDS).map((name) => [
        name,
        (_: unknown, args: { x?: unknown }) => JSON.stringify("x" in args ? args.x : "absent"),
      ]),
    ),
  },
);

type Field = keyof typeof FIELDS;

/** The argument as a literal. */
function literal(field: Field, text: string, got: unknown, error?: string): Case {
  const source = text === "" ? `{ ${field} }` : `{ ${field}(x: ${text}) }`;
  if (error === undefined) {
    return { source, data: { [field]: JSON.stringify(got) } };
  }
  return { source, data: { [field]: null }, errors: [error] };
}

/**
 * The argument as a variable of the argument's own type, or another; `given` undefined: no value.
 */
function variable(
  field: Field,
  given: unknown,
  { type = FIELDS[field].replace(/ =.*/, ""), fallback = "" } = {},
) {
  const source = `query($v: ${type}${fallback === "" ? "" : ` = ${fallback}`}) { ${field}(x: $v) }`;
  const asked = { source, variables: given === undefined ? {} : { v: given } };
  return {
    gives: (got: unknown): Case => ({ ...asked, data: { [field]: JSON.stringify(got) } }),
    fails: (...errors: string[]): Case => ({ ...asked, errors }),
    failsField: (error: string): Case => ({ ...asked, data: { [field]: null }, errors: [error] }),
  };
}

const FULL = { a: "foo", b: ["bar"], c: "baz" };

describe("input objects by literals", () =>
  answerAlike(schema, {
    whole: literal("object", '{a: "foo", b: ["bar"], c: "baz"}', FULL),
    "one for a list": literal("object", '{a: "foo", b: "bar", c: "baz"}', FULL),
    "with nulls": literal("object", '{a: null, b: null, c: "C", d: null}', {
      a: null,
      b: null,
      c: "C",
      d: null,
    }),
    "a null in a list": literal("object", '{b: ["A", null, "C"], c: "C"}', {
      b: ["A", null, "C"],
      c: "C",
    }),
    "in each other": literal("object", '{c: "1", in: {c: "2", in: {c: "3"}}}', {
      c: "1",
      in: { c: "2", in: { c: "3" } },
    }),
    "with a scalar that reads literals": literal("object", '{c: "foo", d: "in"}', {
      c: "foo",
      d: "parsed",
    }),
    "with a scalar that refuses": literal(
      "object",
      '{c: "foo", d: "out"}',
      null,
      'Argument "x" has invalid value {c: "foo", d: "out"}. @ object (1:13)',
    ),
    "what is no object": literal(
      "object",
      '["foo", "bar"]',
      null,
      'Argument "x" has invalid value ["foo", "bar"]. @ object (1:13)',
    ),
    "without what must be there": literal(
      "object",
      '{a: "foo"}',
      null,
      'Argument "x" has invalid value {a: "foo"}. @ object (1:13)',
    ),
    "with variables in it": {
      source: "query($a: String, $b: [String]) { object(x: {a: $a, b: $b, c: $a}) }",
      ...{
        variables: { a: "A", b: ["B"] },
        data: { object: JSON.stringify({ a: "A", b: ["B"], c: "A" }) },
      },
    },
    "with a variable in a list in it": {
      source: "query($a: String, $n: String) { object(x: {b: [$a, $n, $none], c: $a}) }",
      ...{
        variables: { a: "A", n: null },
        data: { object: JSON.stringify({ b: ["A", null, null], c: "A" }) },
      },
    },
    "with a variable in it that has no value": {
      source: 'query($a: String) { object(x: {a: $a, c: "c"}) }',
      ...{ data: { object: JSON.stringify({ c: "c" }) } },
    },
  }));

describe("input objects by variables", () =>
  answerAlike(schema, {
    whole: variable("object", FULL).gives(FULL),
    "one for a list": variable("object", { ...FULL, b: "bar" }).gives(FULL),
    "a default": variable("object", undefined, {
      fallback: '{a: "foo", b: ["bar"], c: "baz"}',
    }).gives(FULL),
    "no value": variable("object", undefined).gives("absent"),
    null: variable("object", null).gives(null),
    "null for what has a default": variable("object", null, { fallback: '{c: "c"}' }).gives(null),
    "with a scalar": variable("object", { c: "foo", d: "in" }).gives({ c: "foo", d: "parsed" }),
    "a scalar that refuses": variable("object", { c: "foo", d: "out" }).fails(
      'Variable "$v" got invalid value "out" at "v.d"; Expected type "Odd". odd wants in (1:7)',
    ),
    "null within that must not be": variable("object", { a: "foo", c: null }).fails(
      'Variable "$v" got invalid value null at "v.c"; Expected non-nullable type "String!" not to be null. (1:7)',
    ),
    "what is no object": variable("object", "foo bar").fails(
      'Variable "$v" got invalid value "foo bar"; Expected type "In" to be an object. (1:7)',
    ),
    "without what must be there": variable("object", { a: "foo" }).fails(
      'Variable "$v" got invalid value { a: "foo" }; Field "c" of required type "String!" was not provided. (1:7)',
    ),
    "without it twice, in each other": variable("object", { in: { a: "foo" } }).fails(
      'Variable "$v" got invalid value { in: { a: "foo" } }; Field "c" of required type "String!" was not provided. (1:7)',
      'Variable "$v" got invalid value { a: "foo" } at "v.in"; Field "c" of required type "String!" was not provided. (1:7)',
    ),
    "with a field that it has not": variable("object", { c: "c", extra: 1 }).fails(
      'Variable "$v" got invalid value { c: "c", extra: 1 }; Field "extra" is not defined by type "In". (1:7)',
    ),
    "one of": variable("one", { b: 2 }).gives({ b: 2 }),
    "two of one": variable("one", { a: "x", b: 2 }).fails(
      'Variable "$v" got invalid value { a: "x", b: 2 }; Exactly one key must be specified for OneOf type "Only". (1:7)',
    ),
    "a null of one": variable("one", { a: null }).fails(
      'Variable "$v" got invalid value null at "v.a"; Field "a" must be non-null. (1:7)',
    ),
  }));

describe("scalars and enums", () =>
  answerAlike(schema, {
    "no argument": literal("text", "", "absent"),
    "a literal": literal("text", '"a"', "a"),
    "a literal null": literal("text", "null", null),
    "a literal of another kind": literal(
      "text",
      "1",
      null,
      'Argument "x" has invalid value 1. @ text (1:11)',
    ),
    "a variable": variable("text", "a").gives("a"),
    "no value": variable("text", undefined).gives("absent"),
    "a null": variable("text", null).gives(null),
    "a list for one": variable("text", ["a"]).fails(
      'Variable "$v" got invalid value ["a"]; String cannot represent a non string value: ["a"] (1:7)',
    ),
    "a number for a text": variable("text", 1).fails(
      'Variable "$v" got invalid value 1; String cannot represent a non string value: 1 (1:7)',
    ),
    "an integer": variable("number", 7).gives(7),
    "a fraction for an integer": variable("number", 1.5).fails(
      'Variable "$v" got invalid value 1.5; Int cannot represent non-integer value: 1.5 (1:7)',
    ),
    "too large an integer": variable("number", 2 ** 31).fails(
      'Variable "$v" got invalid value 2147483648; Int cannot represent non 32-bit signed integer value: 2147483648 (1:7)',
    ),
    "an integer for a fraction": variable("real", 7).gives(7),
    "a number for an id": variable("id", 7).gives("7"),
    "a text for a flag": variable("flag", "true").fails(
      'Variable "$v" got invalid value "true"; Boolean cannot represent a non boolean value: "true" (1:7)',
    ),
    "an enum": variable("colour", "RED").gives(1),
    "an enum whose value is an object": literal("colour", "BLUE", { deep: 2 }),
    "an enum whose value is null": literal("colour", "NOTHING", null),
    "an enum without a value of its own": literal("colour", "NONE", "NONE"),
    "an enum that is a text": literal(
      "colour",
      '"RED"',
      null,
      'Argument "x" has invalid value "RED". @ colour (1:13)',
    ),
    "an enum that is none": variable("colour", "UNLIKE").fails(
      'Variable "$v" got invalid value "UNLIKE"; Value "UNLIKE" does not exist in "Colour" enum. (1:7)',
    ),
  }));

const NOT_NULL = 'Variable "$v" of non-null type "String!" must not be null. (1:7)';
const REQUIRED = 'Variable "$v" of required type "String!" was not provided. (1:7)';

describe("what must be there, and defaults", () =>
  answerAlike(schema, {
    "must, is there": variable("must", "a").gives("a"),
    "must, no value": variable("must", undefined).fails(REQUIRED),
    "must, null": variable("must", null).fails(NOT_NULL),
    "must, by the variable's default": variable("must", undefined, {
      type: "String",
      fallback: '"d"',
    }).gives("d"),
    "a default, no argument": literal("byDefault", "", "Hello"),
    "a default, no value": variable("byDefault", undefined).gives("Hello"),
    "a default, null": variable("byDefault", null).gives(null),
    "a default, a value that is empty": variable("byDefault", "").gives(""),
    "a default and the variable's own": variable("byDefault", undefined, {
      fallback: '"own"',
    }).gives("own"),
    "a default for what must be there, no value": variable("mustByDefault", undefined, {
      type: "String",
    }).gives("Hello"),
    "a literal that is refused, though there is a default": literal(
      "byDefault",
      "WRONG",
      null,
      'Argument "x" has invalid value WRONG. @ byDefault (1:16)',
    ),
    "a variable that is of no input type": variable("text", "x", { type: "Query" }).fails(
      'Variable "$v" expected value of type "Query" which cannot be used as an input type. (1:11)',
    ),
    "a variable of a type that is not there": variable("text", "x", { type: "Unknown" }).fails(
      'Variable "$v" expected value of type "Unknown" which cannot be used as an input type. (1:11)',
    ),
    "variables of the prototype are none": {
      source: "query($toString: String) { text(x: $toString) }",
      ...{ variables: {}, data: { text: JSON.stringify("absent") } },
    },
  }));

/**
 * Whether a list type takes a list, a list with a null in it, null and one that is no list;
 * `[A, null, B]` and so on.
 */
const LISTS = [
  ["list", "[String]", true, true],
  ["listMust", "[String]!", true, false],
  ["listOf", "[String!]", false, true],
  ["mustOf", "[String!]!", false, false],
] as const;

function lists(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [field, type, takesNulls, takesNull] of LISTS) {
    cases[`${type}: values`] = variable(field, ["A"]).gives(["A"]);
    cases[`${type}: nothing in it`] = variable(field, []).gives([]);
    cases[`${type}: one value`] = variable(field, "A").gives(["A"]);
    const [withNull, none] = [variable(field, ["A", null, "B"]), variable(field, null)];
    cases[`${type}: a null in it`] = takesNulls
      ? withNull.gives(["A", null, "B"])
      : withNull.fails(
          'Variable "$v" got invalid value null at "v[1]"; Expected non-nullable type "String!" not to be null. (1:7)',
        );
    cases[`${type}: null`] = takesNull
      ? none.gives(null)
      : none.fails(`Variable "$v" of non-null type "${type}" must not be null. (1:7)`);
    cases[`${type}: a wrong one in it`] = variable(field, ["A", 1]).fails(
      'Variable "$v" got invalid value 1 at "v[1]"; String cannot represent a non string value: 1 (1:7)',
    );
  }
  return cases;
}

describe("lists by variables", () => answerAlike(schema, lists()));

const WRONG = (at: number) =>
  `Variable "$v" got invalid value ${at} at "v[${at}]"; String cannot represent a non string value: ${at} (1:7)`;
const LIMIT = "Too many errors processing variables, error limit reached. Execution aborted.";

describe("how many errors of variables are told", () =>
  answerAlike(schema, {
    "all, below the limit": {
      ...variable("list", [0, 1]).fails(WRONG(0), WRONG(1)),
      maxCoercionErrors: 3,
    },
    "all, at the limit": {
      ...variable("list", [0, 1]).fails(WRONG(0), WRONG(1)),
      maxCoercionErrors: 2,
    },
    "the first, above it": {
      ...variable("list", [0, 1, 2]).fails(WRONG(0), WRONG(1), LIMIT),
      maxCoercionErrors: 2,
    },
    "fifty when nothing is said": variable(
      "list",
      Array.from({ length: 60 }, (_, at) => at),
    ).fails(...Array.from({ length: 50 }, (_, at) => WRONG(at)), LIMIT),
  }));

const MISTYPED = variable("colour", "REDD");
const NO_COLOUR =
  'Variable "$v" got invalid value "REDD"; Value "REDD" does not exist in "Colour" enum.';

describe("what could have been meant", () =>
  answerAlike(schema, {
    "is suggested": MISTYPED.fails(`${NO_COLOUR} Did you mean the enum value "RED"? (1:7)`),
    "is kept to oneself": { ...MISTYPED.fails(`${NO_COLOUR} (1:7)`), hideSuggestions: true },
  }));
