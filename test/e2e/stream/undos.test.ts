import { afterAll, beforeAll, expect, test } from "vitest";
import { pause } from "../../support/faults.ts";
import { follow, regroup, regroupingStage } from "../../support/regrouping.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { createShopper } from "../../support/streams.ts";

let server: TestServer;
let stage: ReturnType<typeof regroupingStage>;
beforeAll(async () => {
  server = await startTestServer({ jobs: true });
  stage = regroupingStage(server);
});
afterAll(() => server.stop());

test("after an undo whoever follows the one that stays is told, and of the other no more", async () => {
  const [one, other] = await stage.two();
  const third = await createShopper(server);
  await stage.join(other, third, one);
  const tokens = [await server.token("agent"), await stage.storefront(other)];
  const follower = await Promise.all(
    tokens.map(async (token) => follow(server, token, other.id, await other.cursor())),
  );
  const stays = await Promise.all(
    [await server.token("agent"), await stage.storefront(third)].map(async (token) =>
      follow(server, token, third.id, await other.cursor()),
    ),
  );
  await regroup(server, [
    { leaves: [one.rootId] },
    { leaves: [other.rootId, third.rootId], root: other.rootId },
  ]);
  await one.buy(server);
  await third.buy(server);
  const [{ n: rows } = { n: 0 }] = await server.database.sql<{ n: number }[]>`
      select count(*)::int as n from outbox where root_id = ${other.rootId} and recorded_at >=
        (select max(at) from identity_decision where absorbed_id = ${one.rootId})`;
  for (const { told, client } of [...follower, ...stays]) {
    const events = await told(rows);
    client.close();
    expect(events[0]).toMatchObject({ __typename: "UnmergeChange", separated: [one.id] });
    expect(new Set(events.map(({ customer }) => customer?.id))).toEqual(new Set([other.id]));
  }
});

test("after an undo a shopper who was away is told nothing of the time when another was part of them, and of their own all else", async () => {
  const [one, other] = await stage.two();
  const cursors = [await one.cursor(), await other.cursor()];
  await stage.goAndComeBack(one, other);
  for (const [at, shopper] of [one, other].entries()) {
    const away = follow(server, await stage.storefront(shopper), shopper.id, cursors[at] as string);
    const [parted = "", joined = ""] = await stage.momentsOf(one);
    const own = await stage.rowsOf(
      shopper,
      ({ at: when, kind }) => when < joined || when >= parted || kind === "MERGED",
    );
    const from = own.findIndex(({ kind }) => kind === "MERGED") - 1;
    const told = await away.told(own.length - from);
    away.client.close();
    expect(told.map(({ sequence }) => sequence)).toEqual(own.slice(from).map(({ seq }) => seq));
  }
});

test("after an undo a token of the one that left follows the one that stays no longer", async () => {
  const [one, other] = await stage.two();
  await stage.join(other, one);
  const from = follow(server, await stage.storefront(one), other.id, await other.cursor());
  await other.buy(server);
  await from.told(1);
  await stage.part(one, other);
  await other.buy(server);
  expect(await from.refusal()).toMatchObject({ code: "FORBIDDEN", reason: "UNMERGED" });
  expect(from.events()).toHaveLength(1);
});

test("after an undo a token of the one that stays follows the one that left no longer", async () => {
  const [one, other] = await stage.two();
  await stage.join(other, one);
  const from = follow(server, await stage.storefront(other), one.id, await other.cursor());
  await one.buy(server);
  await from.told(1);
  await stage.part(one, other);
  await one.buy(server);
  expect(await from.refusal()).toMatchObject({ code: "FORBIDDEN", reason: "UNMERGED" });
  expect(from.events()).toHaveLength(1);
});

test("an undo that commits between two looks at the outbox shows nobody what has become another's", async () => {
  const [one, other] = await stage.two();
  await stage.join(other, one);
  const agent = await server.token("agent");
  const after = await other.cursor();
  const tokens = [agent, await stage.storefront(one), await stage.storefront(other)];
  const followers = [one.id, one.id, other.id].map((id, at) =>
    follow(server, tokens[at] as string, id, after),
  );
  await other.buy(server);
  for (const { told } of followers) {
    await told(1);
  }
  const from = (await stage.rowsOf(other)).length;
  // The tail looks at nothing while this is held; purchases go on.
  const held = await pause(
    server.database.url,
    (tx) => tx`lock table outbox_watermark in access exclusive mode`,
  );
  await one.buy(server);
  await stage.part(one, other);
  await one.buy(server);
  await other.buy(server);
  await held.commit();
  const [parted = ""] = await stage.momentsOf(one);
  const its = await stage.rowsOf(other, ({ at }) => at >= parted);
  const own = await stage.rowsOf(one, ({ at }) => at >= parted);
  const numbers = (rows: readonly { readonly seq: number }[]) => rows.map(({ seq }) => seq);
  const expected = [
    [from + 1, ...numbers(own)],
    numbers(own),
    // Neither what the other bought while they were one, nor what it does since.
    numbers(its),
  ];
  for (const [at, { told, client }] of followers.entries()) {
    const events = (await told(1 + (expected[at]?.length ?? 0))).slice(1);
    client.close();
    expect([at, events.map(({ sequence }) => sequence)]).toEqual([at, expected[at]]);
  }
});
