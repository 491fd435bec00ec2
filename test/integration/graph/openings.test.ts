import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, OPENINGS_KEPT_DAYS } from "../../../src/access/forget.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { soldEvent } from "../../support/purchases.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function member() {
  const email = `${randomUUID()}@example.com`;
  const event = soldEvent({ customer: [{ kind: "email", value: email }] });
  const [sold] = await server.receive([event]);
  const leafId = sold?.leafId as bigint;
  const [row] = await server.database.sql<{ id: string }[]>`
    select public_id as id from customer where id = ${String(leafId)}::text::bigint`;
  const [reference] = (event as { references: { value: string }[] }).references;
  return { email, leafId, publicId: row?.id as string, number: reference?.value as string };
}

const ask = async (token: string, query: string) => {
  const answer = await server.graphql({ query, token });
  expect(answer.errors).toBeUndefined();
  return answer.data;
};

async function openers(leafId: bigint) {
  await server.openings.flush();
  return await server.database.sql<{ principal: string; role: string }[]>`
    select principal, role from customer_opening where leaf_id = ${String(leafId)}::text::bigint
    order by principal, hour`;
}

test("whichever way staff come to a customer, there is one row per person and hour, and none before it is written", async () => {
  const { email, leafId, number, publicId } = await member();
  const ways = {
    byEmail: `{ customer(by: {email: "${email}"}) { id } }`,
    byOrder: `{ customer(by: {order: {number: {number: "${number}"}}}) { name } }`,
    search: `{ lookup(text: "${email}", first: 1) { customer { id } } }`,
    explained: `{ explainTier(customer: {email: "${email}"}) { at } }`,
    written: `mutation { updateCustomer(input: {customer: {email: "${email}"}, language: "en"}) { customer { id } } }`,
  };
  const [at] = await server.database.sql`select count(*)::int as n from customer_opening`;
  expect(at).toEqual({ n: 0 });
  for (const [name, query] of Object.entries(ways)) {
    await ask(await server.token("agent", { sub: name }), query);
  }
  for (const query of [...Object.values(ways), ...Object.values(ways)]) {
    await ask(await server.token("agent", { sub: "often" }), query);
    await ask(await server.token("supervisor", { sub: "often" }), query);
  }
  // Nobody at a desk: a till at its sale, and the person's own page.
  await ask(await server.token("till", { sub: "a-till", store: STORE }), ways.byEmail);
  const own = { sub: "herself", customer_id: publicId };
  await ask(await server.token("storefront", own), ways.byEmail);
  // Nobody is there, so nobody is opened; and a coupon worked out opens nobody either.
  const nobody = '{ customer(by: {email: "none@example.com"}) { id } }';
  await ask(await server.token("agent", { sub: "misses" }), nobody);
  const names = (await openers(leafId)).map(({ principal }) => principal);
  expect(names).toEqual([...Object.keys(ways), "often"].sort());
});

test("a supervisor reads whom a person opened, by page and day, with masked names, and opens nobody by it", async () => {
  const members = [await member(), await member(), await member()];
  const by = `looker-${randomUUID()}`;
  const token = await server.token("agent", { sub: by });
  for (const { email } of members) {
    await ask(token, `{ customer(by: {email: "${email}"}) { name } }`);
  }
  await server.openings.flush();
  const { sql } = server.database;
  const [first] = members.map(({ leafId }) => leafId);
  await sql`insert into customer_opening (leaf_id, hour, principal, role, at)
    values (${String(first)}::text::bigint, '2026-03-10T23:00:00Z', ${by}, 'supervisor', '2026-03-10T23:59:59Z')`;
  const boss = await server.token("supervisor", { sub: "boss" });
  const page = async (more: string, from = "2026-03-10", to = "2199-12-31") => {
    const { openings } = await ask(
      boss,
      `{ openings(by: "${by}", from: "${from}", to: "${to}", ${more}) {
          nodes { at by { kind name } customer { id name identifiers { kind } } }
          pageInfo { hasNextPage endCursor } } }`,
    );
    return openings;
  };
  const one = await page("first: 3");
  expect(new Set(one.nodes.map(({ customer }: never) => (customer as { id: string }).id))).toEqual(
    new Set(members.map(({ publicId }) => encodeGlobalId("Customer", publicId))),
  );
  expect(one.nodes[0].by).toEqual({ kind: "AGENT", name: by });
  // As in every list of work: nothing that could be read without opening them.
  expect(one.nodes[0].customer.identifiers).toEqual([]);
  const two = await page(`first: 3, after: "${one.pageInfo.endCursor}"`);
  expect(two.nodes.map(({ at }: never) => at)).toEqual(["2026-03-10T23:59:59.000000Z"]);
  expect(two.pageInfo.hasNextPage).toBe(false);
  expect((await page("first: 9", "2026-03-10", "2026-03-10")).nodes).toHaveLength(1);
  expect((await page("first: 9", "2026-03-09", "2026-03-09")).nodes).toHaveLength(0);
  await server.openings.flush();
  const [seen] =
    await sql`select count(*)::int as n from customer_opening where principal = 'boss'`;
  expect(seen).toEqual({ n: 0 });
  const foreign = await server.graphql({
    query: `{ openings(by: "other", from: "2026-03-10", to: "2026-03-10", first: 1, after: "${one.pageInfo.endCursor}") { nodes { at } } }`,
    token: boss,
  });
  expect(foreign.errors?.[0]?.extensions["code"]).toBe("BAD_CURSOR");
});

test("supervisors and admins read it page by page, over the customers that became one; agents and tills do not", async () => {
  const [one, other] = [await member(), await member()];
  const { sql } = server.database;
  for (let hour = 0; hour < 3; hour += 1) {
    for (const principal of ["ann", "bob"]) {
      const leafId = hour === 1 ? other.leafId : one.leafId;
      await sql`insert into customer_opening (leaf_id, hour, principal, role, at)
        values (${String(leafId)}::text::bigint, date_trunc('hour', now()) - make_interval(hours => ${hour + 1}),
          ${principal}, 'agent', now() - make_interval(hours => ${hour + 1}))`;
    }
  }
  await sql`update customer set root_id = ${String(one.leafId)}::text::bigint where id = ${String(other.leafId)}::text::bigint`;
  const admin = await server.token("admin", { sub: "reader" });
  const page = async (after: string | null, token = admin) => {
    const query = `query($after: String) { customer(by: {email: "${one.email}"}) {
      openedBy(first: 4, after: $after) { nodes { by { kind name } at } pageInfo { hasNextPage endCursor } } } }`;
    return (await server.graphql({ query, variables: { after }, token })).data.customer.openedBy;
  };
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  const shown = [...first.nodes, ...second.nodes].map(({ by }) => `${by.kind} ${by.name}`);
  expect(shown).toEqual([...Array(3)].flatMap(() => ["AGENT bob", "AGENT ann"]));
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  expect((await page(null, await server.token("supervisor"))).nodes).toHaveLength(4);
  for (const role of ["agent", "till"] as const) {
    expect(await page(null, await server.token(role, { store: STORE }))).toBeNull();
  }
  // A cursor of another customer's list is none of this one's.
  const { email } = await member();
  const query = `query($after: String) { customer(by: {email: "${email}"}) { openedBy(first: 1, after: $after) { nodes { at } } } }`;
  const variables = { after: first.pageInfo.endCursor };
  const foreign = await server.graphql({ query, variables, token: admin });
  expect(foreign.errors?.[0]?.extensions["code"]).toBe("BAD_CURSOR");
});

test("what is past its retention is dropped, and budgets that are whole again", async () => {
  const { sql } = server.database;
  await sql`insert into customer_opening (leaf_id, hour, principal, role, at)
    select 1, now() - make_interval(days => days), 'old', 'agent', now()
    from unnest(array[${OPENINGS_KEPT_DAYS - 1}, ${OPENINGS_KEPT_DAYS + 1}]::int[]) as days`;
  await sql`insert into guess_budget (key, spent, at)
    values ('principal long ago', 2, now() - interval '21 minutes'), ('principal just now', 2, now())`;
  expect(await forget({ sql })).toMatchObject({ budgets: 1, openings: 1, isMore: false });
  expect(
    await sql`select count(*)::int as n from customer_opening where principal = 'old'`,
  ).toEqual([{ n: 1 }]);
  expect(await sql`select key from guess_budget where key like 'principal %o%'`).toEqual([
    { key: "principal just now" },
  ]);
});
