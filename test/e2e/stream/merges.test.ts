import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { follow, nameOf, regroup, regroupingStage, type Told } from "../../support/regrouping.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { createShopper, TIER_CHANGED, type TierChanged } from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

let server: TestServer;
let stage: ReturnType<typeof regroupingStage>;
beforeAll(async () => {
  server = await startTestServer({ jobs: true });
  stage = regroupingStage(server);
});
afterAll(() => server.stop());

describe("whoever follows a customer that goes under another", () => {
  test("is told so, and goes on with the survivor, every change once and in order", async () => {
    const [one, other] = await stage.two();
    const from = follow(server, await server.token("agent"), one.id, await one.cursor());
    await one.buy(server);
    await other.buy(server);
    await stage.join(other, one);
    await one.buy(server);
    await other.buy(server);
    const [joined = ""] = await stage.momentsOf(one);
    const own = await stage.rowsOf(one);
    const its = await stage.rowsOf(
      other,
      ({ at, kind }) => at >= joined && !(kind === "MERGED" && at === joined),
    );
    const told = await from.told(2 + its.length);
    from.client.close();
    expect(told.map(({ sequence }) => sequence)).toEqual(
      [...own.slice(-2), ...its].map(({ seq }) => seq),
    );
    expect(told[1]).toMatchObject({
      ...{ __typename: "MergeChange", into: other.id, absorbed: [one.id] },
      customer: { id: other.id },
    });
    expect(new Set(told.slice(1).map(({ customer }) => customer?.id))).toEqual(new Set([other.id]));
    expect(told.filter(({ __typename }) => __typename === "MergeChange")).toHaveLength(1);
  });

  test("by their own token sees the survivor, who they are now", async () => {
    const [one, other] = await stage.two();
    const from = follow(server, await stage.storefront(one), one.id, await one.cursor());
    await stage.join(other, one);
    await from.until("MergeChange");
    await other.buy(server);
    const told = await from.until("PointsChange", 2);
    from.client.close();
    expect(told.at(-1)).toMatchObject({ customer: { id: other.id }, orders: [{}] });
  });

  test("at a till goes on by the rules of tills", async () => {
    const [one, other] = await stage.two();
    const till = await server.token("till", { store: "s1" });
    const from = follow(server, till, one.id, await one.cursor());
    await stage.join(other, one);
    await from.until("MergeChange");
    await other.buy(server);
    await from.until("PointsChange", 2);
    from.client.close();
  });

  test("and may not see the survivor is told nothing more, and why: staff whose own record it is", async () => {
    const [one, other] = await stage.two();
    const token = await server.token("agent", { customer_id: other.publicId });
    const from = follow(server, token, one.id, await one.cursor());
    await one.buy(server);
    await from.told(1);
    await stage.join(other, one);
    expect(await from.refusal()).toMatchObject({ code: "FORBIDDEN", reason: "MERGED" });
    expect(from.events()).toHaveLength(1);
  });

  test("and is not told of merges, is authorised again all the same", async () => {
    const [one, other] = await stage.two();
    const token = await server.token("agent", { customer_id: other.publicId });
    const client = subscriber(server.url, token);
    const after = await one.cursor();
    const heard = client.subscribe<TierChanged>(TIER_CHANGED, { id: one.id, after });
    const quiet = follow(server, token, one.id, after);
    await regroup(server, [{ leaves: [other.rootId, one.rootId], root: other.rootId }], {
      announce: false,
    });
    await heard.ended;
    expect(heard.errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN", reason: "MERGED" });
    expect(await quiet.refusal()).toMatchObject({ code: "FORBIDDEN", reason: "MERGED" });
    client.close();
  });

  test("has opened the survivor, and that is on record", async () => {
    const [one, other] = await stage.two();
    const token = await server.token("agent", { sub: "agent-who-follows" });
    const from = follow(server, token, one.id, await one.cursor());
    await stage.join(other, one);
    await from.until("MergeChange");
    from.client.close();
    await server.openings.flush();
    // By the row of the survivor itself: of the absorbed one there is one since the beginning.
    const rows = await server.database.sql<{ principal: string }[]>`
      select principal from customer_opening where leaf_id = ${other.rootId}`;
    expect(rows.map(({ principal }) => principal).join()).toContain("agent-who-follows");
  });

  test("for their tier alone is told of the survivor's", async () => {
    const [one, other] = await stage.two();
    const client = subscriber(server.url, await server.token("agent"));
    const variables = { id: one.id, after: await one.cursor() };
    const heard = client.subscribe<TierChanged>(TIER_CHANGED, variables);
    await stage.join(other, one);
    await other.buy(server, "5000.00");
    await heard.until(({ events }) => events.length === 1);
    expect(heard.events[0]?.tierChanged).toMatchObject({ kind: "UPGRADED" });
    client.close();
  });

  test("which goes under a third is taken along", async () => {
    const [one, other] = await stage.two();
    const third = await createShopper(server);
    const from = follow(server, await server.token("agent"), one.id, await one.cursor());
    await stage.join(other, one);
    await regroup(server, [
      { leaves: [third, other, one].map(({ rootId }) => rootId), root: third.rootId },
    ]);
    await third.buy(server);
    const told = await from.until("PointsChange", 3);
    from.client.close();
    expect(told.flatMap(({ into }) => into ?? [])).toEqual([other.id, third.id]);
    expect(told.at(-1)?.customer).toEqual({ id: third.id });
  });
});

describe("an absorbed id", () => {
  test("opens a subscription that says whom it is about", async () => {
    const [one, other] = await stage.two();
    await stage.join(other, one);
    for (const token of [await server.token("agent"), await stage.storefront(one)]) {
      const [cursor] = [await one.cursor()];
      const from = follow(server, token, one.id, cursor);
      await one.buy(server);
      expect((await from.told(1))[0]?.customer).toEqual({ id: other.id });
      from.client.close();
    }
  });

  test("answers every query with the survivor, and after an undo with whom it names", async () => {
    const [one, other] = await stage.two();
    const query = `query($id: ID!) {
      customer(by: {id: $id}) { id orders(first: 9) { nodes { id } } }
      node(id: $id) { id ... on Customer { mergedInto { id orders(first: 9) { nodes { id } } } } }
    }`;
    const ask = async (token: string, id: string) =>
      (await server.graphql({ query, variables: { id }, token })).data;
    const tokens = [await server.token("agent"), await stage.storefront(one)];
    const [own] = [await ask(tokens[0] as string, one.id)];
    await stage.join(other, one);
    for (const token of tokens) {
      const { customer, node } = await ask(token, one.id);
      expect([customer.id, customer.orders.nodes.length]).toEqual([other.id, 2]);
      expect(node).toEqual({ id: one.id, mergedInto: customer });
    }
    await stage.part(one, other);
    for (const token of tokens) {
      expect(await ask(token, one.id)).toEqual(own);
    }
    const others = await ask(await stage.storefront(one), other.id);
    expect(others).toEqual({ customer: null, node: null });
  });
});

describe("a cursor", () => {
  test("of before, between or after goes on from there: every change once, with a merge and its undo", async () => {
    const [one, other] = await stage.two();
    const [agent, start] = [await server.token("agent"), await one.cursor()];
    const live = follow(server, agent, one.id, start);
    const from = (await stage.rowsOf(one)).length;
    await stage.goAndComeBack(one, other);
    const expected = await stage.wayOf(one, other, from);
    const told = await live.told(expected.length);
    live.client.close();
    expect(told.map(({ sequence }) => sequence)).toEqual(expected);
    const kinds = told.map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind.includes("erge"))).toEqual(["MergeChange", "UnmergeChange"]);
    expect(told.find(({ separated }) => separated)).toMatchObject({
      ...{ from: other.id, separated: [one.id], customer: { id: one.id } },
    });
    const cursors = [start, ...told.map(({ cursor }) => cursor)];
    for (const [at, after] of cursors.entries()) {
      const resumed = follow(server, agent, one.id, after);
      await one.buy(server);
      const rest = [...told.slice(at)];
      const again = await resumed.told(rest.length + 1);
      resumed.client.close();
      // The customer is as it is now, so only what a change is stays the same.
      expect(again.slice(0, rest.length).map(nameOf)).toEqual(rest.map(nameOf));
      told.push(again.at(-1) as Told);
    }
  });

  test("of the survivor serves the absorbed id from the merge on, and not from before, nor after the undo", async () => {
    const [one, other] = await stage.two();
    const agent = await server.token("agent");
    const early = await other.cursor();
    await other.buy(server);
    await stage.join(other, one);
    const merged = await one.cursor();
    const served = follow(server, agent, one.id, merged);
    await one.buy(server);
    expect((await served.told(1))[0]?.customer).toEqual({ id: other.id });
    served.client.close();
    expect(await follow(server, agent, one.id, early).refusal()).toMatchObject({
      code: "BAD_CURSOR",
    });
    await stage.part(one, other);
    expect(await follow(server, agent, one.id, await other.cursor()).refusal()).toMatchObject({
      code: "BAD_CURSOR",
    });
    expect(await follow(server, agent, other.id, await one.cursor()).refusal()).toMatchObject({
      code: "BAD_CURSOR",
    });
  });

  test("from before a merge that is no longer kept is refused, with where the survivor's changes begin", async () => {
    const [one, other] = await stage.two();
    const agent = await server.token("agent");
    await stage.join(other, one);
    const { sql } = server.database;
    const [{ seq } = { seq: 0n }] = await sql<{ seq: bigint }[]>`
      select seq from customer where id = ${one.rootId}`;
    await other.buy(server);
    await sql`delete from outbox where root_id = ${one.rootId}`;
    const last = (await stage.rowsOf(other)).at(-1);
    await sql`delete from outbox where root_id = ${other.rootId} and seq < ${last?.seq ?? 0}`;
    const text = JSON.stringify([`changes:${one.publicId}`, String(seq)]);
    const refusal = await follow(
      server,
      agent,
      one.id,
      Buffer.from(text).toString("base64url"),
    ).refusal();
    expect(refusal).toMatchObject({ code: "CURSOR_EXPIRED" });
    const again = follow(server, agent, one.id, refusal?.["oldestCursor"] as string);
    expect((await again.told(1))[0]).toMatchObject({ sequence: last?.seq });
    again.client.close();
  });
});
