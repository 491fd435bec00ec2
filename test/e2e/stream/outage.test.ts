import { afterAll, beforeAll, expect, test } from "vitest";
import { terminateBackends } from "../../support/faults.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  sequencesOf,
  untilSubscribed,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

const SOCKETS = 1_000;
const SHOPPERS = 20;
/** Sockets that sign in together: a thousand at once would be a test of something else. */
const AT_ONCE = 50;
/** A thousand clients in the test's own process take a while on a small machine. */
const TEST_TIMEOUT_MS = 180_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ jobs: true, live: { initMs: TEST_TIMEOUT_MS } });
});
afterAll(() => server.stop());

test(
  "a database that ends every connection under 1,000 sockets costs none of them a change",
  async () => {
    const shoppers = await Promise.all(
      Array.from({ length: SHOPPERS }, () => createShopper(server)),
    );
    const starts = await Promise.all(
      shoppers.map(async (shopper) => ({
        shopper,
        after: await shopper.cursor(),
        from: (await sequencesOf(server, shopper)).at(-1) ?? 0,
      })),
    );
    const clients = [];
    for (let at = 0; at < SOCKETS; at += 1) {
      const start = starts[at % SHOPPERS] as (typeof starts)[number];
      const token = await server.token("agent", { sub: `console-${at % AT_ONCE}` });
      const client = subscriber(server.url, token);
      const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, {
        id: start.shopper.id,
        after: start.after,
      });
      clients.push({ client, heard, start });
      if (at % AT_ONCE === AT_ONCE - 1) {
        await untilSubscribed(server, at + 1);
      }
    }
    const buy = () => Promise.all(shoppers.map((shopper) => shopper.buy(server)));
    await buy();
    const names = ["test-push", "test-reads", "test-ticker", "test-jobs"];
    const ended = await Promise.all(
      names.map((name) => terminateBackends(server.database.sql, name)),
    );
    expect(ended[0]).toBe(1);
    await buy();
    await terminateBackends(server.database.sql, "test-push");
    await buy();
    const wanted = new Map<bigint, readonly number[]>();
    for (const { shopper, from } of starts) {
      wanted.set(shopper.rootId, await sequencesOf(server, shopper, from));
    }
    await Promise.all(
      clients.map(async ({ heard, start }) => {
        const all = wanted.get(start.shopper.rootId) ?? [];
        await heard.until(({ events }) => events.length >= all.length);
        expect(heard.events.map(({ customerChanged }) => customerChanged.sequence)).toEqual(all);
      }),
    );
    for (const { client } of clients) {
      client.close();
    }
  },
  TEST_TIMEOUT_MS,
);
