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
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../../support/deliveries/storingReceiver.ts";
import { until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { runCliWith } from "../../support/runCli.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** The part of question O7 of operators about what is stored. */
const HEALTH = `{ health { destinations { destination readBackProblem
  wrongValues { field checked wrong open sample values { customerId sent stored foundAt repairs
  repairedAt } } } boundaries { code to state owner { team } evidence { id } } } }`;
const HANDOFF = `query($filter: HandoffFilter) { handoffs(filter: $filter, first: 5) { nodes {
  hops { boundary { code } state expected detail at } firstProblem { boundary { code owner { team
  contact } runbook } state detail } } } }`;

let server: TestServer;
let receiver: StoringReceiver;
let deliveries: Deliveries;
let box: SecretBox;
let id: number;

beforeAll(async () => {
  server = await startTestServer();
  const write = (value: unknown) => (value === null ? "" : String(value));
  receiver = await startStoringReceiver({ kind: "hubspot", write });
  const { sql } = server.database;
  box = await SecretBox.open(server.secretsKeyFile);
  const document = JSON.stringify({
    setup: 1,
    destinations: [
      {
        ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
        ...{ events: ["points.changed"], fields: { tier: "tier.code", points: "points.active" } },
        sends: { kind: "hubspot", url: receiver.url, customer: "customer.id", property: "ours" },
        readBack: { settleSeconds: 60 },
      },
    ],
  });
  const applied = await server.graphql({
    query: `mutation($document: String!) { applySetup(input: {document: $document, dryRun: false}) {
      userErrors { message } } }`,
    variables: { document },
    token: await server.token("admin"),
  });
  expect(applied.data.applySetup.userErrors).toEqual([]);
  const crm = await findDestination(sql, "crm");
  id = crm?.id ?? 0;
  const owner = secretOwnerOf(id, crm?.settings as NonNullable<typeof crm>["settings"]);
  const row = { destinationId: id, createdBy: "test", ...box.seal("pat-1", owner) };
  await sql.begin((tx) => insertDestinationSecret(tx, row, null));
  deliveries = openDeliveries({
    ...{ sql, box, log: createLogger({ level: "silent" }), wallMs: Date.now },
    ...{ reachOf: createAddressGuard(["127.0.0.0/8"]), observer: { attempted: () => {} } },
    filesFolder: null,
  });
  await deliveries.refresh();
  await server.receive([soldEvent({ references: [{ kind: "order", value: "O-STORED" }] })]);
  const ticker = new WatermarkTicker(sql);
  while ((await ticker.step()) !== "IDLE") {
    // Until all that was committed is decided.
  }
  await ticker.close();
  await stepFanOut(sql);
  await until("it is stored", async () => {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from delivery_sent`;
    return row?.count === 1;
  });
  await settled(server, id);
});
afterAll(async () => {
  await deliveries?.close();
  await server?.stop();
  await receiver?.close();
});

async function ask(query: string, variables: object = {}) {
  const token = await server.token("operator");
  const { data, errors } = await server.graphql({ query, variables: { ...variables }, token });
  expect(errors).toBeUndefined();
  return data;
}

const filter = { references: ["O-STORED"] };
const hopOf = async () => (await ask(HANDOFF, { filter })).handoffs.nodes[0].hops.at(-1);

const check = (...args: readonly string[]) =>
  runCliWith(server.database.url, ["destinations", "check", "crm", ...args], {
    env: { SECRETS_KEY_FILE: server.secretsKeyFile, DELIVER_ALLOW_NETWORKS: "127.0.0.0/8" },
  });

/** Processes of their own. */
const TIMEOUT_MS = 120_000;

test(
  "a purchase goes on to what a destination stores: not compared, right, wrong with whom to call, and right again",
  async () => {
    expect(await hopOf()).toMatchObject({
      ...{ boundary: { code: "readBack.crm" }, state: "NOT_EXPECTED", expected: false, at: null },
    });
    await readBackOf({ ...server, box }, "crm");
    expect(await hopOf()).toMatchObject({ state: "OK", expected: true, at: expect.any(String) });

    const [record] = receiver.records.values();
    const right = record?.["points"];
    Object.assign(record ?? {}, { points: "1" });
    await readBackOf({ ...server, box }, "crm");
    const [handoff] = (await ask(HANDOFF, { filter })).handoffs.nodes;
    expect(handoff.firstProblem).toEqual({
      boundary: {
        ...{ code: "readBack.crm", owner: { team: "CRM", contact: "crm@example.com" } },
        runbook: "docs/runbooks/destinations.md",
      },
      ...{ state: "WRONG", detail: "It stores another value of: points." },
    });
    const found = await ask(HANDOFF, { filter: { stoppedAt: "readBack.crm" } });
    expect(found.handoffs.nodes).toHaveLength(1);

    const { health } = await ask(HEALTH);
    expect(health.boundaries.at(-1)).toMatchObject({
      ...{
        code: "readBack.crm",
        to: "CRM, what it stores",
        state: "STUCK",
        owner: { team: "CRM" },
      },
      evidence: [expect.anything()],
    });
    const [{ wrongValues, readBackProblem }] = health.destinations;
    expect(readBackProblem).toBeNull();
    const customer = expect.any(String);
    expect(wrongValues).toEqual([
      {
        ...{ field: "points", checked: 2, wrong: 1, open: 1, sample: [customer] },
        values: [
          {
            ...{ customerId: customer, sent: right, stored: "1", foundAt: customer, repairs: 0 },
            repairedAt: null,
          },
        ],
      },
      { field: "tier", checked: 1, wrong: 0, open: 0, sample: [], values: [] },
    ]);

    const told = await check();
    expect([told.exitCode, told.stderr]).toEqual([1, ""]);
    expect(told.stdout).toContain("crm: 1 customers, 2 values compared: 1 wrong");
    expect(told.stdout).toContain(`points: sent ${right}, stored 1; since `);
    const of = ["--customer", wrongValues[0].sample[0]];
    const one = await check(...of, "--json");
    expect([one.exitCode, JSON.parse(one.stdout).wrong]).toEqual([
      ...[1, [{ field: "points", sent: right, stored: "1" }]],
    ]);

    Object.assign(record ?? {}, { points: right });
    const mended = await check(...of);
    expect([mended.exitCode, mended.stdout]).toEqual([
      ...[0, "crm: 2 values compared: all as it was sent\n"],
    ]);
    expect(await hopOf()).toMatchObject({ state: "OK" });
    const after = (await ask(HEALTH)).health.destinations[0].wrongValues[0];
    expect(after).toMatchObject({ open: 0, values: [{ repairedAt: expect.any(String) }] });
  },
  TIMEOUT_MS,
);

test(
  "the command says why nothing was compared",
  async () => {
    const nobody = await check("--customer", "Q3VzdG9tZXI6MQ==");
    expect([nobody.exitCode, nobody.stderr]).toEqual([
      ...[1, expect.stringContaining("there is no customer with this id")],
    ]);
    const { sql } = server.database;
    await sql`update delivery_sent set sent_at = clock_timestamp()`;
    const [{ wrongValues }] = (await ask(HEALTH)).health.destinations;
    const early = await check("--customer", wrongValues[0].sample[0]);
    expect([early.exitCode, early.stderr]).toEqual([
      ...[1, expect.stringContaining("has not had its time (settleSeconds)")],
    ]);
    await settled(server, id);
    receiver.answerReads({ status: 401 });
    const refused = await check();
    expect([refused.exitCode, refused.stderr]).toEqual([
      ...[1, expect.stringContaining("It answered 401 when it was asked what it stores")],
    ]);
    expect((await ask(HEALTH)).health.destinations[0].readBackProblem).toContain("401");
  },
  TIMEOUT_MS,
);
