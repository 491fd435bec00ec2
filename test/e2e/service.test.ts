import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { soldEvent } from "../support/purchases.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

/** What a service console does in a day, over HTTP. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function send(
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Awaited<ReturnType<TestServer["graphql"]>>["data"]> {
  const answer = await server.graphql({
    query,
    variables,
    token: token ?? (await server.token("agent")),
  });
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

const CREATE = `mutation($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    customer { id name language version flags identifiers { id kind display status verified } orders(first: 5) { nodes { id } } }
    userErrors { code field } } }`;

async function createCustomer(identifiers: readonly object[], name: string | null = null) {
  const input = { name, identifiers, idempotencyKey: randomUUID() };
  const { customer, userErrors } = (await send(CREATE, { input })).createCustomer;
  expect(userErrors).toEqual([]);
  return customer;
}

const RECORD = `mutation($input: RecordInteractionsInput!) {
  recordInteractions(input: $input) {
    results { index duplicate interaction { id kind status subject source order { id } } userErrors { code field } }
    userErrors { code } } }`;

function complaint(customerId: string, externalId: string, more: object = {}) {
  return {
    source: "shop",
    externalId,
    kind: "COMPLAINT",
    occurredAt: "2026-01-05T10:00:00Z",
    channel: "phone",
    customerId,
    subject: "A broken lamp",
    caseNumber: `C-${externalId}`,
    ...more,
  };
}

const PAGE = `query($id: ID!, $first: Int!, $after: String, $open: Boolean) {
  customer(by: {id: $id}) { interactions(first: $first, after: $after, openOnly: $open) {
    nodes { id } edges { cursor node { id status } } pageInfo { hasNextPage endCursor } } } }`;

interface PageOfIds {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function allPages(id: string, first: number, open: boolean): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const data: { customer: { interactions: PageOfIds } } = await send(PAGE, {
      id,
      first,
      after,
      open,
    });
    const { nodes, pageInfo } = data.customer.interactions;
    ids.push(...nodes.map((node) => node.id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) {
      return ids;
    }
  }
}

describe("interactions", () => {
  test("pages of any size give every interaction once, and openOnly only what nobody has resolved", async () => {
    const { id } = await createCustomer([{ kind: "email", value: "pages@example.com" }]);
    const raws = Array.from({ length: 9 }, (_, at) => complaint(id, `page-${at}`));
    const resolved = [2, 5].map((at) =>
      complaint(id, `resolved-${at}`, {
        kind: "CASE_RESOLVED",
        caseNumber: `C-page-${at}`,
        occurredAt: "2026-01-06T10:00:00Z",
      }),
    );
    const { results } = (await send(RECORD, { input: { interactions: [...raws, ...resolved] } }))
      .recordInteractions;
    const idsOf = (from: readonly { interaction: { id: string } }[]) =>
      from.map(({ interaction }) => interaction.id);
    for (const first of [1, 3, 100]) {
      expect((await allPages(id, first, false)).toSorted()).toEqual(idsOf(results).toSorted());
      const open = results.slice(0, 9).filter((_: unknown, at: number) => at !== 2 && at !== 5);
      expect((await allPages(id, first, true)).toSorted()).toEqual(idsOf(open).toSorted());
    }
  });

  test("the order it names is shown, also one that comes after it; one that two sources know is not guessed", async () => {
    const { id } = await createCustomer([{ kind: "email", value: "orders@example.com" }]);
    const about = (externalId: string, number: string, source?: string) =>
      complaint(id, externalId, { order: { number, ...(source && { source }) } });
    const interactions = [
      about("o1", "LATE-1"),
      about("o2", "BOTH-1"),
      about("o3", "BOTH-1", "erp"),
    ];
    const { results } = (await send(RECORD, { input: { interactions } })).recordInteractions;
    expect(
      results.map((result: { interaction: { order: unknown } }) => result.interaction.order),
    ).toEqual([null, null, null]);
    await server.receive([
      soldEvent({ references: [{ kind: "order", value: "LATE-1" }] }),
      soldEvent({ references: [{ kind: "order", value: "BOTH-1" }] }),
      soldEvent({
        source: "erp",
        customer: [],
        references: [{ kind: "order", value: "BOTH-1" }],
      }),
    ]);
    const shown = await send(
      "query($id: ID!) { customer(by: {id: $id}) { interactions(first: 9) { nodes { order { references { source value } } } } } }",
      { id },
    );
    const orders = shown.customer.interactions.nodes.map(
      (node: { order: { references: object[] } | null }) => node.order?.references ?? null,
    );
    expect(orders.toReversed()).toEqual([
      [{ source: "shop", value: "LATE-1" }],
      null,
      [{ source: "erp", value: "BOTH-1" }],
    ]);
  });

  test("a single one answers with itself, as a node too; a bad one names the field from the input on", async () => {
    const { id } = await createCustomer([{ kind: "email", value: "single@example.com" }]);
    const query = `mutation($i: InteractionInput!) { recordInteraction(input: {interaction: $i}) {
      duplicate interaction { id subject status } userErrors { code field } } }`;
    const first = (await send(query, { i: complaint(id, "single") })).recordInteraction;
    expect(first).toMatchObject({ duplicate: false, userErrors: [] });
    expect(first.interaction).toMatchObject({ subject: "A broken lamp", status: "OPEN" });
    const { node } = await send(
      "query($id: ID!) { node(id: $id) { id __typename } }",
      first.interaction,
    );
    expect(node).toEqual({ id: first.interaction.id, __typename: "Interaction" });
    const bad = (await send(query, { i: complaint(id, "bad", { kind: "GOSSIP" }) }))
      .recordInteraction;
    expect(bad).toMatchObject({
      interaction: null,
      userErrors: [{ code: "UNKNOWN_INTERACTION_KIND", field: ["interaction", "kind"] }],
    });
  });

  test("a customer sees its own and nobody else's, a till sees none, and who sends them may not read them", async () => {
    const own = await createCustomer([{ kind: "email", value: "own@example.com" }]);
    const other = await createCustomer([{ kind: "email", value: "other@example.com" }]);
    const interactions = [complaint(own.id, "own"), complaint(other.id, "other")];
    const { results } = (await send(RECORD, { input: { interactions } })).recordInteractions;
    const [mine, theirs] = results.map(
      (result: { interaction: { id: string } }) => result.interaction.id,
    );
    const storefront = await server.token("storefront", { customer_id: own.id });
    const till = await server.token("till", { store: STORE });
    const doors = async (token: string, customer: string, interaction: string) =>
      await send(
        `query($customer: ID!, $interaction: ID!) {
          customer(by: {id: $customer}) { interactions(first: 5) { nodes { id subject } } }
          node(id: $interaction) { id } }`,
        { customer, interaction },
        token,
      );
    expect(await doors(storefront, own.id, mine)).toEqual({
      customer: { interactions: { nodes: [{ id: mine, subject: "A broken lamp" }] } },
      node: { id: mine },
    });
    expect(await doors(storefront, other.id, theirs)).toEqual({ customer: null, node: null });
    expect(await doors(till, own.id, mine)).toEqual({
      customer: { interactions: null },
      node: null,
    });
    const sent = await send(
      RECORD,
      { input: { interactions: [complaint(own.id, "sent"), complaint(own.id, "own")] } },
      await server.token("ingest"),
    );
    expect(sent.recordInteractions.results).toEqual([
      { index: 0, duplicate: false, interaction: null, userErrors: [] },
      { index: 1, duplicate: true, interaction: null, userErrors: [] },
    ]);
    const page = await send(PAGE, { id: other.id, first: 1 });
    const stolen = await server.graphql({
      query: PAGE,
      variables: { id: own.id, first: 1, after: page.customer.interactions.pageInfo.endCursor },
      token: storefront,
    });
    expect(stolen.errors?.[0]?.extensions["code"]).toBe("BAD_CURSOR");
  });

  test("a call of 500 with long subjects fits into a request", async () => {
    const { id } = await createCustomer([{ kind: "email", value: "large@example.com" }]);
    const interactions = Array.from({ length: 500 }, (_, at) =>
      complaint(id, `large-${at}`, { subject: "x".repeat(500) }),
    );
    const { results } = (await send(RECORD, { input: { interactions } })).recordInteractions;
    expect(results).toHaveLength(500);
    expect(results.every((result: { interaction: unknown }) => result.interaction !== null)).toBe(
      true,
    );
  });
});

describe("customers", () => {
  test("a new customer comes with the purchases that had waited, and is changed under its version", async () => {
    await server.receive([soldEvent({ source: "erp", customer: [{ kind: "erp", value: "E-1" }] })]);
    const made = await createCustomer([{ kind: "erp", value: "E-1" }], "Ada Example");
    expect(made).toMatchObject({ name: "Ada Example", version: 1, flags: [] });
    expect(made.orders.nodes).toHaveLength(1);
    const update = `mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) {
      customer { name language flags version } userErrors { code field } } }`;
    const input = {
      customer: { id: made.id },
      language: "de",
      flags: ["BUSINESS"],
      expectedVersion: 1,
    };
    expect((await send(update, { input })).updateCustomer).toEqual({
      customer: { name: "Ada Example", language: "de", flags: ["BUSINESS"], version: 2 },
      userErrors: [],
    });
    expect((await send(update, { input })).updateCustomer).toEqual({
      customer: null,
      userErrors: [{ code: "VERSION_CONFLICT", field: ["expectedVersion"] }],
    });
  });

  test("a till is told that a card is replaced or blocked, and staff still find the customer by it", async () => {
    const made = await createCustomer([{ kind: "loyalty", value: "1234567" }]);
    const [card] = made.identifiers;
    const till = await server.token("till", { store: STORE });
    const T9 = `query { customer(by: {loyaltyNumber: "1234567"}) { id identifiers { display status } } }`;
    const toldToTill = async () => {
      const { data, errors } = await server.graphql({ query: T9, token: till });
      expect(data?.customer ?? null).toBeNull();
      expect(errors?.[0]?.extensions["code"]).toBe("IDENTIFIER_NOT_IN_USE");
      return errors?.[0]?.extensions;
    };
    const replaced = await send(
      `mutation($id: ID!) { replaceIdentifier(input: {identifier: {id: $id}, newValue: "7654321", idempotencyKey: "r"}) {
        customer { identifiers { display status } } userErrors { code } } }`,
      { id: card.id },
    );
    const expected = [
      { display: "***67", status: "REPLACED" },
      { display: "***21", status: "ACTIVE" },
    ];
    expect(replaced.replaceIdentifier).toEqual({
      customer: { identifiers: expected },
      userErrors: [],
    });
    expect(await toldToTill()).toMatchObject({ status: "REPLACED" });
    expect((await send(T9)).customer).toEqual({ id: made.id, identifiers: expected });
    const blocked = await send(
      `mutation { blockIdentifier(input: {identifier: {value: {kind: "loyalty", value: "1234-567"}}, reason: STOLEN}) {
        customer { id } userErrors { code } } }`,
    );
    expect(blocked.blockIdentifier).toEqual({ customer: { id: made.id }, userErrors: [] });
    expect(await toldToTill()).toMatchObject({ status: "BLOCKED" });
    expect((await send(T9)).customer.identifiers[0]).toEqual({
      display: "***67",
      status: "BLOCKED",
    });
  });

  test("a receipt that was forgotten is found by what stands on it, and claimed", async () => {
    const { id } = await createCustomer([{ kind: "email", value: "claims@example.com" }]);
    await server.receive([
      soldEvent({
        customer: [],
        store: STORE,
        till: "3",
        businessDate: new Date().toISOString().slice(0, 10),
        references: [{ kind: "receipt", value: "77" }],
      }),
    ]);
    const receipt = {
      store: STORE,
      till: "3",
      businessDate: new Date().toISOString().slice(0, 10),
      receiptNumber: "77",
    };
    const { order } = await send(
      "query($r: ReceiptInput!) { order(by: {receipt: $r}) { id status } }",
      {
        r: receipt,
      },
    );
    const claim = `mutation($input: ClaimPurchaseInput!) { claimPurchase(input: $input) {
      order { id } customer { id orders(first: 2) { nodes { id } } } userErrors { code field } } }`;
    const said = {
      total: { amount: "45.00", currencyCode: "GBP" },
      purchasedOn: receipt.businessDate,
    };
    const input = { customer: { id }, order: { receipt }, ...said, idempotencyKey: "c1" };
    expect((await send(claim, { input })).claimPurchase).toEqual({
      order: { id: order.id },
      customer: { id, orders: { nodes: [{ id: order.id }] } },
      userErrors: [],
    });
    const unknown = {
      ...input,
      order: { receipt: { ...receipt, till: "4" } },
      idempotencyKey: "c2",
    };
    expect((await send(claim, { input: unknown })).claimPurchase.userErrors).toEqual([
      { code: "ORDER_NOT_FOUND", field: ["order"] },
    ]);
  });
});
