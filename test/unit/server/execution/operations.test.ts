import { execute, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { createExecutor, type Execute } from "../../../../src/server/execution/execute.ts";
import { answerAlike, schemaOf } from "./answers.ts";

const schema = schemaOf(`
  type Query { a: String }
  type Mutation { a: String }
  type Subscription { a: String }
`);
const root = { a: "A" };

describe("which operation of a document runs", () =>
  answerAlike(schema, {
    "the only one, without a name": { source: "{ a }", root, data: { a: "A" } },
    "the only one, by no name though it has one": {
      source: "query X { a }",
      root,
      data: { a: "A" },
    },
    "the one that is named": {
      source: "query X { x: a } query Y { y: a }",
      ...{ operationName: "Y", root, data: { y: "A" } },
    },
    "none is there": {
      source: "fragment F on Query { a }",
      ...{ root, errors: ["Must provide an operation."] },
    },
    "none is named, of two": {
      source: "query X { a } query Y { a }",
      ...{ root, errors: ["Must provide operation name if query contains multiple operations."] },
    },
    "one that is not there is named": {
      source: "query X { a } query Y { a }",
      ...{ operationName: "Z", root, errors: ['Unknown operation named "Z".'] },
    },
    "the empty name is a name": {
      source: "query X { a }",
      ...{ operationName: "", root, errors: ['Unknown operation named "".'] },
    },
    "by its kind: a query": {
      source:
        "query Q { q: __typename } mutation M { m: __typename } subscription S { s: __typename }",
      ...{ operationName: "Q", root, data: { q: "Query" } },
    },
    "by its kind: a mutation": {
      source:
        "query Q { q: __typename } mutation M { m: __typename } subscription S { s: __typename }",
      ...{ operationName: "M", root, data: { m: "Mutation" } },
    },
    "by its kind: an event of a subscription": {
      source: "query Q { q: __typename } mutation M { m: __typename } subscription S { a }",
      ...{ operationName: "S", root, data: { a: "A" } },
    },
    "definitions that are none beside it are of no matter": {
      source: "{ a } type Query { b: String } extend type Query { c: String }",
      ...{ root, data: { a: "A" } },
    },
  }));

describe("a kind that the schema does not have", () =>
  answerAlike(schemaOf("type Query { a: String }"), {
    "no mutations": {
      source: "mutation { a }",
      ...{ root, data: null },
      errors: ["Schema is not configured to execute mutation operation. (1:1)"],
    },
    "no subscriptions": {
      source: "subscription { a }",
      ...{ root, data: null },
      errors: ["Schema is not configured to execute subscription operation. (1:1)"],
    },
  }));

/** A counter that tells in its answers in which order it was moved. */
function counter() {
  let count = 0;
  const told = {
    get count() {
      return count;
    },
  };
  return {
    set: ({ to }: { to: number }) => {
      count = to;
      return told;
    },
    setLater: async ({ to }: { to: number }) => {
      await null;
      count = to;
      return told;
    },
    fail: ({ to }: { to: number }) => {
      throw new Error(`not ${to}`);
    },
    failLater: async ({ to }: { to: number }) => {
      await null;
      throw new Error(`not ${to}`);
    },
  };
}

const MUTATIONS = `
  type Query { a: String }
  type Counter { count: Int }
  type Mutation { set(to: Int): Counter setLater(to: Int): Counter fail(to: Int): Counter failLater(to: Int): Counter
    must(to: Int): Counter! }
`;

describe("mutations run one after the other", () => {
  const mutations = schemaOf(MUTATIONS);
  const cases = {
    "each sees what it has done itself": {
      source:
        "mutation { a: set(to: 1) { count } b: setLater(to: 2) { count } c: set(to: 3) { count } d: setLater(to: 4) { count } }",
      data: { a: { count: 1 }, b: { count: 2 }, c: { count: 3 }, d: { count: 4 } },
    },
    "one that fails stops none of those behind it": {
      source:
        "mutation { a: setLater(to: 1) { count } b: fail(to: 2) { count } c: set(to: 3) { count } d: failLater(to: 4) { count } e: setLater(to: 5) { count } }",
      data: { a: { count: 1 }, b: null, c: { count: 3 }, d: null, e: { count: 5 } },
      errors: ["not 2 @ b (1:41)", "not 4 @ d (1:90)"],
    },
    "a failure where no null may stand ends them: null, and none behind it begins": {
      source: "mutation { a: set(to: 1) { count } must(to: 2) { count } c: fail(to: 3) { count } }",
      data: null,
      errors: ["Cannot return null for non-nullable field Mutation.must. @ must (1:36)"],
    },
    "none is asked for": { source: "mutation { set(to: 1) @skip(if: true) { count } }", data: {} },
  };
  answerAlike(
    mutations,
    Object.fromEntries(
      Object.entries(cases).map(([name, one]) => [name, { ...one, root: counter() }]),
    ),
  );

  test("each begins when the one before has ended, what is below it included", async () => {
    const orderOf = async (run: Execute) => {
      const order: string[] = [];
      const step = ({ to }: { to: number }) => {
        order.push(`begin ${to}`);
        return {
          count: async () => {
            await null;
            order.push(`end ${to}`);
            return to;
          },
        };
      };
      const document = parse(
        "mutation { set(to: 1) { count } setLater(to: 2) { count } b: set(to: 3) { count } }",
      );
      await run({
        schema: mutations,
        document,
        rootValue: { set: step, setLater: async (given: { to: number }) => step(given) },
      });
      return order;
    };
    const expected = ["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"];
    expect(await orderOf(execute)).toEqual(expected);
    expect(await orderOf(createExecutor(mutations))).toEqual(expected);
  });
});
