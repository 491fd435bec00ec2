import { afterAll, beforeAll, expect, test } from "vitest";
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
