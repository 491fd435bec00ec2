import { fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { BEAT_MS, LEASE_MS, OPEN_PER_PERSON_MAX } from "../../../src/stream/presences.ts";
import type { PresenceOrders } from "../../support/children/childPresence.ts";
import { terminateBackends, until } from "../../support/faults.ts";
import { type Desk, openDesk } from "../../support/presences.ts";
import { regroupingStage } from "../../support/regrouping.ts";
import { createShopper } from "../../support/streams.ts";
import { startTwoServers, type TwoServers } from "../../support/twoServers.ts";

/** Looked at more often than in a shop, so that nobody waits; a busy machine still renews it. */
const TIMES = { leaseMs: 6_000, beatMs: 300 };

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers({ presence: TIMES });
});
afterAll(() => servers?.stop());

const desks: Desk[] = [];
async function desk(...who: Parameters<typeof openDesk>): Promise<Desk> {
  const opened = await openDesk(...who);
  desks.push(opened);
  return opened;
}

afterEach(async () => {
  for (const { client } of desks.splice(0)) {
    client.close();
  }
  await until("nobody is left", async () => (await rows()) === 0);
});

const rows = async () => {
  const { sql } = servers.first.database;
  const [found] = await sql<{ n: number }[]>`select count(*)::int as n from customer_presence`;
  return found?.n;
};

const ALSO_OPEN =
  "query($id: ID!) { customer(by: {id: $id}) { alsoOpen { people { by { kind name } doing since } count { value exact } } } }";

async function alsoOpen(id: string, sub: string) {
  const { second } = servers;
  const token = await second.token("agent", { sub });
  const { data, errors } = await second.graphql({ query: ALSO_OPEN, variables: { id }, token });
  expect(errors).toBeUndefined();
  return data.customer?.alsoOpen;
}

describe("who has a customer open", () => {
  test("is told on whatever server they are, at once at first, and gone at once when they close it", async () => {
    const { id } = await createShopper(servers.first);
    const [ann, bob] = [await desk(servers.first, "ann"), await desk(servers.second, "bob")];
    const hers = ann.open(id);
    expect((await hers.sees()).alsoOpen).toEqual({ people: [], count: { value: 0, exact: true } });
    const his = bob.open(id);
    const seen = await his.sees("ann");
    expect(seen.customer).toEqual({ id });
    expect(seen.alsoOpen.people[0]).toMatchObject({ by: { kind: "AGENT" }, doing: "VIEWING" });
    await hers.sees("bob");
    expect((await alsoOpen(id, "carl")).people.map(({ by }: never) => by)).toEqual([
      { kind: "AGENT", name: "ann" },
      { kind: "AGENT", name: "bob" },
    ]);
    expect((await alsoOpen(id, "ann")).count).toEqual({ value: 1, exact: true });
    his.close();
    await hers.sees();
    // A browser that goes away is no different.
    const again = bob.open(id);
    await hers.sees("bob");
    await again.sees("ann");
    bob.client.close();
    await hers.sees();
  });

  test("one person in several windows and on several servers is one, since the first, EDITING while one of them is", async () => {
    const { id } = await createShopper(servers.first);
    const ann = await desk(servers.first, "ann");
    const elsewhere = await desk(servers.second, "ann");
    const bob = await desk(servers.second, "bob");
    const window = ann.open(id);
    await window.sees();
    const his = bob.open(id);
    const [first] = (await his.sees("ann")).alsoOpen.people;
    const windows = [ann.open(id), elsewhere.open(id)];
    const editing = ann.open(id, "EDITING");
    await his.heard.until(() => his.latest()?.alsoOpen.people[0]?.doing === "EDITING");
    expect(his.latest()?.alsoOpen).toEqual({
      people: [{ ...first, doing: "EDITING" }],
      count: { value: 1, exact: true },
    });
    editing.close();
    await his.heard.until(() => his.latest()?.alsoOpen.people[0]?.doing === "VIEWING");
    expect(his.latest()?.alsoOpen.people).toEqual([first]);
    window.close();
    windows[0]?.close();
    // On the other server she still has it open, since later.
    await his.heard.until(() => his.latest()?.alsoOpen.people[0]?.since !== first?.since);
    windows[1]?.close();
    await his.sees();
  });

  test("is told of everybody who has whoever is one with them open, from the merge on and until it is undone", async () => {
    const stage = regroupingStage(servers.first);
    const [one, other] = await stage.two();
    const [ann, bob] = [await desk(servers.first, "ann"), await desk(servers.second, "bob")];
    const hers = ann.open(one.id);
    const his = bob.open(other.id);
    await hers.sees();
    await his.sees();
    await stage.join(other, one);
    expect((await hers.sees("bob")).customer).toEqual({ id: other.id });
    await his.sees("ann");
    // By the id that was absorbed.
    const carl = await desk(servers.second, "carl");
    const theirs = carl.open(one.id);
    await theirs.sees("ann", "bob");
    await hers.sees("bob", "carl");
    await his.sees("ann", "carl");
    theirs.close();
    await hers.sees("bob");
    await his.sees("ann");
    expect((await alsoOpen(other.id, "dora")).count.value).toBe(2);
    await stage.part(one, other);
    expect((await hers.sees()).customer).toEqual({ id: one.id });
    await his.sees();
  });

  test("ends within the lease when their server is killed", async () => {
    const { id, rootId } = await createShopper(servers.first);
    const ann = await desk(servers.first, "ann");
    const hers = ann.open(id);
    await hers.sees();
    const child = fork(new URL("../../support/children/childPresence.ts", import.meta.url), [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const orders: PresenceOrders = {
      ...{ url: servers.first.database.url, leafId: String(rootId), principal: "killed" },
      ...TIMES,
    };
    child.send(orders);
    expect((await once(child, "message"))[0]).toEqual(["ann"]);
    await hers.sees("killed");
    child.kill("SIGKILL");
    await once(child, "exit");
    const { sql } = servers.first.database;
    const [last] = await sql<{ id: string; until: string }[]>`
      select id, alive_until as until from presence_server
       where id in (select server_id from customer_presence where principal = 'killed')`;
    // Nobody says that it is gone: its lease does, and the next look of another server.
    await hers.sees();
    const [over] = await sql<{ isOver: boolean; left: number }[]>`
      select clock_timestamp() >= ${last?.until ?? ""}::text::timestamptz as "isOver",
             (select count(*)::int from presence_server where id = ${last?.id ?? ""}::text::uuid) as left`;
    expect(over).toEqual({ isOver: true, left: 0 });
    expect(LEASE_MS + BEAT_MS).toBeLessThanOrEqual(15_000);
  });

  test("is written again when the database has forgotten it, and told although connections broke", async () => {
    const { id } = await createShopper(servers.first);
    const [ann, bob] = [await desk(servers.first, "ann"), await desk(servers.second, "bob")];
    const hers = ann.open(id);
    const his = bob.open(id);
    await hers.sees("bob");
    await his.sees("ann");
    const { sql } = servers.first.database;
    await sql`truncate customer_presence, presence_server`;
    await terminateBackends(sql, "test-push");
    await until("both are written again", async () => (await rows()) === 2);
    const carl = await desk(servers.second, "carl");
    carl.open(id);
    await hers.sees("bob", "carl");
    await his.sees("ann", "carl");
  });

  test("is told without the people beyond twenty, who are counted", async () => {
    const { rootId, id } = await createShopper(servers.first);
    const { sql } = servers.first.database;
    const ann = await desk(servers.first, "ann");
    const hers = ann.open(id);
    await hers.sees();
    await sql`
      insert into customer_presence (server_id, leaf_id, principal, role, since, editing)
      select (select id from presence_server where alive_until > now() limit 1), ${rootId}, 'p' || n, 'agent',
             now() + make_interval(secs => n), false
        from generate_series(1, 150) n`;
    await hers.heard.until(() => hers.latest()?.alsoOpen.count.value === 100);
    expect(hers.latest()?.alsoOpen.count).toEqual({ value: 100, exact: false });
    const names = hers.latest()?.alsoOpen.people.map(({ by }) => by.name);
    expect(names).toEqual(Array.from({ length: 20 }, (_, n) => `p${n + 1}`));
    await sql`delete from customer_presence where principal like 'p%'`;
    await hers.sees();
  });
});

describe("who may", () => {
  test("a till and a shopper neither see nor are seen", async () => {
    const { id, publicId } = await createShopper(servers.first);
    const { first } = servers;
    const ann = await desk(first, "ann");
    const hers = ann.open(id);
    await hers.sees();
    for (const [role, claims] of [
      ["till", { store: "s1" }],
      ["storefront", { customer_id: publicId }],
      ["operator", {}],
      ["marketer", {}],
    ] as const) {
      const other = await desk(first, `a-${role}`, { ...claims, role });
      expect([role, await other.open(id).refusal()]).toEqual([role, "FORBIDDEN"]);
      const token = await first.token(role, claims);
      const { data } = await first.graphql({ query: ALSO_OPEN, variables: { id }, token });
      expect(data?.customer?.alsoOpen ?? null).toBeNull();
    }
    expect(hers.heard.events).toHaveLength(1);
  });

  test("nobody has open whom they may not see: their own record, somebody absorbed into it, or nobody", async () => {
    const stage = regroupingStage(servers.first);
    const [own, other] = await stage.two();
    const ann = await desk(servers.first, "ann", { customer_id: own.publicId });
    expect(await ann.open(own.id).refusal()).toBe("BAD_USER_INPUT");
    expect(await ann.open("Q3VzdG9tZXI6eA").refusal()).toBe("BAD_USER_INPUT");
    const hers = ann.open(other.id);
    await hers.sees();
    await stage.join(own, other);
    expect(await hers.refusal()).toBe("FORBIDDEN");
    expect(await ann.open(other.id).refusal()).toBe("BAD_USER_INPUT");
  });

  test("one person has a bounded number of customers open, however many they ask for, and room again when one is closed", async () => {
    const { sql } = servers.first.database;
    const shopper = await createShopper(servers.first);
    // Whom nobody has opened before, made past the doors: so many that buying would take minutes.
    const made = await sql<{ id: string }[]>`
      insert into customer (id, root_id, public_id, created_at, recorded_at, evaluated_at)
      select n, n, gen_random_uuid(), now(), now(), now()
        from generate_series(900000001, 900000000 + ${OPEN_PER_PERSON_MAX}::int + 20) n
      returning public_id as id`;
    const ids = made.map(({ id }) => Buffer.from(`Customer:${id}`).toString("base64url"));
    const greedy = await desk(servers.first, "greedy");
    const opened = ids.map((id) => greedy.open(id));
    const ends = await Promise.all(
      opened.map(async (one) => await Promise.race([one.sees().then(() => "open"), one.refusal()])),
    );
    expect(ends.filter((end) => end === "open")).toHaveLength(OPEN_PER_PERSON_MAX);
    expect(ends.filter((end) => end === "TOO_MANY_OPERATIONS")).toHaveLength(20);
    expect(await rows()).toBe(OPEN_PER_PERSON_MAX);
    // Nobody else is kept out.
    const bob = await desk(servers.first, "bob");
    await bob.open(shopper.id).sees();
    opened[ends.indexOf("open")]?.close();
    // Its place, less bob's.
    await until("there is room", async () => (await rows()) === OPEN_PER_PERSON_MAX);
    await greedy.open(ids.at(-1) as string).sees();
  });
});
