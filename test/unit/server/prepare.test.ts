import { makeExecutableSchema } from "@graphql-tools/schema";
import { describe, expect, test } from "vitest";
import { type Role, scopesOf, type Viewer } from "../../../src/domain/access/viewer.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { ANONYMOUS } from "../../../src/server/auth/viewer.ts";
import { QUERY_COST_MAX } from "../../../src/server/operations/cost.ts";
import { Documents, hashOfDocument } from "../../../src/server/operations/documents.ts";
import {
  createPrepareOperation,
  type OperationRequest,
  type Prepared,
} from "../../../src/server/operations/prepare.ts";
import type { TrustedDocuments } from "../../../src/server/operations/trusted.ts";

const schema = makeExecutableSchema({
  typeDefs: /* GraphQL */ `
    interface Node { id: ID! }
    type Query {
      node(id: ID): Node
      orders(first: Int, last: Int): OrderConnection!
      page(first: Int = 7): [Order!]!
      tiers: [Tier!]!
      words: [String!]!
    }
    type Mutation { write: Order again: Order }
    type OrderConnection { nodes: [Order!]! edges: [Edge!]! total: Tier }
    type Edge { node: Order! }
    type Order implements Node { id: ID! lines: [Line!]! customer: Customer }
    type Customer implements Node { id: ID! orders(first: Int!): OrderConnection! tier: Tier }
    type Line { id: ID! }
    type Tier { id: ID! }
  `,
});

function viewer(role: Role): Viewer {
  const scopes = scopesOf(role);
  return { principal: role, role, scopes, customerId: null, store: null, sources: null };
}

function preparer(trusted: TrustedDocuments | null = null, introspection = true) {
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const documents = new Documents(schema, { hideSuggestions: false });
  const prepare = createPrepareOperation({ schema, documents, trusted, introspection, log });
  const ask = (request: OperationRequest | string, by: Viewer | Role = "agent") =>
    prepare(
      typeof request === "string" ? { query: request } : request,
      typeof by === "string" ? viewer(by) : by,
    );
  return { ask, lines };
}

function codeOf(prepared: Prepared): unknown {
  return prepared.ok ? "ready" : prepared.errors[0]?.extensions["code"];
}

function statusOf(prepared: Prepared): unknown {
  return prepared.ok
    ? 200
    : (prepared.errors[0]?.extensions["http"] as { status: number } | undefined)?.status;
}

const { ask } = preparer();
const costOf = (query: string, variables: Record<string, unknown> = {}) => {
  const prepared = ask({ query, variables });
  if (!prepared.ok) {
    throw prepared.errors[0] ?? new Error("not prepared");
  }
  return prepared.ready.cost;
};

describe("the cost of an operation is the objects that it can make us read", () => {
  test.each([
    ["scalars are free", "{ words __typename }", 0],
    ["an object is one", "{ node { id } }", 1],
    ["a list of unknown length is ten", "{ tiers { id } }", 10],
    ["a page by a literal", "{ orders(first: 3) { nodes { id } } }", 1 + 3],
    [
      "with its parts that are no list",
      "{ orders(first: 3) { nodes { id } total { id } } }",
      1 + 3 + 1,
    ],
    [
      "nodes and edges each count",
      "{ orders(first: 3) { nodes { id } edges { node { id } } } }",
      1 + 3 + 6,
    ],
    ["last counts as first", "{ orders(last: 4) { nodes { id } } }", 5],
    ["the larger of both counts", "{ orders(first: 2, last: 4) { nodes { id } } }", 5],
    ["a page without a size is a full one", "{ orders { nodes { id } } }", 101],
    ["the default of an argument", "{ page { id } }", 7],
    ["lists in lists", "{ orders(first: 3) { nodes { lines { id } } } }", 1 + 3 * 11],
    [
      "pages in pages",
      "{ orders(first: 2) { nodes { customer { orders(first: 5) { nodes { id } } } } } }",
      1 + 2 * (1 + 1 + 6),
    ],
    [
      "of an interface's types the dearest",
      "{ node { ... on Order { lines { id } } ... on Customer { tier { id } } } }",
      11,
    ],
    [
      "through fragments",
      "{ orders(first: 3) { ...P } } fragment P on OrderConnection { nodes { ...O } } fragment O on Order { customer { id } }",
      1 + 6,
    ],
    ["a mutation writes", "mutation { write { id } again { id } }", 22],
    ["introspection reads nothing of ours", "{ __schema { types { fields { name } } } }", 0],
    [
      "nothing that is left out",
      "{ tiers @skip(if: true) { id } page @include(if: false) { id } }",
      0,
    ],
    ["negative sizes are none", "{ orders(first: -5) { nodes { id } } }", 1],
  ])("%s", (_name, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  test("sizes come from variables, their defaults and null too, anew for each request", () => {
    const query = "query($n: Int = 4) { orders(first: $n) { nodes { id } } }";
    expect(costOf(query)).toBe(5);
    expect(costOf(query, { n: 50 })).toBe(51);
    expect(costOf(query, { n: null })).toBe(101);
    expect(costOf(query, { n: 2 })).toBe(3);
    const skipping = "query($s: Boolean!) { tiers @skip(if: $s) { id } }";
    expect([costOf(skipping, { s: true }), costOf(skipping, { s: false })]).toEqual([0, 10]);
  });

  test("the limit holds whichever way a size comes: literal, variable, default, fragment, alias", () => {
    const wide =
      "orders(first: 100) { nodes { customer { orders(first: 100) { nodes { id } } } } }";
    const byVariable =
      "orders(first: $n) { nodes { customer { orders(first: $n) { nodes { id } } } } }";
    for (const request of [
      { query: `{ ${wide} }` },
      { query: `query($n: Int!) { ${byVariable} }`, variables: { n: 100 } },
      { query: `query($n: Int! = 100) { ${byVariable} }` },
      { query: `{ ...F } fragment F on Query { ${wide} }` },
      {
        query: `{ ${Array.from({ length: 19 }, (_, at) => `a${at}: orders(first: 300) { nodes { id } }`).join(" ")} }`,
      },
    ]) {
      const prepared = ask(request);
      expect([codeOf(prepared), statusOf(prepared)]).toEqual(["QUERY_TOO_EXPENSIVE", 400]);
      expect(prepared.ok ? null : prepared.errors[0]?.extensions).toMatchObject({
        maximumQueryCost: QUERY_COST_MAX,
      });
    }
    // The same text with smaller values is let through: nothing was remembered against it.
    expect(codeOf(ask({ query: `query($n: Int!) { ${byVariable} }`, variables: { n: 3 } }))).toBe(
      "ready",
    );
  });

  test("sizes that overflow are refused, not passed by", () => {
    const query = `query($n: Int!) { ${"orders(first: $n) { nodes { customer { ".repeat(4)} id ${"} } }".repeat(4)} }`;
    for (const n of [1e300, Number.MAX_SAFE_INTEGER]) {
      expect(codeOf(ask({ query, variables: { n } }))).toBe("QUERY_TOO_EXPENSIVE");
    }
  });

  test("fragments that double are measured in no time", () => {
    const fragments = Array.from({ length: 60 }, (_, at) =>
      at < 59
        ? `fragment f${at} on Query { ...f${at + 1} ... on Query { ...f${at + 1} } }`
        : "fragment f59 on Query { words }",
    );
    const prepared = ask(`{ ...f0 } ${fragments.join(" ")}`);
    expect(codeOf(prepared)).toBe("GRAPHQL_VALIDATION_FAILED");
  });
});

describe("what cannot be an operation has its code", () => {
  test.each([
    ["no document", {}, "BAD_REQUEST", 400],
    ["an empty document", { query: "" }, "BAD_REQUEST", 400],
    ["a syntax error", { query: "{" }, "GRAPHQL_PARSE_FAILED", 400],
    ["an unknown field", { query: "{ nothing }" }, "GRAPHQL_VALIDATION_FAILED", 400],
    [
      "two operations and no name",
      { query: "query A { words } query B { words }" },
      "OPERATION_RESOLUTION_FAILURE",
      400,
    ],
    [
      "an unknown name",
      { query: "query A { words }", operationName: "B" },
      "OPERATION_RESOLUTION_FAILURE",
      400,
    ],
    ["an id that is none", { documentId: "sha256:xyz" }, "BAD_REQUEST", 400],
    ["an unknown id", { documentId: `sha256:${"a".repeat(64)}` }, "DOCUMENT_UNKNOWN", 400],
    [
      "an unknown hash",
      { extensions: { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } } },
      "PERSISTED_QUERY_NOT_FOUND",
      200,
    ],
  ] as const)("%s", (_name, request, code, status) => {
    const prepared = ask(request);
    expect([codeOf(prepared), statusOf(prepared)]).toEqual([code, status]);
  });

  test("errors of validation are told together, with their places", () => {
    const prepared = ask("{ nothing nowhere }");
    expect(prepared.ok ? [] : prepared.errors.map(({ locations }) => locations)).toEqual([
      [{ line: 1, column: 3 }],
      [{ line: 1, column: 11 }],
    ]);
  });
});

describe("who may", () => {
  test("nobody only checks health; the schema is for those who may read it", () => {
    expect(codeOf(ask("{ __typename }", ANONYMOUS))).toBe("ready");
    expect(codeOf(ask("{ words }", ANONYMOUS))).toBe("UNAUTHENTICATED");
    expect(codeOf(ask("{ ...F } fragment F on Query { words }", ANONYMOUS))).toBe(
      "UNAUTHENTICATED",
    );
    const closed = preparer(null, false);
    const introspection = "{ __schema { queryType { name } } }";
    expect(statusOf(closed.ask(introspection, ANONYMOUS))).toBe(401);
    expect(statusOf(closed.ask(introspection, "agent"))).toBe(403);
    expect(codeOf(closed.ask(introspection, "admin"))).toBe("ready");
    // Asked by somebody else right after one who may: a document is remembered, permission is not.
    expect(codeOf(closed.ask(introspection, "agent"))).toBe("FORBIDDEN");
  });
});

describe("trusted documents", () => {
  const known = "query Words { words }";
  const hash = hashOfDocument(known);
  const trusted: TrustedDocuments = {
    byHash: new Map([[hash, known]]),
    policyOf: (role) => (role === "storefront" ? "enforce" : role === "agent" ? "log" : "off"),
  };
  const shop = () => preparer(trusted);

  test("run by either form of id, and are named in metrics", () => {
    for (const request of [
      { documentId: `sha256:${hash}` },
      { documentId: hash },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
      { query: known },
      { query: known, documentId: `sha256:${hash}` },
    ]) {
      const prepared = shop().ask(request, "storefront");
      expect(prepared.ok && prepared.ready).toMatchObject({ source: known, label: "Words" });
    }
    const adhoc = shop().ask("query Other { words }");
    expect(adhoc.ok && adhoc.ready.label).toBe("adhoc");
  });

  test("where they are enforced nothing else runs but a health check", () => {
    const refused = shop().ask("query Words { words __typename }", "storefront");
    expect([codeOf(refused), statusOf(refused)]).toEqual(["DOCUMENT_NOT_TRUSTED", 403]);
    expect(codeOf(shop().ask("{ __typename }", "storefront"))).toBe("ready");
    expect(codeOf(shop().ask("{ __schema { queryType { name } } }", "storefront"))).toBe(
      "DOCUMENT_NOT_TRUSTED",
    );
    const byHash = {
      extensions: { persistedQuery: { sha256Hash: "b".repeat(64) } },
      query: "{ words }",
    };
    expect(codeOf(shop().ask(byHash, "storefront"))).toBe("DOCUMENT_NOT_TRUSTED");
  });

  test("where they are logged each other document is told once, and runs", () => {
    const { ask: asked, lines } = shop();
    for (let at = 0; at < 3; at += 1) {
      expect(codeOf(asked("{ words }", "agent"))).toBe("ready");
    }
    expect(lines.filter((line) => line.includes(hashOfDocument("{ words }")))).toHaveLength(1);
    expect(codeOf(asked("{ words }", "admin"))).toBe("ready");
    expect(lines).toHaveLength(1);
  });

  test("an id does not lend its trust to another text", () => {
    const prepared = shop().ask({ documentId: `sha256:${hash}`, query: "{ words }" }, "storefront");
    expect(codeOf(prepared)).toBe("BAD_REQUEST");
  });
});
