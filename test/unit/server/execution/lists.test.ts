import { describe } from "vitest";
import { answerAlike, type Case, schemaOf } from "./answers.ts";

const schema = schemaOf(`
  type Query { a: [Int] b: [Int]! c: [Int!] d: [Int!]! deep: [[Int!]!] texts: [String] items: [Item!] fine: Int }
  type Item { id: ID! name: String }
`);

const NO_LIST = (name: string, at = 3) =>
  `Expected Iterable, but did not find one for field "Query.${name}". @ ${name} (1:${at})`;
const NO_NULL = (name: string, path = name) =>
  `Cannot return null for non-nullable field Query.${name}. @ ${path} (1:3)`;

type Expected = readonly [data: unknown, error?: string];

/**
 * What becomes of one value for a list of each of the four types; null: the same as for the one
 * before it.
 */
function fourTypes(
  name: string,
  value: () => unknown,
  expected: readonly [Expected, Expected, Expected, Expected],
): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [at, field] of ["a", "b", "c", "d"].entries()) {
    const [data, error] = expected[at] as Expected;
    for (const isLater of [false, true]) {
      cases[`${name}, ${field}${isLater ? ", later" : ""}`] = {
        source: `{ ${field} }`,
        root: { [field]: isLater ? async () => value() : value },
        data: data === null ? null : { [field]: data === NULLED ? null : data },
        ...(error === undefined ? {} : { errors: [error] }),
      };
    }
  }
  return cases;
}
const NULLED = "the field is null";

describe("a list of each type", () => {
  answerAlike(schema, {
    ...fourTypes("with values", () => [1, 2], [[[1, 2]], [[1, 2]], [[1, 2]], [[1, 2]]]),
    ...fourTypes("with nothing in it", () => [], [[[]], [[]], [[]], [[]]]),
    ...fourTypes("with values that come later", () => [Promise.resolve(1), 2], [
      [[1, 2]],
      [[1, 2]],
      [[1, 2]],
      [[1, 2]],
    ]),
    ...fourTypes("with a null", () => [1, null, 2], [
      [[1, null, 2]],
      [[1, null, 2]],
      [NULLED, NO_NULL("c", "c.1")],
      [null, NO_NULL("d", "d.1")],
    ]),
    ...fourTypes("with a null that comes later", () => [1, Promise.resolve(null), 2], [
      [[1, null, 2]],
      [[1, null, 2]],
      [NULLED, NO_NULL("c", "c.1")],
      [null, NO_NULL("d", "d.1")],
    ]),
    ...fourTypes("with an error", () => [1, new Error("bad"), 2], [
      [[1, null, 2], "bad @ a.1 (1:3)"],
      [[1, null, 2], "bad @ b.1 (1:3)"],
      [NULLED, "bad @ c.1 (1:3)"],
      [null, "bad @ d.1 (1:3)"],
    ]),
    ...fourTypes("with one that rejects", () => [1, Promise.reject(new Error("bad")), 2], [
      [[1, null, 2], "bad @ a.1 (1:3)"],
      [[1, null, 2], "bad @ b.1 (1:3)"],
      [NULLED, "bad @ c.1 (1:3)"],
      [null, "bad @ d.1 (1:3)"],
    ]),
    ...fourTypes("with what the type does not take", () => [1, "one", 2], [
      [[1, null, 2], 'Int cannot represent non-integer value: "one" @ a.1 (1:3)'],
      [[1, null, 2], 'Int cannot represent non-integer value: "one" @ b.1 (1:3)'],
      [NULLED, 'Int cannot represent non-integer value: "one" @ c.1 (1:3)'],
      [null, 'Int cannot represent non-integer value: "one" @ d.1 (1:3)'],
    ]),
    ...fourTypes("that is null", () => null, [
      [NULLED],
      [null, NO_NULL("b")],
      [NULLED],
      [null, NO_NULL("d")],
    ]),
    ...fourTypes("that is an error", () => new Error("bad"), [
      [NULLED, "bad @ a (1:3)"],
      [null, "bad @ b (1:3)"],
      [NULLED, "bad @ c (1:3)"],
      [null, "bad @ d (1:3)"],
    ]),
    ...fourTypes("that is none", () => ({ 0: 1, length: 1 }), [
      [NULLED, NO_LIST("a")],
      [null, NO_LIST("b")],
      [NULLED, NO_LIST("c")],
      [null, NO_LIST("d")],
    ]),
  });
});

function* three() {
  yield 1;
  yield Promise.resolve(2);
  yield 3;
}
function* broken() {
  yield 1;
  throw new Error("no more");
}
async function* later() {
  yield 1;
}

describe("what counts as a list", () =>
  answerAlike(schema, {
    "a set": { source: "{ a }", root: { a: new Set([1, 2]) }, data: { a: [1, 2] } },
    "a generator, some of whose values come later": {
      source: "{ a }",
      root: { a: () => three() },
      data: { a: [1, 2, 3] },
    },
    "no generator of promises": {
      source: "{ a }",
      ...{ root: { a: () => later() }, data: { a: null }, errors: [NO_LIST("a")] },
    },
    "no text, though it can be iterated over": {
      source: "{ texts }",
      ...{ root: { texts: "ab" }, data: { texts: null }, errors: [NO_LIST("texts")] },
    },
    "a generator that throws fails the whole": {
      source: "{ fine a }",
      root: { fine: 1, a: () => broken() },
      data: { fine: 1, a: null },
      errors: ["no more @ a (1:8)"],
    },
  }));

describe("lists of lists and of objects", () =>
  answerAlike(schema, {
    "lists of lists": {
      source: "{ deep }",
      root: { deep: [[1], [], [2, 3]] },
      data: { deep: [[1], [], [2, 3]] },
    },
    "a null in an inner list goes up to the outer": {
      source: "{ deep }",
      ...{ root: { deep: [[1], [2, null]] }, data: { deep: null } },
      errors: [NO_NULL("deep", "deep.1.1")],
    },
    "an inner list that is none": {
      source: "{ deep }",
      ...{ root: { deep: [[1], 2] }, data: { deep: null } },
      errors: ['Expected Iterable, but did not find one for field "Query.deep". @ deep.1 (1:3)'],
    },
    "a field of one object fails, the others stay": {
      source: "{ items { id name } }",
      root: {
        items: [
          { id: 1, name: "x" },
          { id: 2, name: () => Promise.reject(new Error("bad")) },
        ],
      },
      data: {
        items: [
          { id: "1", name: "x" },
          { id: "2", name: null },
        ],
      },
      errors: ["bad @ items.1.name (1:14)"],
    },
    "what must be there is not in one object: no list": {
      source: "{ items { id } fine }",
      ...{ root: { items: [{ id: 1 }, {}], fine: 1 }, data: { items: null, fine: 1 } },
      errors: ["Cannot return null for non-nullable field Item.id. @ items.1.id (1:11)"],
    },
  }));
