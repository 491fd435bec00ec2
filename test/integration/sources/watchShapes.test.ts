import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mayWatchSources } from "../../../db/queries/sources/shapes.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";
import { Mappings } from "../../../src/messages/mappings.ts";
import { keepMapping } from "../../../src/messages/saved/saveMapping.ts";
import { createSourceHealthLoader } from "../../../src/sources/sourceHealth.ts";
import { watchShapes } from "../../../src/sources/watchShapes.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let vendor: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  vendor = await openSender(
    server,
    "vendor",
    receivesSchema.parse({ connector: "standard_webhooks" }),
  );
});
afterAll(() => server?.stop());

let now = (Date.now() * 1_000) as Instant;

async function watched(): Promise<number | null> {
  const seen = await watchShapes({
    ...{ sql: server.database.sql, catalog: server.catalog, now: () => now },
    mappings: new Mappings(server.database.sql),
  });
  now = addMicros(now, MICROS_PER_MINUTE);
  return seen;
}

/** Bodies that come before the next looking. */
async function arrive(bodies: readonly string[], sourceId: number): Promise<void> {
  const keys = bodies.map(() => randomUUID());
  for (const [index, body] of bodies.entries()) {
    await server.messages.inbox.store({
      ...{ sourceId, principal: "test", key: keys[index] as string, topic: "orders/create" },
      ...{ door: "WEBHOOK", requestId: null, headers: {}, body: Buffer.from(body) },
    });
  }
  await server.database.sql`
    update inbound_message set received_at = to_timestamp(${now / 1_000_000 - 1}::float8)
     where message_key = any(${keys})`;
}

async function driftsOf(code: string) {
  const loader = createSourceHealthLoader({
    ...{ sql: server.database.sql, now: () => now },
    directory: { sources: server.catalog.tables.sources },
  });
  const health = (await loader.all()).find(({ source }) => source === code);
  return health?.drift.map(({ topic, path, kind, sample }) => ({ topic, path, kind, sample }));
}

const body = (index: number, changes: object = {}) =>
  JSON.stringify({
    id: 1_000_000 + index,
    total: 10 + (index % 40),
    buyer: { mail: "x" },
    ...changes,
  });

test("a field that a system stops sending is found in its stored bodies, with a message that shows it", async () => {
  for (let round = 0; round < 14; round += 1) {
    await arrive(
      Array.from({ length: 20 }, (_, index) => body(round * 20 + index)),
      vendor.id,
    );
    expect(await watched()).toBe(20);
  }
  expect(await driftsOf("vendor")).toEqual([]);
  await arrive(
    Array.from({ length: 20 }, (_, index) => body(index, { buyer: undefined })),
    vendor.id,
  );
  await watched();
  await arrive(
    Array.from({ length: 20 }, (_, index) => body(index, { buyer: undefined })),
    vendor.id,
  );
  await watched();
  const [drift, ...others] = (await driftsOf("vendor")) ?? [];
  expect([drift, others]).toMatchObject([
    { topic: "orders/create", path: "buyer", kind: "GONE" },
    [],
  ]);
  const [row] = await server.database.sql<{ body: string }[]>`
    select convert_from(i.body, 'UTF8') as body from inbound_message m
      join intakes i on i.received_on = m.intake_on and i.id = m.intake_id
     where m.id = ${drift?.sample as string}::bigint`;
  expect(JSON.parse(row?.body ?? "{}")).not.toHaveProperty("buyer");
});

test("what was looked at is not looked at again, and one process looks at a time", async () => {
  expect(await watched()).toBe(0);
  await server.database.sql.begin(async (tx) => {
    expect(await mayWatchSources(tx as never)).toBe(true);
    expect(await watched()).toBeNull();
  });
});

test("rows of a mapped file are looked at by their columns", async () => {
  const { sql } = server.database;
  const folder = `${import.meta.dirname}/../../../examples/mappings/till-file`;
  const document = readFileSync(`${folder}/mapping.yaml`, "utf8");
  const receives = receivesSchema.parse({
    ...{ connector: "mapped", mapping: "till-file", proof: { by: "bearer" } },
  });
  const files = await openSender(server, "files", receives);
  await keepMapping(sql, { name: "till-file", document, expectedVersion: null }, "test");
  await arrive([readFileSync(`${folder}/sample.txt`, "utf8")], files.id);
  expect(await watched()).toBe(1);
  const [row] = await sql<{ paths: string[] }[]>`
    select array(select jsonb_object_keys(recent -> 'paths')) as paths
      from source_shape where source_id = ${files.id}`;
  expect(row?.paths.length).toBeGreaterThan(3);
});

test("events in our own words are looked at one by one, by their kind, by either door", async () => {
  const { sql } = server.database;
  const query = `mutation($events: [PurchaseEventInput!]!) {
    ingestPurchases(input: {events: $events}) { results { outcome } } }`;
  await server.graphql({ query, variables: { events: [soldEvent(), soldEvent()] } });
  const lines = [soldEvent({ till: "7" }), soldEvent({ till: "8" })];
  const response = await fetch(`${server.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await server.token("ingest")}`,
    },
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  expect(response.status).toBe(200);
  await response.text();
  await sql`update events set recorded_at = to_timestamp(${now / 1_000_000 - 1}::float8)`;
  expect(await watched()).toBe(4);
  const [row] = await sql<{ bodies: number; tills: number; gross: number }[]>`
    select (recent ->> 'bodies')::int as bodies,
           (recent -> 'paths' -> 'till' ->> 'present')::int as tills,
           (recent -> 'paths' -> 'lines[].gross' ->> 'present')::int as gross
      from source_shape where topic = 'SOLD'`;
  expect(row).toEqual({ bodies: 4, tills: 2, gross: 4 });
});
