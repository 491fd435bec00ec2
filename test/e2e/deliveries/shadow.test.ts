import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertDestinationSecret } from "../../../db/queries/deliveries/destinations.ts";
import { readDestinationHealth } from "../../../src/deliveries/destinationHealth.ts";
import { secretOwnerOf } from "../../../src/deliveries/destinationSecrets.ts";
import { stepFanOut } from "../../../src/deliveries/fanOut.ts";
import { type Deliveries, openDeliveries } from "../../../src/deliveries/openDeliveries.ts";
import { findDestination } from "../../../src/deliveries/operate.ts";
import { compareFeed } from "../../../src/deliveries/shadow/compareFeed.ts";
import { feedLines } from "../../../src/deliveries/shadow/feedLines.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { readSigns } from "../../../src/incidents/signs.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { applySetup as planned } from "../../../src/programme/setup/applySetup.ts";
import { WatermarkTicker } from "../../../src/stream/watermark.ts";
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../../support/deliveries/storingReceiver.ts";
import { until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const REPORT = `query($code: String!, $from: DateTime, $to: DateTime) {
  shadowReport(destination: $code, from: $from, to: $to) { destination mode since from to verdict
    reasons customers { compared equal different missing unknown inFlight notCompared }
    fields { field compared equal different missing sample { customerId ours theirs orderSize
      currencyCode orderStatus tier comparedAt } }
    groups { by value currencyCode compared equal different missing } } }`;
const HEALTH = `{ health { destinations { destination mode shadow { verdict } deadLetters(first: 1)
  { id } wrongValues { field } } } }`;

let server: TestServer;
let receiver: StoringReceiver;
let deliveries: Deliveries;
let document: string;
let box: SecretBox;

const operator = () => server.token("operator");

async function applySetup(text: string) {
  const { data } = await server.graphql({
    query: `mutation($document: String!) { applySetup(input: {document: $document, dryRun: false}) {
      changes { code change } userErrors { message field } } }`,
    variables: { document: text },
    token: await server.token("admin"),
  });
  return data.applySetup;
}

async function cut(input: object, token?: string) {
  const { data, errors } = await server.graphql({
    query: `mutation($input: CutOverDestinationInput!) { cutOverDestination(input: $input) {
      mode userErrors { code field message } } }`,
    variables: {
      input: {
        destination: "crm",
        mode: "LIVE",
        reason: "go",
        idempotencyKey: randomUUID(),
        ...input,
      },
    },
    token: token ?? (await operator()),
  });
  return errors?.[0]?.extensions ?? data.cutOverDestination;
}

async function report(variables: object = {}) {
  const { data, errors } = await server.graphql({
    query: REPORT,
    variables: { code: "crm", ...variables },
    token: await operator(),
  });
  return errors?.[0]?.extensions ?? data.shadowReport;
}

/** Of a destination that was set up. @returns its number */
async function giveSecret(code: string, secret: string): Promise<number> {
  const { sql } = server.database;
  const found = await findDestination(sql, code);
  if (found === null) {
    throw new Error(`${code} was not set up`);
  }
  const sealed = box.seal(secret, secretOwnerOf(found.id, found.settings));
  const row = { destinationId: found.id, createdBy: "test", ...sealed };
  await sql.begin((tx) => insertDestinationSecret(tx, row, null));
  return found.id;
}

/** Somebody buys, and what the destination would have been told of them is at rest. */
async function settledPurchase(id: number): Promise<void> {
  const { sql } = server.database;
  await server.receive([soldEvent()]);
  await deliveries.refresh();
  const ticker = new WatermarkTicker(sql);
  while ((await ticker.step()) !== "IDLE") {
    // Until all that was committed is decided.
  }
  await ticker.close();
  await stepFanOut(sql);
  await until("it is settled in shadow", async () => {
    const [lane] = await sql<{ waits: boolean }[]>`
      select coalesce(bool_or(pending > 0), true) as waits from delivery_lane
       where destination_id = ${id}`;
    return lane?.waits === false;
  });
  await settled(server, id);
}

beforeAll(async () => {
  server = await startTestServer();
  receiver = await startStoringReceiver({ kind: "hubspot" });
  const { sql } = server.database;
  box = await SecretBox.open(server.secretsKeyFile);
  const entry = {
    ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
    ...{ events: ["points.changed"], fields: { tier: "tier.code", points: "points.active" } },
    sends: { kind: "hubspot", url: receiver.url, customer: "customer.id", property: "ours" },
    ...{ readBack: { settleSeconds: 60 }, mode: "SHADOW" },
    shadow: { customersMin: 1, daysMin: 0 },
  };
  document = JSON.stringify({ setup: 1, destinations: [entry] });
  expect(await applySetup(document)).toMatchObject({ userErrors: [] });
  const id = await giveSecret("crm", "pat-1");
  deliveries = openDeliveries({
    ...{ sql, box, log: createLogger({ level: "silent" }), wallMs: Date.now },
    ...{ reachOf: createAddressGuard(["127.0.0.0/8"]), observer: { attempted: () => {} } },
    filesFolder: null,
  });
  await settledPurchase(id);
  await readBackOf({ database: server.database, box }, "crm");
});
afterAll(async () => {
  await deliveries?.close();
  await server?.stop();
  await receiver?.close();
});

test("operators see where a feed differs from ours, and that it is a no-go", async () => {
  const seen = await report();
  expect(seen).toMatchObject({
    ...{ destination: "crm", mode: "SHADOW", since: expect.any(String), verdict: "NO_GO" },
    reasons: [expect.stringContaining("0 % of the customers are equal")],
    customers: { compared: 1, equal: 0, different: 0, missing: 1, inFlight: 0, notCompared: 0 },
  });
  const { tier, orderSize, orderStatus, currencyCode } = seen.fields[0].sample[0];
  expect(seen.groups).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ by: "TIER", value: tier, compared: 1, missing: 1 }),
      expect.objectContaining({ by: "ORDER_SIZE", value: orderSize, currencyCode, missing: 1 }),
      expect.objectContaining({ by: "ORDER_STATUS", value: orderStatus, missing: 1 }),
    ]),
  );
  for (const field of seen.fields) {
    expect(field.compared).toBe(field.equal + field.different + field.missing);
  }
  expect(await report({ code: "nobody" })).toBeNull();
  const late = { from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" };
  expect(await report(late)).toMatchObject({ code: "BAD_USER_INPUT" });
});

test("a purchase has no hop to a destination in shadow, its health is not worse for it, and no incident is opened", async () => {
  const { data } = await server.graphql({
    query: "{ handoffs(first: 5) { nodes { hops { boundary { code } } } } }",
    token: await operator(),
  });
  const hops: { boundary: { code: string } }[] = data.handoffs.nodes.flatMap(
    (one: { hops: object[] }) => one.hops,
  );
  expect(hops.length).toBeGreaterThan(0);
  expect(hops.filter(({ boundary }) => /acknowledged\.|readBack\./.test(boundary.code))).toEqual(
    [],
  );
  const health = await server.graphql({ query: HEALTH, token: await operator() });
  expect(health.data.health.destinations).toEqual([
    {
      ...{ destination: "crm", mode: "SHADOW", shadow: { verdict: "NO_GO" } },
      ...{ deadLetters: [], wrongValues: [] },
    },
  ]);
  const { sql } = server.database;
  // A lane that waits there for a day, and a destination that was found broken, are nobody's fault.
  await sql`update outbox set recorded_at = recorded_at - interval '1 day'`;
  await sql`
    update destination_state set broken_level = 1, broken_since = now(), paused_at = now(),
           paused_by = 'test'`;
  await sql`update delivery_lane set pending = 1, next_id = (select min(id) from outbox)`;
  const now = (Date.now() * 1_000) as Instant;
  const [crm] = await readDestinationHealth(sql, now);
  expect(crm?.oldestSeconds).toBeGreaterThan(80_000);
  const { signs } = await readSigns(
    { sql, boundaries: async () => [], sources: async () => [] },
    now,
  );
  expect(signs.filter(({ subject }) => subject === "crm")).toEqual([]);
  await sql`update delivery_lane set pending = 0`;
  await sql`
    update destination_state set broken_level = 0, broken_since = null, paused_at = null,
           paused_by = null`;
});

test("a no-go is cut over by force alone, once per key, and set-up that is applied again changes nothing about it", async () => {
  expect(await cut({})).toMatchObject({
    mode: "SHADOW",
    userErrors: [{ code: "VERDICT_NO_GO", field: ["input", "force"] }],
  });
  expect(await cut({}, await server.token("agent"))).toMatchObject({ code: "FORBIDDEN" });
  const idempotencyKey = randomUUID();
  const forced = { force: true, idempotencyKey };
  expect(await cut(forced)).toEqual({ mode: "LIVE", userErrors: [] });
  expect(await cut(forced)).toEqual({ mode: "LIVE", userErrors: [] });
  expect(await cut({ ...forced, reason: "another" })).toMatchObject({
    code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  });
  expect(await applySetup(document)).toEqual({ changes: [], userErrors: [] });
  // The command line says so.
  const noticed = await planned(server.database.sql, {
    ...{ document: JSON.parse(document), rules: null, actor: "test", dryRun: true },
    expectedVersion: null,
  });
  expect(noticed).toMatchObject({
    notices: ["destinations: crm begins SHADOW here, was cut since, and stays LIVE."],
  });
  expect(await report()).toMatchObject({
    ...{ mode: "LIVE", verdict: "NO_GO" },
    reasons: expect.arrayContaining(["It is told by us: there is no other feed to compare."]),
  });
  const live = document.replace('"SHADOW"', '"LIVE"');
  expect(await applySetup(live)).toMatchObject({ changes: [{ code: "crm" }], userErrors: [] });
  expect(await applySetup(document)).toMatchObject({
    changes: [],
    userErrors: [
      {
        field: ["document", "destinations", "0", "mode"],
        message: expect.stringContaining("`tributary destinations cut-back crm` changes it"),
      },
    ],
  });
  expect(await cut({ mode: "SHADOW" })).toEqual({ mode: "SHADOW", userErrors: [] });
});

test("a feed that is right by now is a go, and is cut over without force", async () => {
  const { sql } = server.database;
  await sql`update shadow_compared set differences = '[]', is_found = true,
                   compared_at = clock_timestamp()`;
  expect(await report()).toMatchObject({ verdict: "GO", customers: { compared: 1, equal: 1 } });
  expect(await cut({})).toEqual({ mode: "LIVE", userErrors: [] });
  const rows = await sql<{ action: string }[]>`
    select action, details ->> 'verdict' as verdict from audit
     where action like 'destination.cut%' order by id`;
  expect(rows).toEqual([
    { action: "destination.cut_over", verdict: "NO_GO" },
    { action: "destination.cut_back", verdict: null },
    { action: "destination.cut_over", verdict: "GO" },
  ]);
});

test("a file of the other feed counts in the report that operators ask for", async () => {
  const { sql } = server.database;
  const { destinations, ...rest } = JSON.parse(document);
  const [crm] = destinations;
  const { readBack: _asked, ...erp } = crm;
  const sends = { kind: "webhook", url: receiver.url };
  const both = [
    { ...crm, mode: "LIVE" },
    { ...erp, sends, code: "erp" },
  ];
  const text = JSON.stringify({ ...rest, destinations: both });
  expect(await applySetup(text)).toMatchObject({ userErrors: [] });
  const id = await giveSecret("erp", `whsec_${Buffer.alloc(24).toString("base64")}`);
  await settledPurchase(id);
  await sql`
    update destination_mode set since = since - interval '1 hour' where destination_id = ${id}`;
  const customers = await sql<{ publicId: string; tier: string; points: number }[]>`
    select c.public_id as "publicId", c.tier, sum(a.active)::int as points
      from delivery_sent s join customer c on c.id = s.root_id join account a on a.leaf_id = c.id
     where s.destination_id = ${id} group by c.id`;
  const fed = async (more: number) => {
    const lines = customers.map(({ publicId, tier, points }) => {
      const customer = Buffer.from(`Customer:${publicId}`).toString("base64");
      return JSON.stringify({ customer, tier, points: points + more });
    });
    const destination = await findDestination(sql, "erp");
    const told = { keyName: "customer", isWhole: false, actor: "test" };
    await compareFeed(
      { sql, box },
      {
        ...{ ...told, destination: destination as NonNullable<typeof destination> },
        lines: feedLines(Readable.from([Buffer.from(lines.join("\n"))]), null),
        at: (Date.now() * 1_000) as Instant,
      },
    );
    return await report({ code: "erp" });
  };
  expect(await fed(1)).toMatchObject({
    ...{ verdict: "NO_GO", customers: { compared: 1, equal: 0, different: 1 } },
    fields: expect.arrayContaining([expect.objectContaining({ field: "points", different: 1 })]),
  });
  expect(await fed(0)).toMatchObject({ verdict: "GO", customers: { compared: 1, equal: 1 } });
});
