import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { keepMapping } from "../../../src/messages/saved/saveMapping.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

const SECRET = "a-secret-of-debezium";
const headers = { authorization: `Bearer ${SECRET}` };

/** An ERP's table of orders, each row with its lines. */
const MAPPING = `mapping: erp-orders
input: { format: debezium }
events:
  - make: purchase
    when: it.op != "d"
    fields:
      eventId: it.id
      kind: 'it.op == "u" ? "AMENDED" : "SOLD"'
      occurredAt: it.row.placed_at
      references: { kind: { is: erp }, value: it.row.number }
      customer: { kind: { is: email }, value: it.row.email }
      store: { is: ${STORE} }
      currencyCode: { is: GBP }
      lines:
        - { id: { is: "1" }, quantity: { is: "1" }, gross: it.row.total, discounts: [] }
  - make: purchase
    when: it.op == "d"
    fields:
      eventId: it.id
      kind: { is: VOIDED }
      occurredAt: it.at
      references: { kind: { is: erp }, value: it.before.number }
`;

let server: TestServer;
let sender: Sender;
let lsn = 34_000_000;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({
    connector: "debezium",
    tables: { "sales.orders": "erp-orders", "sales.outbox": "outbox" },
  });
  sender = await openSender(server, "erp-cdc", receives, SECRET);
  const { sql } = server.database;
  await keepMapping(sql, { name: "erp-orders", document: MAPPING, expectedVersion: null }, "test");
});
afterAll(() => server?.stop());

interface Row {
  readonly number: string;
  readonly email: string;
  readonly total: string;
  readonly [column: string]: unknown;
}

function rowOf(total: string): Row {
  const id = randomUUID();
  return {
    ...{ number: id, email: `${id}@example.com`, total },
    placed_at: new Date(Date.now() - 3_600_000).toISOString(),
  };
}

function change(op: string, rows: { before?: object | null; after?: object | null }, over = {}) {
  lsn += 8;
  const ms = Date.now() - 1_000;
  const source = { connector: "postgresql", ts_ms: ms, snapshot: "false", db: "erp" };
  return {
    ...{ before: null, after: null, ...rows, op, ts_ms: ms, transaction: null },
    source: { ...source, schema: "sales", table: "orders", lsn, ...over },
  };
}

const send = (value: unknown) => sender.post(JSON.stringify(value), headers);
const latest = async () => (await sender.messages()).at(-1);

async function totals(email: string): Promise<readonly string[] | undefined> {
  const query =
    "query($email: String!) { customer(by: {email: $email}) { orders(first: 5) { nodes { total { amount } } } } }";
  const { data } = await server.graphql({ query, variables: { email } });
  return data.customer?.orders.nodes.map((one: { total: { amount: string } }) => one.total.amount);
}

test("a row that is inserted and changed is an order that follows it, in the order of the log", async () => {
  const row = rowOf("10.00");
  const [first, second, third] = [
    change("c", { after: row }),
    change("u", { after: { ...row, total: "20.00" } }),
    change("u", { after: { ...row, total: "30.00" } }),
  ];
  await send(first);
  expect(await totals(row.email)).toBeUndefined();
  expect(await latest()).toMatchObject({
    ...{ topic: "sales.orders", state: "READ" },
    counts: { purchases: { APPLIED: 1 }, mappings: { "erp-orders": 1 } },
  });
  expect(await totals(row.email)).toEqual(["10.00"]);
  // The last change comes before the one in between, which says nothing any more.
  await send(third);
  await latest();
  await send(second);
  await latest();
  expect(await totals(row.email)).toEqual(["30.00"]);
  // Told again after a restart, at another time, in another wrapping.
  const again = await send({ schema: {}, payload: { ...third, ts_ms: 1 } });
  expect(await again.json()).toMatchObject({ duplicate: true });
});

test("changes of one second come to the latest, by Oracle's places and whatever comes last", async () => {
  // Times of whole seconds: without its place each of these would be as late as the others.
  const second = Math.floor(Date.now() / 1_000) * 1_000 - 5_000;
  const rows = Array.from({ length: 8 }, () => rowOf("10.00"));
  // There and back: the last says the same as the first change, and is another one.
  const totalsByScn = ["20.00", "30.00", "40.00", "20.00"];
  const changes = rows.flatMap((row) =>
    [row.total, ...totalsByScn].map((total, index) =>
      change(
        index === 0 ? "c" : "u",
        { after: { ...row, total } },
        { lsn: undefined, ts_ms: second, scn: String(998 + index) },
      ),
    ),
  );
  await send(changes.toReversed());
  expect(await latest()).toMatchObject({ state: "READ" });
  const found = await Promise.all(rows.map(({ email }) => totals(email)));
  expect(found).toEqual(rows.map(() => ["20.00"]));
});

test("an order's lines are read from a column of JSON, of a row that was flattened", async () => {
  const { sql } = server.database;
  const document = MAPPING.replace("mapping: erp-orders", "mapping: outbox").replace(
    `        - { id: { is: "1" }, quantity: { is: "1" }, gross: it.row.total, discounts: [] }`,
    `        - each: json(it.row.lines)
          id: text(item.id)
          quantity: text(item.quantity)
          gross: decimal(item.gross)
          discounts: []`,
  );
  await keepMapping(sql, { name: "outbox", document, expectedVersion: null }, "test");
  const row = rowOf("0.00");
  const lines = JSON.stringify([
    { id: 1, quantity: 2, gross: 12.1 },
    { id: 2, quantity: 1, gross: "0.85" },
  ]);
  const added = { __op: "c", __table: "outbox", __schema: "sales", __lsn: 7_000_001 };
  await send({ schema: { type: "struct" }, payload: { ...row, lines, ...added } });
  expect(await latest()).toMatchObject({ topic: "sales.outbox", state: "READ" });
  expect(await totals(row.email)).toEqual(["12.95"]);
});

test("a row that is deleted takes its order back, where the database logs what it was", async () => {
  const row = rowOf("10.00");
  await send(change("c", { after: row }));
  await send(change("d", { before: row }));
  expect(await latest()).toMatchObject({ state: "READ", counts: { purchases: { APPLIED: 1 } } });
  expect(await totals(row.email)).toEqual(["0.00"]);
  await send(change("d", { before: null }));
  expect(await latest()).toMatchObject({
    state: "UNREAD",
    faults: [{ reason: "MISSING", at: "references.value" }],
  });
});

test("a snapshot is history; what is no change of a known table is passed over", async () => {
  const old = { ...rowOf("10.00"), placed_at: "2020-01-02T10:00:00Z" };
  await send([
    change("r", { after: old }, { snapshot: "first" }),
    null,
    { status: "BEGIN", id: "7", event_count: null },
    change("t", {}),
    change("c", { after: {} }, { table: "stock" }),
  ]);
  // A first load is not refused for its age.
  expect(await latest()).toMatchObject({
    state: "READ",
    counts: {
      purchases: { APPLIED: 1 },
      passedOver: { tombstone: 1, transaction: 1, truncate: 1, "table sales.stock": 1 },
    },
  });
});

test("lines of changes are each taken for themselves, and nobody is believed without the secret", async () => {
  const row = rowOf("5.00");
  const body = `${JSON.stringify(change("c", { after: row }))}\n{"op\n{"op": "z"}\n`;
  expect((await sender.post(body)).status).toBe(401);
  expect((await sender.post(body, headers)).status).toBe(200);
  expect(await latest()).toMatchObject({
    state: "UNREAD",
    counts: { purchases: { APPLIED: 1 } },
    faults: [{ reason: "NOT_JSON" }, { reason: "UNKNOWN_OPERATION", at: "line 3" }],
  });
  expect((await sender.post("", headers)).status).toBe(200);
  expect(await latest()).toMatchObject({ state: "READ", counts: { passedOver: { tombstone: 1 } } });
});
