import { makeExecutableSchema } from "@graphql-tools/schema";
import {
  type ExecutionResult,
  execute,
  GraphQLError,
  GraphQLScalarType,
  getIntrospectionQuery,
  parse,
  validate,
} from "graphql";
import { describe, expect, test } from "vitest";
import { createExecutor } from "../../../../src/server/execution/execute.ts";
import { randomOperation } from "../../../support/randomOperations.ts";
import { rng, testSeed } from "../../../support/seed.ts";

const typeDefs = /* GraphQL */ `
  scalar Odd
  enum Colour { RED GREEN }
  interface Thing { id: ID! other: Thing others: [Thing!] need: Thing! }
  type Leaf implements Thing {
    id: ID! other: Thing others: [Thing!] need: Thing!
    text: String number: Int! odd: Odd colour: Colour odds: [Odd!] lists: [[Int!]]!
    args(a: Int = 3, b: [String!], c: Pair, d: OneOf, e: Odd, f: Colour! = GREEN): String
  }
  type Branch implements Thing {
    id: ID! other: Thing others: [Thing!] need: Thing!
    leaf: Leaf leaves: [Leaf!]! maybe: [Leaf] any: Any anys: [Any!]! strict: Leaf! method(a: Int): String
  }
  type Typed { id: ID! text: String }
  union Any = Leaf | Branch | Typed
  input Pair { x: Int! = 1 y: [Pair!] odd: Odd }
  input OneOf @oneOf { n: Int s: String }
  type Query { thing(id: ID): Thing any: Any branch: Branch! leaf: Leaf number: Int! typed: Typed list: [Branch!] }
  type Mutation { first: Leaf second: Leaf! third: Branch }
`;

/** A source is its id: what becomes of a field depends on that, the field and the case, never on when it is asked. */
type Thing = { readonly id: string };
type Call = { readonly seed: number; readonly isAtOnce?: boolean };

function chanceOf(text: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** A value, null, a thrown or a returned error, at once or later. */
function happen(id: string, { seed, isAtOnce = false }: Call, make: () => unknown): unknown {
  const chance = chanceOf(id, seed);
  const settle = (): unknown => {
    if (chance < 0.06) throw new Error(`thrown by ${id}`);
    if (chance < 0.08) return new Error(`given by ${id}`);
    if (chance < 0.1) throw new GraphQLError(`told by ${id}`, { extensions: { code: "TOLD" } });
    if (chance < 0.18) return null;
    if (chance < 0.19) return undefined;
    return make();
  };
  return chanceOf(`${id} later`, seed) < 0.5 || isAtOnce ? settle() : later(settle);
}

async function later(settle: () => unknown): Promise<unknown> {
  await null;
  return settle();
}

function child(parent: Thing | undefined, name: string, args: object): string {
  return `${parent?.id ?? ""}/${name}${JSON.stringify(args)}`;
}

const one =
  (name: string) =>
  (parent: Thing | undefined, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => ({ id }));
  };

/**
 * Items that must not be null come later: graphql-js leaves a rejection unhandled when one fails at once after another
 * that is still waited for.
 */
const many =
  (name: string, isNullable = false) =>
  (parent: Thing | undefined, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => {
      const count = Math.floor(chanceOf(`${id} count`, call.seed) * 4);
      if (count === 3 && chanceOf(`${id} none`, call.seed) < 0.1) return "no list";
      const items: unknown[] = [];
      try {
        for (let at = 0; at < count; at += 1) {
          const item = () => happen(`${id}/${at}`, call, () => ({ id: `${id}/${at}` }));
          items.push(isNullable || call.isAtOnce ? item() : later(item));
        }
      } catch (error) {
        // Nobody gets those that are under way.
        for (const item of items) if (item instanceof Promise) item.catch(() => {});
        throw error;
      }
      return new Set(items);
    });
  };

const value =
  (name: string, make: (chance: number) => unknown) =>
  (parent: Thing, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => make(chanceOf(`${id} value`, call.seed)));
  };

const thing = { other: one("other"), others: many("others"), need: one("need") };
const typeOf = (names: readonly string[]) => (source: Thing, call: Call) => {
  const chance = chanceOf(`${source.id} type`, call.seed);
  if (chance > 0.97 && call.isAtOnce) throw new Error(`no type for ${source.id}`);
  if (chance > 0.97) return Promise.reject(new Error(`no type for ${source.id}`));
  if (chance > 0.95) return "Query";
  if (chance > 0.93) return "Nothing";
  const name = names[Math.floor(chance * names.length)];
  return chance < 0.5 || call.isAtOnce ? name : Promise.resolve(name);
};

const schema = makeExecutableSchema({
  typeDefs,
  resolverValidationOptions: { requireResolversForResolveType: "ignore" },
  resolvers: {
    Odd: new GraphQLScalarType({
      name: "Odd",
      serialize: (given) => {
        if (given === "bad") throw new Error("not odd");
        return given === "none" ? undefined : `odd ${String(given)}`;
      },
      parseValue: (given) => {
        if (given === 2) throw new GraphQLError("even", { extensions: { code: "EVEN" } });
        return BigInt(Number(given));
      },
    }),
    Thing: { __resolveType: typeOf(["Leaf", "Branch"]) },
    Any: { __resolveType: typeOf(["Leaf", "Branch", "Typed"]) },
    Typed: {
      __isTypeOf: (source: Thing, call: Call) =>
        chanceOf(`${source.id} is`, call.seed) < 0.8 ||
        (call.isAtOnce ? false : Promise.resolve(false)),
    },
    Leaf: {
      ...thing,
      text: value("text", String),
      number: value("number", (chance) => (chance < 0.9 ? 7 : "seven")),
      odd: value("odd", (chance) => (chance < 0.2 ? "bad" : chance < 0.3 ? "none" : 3n)),
      colour: value("colour", (chance) => (chance < 0.8 ? "RED" : "BLUE")),
      odds: value("odds", (chance) => [1n, chance < 0.5 ? null : 3n, "bad"]),
      lists: value("lists", (chance) => [
        [1, 2],
        chance < 0.5 ? null : [3],
        [chance < 0.3 ? null : 4],
      ]),
      args: (
        _parent: Thing,
        args: object,
        _call: Call,
        info: { path: unknown; fieldName: string },
      ) =>
        JSON.stringify([args, info.fieldName, info.path], (_key, given) =>
          typeof given === "bigint" ? `${given}n` : given,
        ),
    },
    Branch: {
      ...thing,
      leaf: one("leaf"),
      leaves: many("leaves"),
      maybe: many("maybe", true),
      any: one("any"),
      anys: many("anys"),
      strict: one("strict"),
    },
    Query: {
      ...{ thing: one("thing"), any: one("any"), branch: one("branch"), leaf: one("leaf") },
      ...{ number: value("number", () => 1), typed: one("typed"), list: many("list") },
    },
    Mutation: { first: one("first"), second: one("second"), third: one("third") },
  },
});

const compiled = createExecutor(schema);

/**
 * What a client gets, with the errors in an order of their own. When something is waited for and an error sets a place
 * to null, which of the errors below that place were told by then is a matter of turns of the event loop, in the
 * specification too: for these only the place is compared.
 */
function seen({ data, errors }: ExecutionResult, isExact: boolean) {
  const told = (errors ?? []).map((error) => {
    const whole = JSON.stringify({ ...error.toJSON(), cause: error.originalError?.message });
    const place = nulledPlace(data, error.path ?? []);
    return isExact || place.length === error.path?.length ? whole : JSON.stringify(place);
  });
  return JSON.stringify([data, [...new Set(told)].sort()], null, 1);
}

/** The path from the root up to the null that an error left. */
function nulledPlace(data: unknown, path: readonly (string | number)[]) {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

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

const LITERALS: Record<string, readonly string[]> = {
  a: ["1", "null"],
  b: ['["x", "y"]', '"z"', "null"],
  c: ["{ x: 2, y: [{ x: 3 }, {}] }", "{ odd: 5 }"],
  d: ["{ n: 1 }", '{ s: "t" }'],
  e: ["9", '"11"'],
  f: ["RED", "GREEN"],
  id: ['"i"'],
};

describe("the compiled executor answers as graphql-js does", () => {
  test("random operations on resolvers that fail, wait and give nothing", async () => {
    const seed = testSeed();
    const random = rng(seed);
    let [valid, withErrors, withNull] = [0, 0, 0];
    for (let round = 0; round < 200; round += 1) {
      const { source, variables } = randomOperation(schema, random, ({ name }) => {
        const given = LITERALS[name] ?? [];
        return given[Math.floor(random() * given.length)] ?? null;
      });
      if (validate(schema, parse(source)).length > 0) continue;
      valid += 1;
      const answers = await both(source, variables, {
        seed: Math.floor(random() * 1e9),
        isAtOnce: round % 2 === 0,
      });
      const place = `seed ${seed}, round ${round}:\n${source}`;
      expect(answers.first, place).toBe(answers.reference);
      expect(answers.second, place).toBe(answers.reference);
      if (answers.reference.includes('"message')) withErrors += 1;
      if (answers.reference.startsWith("[\n null")) withNull += 1;
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
