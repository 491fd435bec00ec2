import { readFileSync, rmSync } from "node:fs";
import { CloudEvent } from "cloudevents";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { until } from "../../support/faults.ts";
import { makeCertificate } from "../../support/outside/certificate.ts";
import { type NatsServers, startNats } from "../../support/outside/streams/natsServers.ts";

const TEST_TIMEOUT_MS = 120_000;
const STREAM = "LOYALTY";
const ANYBODY = "tributary:any";

let bench: DeliveryBench;
let folder: string;
let nats: NatsServers | undefined;

beforeAll(async () => {
  bench = await startDeliveryBench();
}, TEST_TIMEOUT_MS);
beforeEach(() => {
  folder = makeTestFolder("stream-out");
});
afterEach(async () => {
  await nats?.stop();
  nats = undefined;
  rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await bench?.close();
});

const makeStream = (more: object = {}) =>
  nats?.manager.streams.add({ name: STREAM, subjects: ["loyalty.>"], ...more });

/** A destination of its own, and what its lane said last. */
async function tell(
  code: string,
  {
    secret = ANYBODY,
    url = nats?.url ?? "",
    ...more
  }: { readonly secret?: string; readonly url?: string; readonly ca?: string } = {},
) {
  const { id } = await bench.destination(
    code,
    url,
    {
      limits: { timeoutSeconds: 2 },
      sends: { kind: "nats_jetstream", url, subject: "loyalty.{type}.{customer}", ...more },
      fields: { mail: "customer.email" },
    },
    secret,
  );
  const answer = async () => {
    const [row] = await bench.database.sql<{ answer: string | null }[]>`
      select last_answer as answer from delivery_lane
       where destination_id = ${id} and tries > 0`;
    return row?.answer ?? "";
  };
  return { id, answer };
}

interface Published {
  readonly subject: string;
  readonly msgId: string;
  readonly event: CloudEvent<{ readonly customerId: string; readonly customer: object }>;
}

/** All that the stream has, read by the CloudEvents library. */
async function published(): Promise<readonly Published[]> {
  const { state } = (await nats?.manager.streams.info(STREAM)) ?? { state: { messages: 0 } };
  const messages: Published[] = [];
  for (let seq = 1; seq <= state.messages; seq += 1) {
    const stored = await nats?.manager.streams.getMessage(STREAM, { seq });
    expect(stored?.header.get("content-type")).toMatch(/^application\/cloudevents\+json/);
    messages.push({
      subject: stored?.subject ?? "",
      msgId: stored?.header.get("Nats-Msg-Id") ?? "",
      event: new CloudEvent(stored?.json() as object, true),
    });
  }
  return messages;
}

function expectOrder(messages: readonly Published[]): void {
  const byCustomer = Map.groupBy(messages, ({ event }) => event["partitionkey"]);
  for (const own of byCustomer.values()) {
    const numbers = own.map(({ event }) => Number(event["sequence"]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }
  expect(new Set(messages.map(({ msgId }) => msgId)).size).toBe(messages.length);
}

test(
  "each event is a CloudEvent of the stream, once and in each customer's order, though its broker is killed meanwhile, and told again it is dropped",
  async () => {
    nats = await startNats(folder);
    await makeStream();
    const { id } = await tell("events");
    const process = await bench.open();
    for (let buyer = 0; buyer < 6; buyer += 1) {
      await bench.buyer(`events-${buyer}`, "300.00", "300.00", "10.00");
    }
    await bench.fanOut();
    await until("some are published", async () => (await published()).length > 2);
    await nats.kill("n1");
    await nats.start("n1");
    await bench.drained(id);
    // Our own client has to come back, too.
    await until("the broker answers", () => published().then(Boolean, () => false));
    const messages = await published();
    // Three of points and one of the tier, each.
    expect(messages).toHaveLength(6 * 4);
    expectOrder(messages);
    const [first] = messages;
    expect(first?.event).toMatchObject({
      ...{ specversion: "1.0", source: "/tributary", type: "points.changed", id: first?.msgId },
      ...{ datacontenttype: "application/json", subject: first?.event.data?.customerId },
    });
    expect(first?.event.data?.customer).toHaveProperty("mail");
    expect(first?.subject).toBe(`loyalty.points.changed.${first?.event.subject}`);
    const { sql } = bench.database;
    await sql`
      update delivery_lane set again_seq = 1, again_to = head_seq, due_at = now()
       where destination_id = ${id}`;
    await bench.drained(id);
    expect(await published()).toHaveLength(6 * 4);
    const [said] = await bench.deliveriesOf(id);
    expect(said).toMatchObject({ repeats: 1, answer: expect.stringContaining("had already") });
    await process.close();
  },
  TEST_TIMEOUT_MS,
);

test(
  "what no stream takes waits and says so, and what is too large for one is dead, of its customer alone",
  async () => {
    nats = await startNats(folder);
    const { id, answer } = await tell("taken");
    const process = await bench.open();
    const leaf = await bench.buyer("taken", "10.00");
    await bench.fanOut();
    await until("it was tried", async () => (await answer()) !== "");
    expect(await answer()).toContain("No stream takes loyalty.points.changed.");
    await makeStream({ max_msg_size: 100 });
    await until("it is dead", async () => (await bench.deliveriesOf(id)).length > 0);
    expect(await bench.deliveriesOf(id)).toMatchObject([
      { rootId: leaf, outcome: "DEAD", status: 400, answer: expect.stringContaining("size") },
    ]);
    await process.close();
  },
  TEST_TIMEOUT_MS,
);

test(
  "a broker that acknowledges nothing is not taken for one that has it",
  async () => {
    nats = await startNats(folder);
    const { id, answer } = await tell("mute");
    // Somebody takes what is published, and says nothing.
    const taken: string[] = [];
    nats.connection.subscribe("loyalty.>", {
      callback: (_, { subject }) => void taken.push(subject),
    });
    await nats.connection.flush();
    const process = await bench.open();
    await bench.buyer("mute", "10.00");
    await bench.fanOut();
    await until("it was tried", async () => (await answer()) !== "");
    expect(await answer()).toContain("did not answer within 2 s");
    expect(taken.length).toBeGreaterThan(0);
    expect(await bench.deliveriesOf(id)).toEqual([]);
    await process.close();
  },
  TEST_TIMEOUT_MS,
);

test(
  "who we are is proven by the secret, which no answer repeats, and a new one is taken up",
  async () => {
    nats = await startNats(folder, { user: { user: "tributary", pass: "s3cret:x" } });
    await makeStream();
    const { id, answer } = await tell("proven", { secret: "tributary:wr0ng" });
    const process = await bench.open();
    await bench.buyer("proven", "10.00");
    await bench.fanOut();
    await until("it was tried", async () => (await answer()) !== "");
    expect(await answer()).toMatch(/authorization/i);
    expect(await answer()).not.toContain("wr0ng");
    await bench.destination("proven", nats.url, sendsTo(nats.url), "tributary:s3cret:x");
    await process.refresh();
    await bench.drained(id);
    expect(await published()).toHaveLength(1);
    await process.close();
  },
  TEST_TIMEOUT_MS,
);

const sendsTo = (url: string) => ({
  sends: { kind: "nats_jetstream", url, subject: "loyalty.{type}.{customer}" },
});

test.each(["127.0.0.1", "localhost"])(
  "by TLS it is who its certificate says, at %s, and nobody else",
  async (host) => {
    const certificate = makeCertificate(folder, host);
    const other = makeCertificate(folder, "nats.example.com");
    nats = await startNats(folder, { certificate });
    await makeStream();
    const url = nats.url.replace("nats://127.0.0.1", `tls://${host}`);
    const reachOf = createAddressGuard(["127.0.0.0/8", "::1/128"]);
    const ca = readFileSync(certificate.authority, "utf8");
    const code = `tls-${host.replaceAll(".", "-")}`;
    const stranger = await tell(`${code}-x`, { url, ca: readFileSync(other.authority, "utf8") });
    const { id } = await tell(code, { url, ca });
    const process = await bench.open({ reachOf });
    await bench.buyer(code, "10.00");
    await bench.fanOut();
    await bench.drained(id);
    expect((await published()).map(({ msgId }) => msgId)).toEqual([
      expect.stringMatching(new RegExp(`^${code}-\\d+$`)),
    ]);
    await until("the stranger was tried", async () => (await stranger.answer()) !== "");
    expect(await stranger.answer()).toContain("certificate");
    await process.close();
  },
  TEST_TIMEOUT_MS,
);

test(
  "nothing is published to a private address that the operator does not name, nor without TLS to a public one",
  async () => {
    nats = await startNats(folder);
    await makeStream();
    const { answer } = await tell("guarded");
    await bench.buyer("guarded", "10.00");
    await bench.fanOut();
    const refusing = await bench.open({ reachOf: createAddressGuard([]) });
    await until("it was refused", async () => (await answer()) !== "");
    expect(await answer()).toContain("DELIVER_ALLOW_NETWORKS");
    await refusing.close();
    const open = await bench.open({ reachOf: () => "PUBLIC" });
    await until("it was refused", async () => (await answer()).includes("must be tls://"));
    expect(await published()).toEqual([]);
    await open.close();
  },
  TEST_TIMEOUT_MS,
);
