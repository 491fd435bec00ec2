import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";
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
  for (let turn = 0; turn < 3; turn += 1) {
    await shopper.buy(server);
  }
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

test("who may see more is told more of the same change: a storefront gets its coupon, but not what staff decided", async () => {
  const shopper = await createShopper(server);
  const after = await shopper.cursor();
  const query = `subscription($id: ID!, $after: String) { customerChanged(customerId: $id, after: $after) {
    __typename
    ... on OverrideChange { mode tier { code } until }
    ... on TierChange { cause }
    ... on CouponChange { change coupon { code campaign { code } } }
    ... on InteractionChange { interaction { kind subject } } } }`;
  const variables = { id: shopper.id, after };
  const follow = (token: string) => {
    const client = subscriber(server.url, token);
    return { client, heard: client.subscribe<{ customerChanged: object }>(query, variables) };
  };
  const followers = [
    follow(await server.token("agent")),
    follow(await server.token("storefront", { customer_id: shopper.publicId })),
    follow(await server.token("till", { store: STORE })),
  ];
  const write = async (role: Role, mutation: string, input: object) => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const { data, errors } = await server.graphql({
      query: `mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`,
      variables: { input: { idempotencyKey: randomUUID(), ...input } },
      token: await server.token(role),
    });
    expect([errors, data?.[mutation].userErrors]).toEqual([undefined, []]);
  };
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const customer = { id: shopper.id };
  await write("agent", "overrideTier", {
    ...{ customer, tier: "GOLD", expiresAt: until, reason: "Parcel lost twice" },
  });
  await write("marketer", "issueCoupon", {
    ...{ customer, campaign: { code: "SPRING", name: "Spring" } },
    names: [{ locale: "en", text: "Five off" }],
    value: { amount: { amount: "5.00", currencyCode: "GBP" } },
    validUntil: "2199-01-01T00:00:00Z",
  });
  const told = await Promise.all(
    followers.map(async ({ client, heard }) => {
      // The coupon is the last of them.
      await heard.until(({ events }) =>
        events.some(
          ({ customerChanged }) =>
            "change" in customerChanged && customerChanged.change === "ISSUED",
        ),
      );
      client.close();
      return heard.events.map(({ customerChanged }) => customerChanged);
    }),
  );
  const given = { mode: "FLOOR", tier: { code: "GOLD" } };
  const [agent, storefront, till] = told;
  for (const events of told) {
    expect(events).toContainEqual({ __typename: "TierChange", cause: "GRANT_STARTED" });
  }
  expect(agent).toContainEqual(expect.objectContaining({ __typename: "OverrideChange", ...given }));
  expect(till).toContainEqual(expect.objectContaining({ __typename: "OverrideChange", ...given }));
  // Not even that there was one: what came of it is the change of tier.
  expect(storefront).not.toContainEqual(expect.objectContaining({ __typename: "OverrideChange" }));
  const coupon = (campaign: object | null) => ({
    ...{ __typename: "CouponChange", change: "ISSUED" },
    coupon: { code: expect.any(String), campaign },
  });
  expect(agent).toContainEqual(coupon({ code: "SPRING" }));
  expect(storefront).toContainEqual(coupon(null));
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
