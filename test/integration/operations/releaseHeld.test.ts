import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { soldEvent } from "../../support/purchases.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";
import { createShopper } from "../../support/streams.ts";

/** Operators let held purchases go on by the graph: what `tributary held release` does. */

let server: TestServer;
let operator: string;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.token("operator", { sub: "olga" });
});
afterAll(() => server.stop());
beforeEach(async () => {
  // Each test begins with nothing held.
  await server.database.sql`
    update events set outcome = 'REJECTED', wait_key = null, wait_until = null
     where outcome = 'HELD'`;
});

/** More than 180 days ago: waits for approval. */
const OLD = "2020-01-02T10:00:00Z";
const purchase = (number: string, more: object = {}) =>
  soldEvent({ references: [{ kind: "order", value: number }], customer: undefined, ...more });
const old = (number: string, more: object = {}) => purchase(number, { occurredAt: OLD, ...more });
/** Waits for an order that nobody has told of. */
const orphan = (number: string) =>
  purchase(number, { kind: "CANCELLED", lines: undefined, tenders: undefined });

async function hold(...events: readonly object[]): Promise<readonly string[]> {
  const results = await server.receive(events);
  expect(results.map(({ outcome }) => outcome)).toEqual(events.map(() => "HELD"));
  const rows = await server.database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD' order by id`;
  return rows.slice(-events.length).map(({ id }) => encodeGlobalId("Handoff", String(id)));
}

async function release(input: object, token = operator) {
  const { data, errors } = await server.graphql({
    query: `mutation($i: ReleaseHeldInput!) { releaseHeld(input: $i) {
      released applied rejected waiting userErrors { code field } } }`,
    variables: { i: { reason: "Looked at it", idempotencyKey: randomUUID(), ...input } },
    token,
  });
  return { answer: data?.releaseHeld, code: errors?.[0]?.extensions["code"] };
}

async function heldFor(): Promise<readonly string[]> {
  const rows = await server.database.sql<{ reason: string }[]>`
    select reason from events where outcome = 'HELD' order by id`;
  return rows.map(({ reason }) => reason);
}

async function records(): Promise<number> {
  const [row] = await server.database.sql<{ n: number }[]>`
    select count(*)::int as n from audit where action = 'held.release'`;
  return row?.n ?? 0;
}

const NOTHING = { released: 0, applied: 0, rejected: 0, waiting: 0 };

test("what waits for approval is applied before the answer, once per key, and is on record", async () => {
  const [id = ""] = await hold(old("r-1"));
  const input = { handoffs: [id], idempotencyKey: "once" };
  const first = await release(input);
  expect(first.answer).toEqual({ ...NOTHING, released: 1, applied: 1, userErrors: [] });
  expect(await heldFor()).toEqual([]);
  const count = await records();
  expect((await release(input)).answer).toEqual(first.answer);
  expect(await records()).toBe(count);
  const [row] = await server.database.sql<{ actor: string; details: object }[]>`
    select actor, details from audit where action = 'held.release' order by id desc limit 1`;
  expect(row?.actor).toMatch(/^operator:.*olga/);
  expect(row?.details).toMatchObject({ reason: "Looked at it", heldFor: null });
});

test("of a group all go on and no other, and what it waits for is still asked for", async () => {
  await hold(old("g-1"), old("g-2"), orphan("g-none"));
  expect((await release({ heldFor: "OLD_EVENT" })).answer).toEqual({
    ...{ ...NOTHING, released: 2, applied: 2, userErrors: [] },
  });
  expect(await heldFor()).toEqual(["UNKNOWN_ORDER"]);
  expect((await release({ heldFor: "UNKNOWN_ORDER" })).answer).toEqual({
    ...{ ...NOTHING, released: 1, waiting: 1, userErrors: [] },
  });
  expect(await heldFor()).toEqual(["UNKNOWN_ORDER"]);
});

test("of several that are named none goes on when one is not held", async () => {
  const [one = "", two = ""] = await hold(old("n-1"), old("n-2"));
  await release({ handoffs: [two] });
  expect((await release({ handoffs: [one, two] })).answer).toEqual({
    ...{ ...NOTHING, userErrors: [{ code: "NOT_HELD", field: ["input", "handoffs", "1"] }] },
  });
  expect(await heldFor()).toEqual(["OLD_EVENT"]);
});

test.each([
  ["both", { handoffs: ["x"], heldFor: "OLD_EVENT" }, "NAME_EVENTS_OR_REASON", "handoffs"],
  ["neither", {}, "NAME_EVENTS_OR_REASON", "handoffs"],
  ["an empty list", { handoffs: [] }, "NAME_EVENTS_OR_REASON", "handoffs"],
  ["too many", { handoffs: Array.from({ length: 101 }, () => "x") }, "TOO_MANY", "handoffs"],
  ["a reason that is none", { heldFor: "BORED" }, "UNKNOWN_HOLD", "heldFor"],
  ["no word of why", { heldFor: "OLD_EVENT", reason: " " }, "REASON_INVALID", "reason"],
  ["an id of something else", { handoffs: ["Q3VzdG9tZXI6MQ"] }, "NOT_HELD", "handoffs"],
])("%s releases nothing and is told at its field", async (_what, input, code, field) => {
  await hold(old(randomUUID()));
  const { answer } = await release(input);
  expect(answer.userErrors).toEqual([
    { code, field: expect.arrayContaining(["input", field]) as unknown },
  ]);
  expect(answer).toMatchObject(NOTHING);
  expect(await heldFor()).toEqual(["OLD_EVENT"]);
});

test.each(["agent", "supervisor", "marketer", "till"] as const)(
  "%s releases nothing",
  async (role) => {
    const [id = ""] = await hold(old(randomUUID()));
    const { code } = await release({ handoffs: [id] }, await server.token(role, { store: "s1" }));
    expect(code).toBe("FORBIDDEN");
    expect(await heldFor()).toEqual(["OLD_EVENT"]);
  },
);

describe("nobody lets go on what is about themselves", () => {
  let self: { readonly email: string; readonly token: string; readonly publicId: string };
  beforeAll(async () => {
    const { rootId, publicId } = await createShopper(server);
    const [row] = await server.database.sql<{ value: string }[]>`
      select value from identifiers where leaf_id = ${rootId} and kind = 'email'`;
    const claims = { sub: "otto", customer_id: publicId };
    self = { publicId, email: row?.value ?? "", token: await server.token("operator", claims) };
  });

  test("by an identifier of theirs: named it is refused, of a group it is left out", async () => {
    const mine = { customer: [{ kind: "email", value: self.email }] };
    const [own = ""] = await hold(old(randomUUID(), mine), old(randomUUID()));
    expect((await release({ handoffs: [own] }, self.token)).answer.userErrors).toEqual([
      { code: "OWN_PURCHASE", field: ["input", "handoffs", "0"] },
    ]);
    const { answer } = await release({ heldFor: "OLD_EVENT" }, self.token);
    expect(answer).toMatchObject({ released: 1, applied: 1 });
    expect(await heldFor()).toEqual(["OLD_EVENT"]);
    // Somebody else may.
    expect((await release({ handoffs: [own] })).answer).toMatchObject({ applied: 1 });
  });

  test("by an order of theirs that it names", async () => {
    const number = randomUUID();
    await server.receive([purchase(number, { customer: [{ kind: "email", value: self.email }] })]);
    const lines = [{ id: "1", article: "A", name: "Boat", quantity: "1", gross: "99000000.00" }];
    const [own = ""] = await hold(purchase(number, { kind: "AMENDED", lines, tenders: undefined }));
    expect(await heldFor()).toEqual(["IMPLAUSIBLE_AMOUNT"]);
    const { answer } = await release({ handoffs: [own] }, self.token);
    expect(answer.userErrors[0].code).toBe("OWN_PURCHASE");
  });

  test("by their token that sent it, whoever it is about", async () => {
    const claims = { sub: "otto-till", store: STORE, customer_id: self.publicId };
    const { data } = await server.graphql({
      query: `mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) {
        results { outcome reason } } }`,
      variables: { e: [old(randomUUID())] },
      token: await server.token("till", claims),
    });
    expect(data.ingestPurchases.results).toEqual([{ outcome: "HELD", reason: "OLD_EVENT" }]);
    const { answer } = await release({ heldFor: "OLD_EVENT" }, self.token);
    expect(answer).toMatchObject(NOTHING);
    expect((await release({ heldFor: "OLD_EVENT" })).answer).toMatchObject({ released: 1 });
  });
});
