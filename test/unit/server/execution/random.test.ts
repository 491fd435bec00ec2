import { makeExecutableSchema } from "@graphql-tools/schema";
import { execute, getIntrospectionQuery, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { createExecutor } from "../../../../src/server/execution/execute.ts";
import { randomOperation } from "../../../support/lives/randomOperations.ts";
import { rng, testSeed } from "../../../support/seed.ts";
import { type Call, randomLiteral, schema, seen } from "./moodyGraph.ts";

const compiled = createExecutor(schema);

async function both(source: string, variables: object, call: Call, operationName?: string) {
  const document = parse(source);
  const args = {
    ...{ schema, document, contextValue: call, rootValue: undefined },
    variableValues: variables as Record<string, unknown>,
    ...(operationName === undefined ? {} : { operationName }),
  };
  const isExact = call.isAtOnce === true;
  const reference = seen(await execute(args), isExact);
  // Twice: a plan is made the first time and used the second.
  const first = seen(await compiled(args), isExact);
  return { reference, first, second: seen(await compiled(args), isExact) };
}

describe("the compiled executor answers as graphql-js does", () => {
  test("random operations on resolvers that fail, wait and give nothing", async () => {
    const seed = testSeed();
    const random = rng(seed);
    let [valid, withErrors, withNull] = [0, 0, 0];
    for (let round = 0; round < 200; round += 1) {
      const { source, variables } = randomOperation(schema, random, randomLiteral(random));
      if (validate(schema, parse(source)).length > 0) {
        continue;
      }
      valid += 1;
      const answers = await both(source, variables, {
        seed: Math.floor(random() * 1e9),
        isAtOnce: round % 2 === 0,
      });
      const place = `seed ${seed}, round ${round}:\n${source}`;
      expect(answers.first, place).toBe(answers.reference);
      expect(answers.second, place).toBe(answers.reference);
      if (answers.reference.includes('"message')) {
        withErrors += 1;
      }
      if (answers.reference.startsWith("[\n null")) {
        withNull += 1;
      }
    }
    // Enough of each kind, or the comparison says little.
    expect(valid).toBeGreaterThan(80);
    expect(withErrors).toBeGreaterThan(20);
    expect(withNull).toBeGreaterThan(3);
  });

  test.each([
    ["introspection", getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }), {}],
    ["a type by name", '{ __type(name: "Leaf") { name fields { name } } __typename }', {}],
    ["an alias that is a prototype", "{ __proto__: __typename constructor: number }", {}],
    [
      "variables with defaults",
      "query($a: Int = 5, $c: Pair = {x: 4}) { leaf { args(a: $a, c: $c) } }",
      {},
    ],
    [
      "variables that are absent",
      "query($a: Int, $b: [String!]) { leaf { args(a: $a, b: $b) } }",
      {},
    ],
    ["variables that are null", "query($a: Int = 5) { leaf { args(a: $a) } }", { a: null }],
    ["an absent variable for what has a default", "query($f: Colour) { leaf { args(f: $f) } }", {}],
    ["null for what must not be", "query($f: Colour = RED) { leaf { args(f: $f) } }", { f: null }],
    ["a list of one", "query($b: [String!]) { leaf { args(b: $b) } }", { b: "x" }],
    ["a variable of a wrong type", "query($a: Int) { leaf { args(a: $a) } }", { a: "x" }],
    ["a list for an object", "query($c: Pair) { leaf { args(c: $c) } }", { c: [[1]] }],
    ["an unknown field of an input", "query($c: Pair) { leaf { args(c: $c) } }", { c: { z: 1 } }],
    ["a missing required variable", "query($f: Colour!) { leaf { args(f: $f) } }", {}],
    ["one of", "query($d: OneOf) { leaf { args(d: $d) } }", { d: { n: 1 } }],
    ["one of, with two", "query($d: OneOf) { leaf { args(d: $d) } }", { d: { n: 1, s: "x" } }],
    ["one of, with none", "query($d: OneOf) { leaf { args(d: $d) } }", { d: {} }],
    ["one of, null", "query($d: OneOf) { leaf { args(d: $d) } }", { d: { n: null } }],
    ["one of, by a variable inside", "query($n: Int!) { leaf { args(d: {n: $n}) } }", { n: 3 }],
    ["a scalar that refuses its value", "query($e: Odd) { leaf { args(e: $e) } }", { e: 2 }],
    ["a scalar of a large integer", "query($e: Odd) { leaf { args(e: $e) } }", { e: 7 }],
    ["a literal scalar that refuses its value", "{ leaf { args(e: 2) } }", {}],
    [
      "many wrong variables",
      "query($a: Int!, $b: [String!]!) { leaf { args(a: $a, b: $b) } }",
      { a: {}, b: [1, 2, 3] },
    ],
    ["a condition that is null", "query($x: Boolean = true) { number @skip(if: $x) }", { x: null }],
    [
      "a condition below that is null",
      "query($x: Boolean = true) { branch { id @skip(if: $x) } number }",
      { x: null },
    ],
    [
      "the same field in parts",
      "{ branch { leaf { id } ...B } branch { leaf { text } } } fragment B on Branch { leaf { number } any { ... on Leaf { id } } }",
      {},
    ],
    [
      "fragments under opposite conditions",
      "query($x: Boolean!) { A: leaf @skip(if: $x) { ...L } B: leaf @include(if: $x) { ...L } } fragment L on Leaf { id text }",
      { x: true },
    ],
    ["mutations in turn", "mutation { third { id } first { id text } second { number } }", {}],
  ])("%s", async (_name, source, variables) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const answers = await both(source, variables, { seed, isAtOnce: seed % 2 === 0 });
      expect(answers.first).toBe(answers.reference);
      expect(answers.second).toBe(answers.reference);
    }
  });

  test("operations of one document by their names, and none", async () => {
    const source = "query A { number } query B { leaf { id } } mutation C { first { id } }";
    for (const name of ["A", "B", "C", "D", undefined]) {
      const answers = await both(source, {}, { seed: 4 }, name);
      expect(answers.first, name).toBe(answers.reference);
    }
    const { reference, first } = await both("fragment A on Query { number }", {}, { seed: 1 });
    expect(first).toBe(reference);
  });

  test("a condition's two values do not share a plan", async () => {
    const source = "query($x: Boolean!) { number @include(if: $x) __typename }";
    const document = parse(source);
    const ask = async (x: boolean) =>
      (await compiled({ schema, document, variableValues: { x }, contextValue: { seed: 5 } })).data;
    expect(Object.keys((await ask(true)) ?? {})).toEqual(["number", "__typename"]);
    expect(Object.keys((await ask(false)) ?? {})).toEqual(["__typename"]);
    expect(Object.keys((await ask(true)) ?? {})).toEqual(["number", "__typename"]);
  });

  test("arguments that a resolver changes do not reach the next request", async () => {
    const own = makeExecutableSchema({
      typeDefs: "type Query { f(a: [Int!] = [1]): String }",
      resolvers: {
        Query: {
          f: (_: unknown, args: { a?: number[] | null; b?: number }) => {
            const text = JSON.stringify(args);
            args.b = 2;
            args.a = null;
            return text;
          },
        },
      },
    });
    const run = createExecutor(own);
    const document = parse("{ f(a: [3]) }");
    const first = await run({ schema: own, document });
    expect(await run({ schema: own, document })).toEqual(first);
  });

  test("an item that fails at once leaves no earlier one's failure unhandled", async () => {
    const own = makeExecutableSchema({
      typeDefs: "type Query { list: [Item!] } type Item { id: ID! }",
      resolvers: {
        Query: { list: () => [{ at: "first" }, null] },
        Item: { id: () => Promise.reject(new Error("later")) },
      },
    });
    const { data, errors } = await createExecutor(own)({
      schema: own,
      document: parse("{ list { id } }"),
    });
    expect(data).toEqual({ list: null });
    expect(errors?.map(({ message }) => message)).toEqual([
      "Cannot return null for non-nullable field Query.list.",
    ]);
  });

  test("a string in a document is never run as code", async () => {
    const marker = "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d";
    const source = `{ leaf { args(b: ["${marker}globalThis.broken=1", "\\"); throw 1; //"]) } }`;
    const answers = await both(source, {}, { seed: 3 });
    expect(answers.first).toBe(answers.reference);
    expect((globalThis as Record<string, unknown>)["broken"]).toBeUndefined();
  });
});
