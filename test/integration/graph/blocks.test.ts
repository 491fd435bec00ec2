import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { createShopper, type Shopper } from "../../support/streams.ts";

/** What staff has set aside of somebody's points can be seen, and ended by what is seen. */

let server: TestServer;
let supervisor: string;
beforeAll(async () => {
  server = await startTestServer();
  supervisor = await server.token("supervisor", { sub: "susan" });
});
afterAll(() => server.stop());

async function write(name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await server.graphql({
    query: `mutation($i: ${type}!) { ${name}(input: $i) { userErrors { code message } } }`,
    variables: { i: { reason: "Two accounts", idempotencyKey: randomUUID(), ...input } },
    token: supervisor,
  });
  expect(errors).toBeUndefined();
  expect(data[name].userErrors).toEqual([]);
}

/** Somebody with as many points. */
async function memberWith(points: string): Promise<Shopper> {
  const shopper = await createShopper(server);
  await write("adjustPoints", { customer: { id: shopper.id }, points });
  return shopper;
}

async function accountOf({ id }: Shopper) {
  const { data, errors } = await server.graphql({
    query: `query($id: ID!) { customer(by: {id: $id}) { loyalty { accounts {
      active blocked blocks { block points reason by { kind name } since } } } } }`,
    variables: { id },
    token: supervisor,
  });
  expect(errors).toBeUndefined();
  return data.customer.loyalty.accounts[0];
}

test("every block is listed with who and why, the first at the head, and ends by its id", async () => {
  const shopper = await memberWith("100");
  const customer = { id: shopper.id };
  await write("blockPoints", { customer, points: "30", reason: "First" });
  await write("blockPoints", { customer, points: "20", reason: "Second" });
  const { blocked, blocks } = await accountOf(shopper);
  expect(blocked).toBe("50");
  const by = { kind: "AGENT", name: expect.stringContaining("susan") as unknown };
  expect(blocks).toMatchObject([
    { points: "30", reason: "First", by },
    { points: "20", reason: "Second", by },
  ]);
  await write("unblockPoints", { block: blocks[0].block });
  const after = await accountOf(shopper);
  expect(after.blocked).toBe("20");
  expect(after.blocks).toEqual([blocks[1]]);
});

test("a block that took points of two who are one is listed once, with all of them", async () => {
  const [one, other] = [await memberWith("10"), await memberWith("15")];
  await write("mergeCustomers", {
    customer: { id: one.id },
    other: { id: other.id },
  });
  await write("blockPoints", { customer: { id: one.id }, points: "25" });
  const { blocked, blocks } = await accountOf(one);
  expect([blocked, blocks.map(({ points }: { points: string }) => points)]).toEqual(["25", ["25"]]);
  await write("unmergeCustomers", { customer: { id: one.id }, separate: other.id });
  // Each has what is set aside of its own, under the one id.
  const parts = [await accountOf(one), await accountOf(other)];
  expect(parts.map((account) => account.blocks[0].points).sort()).toEqual(["10", "15"]);
  expect(parts[0].blocks[0].block).toBe(parts[1].blocks[0].block);
  await write("unblockPoints", { block: blocks[0].block });
  expect((await accountOf(one)).blocks).toEqual([]);
  expect((await accountOf(other)).blocks).toEqual([]);
});
