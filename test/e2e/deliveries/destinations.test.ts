import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertDestinationSecret } from "../../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../../src/deliveries/destinationSecrets.ts";
import { stepFanOut } from "../../../src/deliveries/fanOut.ts";
import { type Deliveries, openDeliveries } from "../../../src/deliveries/openDeliveries.ts";
import { findDestination } from "../../../src/deliveries/operate.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { WatermarkTicker } from "../../../src/stream/watermark.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Questions O5 and O7 of operators, without what is read back. */
const HEALTH = `{ health { destinations { destination breaker live: pending(lane: LIVE)
  bulk: pending(lane: BULK) drainsAt errorRate retryRate quotaLeft pausedBy
  deadLetters(first: 20) { id event answer status attempts blocksCustomer customer { id } } } } }`;

let server: TestServer;
let receiver: ScriptedReceiver;
let deliveries: Deliveries;

beforeAll(async () => {
  server = await startTestServer();
  receiver = await startScriptedReceiver();
  const { sql } = server.database;
  const box = await SecretBox.open(server.secretsKeyFile);
  const document = JSON.stringify({
    setup: 1,
    destinations: [
      {
        ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
        ...{ events: ["points.changed"], limits: { perDay: 100 } },
        sends: { kind: "webhook", url: receiver.url },
      },
    ],
  });
  const applied = await server.graphql({
    query: `mutation($document: String!) { applySetup(input: {document: $document, dryRun: false}) {
      changes { kind code change } userErrors { message } } }`,
    variables: { document },
    token: await server.token("admin"),
  });
  expect(applied.data.applySetup).toEqual({
    ...{ userErrors: [], changes: [{ kind: "DESTINATION", code: "crm", change: "ADDED" }] },
  });
  const crm = await findDestination(sql, "crm");
  const { id = 0, settings } = crm ?? {};
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const owner = secretOwnerOf(id, settings as NonNullable<typeof settings>);
  const row = { destinationId: id, createdBy: "test", ...box.seal(secret, owner) };
  await sql.begin((tx) => insertDestinationSecret(tx, row, null));
  deliveries = openDeliveries({
    ...{ sql, box, log: createLogger({ level: "silent" }), wallMs: Date.now },
    ...{ reachOf: createAddressGuard(["127.0.0.0/8"]), observer: { attempted: () => {} } },
    filesFolder: null,
  });
  await deliveries.refresh();
});
afterAll(async () => {
  await deliveries?.close();
  await server?.stop();
  await receiver?.close();
});

const operator = () => server.token("operator");

async function health(token: string) {
  const { data, errors } = await server.graphql({ query: HEALTH, token });
  expect(errors).toBeUndefined();
  return data.health.destinations[0];
}

async function act(mutation: string, input: object) {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const types: Readonly<Record<string, string>> = {
    ...{ PauseDestination: "DestinationInput", ResumeDestination: "DestinationInput" },
    ...{ SkipDeadLetter: "DeadLetterInput" },
  };
  const { data } = await server.graphql({
    query: `mutation($input: ${types[name] ?? `${name}Input`}!) { ${mutation}(input: $input) {
      messages userErrors { code field } } }`,
    variables: {
      input: { destination: "crm", idempotencyKey: randomBytes(8).toString("hex"), ...input },
    },
    token: await operator(),
  });
  return data[mutation];
}

async function fanOut() {
  const { sql } = server.database;
  const ticker = new WatermarkTicker(sql);
  while ((await ticker.step()) !== "IDLE") {
    // Until all that was committed is decided.
  }
  await ticker.close();
  await stepFanOut(sql);
}

test("operators see what a destination refused, with the answer, and say what becomes of it; who may see customers sees whose it is", async () => {
  receiver.script(() => ({ status: 404, body: "no such contact" }));
  await server.receive([soldEvent()]);
  await fanOut();
  await until("it is dead", async () => (await health(await operator())).deadLetters.length === 1);
  await deliveries.jobs.find(({ name }) => name === "deliveryTally")?.work();
  const seen = await health(await operator());
  expect(seen).toMatchObject({
    ...{ destination: "crm", breaker: "CLOSED", live: 0, bulk: 0, errorRate: 1, retryRate: 0 },
    quotaLeft: 0.99,
    deadLetters: [
      {
        ...{ event: "points.changed", answer: "no such contact", status: 404, attempts: 1 },
        ...{ blocksCustomer: true, customer: null },
      },
    ],
  });
  const asAdmin = await health(await server.token("admin"));
  expect(asAdmin.deadLetters[0].customer.id).toEqual(expect.any(String));
  const message = seen.deadLetters[0].id;
  expect(await act("skipDeadLetter", { message })).toEqual({ messages: 1, userErrors: [] });
  expect((await health(await operator())).deadLetters).toEqual([]);
  expect(await act("skipDeadLetter", { message })).toMatchObject({
    userErrors: [{ code: "NOT_DEAD", field: ["input", "message"] }],
  });
});

test("a destination is stopped and goes on by an operator's word, once a key, on record", async () => {
  receiver.script(() => ({ status: 204 }));
  const idempotencyKey = randomBytes(8).toString("hex");
  const done = { messages: 0, userErrors: [] };
  expect(await act("pauseDestination", { idempotencyKey })).toEqual(done);
  expect(await act("pauseDestination", { idempotencyKey })).toEqual(done);
  await server.receive([soldEvent()]);
  await fanOut();
  expect(await health(await operator())).toMatchObject({ live: 1, pausedBy: expect.any(String) });
  expect(await act("resumeDestination", {})).toEqual(done);
  await until("it is delivered", async () => (await health(await operator())).live === 0);
  const rows = await server.database.sql`
    select action from audit where action like 'destination.%' order by id`;
  expect(rows.map(({ action }) => action)).toEqual([
    ...["destination.skip", "destination.pause", "destination.resume"],
  ]);
});

test("what was recorded in a time is told again by an operator's word", async () => {
  const before = receiver.taken.length;
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  expect((await act("replayDestination", { from, to })).userErrors).toEqual([]);
  await fanOut();
  await until("it is told again", () => receiver.taken.length >= before + 2);
  const retried = await act("retryDeadLetters", {});
  expect(retried).toEqual({ messages: 0, userErrors: [] });
});

/** Question O3 of operators. */
const BOUNDARIES = `{ health { boundaries { code from to state since owner { team contact }
  lag { p50Ms p95Ms p99Ms } constantLagMs evidence { order { references { value } }
  firstProblem { boundary { code owner { team } } state detail } } runbook } } }`;

test("operators see which boundary is stuck and whose it is, with the purchase that is, and find it by that", async () => {
  receiver.script(() => ({ status: 422, body: "unknown contact" }));
  const references = [{ kind: "order", value: "O-STUCK" }];
  await server.receive([soldEvent({ references })]);
  await fanOut();
  await until("it is dead", async () => (await health(await operator())).deadLetters.length === 1);
  const { data, errors } = await server.graphql({ query: BOUNDARIES, token: await operator() });
  expect(errors).toBeUndefined();
  const crm = data.health.boundaries.at(-1);
  expect(crm).toMatchObject({
    ...{ code: "acknowledged.crm", from: "Tributary", to: "CRM", state: "STUCK" },
    owner: { team: "CRM", contact: "crm@example.com" },
    ...{ since: expect.any(String), runbook: "docs/runbooks/destinations.md" },
  });
  const [evidence] = crm.evidence;
  expect(evidence.order.references).toContainEqual({ value: "O-STUCK" });
  expect(evidence.firstProblem).toMatchObject({
    ...{ boundary: { code: "acknowledged.crm", owner: { team: "CRM" } }, state: "REJECTED" },
    detail: "Refused for good (422: unknown contact).",
  });
  const evaluated = data.health.boundaries.find(
    ({ code }: { code: string }) => code === "evaluated",
  );
  expect(evaluated).toMatchObject({ state: "OK", evidence: [] });
  // Of long ago, so that no purchase of the last hour tells of it.
  const { sql } = server.database;
  await sql`update events set recorded_at = recorded_at - interval '2 days'`;
  await sql`update outbox set recorded_at = recorded_at - interval '2 days'`;
  const later = await server.graphql({ query: BOUNDARIES, token: await operator() });
  const old = later.data.health.boundaries.at(-1);
  expect(old).toMatchObject({ code: "acknowledged.crm", state: "STUCK" });
  expect(old.evidence).toMatchObject([{ order: { references: [{ value: "O-STUCK" }] } }]);
  const found = await server.graphql({
    query: `{ handoffs(filter: {stoppedAt: "acknowledged.crm"}, first: 5) { totalCount { value }
      nodes { firstProblem { state } } } }`,
    token: await operator(),
  });
  expect(found.data.handoffs).toEqual({
    totalCount: { value: 1 },
    nodes: [{ firstProblem: { state: "REJECTED" } }],
  });
});
