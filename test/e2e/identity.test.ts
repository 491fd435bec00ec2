import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Catalog } from "../../src/core/catalog.ts";
import { decideLinks } from "../../src/identity/decideLinks.ts";
import { decodeGlobalId } from "../../src/platform/globalId.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

/** What an agent does about customers who may be one, over HTTP. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ask = async (
  query: string,
  variables: object = {},
  role: "agent" | "supervisor" = "agent",
) => {
  const token = await server.token(role);
  const { data, errors } = await server.graphql({ query, variables: { ...variables }, token });
  expect(errors).toBeUndefined();
  return data;
};

/** Somebody known by an address of their own, who has bought for so much. */
async function buyer(amount: string, name: string | null = null) {
  const email = `${randomUUID()}@example.com`;
  await server.receive([
    soldEvent({
      customer: [{ kind: "email", value: email }],
      lines: [{ id: "1", article: "A-1", quantity: "1", gross: amount }],
      tenders: [{ kind: "card", amount }],
    }),
  ]);
  const { customer } = await ask(`query($e: String!) { customer(by: {email: $e}) { id } }`, {
    e: email,
  });
  if (name !== null) {
    await ask(
      `mutation($i: UpdateCustomerInput!) { updateCustomer(input: $i) { userErrors { code } } }`,
      { i: { customer: { id: customer.id }, name } },
    );
  }
  return { email, id: customer.id as string };
}

/** A purchase that shows both, of which one was typed. */
async function showBoth(one: { email: string }, other: { email: string }) {
  await server.receive([
    soldEvent({
      customer: [
        { kind: "email", value: one.email },
        { kind: "email", value: other.email },
      ],
    }),
  ]);
  const { sql } = server.database;
  await decideLinks({ sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 });
}

const PREVIEW = `query($i: PreviewMergeInput!) { previewMerge(input: $i) {
  customer { id } other { id } conflicts { code message } userErrors { code }
  before { tier balances { wallet active } identifiers orders }
  otherBefore { tier balances { wallet active } }
  after { tier tierUntil balances { wallet active maturing } identifiers orders } } }`;
const MERGE = `mutation($i: MergeCustomersInput!) { mergeCustomers(input: $i) {
  customer { id loyalty { tier { code } accounts { wallet active } } orders(first: 5) { nodes { id } } }
  userErrors { code field message } } }`;
const CANDIDATES = `query($id: ID!) { customer(by: {id: $id}) {
  matchCandidates(first: 5) { id score evidence state since customer { id name identifiers { kind display }
    loyalty { tier { name } accounts { active } } } customers { id } } } }`;
const RESOLVE = `mutation($i: ResolveMatchCandidateInput!) { resolveMatchCandidate(input: $i) {
  customer { id } userErrors { code field } } }`;

test("a preview tells what the merge then comes to, and changes nothing", async () => {
  const [one, other] = [await buyer("600.00"), await buyer("600.00")];
  const input = { customer: { id: one.id }, other: { email: other.email } };
  const { previewMerge: preview } = await ask(PREVIEW, { i: input });
  expect(preview).toMatchObject({
    ...{ customer: { id: one.id }, other: { id: other.id }, conflicts: [], userErrors: [] },
    before: { tier: "SILVER", identifiers: 1, orders: 1 },
    after: { tier: "GOLD", identifiers: 2, orders: 2 },
  });
  const again = (await ask(PREVIEW, { i: input })).previewMerge;
  expect({ ...again, after: { ...again.after, tierUntil: null } }).toEqual({
    ...preview,
    after: { ...preview.after, tierUntil: null },
  });
  const said = { ...input, reason: "Two cards, one person.", idempotencyKey: randomUUID() };
  const { mergeCustomers: merged } = await ask(MERGE, { i: said });
  expect(merged.userErrors).toEqual([]);
  expect(merged.customer.loyalty.tier.code).toBe(preview.after.tier);
  expect(merged.customer.orders.nodes).toHaveLength(2);
  const [account] = merged.customer.loyalty.accounts;
  expect(account.active).toBe(preview.after.balances[0].active);
});

test("the id that was absorbed answers with the survivor, and an undo gives both back", async () => {
  const [one, other] = [await buyer("30.00"), await buyer("20.00")];
  const i = {
    ...{ customer: { id: one.id }, other: { id: other.id } },
    ...{ reason: "The same person.", idempotencyKey: randomUUID() },
  };
  await ask(MERGE, { i });
  const read = `query($id: ID!) { customer(by: {id: $id}) { id identifiers { kind }
      timeline(first: 10, kinds: [IDENTITY]) { nodes { sentence by { kind name } } }
      identityGraph { isCut leaves { id orders identifiers { kind } }
        edges { from to kind holds refused evidence } decisions { sentence reason by { kind } } } }
    node(id: $id) { ... on Customer { id mergedInto { id } } } }`;
  const merged = await ask(read, { id: other.id });
  expect(merged.customer).toMatchObject({ id: one.id, identifiers: [{}, {}] });
  expect(merged.node).toEqual({ id: other.id, mergedInto: { id: one.id } });
  const { leaves, edges, decisions } = merged.customer.identityGraph;
  expect(leaves).toMatchObject([
    { id: one.id, orders: 1, identifiers: [{ kind: "email" }] },
    { id: other.id, orders: 1, identifiers: [{ kind: "email" }] },
  ]);
  expect(edges).toEqual([
    {
      ...{ from: one.id, to: other.id, kind: "SAID", holds: true, refused: null },
      evidence: ["Somebody said that they are one person."],
    },
  ]);
  expect(decisions).toMatchObject([{ reason: "The same person.", by: { kind: "AGENT" } }]);
  expect(merged.customer.timeline.nodes[0].sentence).toMatch(/found to be the same person/);
  const { unmergeCustomers: undone } = await ask(
    `mutation($i: UnmergeCustomersInput!) { unmergeCustomers(input: $i) {
      customer { id identifiers { kind } } separated { id identifiers { kind } orders(first: 5) { nodes { id } } } userErrors { code } } }`,
    {
      i: {
        ...{ customer: { id: one.id }, separate: other.id },
        ...{ reason: "They are two.", idempotencyKey: randomUUID() },
      },
    },
  );
  expect(undone).toMatchObject({
    customer: { id: one.id, identifiers: [{}] },
    separated: { id: other.id, identifiers: [{}], orders: { nodes: [{}] } },
    userErrors: [],
  });
});

test("who was put up is shown with its evidence from either side, and DIFFERENT binds until it is taken back", async () => {
  const [one, other] = [await buyer("10.00", "Ada Lovelace"), await buyer("20.00", "A. Lovelace")];
  await showBoth(one, other);
  const { customer } = await ask(CANDIDATES, { id: one.id });
  expect(customer.matchCandidates).toMatchObject([
    {
      ...{ score: 0.5, state: "OPEN", customer: { id: other.id, name: "A. Lovelace" } },
      evidence: ["Both showed the same email, but it was typed, and not proven on both sides."],
    },
  ]);
  const [{ id: candidate }] = customer.matchCandidates;
  const seen = (await ask(CANDIDATES, { id: other.id })).customer.matchCandidates;
  expect(seen).toMatchObject([{ id: candidate, customer: { id: one.id } }]);
  const queue = `{ matchCandidates(first: 100, minScore: 0.4) { nodes { id } pageInfo { hasNextPage } } }`;
  const queued = async () =>
    (await ask(queue)).matchCandidates.nodes.map(({ id }: { id: string }) => id);
  expect(await queued()).toContain(candidate);
  const glimpsed = await ask(
    `{ matchCandidates(first: 20) { nodes { id customers { id name identifiers { kind } orders(first: 1) { nodes { id } } } } } }`,
  );
  const mine = glimpsed.matchCandidates.nodes.find(({ id }: { id: string }) => id === candidate);
  expect(mine.customers).toEqual([
    { id: one.id, name: "A*** L***", identifiers: [], orders: null },
    { id: other.id, name: "A*** L***", identifiers: [], orders: null },
  ]);
  const decide = async (decision: string, more: object = {}) => {
    const i = { candidate, decision, reason: "Asked them.", idempotencyKey: randomUUID(), ...more };
    return (await ask(RESOLVE, { i })).resolveMatchCandidate;
  };
  expect((await decide("DIFFERENT")).userErrors).toEqual([]);
  expect(await queued()).not.toContain(candidate);
  await showBoth(one, other);
  expect(await queued()).not.toContain(candidate);
  const merge = { customer: { id: one.id }, other: { id: other.id } };
  const said = { ...merge, reason: "Sure.", idempotencyKey: randomUUID() };
  const refused = (await ask(MERGE, { i: said })).mergeCustomers;
  expect(refused).toMatchObject({ customer: null, userErrors: [{ code: "SAID_DISTINCT" }] });
  const { previewMerge } = await ask(PREVIEW, { i: merge });
  expect(previewMerge).toMatchObject({ conflicts: [{ code: "SAID_DISTINCT" }] });
  expect((await decide("UNDECIDED")).userErrors).toEqual([]);
  expect(await queued()).toContain(candidate);
  const survivor = { survivor: other.id };
  expect(await decide("SAME", survivor)).toEqual({ customer: { id: other.id }, userErrors: [] });
  expect((await decide("SAME")).userErrors[0].code).toBe("SAME_CUSTOMER");
  expect((await decide("DIFFERENT")).userErrors[0].code).toBe("SAME_CUSTOMER");
});

test("a candidate that is none, and a survivor who is neither, are refused with their field", async () => {
  const [one, other, third] = [await buyer("1.00"), await buyer("1.00"), await buyer("1.00")];
  await showBoth(one, other);
  const [{ id }] = (await ask(CANDIDATES, { id: one.id })).customer.matchCandidates;
  const decide = async (more: object) => {
    const i = { candidate: id, decision: "SAME", reason: "r", idempotencyKey: randomUUID() };
    return (await ask(RESOLVE, { i: { ...i, ...more } })).resolveMatchCandidate.userErrors[0];
  };
  expect(await decide({ candidate: one.id })).toEqual({
    ...{ code: "CANDIDATE_NOT_FOUND", field: ["candidate"] },
  });
  expect(await decide({ survivor: third.id })).toEqual({
    ...{ code: "SURVIVOR_IS_NEITHER", field: ["survivor"] },
  });
  expect(await decide({ reason: " " })).toEqual({ code: "REASON_INVALID", field: ["reason"] });
});

test("pages of the queue show everybody once, the likeliest first", async () => {
  for (let n = 0; n < 5; n += 1) {
    await showBoth(await buyer("1.00"), await buyer("1.00"));
  }
  const { sql } = server.database;
  await sql`update match_candidate set score = 0.5 + (id % 7)::double precision / 100 where state = 'OPEN'`;
  const page = `query($after: String) { matchCandidates(first: 2, after: $after) {
    nodes { id score } pageInfo { hasNextPage endCursor } } }`;
  const scores: number[] = [];
  const ids = new Set<string>();
  for (let after: string | null = null; ; ) {
    const {
      nodes,
      pageInfo,
    }: {
      nodes: { id: string; score: number }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    } = (await ask(page, { after })).matchCandidates;
    for (const node of nodes) {
      ids.add(node.id);
      scores.push(node.score);
    }
    if (!pageInfo.hasNextPage) {
      break;
    }
    after = pageInfo.endCursor;
  }
  const [open] = await sql`select count(*)::int as n from match_candidate where state = 'OPEN'`;
  expect(ids.size).toBe(open?.["n"]);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(decodeGlobalId([...ids][0] as string)?.type).toBe("MatchCandidate");
  expect(ids.size).toBeGreaterThanOrEqual(5);
});

test("a split is previewed, made, told and explained, and taken back", async () => {
  const [father, son] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`];
  const buys = (amount: string, ...emails: readonly string[]) =>
    server.receive([
      soldEvent({
        customer: emails.map((value) => ({ kind: "email", value })),
        lines: [{ id: "1", article: "A-1", quantity: "1", gross: amount }],
        tenders: [{ kind: "card", amount }],
      }),
    ]);
  await buys("100.00", father, son);
  await buys("300.00", son);
  const read = `query($e: String!) { customer(by: {email: $e}) { id
    timeline(first: 20, kinds: [IDENTITY, POINTS]) { nodes { sentence } }
    identityGraph { decisions { sentence reason } }
    orders(first: 5) { nodes { id } } } }`;
  const one = (await ask(read, { e: father })).customer;
  const input = {
    customer: { email: father },
    identifiers: [{ value: { kind: "email", value: son } }],
  };
  const { previewSplit: preview } = await ask(
    `query($i: PreviewSplitInput!) { previewSplit(input: $i) { customer { id } userErrors { code }
      before { tier orders } after { tier orders } otherAfter { tier orders balances { active } } } }`,
    { i: input },
    "supervisor",
  );
  expect(preview).toEqual({
    ...{ customer: { id: one.id }, before: { tier: "SILVER", orders: 2 }, userErrors: [] },
    after: { tier: "BASE", orders: 1 },
    otherAfter: { tier: "SILVER", orders: 1, balances: [{ active: "300" }] },
  });
  const SPLIT = `mutation($i: SplitCustomerInput!) { splitCustomer(input: $i) {
    customer { id orders(first: 5) { nodes { id } } } separated { id orders(first: 5) { nodes { id } } }
    userErrors { code field } } }`;
  const said = { ...input, reason: "Father and son.", idempotencyKey: randomUUID() };
  const { splitCustomer: split } = await ask(SPLIT, { i: said }, "supervisor");
  expect(split.userErrors).toEqual([]);
  expect(split.customer.orders.nodes).toHaveLength(1);
  const [order] = split.separated.orders.nodes;
  const other = (await ask(read, { e: son })).customer;
  expect(other.id).toBe(split.separated.id);
  const sentences = other.timeline.nodes.map((node: { sentence: string }) => node.sentence);
  expect(sentences).toContainEqual(expect.stringMatching(/Two people shared one record/));
  expect(sentences).toContainEqual(expect.stringMatching(/300 points came with order/));
  expect(other.identityGraph.decisions).toContainEqual({
    sentence: "Two people shared a record; the other one is a customer of their own now.",
    reason: "Father and son.",
  });
  const { explainPoints } = await ask(
    "query($id: ID!) { explainPoints(order: {id: $id}) { entries { kind points } } }",
    { id: order.id },
  );
  expect(explainPoints.entries).toEqual([
    { kind: "EARNED", points: "300" },
    { kind: "MOVED", points: "-300" },
    { kind: "MOVED", points: "300" },
  ]);
  const { explainTier } = await ask(
    "query($e: String!) { explainTier(customer: {email: $e}) { change { cause { code sentence } } } }",
    { e: son },
  );
  expect(explainTier.change.cause).toEqual({
    code: "UNMERGED",
    sentence: "Customers who were taken for one person were parted; Silver is left.",
  });
  const foreign = { ...said, orders: [order.id], idempotencyKey: randomUUID() };
  const { splitCustomer: again } = await ask(SPLIT, { i: foreign }, "supervisor");
  expect(again.userErrors).toEqual([{ code: "IDENTIFIER_NOT_FOUND", field: ["identifiers", "0"] }]);
  const { unsplitCustomer: back } = await ask(
    `mutation($i: UnsplitCustomerInput!) { unsplitCustomer(input: $i) {
      customer { id orders(first: 5) { nodes { id } } } userErrors { code } } }`,
    { i: { customer: { id: other.id }, reason: "One.", idempotencyKey: randomUUID() } },
    "supervisor",
  );
  expect(back).toMatchObject({ customer: { id: one.id }, userErrors: [] });
  expect(back.customer.orders.nodes).toHaveLength(2);
});

test("what purchases showed and a limit kept from a customer is told with its reason, without the value", async () => {
  const one = await buyer("20.00");
  const numbers = Array.from({ length: 21 }, (_, at) => `+4420794610${10 + at}`);
  for (const shown of [numbers.slice(0, 12), numbers.slice(12)]) {
    const phones = shown.map((value) => ({ kind: "phone", value }));
    await server.receive([
      soldEvent({ customer: [{ kind: "email", value: one.email }, ...phones] }),
    ]);
  }
  const { customer } = await ask(
    `query($id: ID!) { customer(by: {id: $id}) { orders(first: 5) { nodes { id } }
      identityGraph { surplus { leaf identifierKind refused at } } } }`,
    { id: one.id },
  );
  expect(customer.orders.nodes).toHaveLength(3);
  expect(customer.identityGraph.surplus).toEqual([
    {
      ...{ leaf: one.id, identifierKind: "phone", refused: "LIMIT_OF_CUSTOMER" },
      at: expect.any(String),
    },
  ]);
});

test("a record that has proven an address is its holder's, and one that has not is nobody's", async () => {
  const one = await buyer("20.00");
  const { sql } = server.database;
  await sql`update identifiers set verified = true where value = ${one.email}`;
  const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
  const token = await server.token("ingest");
  const send = async (key: string, emailVerified: boolean) => {
    const record = { key, name: "Philippa Unheard", email: one.email, emailVerified };
    const { data } = await server.graphql({
      query: `mutation($i: ResolveRecordsInput!) { resolveRecords(input: $i) {
        results { outcome userErrors { code } } userErrors { code } } }`,
      variables: { i: { source: "shop", records: [record], idempotencyKey: randomUUID() } },
      token,
    });
    await decideLinks(deps);
    return data.resolveRecords.results[0];
  };
  expect(await send("typed", false)).toMatchObject({ outcome: "CREATED" });
  const recordsOf = async () =>
    (
      await ask(
        `query($id: ID!) { customer(by: {id: $id}) { identityGraph { leaves { records } } } }`,
        { id: one.id },
      )
    ).customer.identityGraph.leaves.map((leaf: { records: number }) => leaf.records);
  expect(await recordsOf()).toEqual([0]);
  expect(await send("typed", true)).toMatchObject({ outcome: "CHANGED" });
  expect(await recordsOf()).toEqual([0, 1]);
  expect(await send("typed", false)).toMatchObject({ outcome: "CHANGED" });
  expect(await recordsOf()).toEqual([0]);
});
