import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { Documents, hashOfDocument } from "../../../src/server/operations/documents.ts";
import { apolloManifestOf, manifestOf } from "../../../src/server/operations/manifest.ts";
import { loadTrustedDocuments, ManifestError } from "../../../src/server/operations/trusted.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tributary-documents-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const documents = new Documents(createSchema(), { hideSuggestions: false });
const APOLLO = "apollo-persisted-query-manifest";
const HELD = "query Held { held { reason } }";

async function load(content: unknown, policy = {}) {
  const path = join(folder, "manifest.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return await loadTrustedDocuments({ path, policy });
}

describe("a manifest", () => {
  test("is hash -> document, with or without sha256: before it", async () => {
    const other = "query Other { held { count } }";
    const { byHash, policyOf } = await load({
      [hashOfDocument(HELD)]: HELD,
      [`sha256:${hashOfDocument(other)}`]: other,
    });
    expect([...byHash.values()]).toEqual([HELD, other]);
    expect(
      ["storefront", "till", "agent", "ingest"].map((role) => policyOf(role as never)),
    ).toEqual(["enforce", "enforce", "log", "off"]);
  });

  test("may be one that Apollo's tools made", async () => {
    const [entry] = manifestOf([{ path: "held.graphql", text: HELD }], documents, {
      typenames: true,
    });
    const manifest = apolloManifestOf(entry === undefined ? [] : [entry]);
    expect(manifest.operations).toEqual([
      {
        id: hashOfDocument(entry?.text ?? ""),
        name: "Held",
        type: "query",
        body: "query Held {\n  held {\n    reason\n    __typename\n  }\n}",
      },
    ]);
    const { byHash } = await load(manifest);
    expect([...byHash.values()]).toEqual([entry?.text]);
  });

  test("has what our own pages send beside it, under the same checks", async () => {
    const own = join(folder, "own.json");
    const ours = "query Ours { held { count } }";
    writeFileSync(own, JSON.stringify({ [hashOfDocument(ours)]: ours }));
    const path = join(folder, "theirs.json");
    writeFileSync(path, JSON.stringify({ [hashOfDocument(HELD)]: HELD }));
    const { byHash } = await loadTrustedDocuments({ path, policy: {} }, [own]);
    expect([...byHash.values()].toSorted()).toEqual([HELD, ours].toSorted());
    writeFileSync(own, JSON.stringify({ [hashOfDocument(HELD)]: ours }));
    await expect(loadTrustedDocuments({ path, policy: {} }, [own])).rejects.toThrow(ManifestError);
  });

  test("keeps the policy of every role that the configuration does not name", async () => {
    const { policyOf } = await load({}, { storefront: "log", admin: "enforce" });
    expect([policyOf("storefront"), policyOf("admin"), policyOf("till")]).toEqual([
      "log",
      "enforce",
      "enforce",
    ]);
  });

  test.each([
    ["no JSON", "{", /cannot be read/],
    ["a list", [], /one JSON object/],
    ["another version of Apollo's", { format: APOLLO, version: 2, operations: [] }, /version 1/],
    ["no list of Apollo's", { format: APOLLO, version: 1, operations: {} }, /version 1/],
    [
      "an operation of Apollo's without text",
      { format: APOLLO, version: 1, operations: [{ id: hashOfDocument(HELD) }] },
      /must be a SHA-256/,
    ],
    ["an id that is no hash", { held: HELD }, /"held" must be a SHA-256/],
    ["a document that is no text", { [hashOfDocument(HELD)]: 1 }, /must be a SHA-256/],
    ["a document under another's hash", { [hashOfDocument("x")]: HELD }, /not the hash of its doc/],
  ])("is refused when it has %s", async (_name, content, message) => {
    await expect(load(content)).rejects.toThrow(message);
    await expect(load(content)).rejects.toBeInstanceOf(ManifestError);
  });

  test("that is not there stops the start", async () => {
    const missing = { path: join(folder, "none.json"), policy: {} };
    await expect(loadTrustedDocuments(missing)).rejects.toThrow(/none\.json cannot be read/);
  });
});

describe("a manifest made of files", () => {
  test("has one document per operation, with the fragments it uses and no others", async () => {
    const files = [
      { path: "a.graphql", text: `${HELD} query Order { order(by: {id: "x"}) { ...O } }` },
      { path: "b.graphql", text: "fragment O on Order { ...P } fragment P on Order { id }" },
    ];
    const entries = manifestOf(files, documents);
    expect(entries.map(({ name }) => name)).toEqual(["Held", "Order"]);
    expect(entries[0]?.text).not.toContain("fragment");
    expect(entries[1]?.text).toMatch(/fragment O[\s\S]*fragment P/);
    const read = await load(Object.fromEntries(entries.map(({ hash, text }) => [hash, text])));
    expect(read.byHash.size).toBe(2);
  });

  test.each([
    ["an operation without a name", "{ held { reason } }", /a\.graphql: an operation has no name/],
    ["a name used twice", `${HELD} ${HELD}`, /Held is there twice/],
    ["a syntax error", "query A {\n held {", /a\.graphql:2: Syntax Error/],
    ["a field that is not there", "query A { helt }", /A: Cannot query field "helt"/],
    ["nothing in it", "fragment F on Order { id }", /no operation/],
    [
      "an operation beyond the limits",
      `query A { ${"a: __typename ".repeat(31)} }`,
      /A: .*aliases/,
    ],
  ])("is refused when there is %s", (_name, text, message) => {
    expect(() => manifestOf([{ path: "a.graphql", text }], documents)).toThrow(message);
  });
});
