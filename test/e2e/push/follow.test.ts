import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  sequencesOf,
  TIER_CHANGED,
  TIER_CHANGES,
  type TierChanged,
  type TierChanges,
  untilSubscribed,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ jobs: true });
});
afterAll(() => server.stop());

test("a customer's changes are pushed as they commit, in order", async () => {
  const shopper = await createShopper(server);
  const client = subscriber(server.url, await server.token("agent"));
  const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, {
    id: shopper.id,
    after: await shopper.cursor(),
  });
  for (let turn = 0; turn < 3; turn += 1) await shopper.buy(server);
  await heard.until(({ events }) => events.length >= 3);
  expect(heard.events.map((event) => event.customerChanged.sequence)).toEqual(
    (await sequencesOf(server, shopper)).slice(-3),
  );
  expect(heard.events.map((event) => event.customerChanged.__typename)).toEqual([
    "PointsChange",
    "PointsChange",
    "PointsChange",
  ]);
  client.close();
});

test("a storefront is told of its own customer's tier, with the tier's name", async () => {
  const shopper = await createShopper(server);
  const token = await server.token("storefront", { customer_id: shopper.publicId });
  const client = subscriber(server.url, token);
  const after = await shopper.cursor();
  const heard = client.subscribe<TierChanged>(TIER_CHANGED, { id: shopper.id, after });
  await shopper.buy(server, "5000.00");
  await heard.until(({ events }) => events.length >= 1);
  const [first] = heard.events;
  expect(first?.tierChanged).toMatchObject({ kind: "UPGRADED", from: { code: "BASE" } });
  client.close();
});

test("a console is told of everybody's tier changes, from a cursor on and then live", async () => {
  const client = subscriber(server.url, await server.token("agent"));
  const [one, two] = [await createShopper(server), await createShopper(server)];
  const heard = client.subscribe<TierChanges>(TIER_CHANGES, {});
  await untilSubscribed(server, 1);
  await one.buy(server, "5000.00");
  await two.buy(server, "5000.00");
  const has = (id: string) => (events: readonly TierChanges[]) =>
    events.some(({ tierChanges }) => tierChanges.customer?.id === id);
  await heard.until(({ events }) => has(one.id)(events) && has(two.id)(events));
  const live = heard.events.map(({ tierChanges }) => tierChanges);
  const again = client.subscribe<TierChanges>(TIER_CHANGES, { after: live[0]?.cursor });
  await again.until(({ events }) => events.length >= live.length - 1);
  expect(again.events.map(({ tierChanges }) => tierChanges)).toEqual(live.slice(1));
  client.close();
});
