import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type IdentityBench, key, startIdentityBench } from "../support/bench/identityBench.ts";
import { soldEvent } from "../support/purchases.ts";
import { STORE } from "../support/server.ts";

/**
 * A token need not say whose customer its owner is: the record of somebody who works here takes a
 * supervisor.
 */

let bench: IdentityBench;
beforeAll(async () => {
  bench = await startIdentityBench();
});
afterAll(async () => {
  await bench.both.stop();
});

async function colleague(): Promise<string> {
  const { loyalty } = await bench.member();
  await bench.both.first.database.sql`
    insert into customer_profile (leaf_id, flags, version, updated_at)
    select leaf_id, '{STAFF}', 1, now() from identifiers where kind = 'loyalty' and value = ${loyalty}
    on conflict (leaf_id) do update set flags = '{STAFF}'`;
  return loyalty;
}

test("a guest's receipt becomes a colleague's by a supervisor alone", async () => {
  const loyaltyNumber = await colleague();
  const number = `guest-${randomUUID()}`;
  const { customer: _nobody, ...sale } = soldEvent({
    references: [{ kind: "order", value: number }],
  });
  await bench.both.first.receive([sale]);
  const claim = async (role: "agent" | "supervisor") =>
    await bench.call(
      "claimPurchase",
      "ClaimPurchaseInput",
      {
        ...{ customer: { loyaltyNumber }, order: { number: { number } }, idempotencyKey: key() },
        total: { amount: "45.00", currencyCode: "GBP" },
        purchasedOn: String(sale["occurredAt"]).slice(0, 10),
      },
      "userErrors { code }",
      await bench.both.first.token(role, { sub: `friend-${role}` }),
    );
  expect((await claim("agent")).code).toBe("FORBIDDEN");
  const { errors, userErrors } = await claim("supervisor");
  expect([errors, userErrors]).toEqual([undefined, []]);
});

test("a colleague's record is merged, and parted again, by a supervisor alone", async () => {
  const loyaltyNumber = await colleague();
  const { email } = await bench.member();
  const ends = [{ loyaltyNumber }, { email }];
  const merge = async (role: "agent" | "supervisor", customer: object, other: object) =>
    await bench.call(
      "mergeCustomers",
      "MergeCustomersInput",
      { customer, other, reason: "one person", idempotencyKey: key() },
      "customer { identityGraph { leaves { id } } } userErrors { code }",
      await bench.both.first.token(role, { sub: `friend-${role}` }),
    );
  for (const [one, other] of [ends, ends.toReversed()] as [object, object][]) {
    expect((await merge("agent", one, other)).code).toBe("FORBIDDEN");
  }
  const merged = await merge("supervisor", { email }, { loyaltyNumber });
  expect([merged.errors, merged.userErrors]).toEqual([undefined, []]);
  const separate = merged.customer.identityGraph.leaves[0].id;
  const part = async (role: "agent" | "supervisor") =>
    await bench.call(
      "unmergeCustomers",
      "UnmergeCustomersInput",
      { customer: { email }, separate, reason: "two", idempotencyKey: key() },
      "userErrors { code }",
      await bench.both.first.token(role, { sub: `friend-${role}` }),
    );
  expect((await part("agent")).code).toBe("FORBIDDEN");
  const parted = await part("supervisor");
  expect([parted.errors, parted.userErrors]).toEqual([undefined, []]);
});

test("a till takes a colleague's points as anybody's: what it may set aside it may end", async () => {
  const loyaltyNumber = await colleague();
  const till = await bench.both.second.token("till", { store: STORE });
  for (const name of ["capturePoints", "releasePoints"]) {
    const held = await bench.call(
      "authorisePoints",
      "AuthorisePointsInput",
      { customer: { loyaltyNumber }, points: "5", idempotencyKey: key() },
      "hold { id } userErrors { code }",
      till,
    );
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const input = { authorisation: held.hold.id, idempotencyKey: key() };
    const ended = await bench.call(name, type, input, "userErrors { code }", till);
    expect([name, ended.errors, ended.userErrors]).toEqual([name, undefined, []]);
  }
});
