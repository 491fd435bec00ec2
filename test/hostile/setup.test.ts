import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { soldEvent } from "../support/purchases.ts";
import { SOURCE, startTestServer, type TestServer } from "../support/server.ts";

/** Set-up through the graph: by admins alone, whole or not at all, whatever is sent. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const APPLY = `mutation($document: String!, $dryRun: Boolean, $expectedVersion: String) {
  applySetup(input: {document: $document, dryRun: $dryRun, expectedVersion: $expectedVersion}) {
    setup { version } changes { kind code change before after }
    userErrors { code message field } } }`;

const apply = async (document: unknown, more: object = {}, token?: string) => {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const { data, errors } = await server.graphql({
    query: APPLY,
    variables: { document: text, ...more },
    ...(token === undefined ? {} : { token }),
  });
  return { errors, answer: data?.applySetup };
};
const codes = ({ answer }: Awaited<ReturnType<typeof apply>>) =>
  answer.userErrors.map(({ code }: { code: string }) => code);

async function current() {
  const query = "{ setup { version document changes(first: 100) { nodes { kind code } } } }";
  const { data } = await server.graphql({ query });
  const document = JSON.parse(data.setup.document);
  return { version: data.setup.version, document, count: data.setup.changes.nodes.length };
}

describe("who is no admin", () => {
  test.each((Object.keys(ROLES) as Role[]).filter((role) => role !== "admin"))(
    "%s neither sees nor changes what is set up",
    async (role) => {
      const claims = { till: { store: "S01" }, storefront: { customer_id: randomUUID() } };
      const token = await server.token(
        role,
        (claims as Record<string, Record<string, string>>)[role] ?? {},
      );
      const refused = await apply({ setup: 1, sources: [] }, {}, token);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
      const read = await server.graphql({ query: "{ setup { version } }", token });
      expect(read.errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    },
  );
});

describe("whatever is sent", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  test.each([
    ["no JSON", "setup: 1"],
    ["a list", "[]"],
    ["too deep", `{"setup":1,"sources":${deep}}`],
    ["too long", JSON.stringify({ setup: 1, pad: "x".repeat(200_000) })],
    ["a field that is not there", { setup: 1, secrets: [] }],
    ["a field of the prototype", '{"setup":1,"__proto__":{"sources":[]},"constructor":1}'],
    ["rules, which two people have to see", { setup: 1, rules: {} }],
    ["an id that is the database's", { setup: 1, stores: [{ code: "S", id: 1 }] }],
    [
      "a name that nobody sees",
      { setup: 1, channels: [{ code: "a\u202eb", name: "a\u200bb", hops: [] }] },
    ],
    ["a code with U+0000", { setup: 1, channels: [{ code: "a\u0000", name: "a", hops: [] }] }],
    [
      "what names nothing",
      { setup: 1, boundaries: [], channels: [{ code: "web", name: "Web", hops: ["captured"] }] },
    ],
  ])("%s is refused in words, and nothing is changed", async (_what, document) => {
    const before = await current();
    const refused = await apply(document);
    expect(refused.errors).toBeUndefined();
    expect(new Set(codes(refused))).toEqual(new Set(["DOCUMENT_INVALID"]));
    expect(refused.answer).toMatchObject({ setup: null, changes: [] });
    expect(JSON.stringify(refused.answer).length).toBeLessThan(50_000);
    expect(await current()).toEqual(before);
  });

  test("what is above the request's limit does not get as far", async () => {
    const { status } = await server.graphql({
      query: APPLY,
      variables: { document: "x".repeat(300_000) },
    });
    expect(status).toBe(413);
  });
});

test("a dry run says what would be changed and changes nothing; the next events feel what was", async () => {
  const before = await current();
  const sources = before.document.sources.filter(({ code }: { code: string }) => code !== SOURCE);
  // Boundaries may name it; they stay, so it must be nobody's teller.
  const dry = await apply({ setup: 1, sources }, { dryRun: true });
  expect(dry.answer).toMatchObject({
    changes: [{ kind: "SOURCE", code: SOURCE, change: "RETIRED", after: null }],
    userErrors: [],
  });
  expect(await current()).toEqual(before);

  const done = await apply({ setup: 1, sources }, { expectedVersion: before.version });
  expect(done.answer.setup.version).not.toBe(before.version);
  const [refused] = await server.receive([soldEvent()]);
  expect(refused).toMatchObject({ outcome: "REJECTED", reason: "SOURCE_RETIRED" });
  const back = await apply(before.document);
  expect(back.answer.changes).toMatchObject([{ code: SOURCE, change: "RESTORED" }]);
  const [taken] = await server.receive([soldEvent()]);
  expect(taken).toMatchObject({ outcome: "APPLIED" });
  expect((await current()).version).toBe(before.version);
});

test("the same document twice at once is done once; two of one version, one of them", async () => {
  const { version, document, count } = await current();
  const store = { code: "S77", name: "New", brand: "B", market: "GB", timeZone: "UTC" };
  const wanted = { setup: 1, stores: [...document.stores, store] };
  const twice = await Promise.all([apply(wanted), apply(wanted)]);
  expect(twice.map(({ answer }) => answer.changes.length).toSorted()).toEqual([0, 1]);
  expect((await current()).count).toBe(count + 1);
  expect(codes(await apply({ setup: 1, region: "GB" }, { expectedVersion: version }))).toEqual([
    "CONFLICT",
  ]);
  const now = (await current()).version;
  const both = await Promise.all(
    ["GB", "DE"].map((region) => apply({ setup: 1, region }, { expectedVersion: now })),
  );
  expect(both.flatMap(codes)).toEqual(["CONFLICT"]);
});

test("the record is read page by page, and tells who did it", async () => {
  const query = `query($after: String) { setup { changes(first: 1, after: $after) {
    nodes { at actor { kind name } kind code change before after } pageInfo { hasNextPage endCursor } } } }`;
  const first = (await server.graphql({ query })).data.setup.changes;
  expect(first.nodes).toMatchObject([{ actor: { kind: "SYSTEM" }, kind: "INSTALLATION" }]);
  const { data } = await server.graphql({
    query,
    variables: { after: first.pageInfo.endCursor },
  });
  expect(data.setup.changes.nodes).toMatchObject([{ kind: "STORE", code: "S77", before: null }]);
  const bad = await server.graphql({ query, variables: { after: "nonsense" } });
  expect(bad.errors?.[0]?.extensions).toMatchObject({ code: "BAD_CURSOR" });
});
