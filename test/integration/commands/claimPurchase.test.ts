import { afterAll, beforeAll, expect, test } from "vitest";
import { CLAIM_DAYS_MAX, claimPurchase } from "../../../src/commands/claimPurchase.ts";
import { createCustomer } from "../../../src/commands/createCustomer.ts";
import { enrolCustomer } from "../../../src/commands/enrolCustomer.ts";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  hoursAgo,
  sale,
  startCommandBench,
} from "../../support/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const email = (name: string) => [{ kind: "email", value: `${name}@example.com` }];

/** A member, by a purchase of 120 pounds. */
async function member(name: string): Promise<bigint> {
  const [result] = await bench.gateway.send([sale(`M-${name}`, email(name))]);
  return result?.leafId as bigint;
}

async function guestOrder(number: string, more: Record<string, unknown> = {}): Promise<bigint> {
  const [result] = await bench.gateway.send([sale(number, [], more)]);
  expect(result?.outcome).toBe("APPLIED");
  return result?.orderId as bigint;
}

let keys = 0;
function claim(rootId: bigint, orderId: bigint, more: { key?: string; role?: Role } = {}) {
  keys += 1;
  return claimPurchase(bench.deps, {
    viewer: viewerOf(more.role ?? "agent"),
    rootId,
    orderId,
    said: [rootId, orderId].map(String),
    idempotencyKey: more.key ?? `claim-${keys}`,
  });
}

async function standing(rootId: bigint) {
  const [row] = await bench.database.sql<{ tier: string; active: bigint }[]>`
    select c.tier, sum(a.active)::bigint as active from customer c
    join account a on a.leaf_id = c.id where c.id = ${String(rootId)} group by c.id`;
  return row;
}

const about = (number: string, kind: string, more: Record<string, unknown> = {}) => ({
  source: "shop",
  eventId: `${kind}-${number}`,
  kind,
  occurredAt: hoursAgo(1),
  references: [{ kind: "order", value: number }],
  ...more,
});

test("a forgotten receipt gives the points and the tier that it would have given with the card", async () => {
  const rootId = await member("ada");
  expect(await standing(rootId)).toMatchObject({ tier: "BASE", active: 120n });
  const orderId = await guestOrder("G1", {
    lines: [{ id: "1", article: "A", quantity: "1", gross: "300.00" }],
  });
  expect(await claim(rootId, orderId, { key: "ada" })).toEqual({ userErrors: [] });
  expect(await standing(rootId)).toMatchObject({ tier: "SILVER", active: 420n });
  // The same call again is the same claim; another one finds it taken.
  expect(await claim(rootId, orderId, { key: "ada" })).toEqual({ userErrors: [] });
  expect(await standing(rootId)).toMatchObject({ active: 420n });
  expect((await claim(rootId, orderId)).userErrors[0]?.code).toBe("ORDER_TAKEN");
});

test("what comes of the order afterwards is the customer's: a return takes the points back", async () => {
  const rootId = await member("bo");
  const orderId = await guestOrder("G2");
  await claim(rootId, orderId);
  expect(await standing(rootId)).toMatchObject({ active: 240n });
  const [returned] = await bench.gateway.send([about("G2", "RETURNED", { return: { id: "r" } })]);
  expect(returned?.leafId).toBe(rootId);
  expect(await standing(rootId)).toMatchObject({ active: 120n });
});

test("somebody's order, a test, an old one and a return cannot be claimed", async () => {
  const rootId = await member("cy");
  const [theirs] = await bench.gateway.send([sale("T1", email("other"))]);
  const old = hoursAgo(24 * (CLAIM_DAYS_MAX + 1));
  const [document] = await bench.gateway.send([
    about("T4", "RETURNED", {
      references: [{ kind: "return", value: "T4" }],
      return: { id: "T4", lines: [{ article: "A", quantity: "1", amount: "5.00" }] },
      currencyCode: "GBP",
    }),
  ]);
  const refused = [
    await claim(rootId, theirs?.orderId as bigint),
    await claim(rootId, await guestOrder("T2", { test: true })),
    await claim(rootId, await guestOrder("T3", { occurredAt: old })),
    await claim(rootId, document?.orderId as bigint),
    await claim(rootId, 999_999_999n),
  ];
  expect(refused.map(({ userErrors }) => userErrors[0]?.code)).toEqual([
    "ORDER_TAKEN",
    "TEST_ORDER",
    "ORDER_TOO_OLD",
    "NOT_A_PURCHASE",
    "ORDER_NOT_FOUND",
  ]);
  expect(await standing(rootId)).toMatchObject({ active: 120n });
});

test("two customers who claim one order at once: one has it, once", async () => {
  const [one, other] = [await member("di"), await member("ed")];
  for (let round = 0; round < 6; round += 1) {
    const orderId = await guestOrder(`W${round}`);
    const answers = await Promise.all([claim(one, orderId), claim(other, orderId)]);
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(["ORDER_TAKEN"]);
  }
  const [a, b] = [await standing(one), await standing(other)];
  expect((a?.active ?? 0n) + (b?.active ?? 0n)).toBe(120n * 8n);
});

test("a claim beside events of its order, and beside one that names another customer, loses and doubles nothing", async () => {
  const rootId = await member("fay");
  let claimed = 0n;
  for (let round = 0; round < 10; round += 1) {
    const number = `E${round}`;
    const orderId = await guestOrder(number);
    const [answer, [back], [named]] = await Promise.all([
      claim(rootId, orderId),
      bench.gateway.send([
        about(number, "REFUNDED", { refund: { id: "m", amount: "20.00" }, currencyCode: "GBP" }),
      ]),
      bench.gateway.send([about(number, "SETTLED", { customer: email(`gus${round}`) })]),
    ]);
    expect([back?.outcome, named?.outcome]).toEqual(["APPLIED", "APPLIED"]);
    const [order] = await bench.database.sql`
      select leaf_id, points_active from orders where id = ${String(orderId)}`;
    const isOurs = order?.["leaf_id"] === rootId;
    expect(answer.userErrors.map(({ code }) => code)).toEqual(isOurs ? [] : ["ORDER_TAKEN"]);
    expect(order?.["points_active"]).toBe(100n);
    if (isOurs) claimed += 100n;
  }
  expect(await standing(rootId)).toMatchObject({ active: 120n + claimed });
});

test("a claim brings the sale that a return without receipt was waiting for", async () => {
  const rootId = await member("hal");
  const credit = (id: string, article: string) =>
    about(id, "RETURNED", {
      references: [{ kind: "return", value: id }],
      customer: email("hal"),
      return: { id, lines: [{ article, quantity: "1" }] },
    });
  const [held] = await bench.gateway.send([credit("R1", "vase")]);
  expect([held?.outcome, held?.reason]).toEqual(["HELD", "RETURN_WITHOUT_SALE"]);
  const vase = { lines: [{ id: "1", article: "vase", quantity: "1", gross: "50.00" }] };
  await claim(rootId, await guestOrder("V1", vase));
  // 50 points for the vase, and taken back again by the return that was released.
  expect(await standing(rootId)).toMatchObject({ active: 120n });
  const [event] = await bench.database
    .sql`select outcome from events where event_id = 'RETURNED-R1'`;
  expect(event).toEqual({ outcome: "APPLIED" });

  // A later sale than the matched one is claimed: the return belongs to the latest before it.
  const later = {
    ...vase,
    lines: [{ ...vase.lines[0], gross: "70.00" }],
    occurredAt: hoursAgo(1.5),
  };
  await claim(rootId, await guestOrder("V2", later));
  expect(await standing(rootId)).toMatchObject({ active: 170n });
});

test("a non-member's claimed order earns nothing until the customer joins", async () => {
  const made = await createCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    name: null,
    language: null,
    identifiers: [{ kind: "loyalty", value: "ivy", verified: false }],
    idempotencyKey: "ivy",
  });
  const rootId = BigInt(made.leafId as string);
  const orderId = await guestOrder("N1");
  expect((await claim(rootId, orderId)).userErrors).toEqual([]);
  const points = async () =>
    await bench.database.sql`select points_active from orders where id = ${String(orderId)}`;
  expect(await points()).toEqual([{ points_active: 0n }]);
  await enrolCustomer(bench.deps, {
    viewer: viewerOf("agent"),
    rootId,
    said: "ivy",
    idempotencyKey: "ivy joins",
    termsVersion: null,
    channel: null,
    store: null,
  });
  expect(await points()).toEqual([{ points_active: 120n }]);
});

test("nobody claims a purchase for their own record", async () => {
  const rootId = await member("self");
  const orderId = await guestOrder("SELF");
  const { sql } = bench.database;
  const [row] = await sql`select public_id from customer where id = ${String(rootId)}`;
  const viewer = { ...viewerOf("supervisor"), customerId: row?.["public_id"] as string };
  const asked = { viewer, said: "self", rootId, orderId, idempotencyKey: "self" };
  await expect(claimPurchase(bench.deps, asked)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await claim(rootId, orderId, { key: "self" })).userErrors).toEqual([]);
});

test("a role that may not write customers is refused", async () => {
  for (const role of ["storefront", "shop", "till", "ingest", "marketer", "operator"] as const) {
    await expect(claim(1n, 1n, { role })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("the claims cannot be changed, and the database is sound after all of it", async () => {
  await expect(bench.database.sql`delete from order_claim`).rejects.toThrow("append-only");
  await expectSound(bench);
});

test("verify notices an order that got its customer without a claim on record", async () => {
  const { sql } = bench.database;
  await sql.unsafe(`
    alter table order_claim disable trigger order_claim_append_only;
    delete from order_claim where order_id = (select min(order_id) from order_claim);
    alter table order_claim enable trigger order_claim_append_only;`);
  const { invariants } = await verifyDatabase(sql);
  const replayed = invariants.find(({ invariant }) => invariant === "I7b");
  expect(replayed?.found.map(({ detail }) => detail).join("\n")).toMatch(
    /customer is \d+, should be/,
  );
});
