import { makeExecutableSchema } from "@graphql-tools/schema";
import { describe, expect, test } from "vitest";
import { Documents, hashOfDocument } from "../../../src/server/operations/documents.ts";

const schema = makeExecutableSchema({
  typeDefs: /* GraphQL */ `
    type Query { page: [Order!]! tiers: [Tier!]! words: [String!]! }
    type Order { id: ID! }
    type Tier { id: ID! }
  `,
});

describe("documents are kept", () => {
  test("one sender's texts, good or bad, do not push out another's", () => {
    const documents = new Documents(schema, { hideSuggestions: true, max: 10 });
    const honest = documents.read("{ words }", "shop");
    const mistake = documents.read("{ nothing }", "shop");
    for (let at = 0; at < 1_000; at += 1) {
      documents.read(`query A${at} { words }`, "thief");
      documents.read(`query A${at} { nothing }`, "thief");
    }
    expect(documents.read("{ words }")).toBe(honest);
    expect(documents.read("{ nothing }")).toBe(mistake);
  });

  test("fields that repeat others are refused before they are compared, also in a fragment of no use", () => {
    const documents = new Documents(schema, { hideSuggestions: true });
    const ids = "id ".repeat(200);
    for (const text of [
      `{ page { ${ids} } }`,
      `{ words } fragment Tiers on Tier { ${ids} }`,
      `{ ${"page { ...Ids } ".repeat(12)} } fragment Ids on Order { ${"id ".repeat(20)} }`,
    ]) {
      const errors = documents.read(text);
      if ("hash" in errors) {
        throw new Error(`${text} is valid`);
      }
      expect([errors.length, errors[0]?.message]).toEqual([
        1,
        expect.stringMatching(/repeats the same fields too often/),
      ]);
    }
  });

  test("parsed once, the least recently used forgotten first, and by hash too", () => {
    const documents = new Documents(schema, { hideSuggestions: true, max: 10 });
    const read = (text: string) => {
      const found = documents.read(text);
      if (!("hash" in found)) {
        throw found[0] ?? new Error("not valid");
      }
      return found;
    };
    const first = read("{ words }");
    expect(read("{ words }").document).toBe(first.document);
    expect(documents.byHash(first.hash)).toBe(first);
    for (let at = 0; at < 12; at += 1) {
      read(`query A${at} { words }`);
      if (at % 4 === 0) {
        read("{ words }");
      }
    }
    expect(read("{ words }").document).toBe(first.document);
    expect(documents.byHash(hashOfDocument("query A0 { words }"))).toBeUndefined();
    for (let at = 0; at < 12; at += 1) {
      read(`query B${at} { words }`);
    }
    expect(read("{ words }").document).not.toBe(first.document);
  });

  test("long texts push more of the others out", () => {
    const documents = new Documents(schema, { hideSuggestions: true });
    documents.read("{ words }");
    for (let at = 0; at < 6; at += 1) {
      documents.read(`# ${"x".repeat(100_000)}\nquery C${at} { words }`);
    }
    expect(documents.byHash(hashOfDocument("{ words }"))).toBeUndefined();
  });

  test("what is not valid is no document, and is not validated again: its errors are remembered", () => {
    const documents = new Documents(schema, { hideSuggestions: true });
    const errors = documents.read("{ nothing }");
    expect(documents.byHash(hashOfDocument("{ nothing }"))).toBeUndefined();
    expect(documents.read("{ nothing }")).toBe(errors);
    expect(errors).toMatchObject([{ locations: [{ line: 1, column: 3 }], nodes: undefined }]);
  });

  test("failures push no valid document out, and are forgotten themselves", () => {
    const documents = new Documents(schema, { hideSuggestions: true, max: 2 });
    const kept = documents.read("{ words }");
    const first = documents.read("{ nothing }");
    for (let at = 0; at < 300; at += 1) {
      documents.read(`{ nothing${at} }`);
    }
    expect(documents.read("{ words }")).toBe(kept);
    expect(documents.read("{ nothing }")).not.toBe(first);
  });

  test("an error that is remembered has no stack, which would keep all that the check had made", () => {
    const documents = new Documents(schema, { hideSuggestions: true, max: 2 });
    const failed = documents.read("{ nothing }") as readonly Error[];
    expect(failed.map(({ stack }) => stack?.includes("at "))).toEqual([false]);
  });

  test("nobody's questions push no document out, and only short ones for the schema are validated", () => {
    const documents = new Documents(schema, { hideSuggestions: true, max: 2 });
    const kept = documents.read("{ words }");
    const codes = (text: string) => {
      const found = documents.readForNobody(text);
      return "hash" in found ? [] : found.map(({ extensions }) => extensions["code"]);
    };
    for (let at = 0; at < 100; at += 1) {
      expect(codes(`query Q${at} { __schema { queryType { name } } }`)).toEqual([]);
    }
    expect(documents.read("{ words }")).toBe(kept);
    expect(codes("{ words }")).toEqual(["UNAUTHENTICATED"]);
    expect(codes("{ __typename ...Rest } fragment Rest on Query { nothing }")).toEqual([
      "UNAUTHENTICATED",
    ]);
    expect(codes(`{ ${"__typename ".repeat(500)} }`)).toEqual(["UNAUTHENTICATED"]);
    expect(codes("{ __schema { nothing } }")).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
  });
});

test("a kept document keeps none of its tokens, and a fault in it is still told with its line", () => {
  const documents = new Documents(schema, { hideSuggestions: false });
  const kept = documents.read("{\n  words }", "agent");
  if (!("document" in kept)) {
    throw new Error("the document is valid");
  }
  const { loc } = kept.document;
  expect([loc?.startToken, loc?.endToken]).toEqual([undefined, undefined]);
  const faults = documents.read("{\n  wards }", "agent");
  expect("errors" in faults ? [] : faults).toMatchObject([{ locations: [{ line: 2, column: 3 }] }]);
});
