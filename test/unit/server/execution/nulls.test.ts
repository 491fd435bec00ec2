import { describe } from "vitest";
import { answerAlike, type Case, schemaOf } from "./answers.ts";

const schema = schemaOf(`
  type Query { may: String must: String! fine: String next: Query need: Query! arg(a: String!): String
    byDefault(a: String! = "d"): String }
`);

interface Ending {
  readonly leaf: () => unknown;
  readonly isError: boolean;
}

/** Everything that a field can come to but a value. */
const ENDINGS: Readonly<Record<string, Ending>> = {
  "gives null": { leaf: () => null, isError: false },
  "gives nothing": { leaf: () => undefined, isError: false },
  "gives null later": { leaf: async () => null, isError: false },
  "gives an error": { leaf: () => new Error("broken"), isError: true },
  "gives an error later": { leaf: async () => new Error("broken"), isError: true },
  throws: {
    leaf: () => {
      throw new Error("broken");
    },
    isError: true,
  },
  rejects: { leaf: () => Promise.reject(new Error("broken")), isError: true },
};

/** What of the tree is null when the last field of a selection fails. */
const TREES: readonly (readonly [selection: string, path: string, data: unknown])[] = [
  ["{ may }", "may", { may: null }],
  ["{ must }", "must", null],
  ["{ next { may } }", "next.may", { next: { may: null } }],
  ["{ next { must } }", "next.must", { next: null }],
  ["{ need { may } }", "need.may", { need: { may: null } }],
  ["{ need { must } }", "need.must", null],
  ["{ next { need { must } } fine }", "next.need.must", { next: null, fine: "fine" }],
  [
    "{ next { next { need { need { must } } } } }",
    "next.next.need.need.must",
    { next: { next: null } },
  ],
  ["{ fine need { need { need { must } } } }", "need.need.need.must", null],
  ["{ A: next { B: must } C: fine }", "A.B", { A: null, C: "fine" }],
];

function tree(ending: Ending, isLater: boolean): object {
  const below = () => tree(ending, isLater);
  const object = isLater ? async () => below() : below;
  return { may: ending.leaf, must: ending.leaf, fine: "fine", next: object, need: object };
}

function trees(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [name, ending] of Object.entries(ENDINGS)) {
    for (const [source, path, data] of TREES) {
      for (const isLater of [false, true]) {
        const isMust = source.includes("must");
        const field = isMust ? "must" : "may";
        const at = source.indexOf(source.includes("B:") ? "B:" : field) + 1;
        const message = ending.isError
          ? "broken"
          : "Cannot return null for non-nullable field Query.must.";
        const isTold = ending.isError || isMust;
        cases[`${source} ${name}${isLater ? ", below what comes later" : ""}`] = {
          ...{ source, root: tree(ending, isLater), data },
          ...(isTold ? { errors: [`${message} @ ${path} (1:${at})`] } : {}),
        };
      }
    }
  }
  return cases;
}

describe("a null goes up to where it may stand", () => answerAlike(schema, trees()));

const rejects = () => Promise.reject(new Error("broken"));
const throws = () => {
  throw new Error("thrown");
};

describe("several failures of one answer", () =>
  answerAlike(schema, {
    "side by side, each is told": {
      source: "{ a: may b: may fine }",
      root: { may: throws, fine: "fine" },
      data: { a: null, b: null, fine: "fine" },
      errors: ["thrown @ a (1:3)", "thrown @ b (1:10)"],
    },
    "side by side, later, each is told": {
      source: "{ a: may b: may fine }",
      root: { may: rejects, fine: "fine" },
      data: { a: null, b: null, fine: "fine" },
      errors: ["broken @ a (1:3)", "broken @ b (1:10)"],
    },
    "two below one place that is null: one is told": {
      source: "{ next { a: must b: must } }",
      root: { next: { must: rejects } },
      data: { next: null },
      errors: ["broken @ next.a (1:10)"],
    },
    "one at once beside one that is waited for": {
      source: "{ next { slow: next { may } must } }",
      root: { next: { next: async () => ({ may: "x" }), must: throws } },
      data: { next: null },
      errors: ["thrown @ next.must (1:29)"],
    },
    "one at once after one that rejects, whose failure nobody is told": {
      source: "{ next { slow: need { may } must } }",
      root: { next: { need: rejects, must: throws } },
      data: { next: null },
      errors: ["thrown @ next.must (1:29)"],
    },
  }));

const echo = {
  arg: ({ a }: { a: string }) => `got ${a}`,
  byDefault: ({ a }: { a: string }) => `got ${a}`,
};
const NOT_NULL = 'Argument "a" of non-null type "String!" must not be null.';

describe("an argument that must not be null", () =>
  answerAlike(schema, {
    "is given by a literal": { source: '{ arg(a: "x") }', root: echo, data: { arg: "got x" } },
    "is given by a variable": {
      source: "query($v: String!) { arg(a: $v) }",
      ...{ variables: { v: "x" }, root: echo, data: { arg: "got x" } },
    },
    "is given by a variable's default": {
      source: 'query($v: String = "x") { arg(a: $v) }',
      ...{ root: echo, data: { arg: "got x" } },
    },
    "is absent": {
      source: "{ arg fine }",
      root: { ...echo, fine: "fine" },
      data: { arg: null, fine: "fine" },
      errors: ['Argument "a" of required type "String!" was not provided. @ arg (1:3)'],
    },
    "is null": {
      source: "{ arg(a: null) }",
      ...{ root: echo, data: { arg: null }, errors: [`${NOT_NULL} @ arg (1:10)`] },
    },
    "is a variable that is null": {
      source: "query($v: String) { arg(a: $v) }",
      ...{ variables: { v: null }, root: echo, data: { arg: null } },
      errors: [`${NOT_NULL} @ arg (1:28)`],
    },
    "is a variable without a value": {
      source: "query($v: String) { arg(a: $v) }",
      ...{ root: echo, data: { arg: null } },
      errors: [
        'Argument "a" of required type "String!" was provided the variable "$v" which was not provided a runtime value. @ arg (1:28)',
      ],
    },
    "is a variable without a value, and it has a default": {
      source: "query($v: String) { byDefault(a: $v) }",
      ...{ root: echo, data: { byDefault: "got d" } },
    },
    "is a variable that is null, and it has a default": {
      source: "query($v: String) { byDefault(a: $v) }",
      ...{ variables: { v: null }, root: echo, data: { byDefault: null } },
      errors: [`${NOT_NULL} @ byDefault (1:34)`],
    },
  }));
