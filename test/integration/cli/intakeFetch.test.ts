import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { type LocalShop, openLocalShop } from "../../support/inbound/localShop.ts";
import { addFetchSecret, openSender, type Sender } from "../../support/inbound/sender.ts";
import { wooOrder } from "../../support/inbound/wooBodies.ts";
import { runCliWith } from "../../support/runCli.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Several commands are started by a test, each as a process of its own. */
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let shop: LocalShop;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  shop = await openLocalShop();
  const backfill = { baseUrl: shop.url };
  const receives = receivesSchema.parse({ connector: "woocommerce", backfill });
  sender = await openSender(server, "woo", receives, "s");
  await addFetchSecret(server, sender, "ck_1:cs_1");
});
afterAll(async () => {
  await server?.stop();
  await shop?.close();
});

const run = (networks: string, ...args: string[]) =>
  runCliWith(server.database.url, ["intake", "fetch", ...args, "--json"], {
    env: { SECRETS_KEY_FILE: server.secretsKeyFile, FETCH_ALLOW_NETWORKS: networks },
  });

test("orders that were missed are fetched as messages of the shop, once", async () => {
  const email = `${randomUUID()}@example.com`;
  const at = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 19);
  const order = wooOrder({
    ...{ billing: { email }, customer_id: 0, status: "completed", date_created_gmt: at },
    ...{ date_modified_gmt: at, date_paid_gmt: at, date_completed_gmt: at },
  });
  shop.answers.set("/wp-json/wc/v3/orders", [order]);
  const from = "2026-01-01T00:00:00Z";
  const first = await run("127.0.0.0/8", "woo", "--from", from);
  expect([first.stderr, JSON.parse(first.stdout)]).toEqual(["", { stored: 1, known: 0 }]);
  const again = await run("127.0.0.0/8", "woo", "--from", from);
  expect(JSON.parse(again.stdout)).toEqual({ stored: 0, known: 1 });
  expect(shop.asked[0]?.headers["authorization"]).toBe(`Basic ${btoa("ck_1:cs_1")}`);
  await server.messages.reader.readDue();
  expect(await sender.messages()).toMatchObject([{ state: "READ", topic: "order.updated" }]);
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } } } } }`;
  const { data } = await server.graphql({ query, variables: { email } });
  expect(data.customer.orders.nodes).toMatchObject([
    { status: "FULFILLED", total: { amount: "32.74" } },
  ]);
});

test("what cannot be fetched is said, and nothing is stored", async () => {
  const before = await sender.messages();
  const asked = shop.asked.length;
  for (const [networks, args, why] of [
    ["10.0.0.0/8", ["woo", "--from", "2026-01-01T00:00:00Z"], "FETCH_ALLOW_NETWORKS"],
    ["127.0.0.0/8", ["nobody", "--from", "2026-01-01T00:00:00Z"], "is not set up to be asked"],
    ["127.0.0.0/8", ["woo", "--from", "yesterday"], "It must be a time"],
  ] as const) {
    const { exitCode, stderr } = await run(networks, ...args);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(why)]);
  }
  expect(await sender.messages()).toEqual(before);
  expect(shop.asked).toHaveLength(asked);
});
