import {
  execute,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  parse,
} from "graphql";
import { describe, expect, test } from "vitest";
import { createExecutor, type Execute } from "../../../../src/server/execution/execute.ts";
import { answerAlike, schemaOf } from "./answers.ts";

const graph = schemaOf(`
  type Query {
    a: String b: String c: String number: Int flag: Boolean self: Query later: Query list: [Query]
    echo(a: String, b: Int): String twice(of: String): String
  }
`);

class Host {
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  a() {
    return this.#name;
  }
  get b() {
    return `${this.#name} too`;
  }
  echo(args: object, context: unknown, info: GraphQLResolveInfo) {
    return JSON.stringify([this.#name, args, context, info.fieldName]);
  }
}

const tree = (depth: number): object => ({
  ...{ a: "A", b: async () => "B", c: "C" },
  self: () => tree(depth + 1),
  later: async () => tree(depth + 1),
  list: () => [tree(depth + 1), null, Promise.resolve(tree(depth + 1))],
  number: depth,
});

describe("what is asked for is answered, in its order", () =>
  answerAlike(graph, {
    "values, objects and lists, at once and later": {
      source: "{ a b self { number c } later { number b list { number self { a } } } }",
      root: tree(0),
      data: {
        ...{ a: "A", b: "B", self: { number: 1, c: "C" } },
        later: {
          ...{ number: 1, b: "B" },
          list: [{ number: 2, self: { a: "A" } }, null, { number: 2, self: { a: "A" } }],
        },
      },
    },
    "under other names": {
      source: "{ x: a y: a z: self { a: number } }",
      root: tree(0),
      data: { x: "A", y: "A", z: { a: 1 } },
    },
    "parts of one field are merged, at the place of the first": {
      source:
        "{ self { a self { number } } c self { self { b } a c } ...F } fragment F on Query { self { number } }",
      root: tree(0),
      data: { self: { a: "A", self: { number: 2, b: "B" }, c: "C", number: 1 }, c: "C" },
    },
    "in the order of the document, whatever comes first": {
      source: "{ a later { b a } b c }",
      root: tree(0),
      data: { a: "A", later: { b: "B", a: "A" }, b: "B", c: "C" },
    },
    "nothing is there": { source: "{ a self { a } }", root: {}, data: { a: null, self: null } },
    "there is not even a root": { source: "{ a self { a } }", data: { a: null, self: null } },
    "a root that is no object": { source: "{ a }", root: "text", data: { a: null } },
    "the names of types": {
      source: "{ __typename self { t: __typename } list { __typename } }",
      root: tree(0),
      data: {
        ...{ __typename: "Query", self: { t: "Query" } },
        list: [{ __typename: "Query" }, null, { __typename: "Query" }],
      },
    },
    "fields that the schema does not have are left out": {
      source: "{ a nothing { a } self { nothing b } }",
      root: tree(0),
      data: { a: "A", self: { b: "B" } },
    },
    "an object of which nothing is asked": {
      source: "{ a self }",
      root: tree(0),
      data: { a: "A", self: {} },
    },
    "a fragment that the document does not have, and one of another type": {
      source: "{ a ...None ... on String { b } }",
      root: tree(0),
      data: { a: "A" },
    },
    "fragments in a circle end": {
      source: "{ a ...F } fragment F on Query { b ...G } fragment G on Query { c ...F }",
      root: tree(0),
      data: { a: "A", b: "B", c: "C" },
    },
  }));

describe("values by themselves", () =>
  answerAlike(graph, {
    "a property, a getter, a method on its object with arguments, context and info": {
      source: '{ a b echo(b: 3, a: "x") }',
      root: new Host("host"),
      context: { who: "me" },
      data: { a: "host", b: "host too", echo: '["host",{"a":"x","b":3},{"who":"me"},"echo"]' },
    },
    "a method of the prototype of things": {
      source: "{ a }",
      root: Object.create({ a: "inherited" }),
      data: { a: "inherited" },
    },
    "a function that holds properties": {
      source: "{ self { a } }",
      root: { self: () => Object.assign(() => null, { a: "of a function" }) },
      data: { self: { a: "of a function" } },
    },
    "arguments that are not given are not there": {
      source: "{ echo }",
      root: new Host("host"),
      data: { echo: '["host",{},null,"echo"]' },
    },
    "arguments that are null are": {
      source: "{ echo(a: null) }",
      root: new Host("host"),
      data: { echo: '["host",{"a":null},null,"echo"]' },
    },
    "another kind of promise": {
      source: "{ a }",
      // biome-ignore lint/suspicious/noThenProperty: what a foreign library may give
      root: { a: { then: (go: (value: string) => unknown) => Promise.resolve("then").then(go) } },
      data: { a: "then" },
    },
    "leaves are made what their types say": {
      source: "{ a number flag }",
      root: { a: 5, number: "7", flag: 0 },
      data: { a: "5", number: 7, flag: false },
    },
    "leaves that their types do not take": {
      source: "{ a number flag }",
      root: { a: [1], number: 2 ** 31, flag: "yes" },
      data: { a: null, number: null, flag: null },
      errors: [
        "String cannot represent value: [1] @ a (1:3)",
        "Int cannot represent non 32-bit signed integer value: 2147483648 @ number (1:5)",
        'Boolean cannot represent a non boolean value: "yes" @ flag (1:12)',
      ],
    },
  }));

const scalars = schemaOf(
  "scalar Own type Query { own: Own colour: Colour } enum Colour { RED BLUE }",
  {
    Own: new GraphQLScalarType({
      name: "Own",
      serialize: (value) => (value === "none" ? undefined : value),
    }),
    Colour: { RED: 1, BLUE: { deep: true } },
  },
);

describe("own scalars and enums", () =>
  answerAlike(scalars, {
    "a scalar that makes an object": {
      source: "{ own }",
      root: { own: { x: [1] } },
      data: { own: { x: [1] } },
    },
    "a scalar that makes nothing of it": {
      source: "{ own }",
      ...{ root: { own: "none" }, data: { own: null } },
      errors: [
        'Expected `Own.serialize("none")` to return non-nullable value, returned: undefined @ own (1:3)',
      ],
    },
    "an enum by its inner value": {
      source: "{ colour }",
      root: { colour: 1 },
      data: { colour: "RED" },
    },
    "an enum by its outer name": {
      source: "{ colour }",
      ...{ root: { colour: "RED" }, data: { colour: null } },
      errors: ['Enum "Colour" cannot represent value: "RED" @ colour (1:3)'],
    },
  }));

const INFO = `
  type Query { a(x: Int): [Any!] }
  union Any = Leaf
  type Leaf { b: String }
`;

test("a resolver is told where it stands", async () => {
  const toldBy = async (make: (schema: GraphQLSchema) => Execute) => {
    const told: unknown[] = [];
    const tell = (info: GraphQLResolveInfo, ...given: readonly unknown[]) => {
      const { fieldName, fieldNodes, path, fragments, rootValue, operation } = info;
      told.push([...given, fieldName, fieldNodes.length, path, Object.keys(fragments), rootValue]);
      told.push([operation.name?.value, info.variableValues, info.schema === schema]);
      told.push([String(info.returnType), String(info.parentType)]);
    };
    const resolve =
      (value: unknown) =>
      (source: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => {
        tell(info, source, args, context);
        return value;
      };
    const schema = schemaOf(INFO, {
      Query: { a: resolve([{ id: 1 }, { id: 2 }]) },
      Leaf: { b: resolve("b") },
      Any: {
        __resolveType: (source: unknown, context: unknown, info: GraphQLResolveInfo) => {
          tell(info, source, context);
          return "Leaf";
        },
      },
    });
    const document = parse(
      "query Q($v: Int = 4) { ...F } fragment F on Query { x: a(x: $v) { ... on Leaf { y: b } } }",
    );
    await make(schema)({ schema, document, rootValue: { root: 1 }, contextValue: { context: 1 } });
    return JSON.parse(JSON.stringify(told)) as unknown[];
  };
  const reference = await toldBy(() => execute);
  // The list, and its items' types and leaves.
  expect(reference).toHaveLength(3 * (1 + 2 + 2));
  expect(await toldBy(createExecutor)).toEqual(reference);
});

describe("errors keep what was thrown", () => {
  const fails = schemaOf("type Query { f: String }", {
    Query: {
      f: (_: unknown, __: unknown, thrown: { what: unknown }) => {
        throw thrown.what;
      },
    },
  });
  answerAlike(fails, {
    "an error": {
      source: "{ f }",
      context: { what: new Error("plain") },
      data: { f: null },
      errors: ["plain @ f (1:3)"],
    },
    "a text": {
      source: "{ f }",
      context: { what: "text" },
      data: { f: null },
      errors: ['Unexpected error value: "text" @ f (1:3)'],
    },
    nothing: {
      source: "{ f }",
      context: { what: undefined },
      data: { f: null },
      errors: ["Unexpected error value: undefined @ f (1:3)"],
    },
    "an object": {
      source: "{ f }",
      context: { what: { x: 1 } },
      data: { f: null },
      errors: ["Unexpected error value: { x: 1 } @ f (1:3)"],
    },
  });

  test("its extensions and itself", async () => {
    const what = Object.assign(new Error("told"), { extensions: { code: "TOLD" } });
    const args = { schema: fails, document: parse("{ f }"), contextValue: { what } };
    for (const { errors } of [await execute(args), await createExecutor(fails)(args)]) {
      expect(errors?.[0]?.extensions).toEqual({ code: "TOLD" });
      expect(errors?.[0]?.originalError).toBe(what);
    }
  });
});
