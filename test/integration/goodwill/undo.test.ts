import { afterAll, beforeAll, expect, test } from "vitest";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { openCommands, redeemRequest } from "../../support/coupons.ts";

let bench: PointsBench;
beforeAll(async () => {
  bench = await startPointsBench();
});
afterAll(() => bench.close());

const codeOf = (answer: { readonly userErrors: readonly { readonly code: string }[] }) =>
  answer.userErrors[0]?.code ?? "DONE";
const minutes = (count: number) => addMicros(NOW, count * MICROS_PER_MINUTE) as Instant;

async function activeOf(rootId: bigint): Promise<bigint | undefined> {
  const [row] = await bench.database.sql<{ active: bigint }[]>`
    select sum(active)::bigint as active from account where leaf_id = ${rootId}`;
  return row?.active;
}

test("who gave takes back within ten minutes, out of the very lot, and may give it again", async () => {
  const ada = await bench.member("undo-ada");
  const agent = bench.who("agent", "undo:ada");
  const before = await activeOf(ada);
  const { gift } = await bench.give(ada, { points: 500n }, agent);
  expect(codeOf(await bench.give(ada, { points: 1n }, agent))).toBe("PERSON_LIMIT");
  expect(codeOf(await bench.undo(gift, agent, minutes(9)))).toBe("DONE");
  expect(await activeOf(ada)).toBe(before);
  const [lot] = await bench.database.sql`
    select l.remaining, l.points from lot l join goodwill_gift g on g.entry_id = l.entry_id
    where g.public_id = ${gift ?? ""}`;
  expect(lot).toEqual({ remaining: 0n, points: 500n });
  expect(codeOf(await bench.undo(gift, agent, minutes(9)))).toBe("ALREADY_UNDONE");
  expect(codeOf(await bench.give(ada, { points: 500n }, agent, { now: minutes(9) }))).toBe("DONE");
  await bench.expectSound(minutes(9));
});

test("ten minutes after it, and by another agent, nothing is taken back; a supervisor may", async () => {
  const bea = await bench.member("undo-bea");
  const agent = bench.who("agent", "undo:bea");
  const [one, two] = [
    await bench.give(bea, { points: 10n }, agent),
    await bench.give(bea, { points: 20n }, agent),
  ];
  expect(codeOf(await bench.undo(one.gift, bench.who("agent", "undo:other")))).toBe(
    "NOT_THE_GIVER",
  );
  expect(codeOf(await bench.undo(one.gift, agent, minutes(10.1)))).toBe("UNDO_TOO_LATE");
  const supervisor = bench.who("supervisor", "undo:boss");
  expect(codeOf(await bench.undo(two.gift, supervisor, minutes(10.1)))).toBe("UNDO_TOO_LATE");
  expect(codeOf(await bench.undo(two.gift, supervisor, minutes(5)))).toBe("DONE");
  expect(codeOf(await bench.undo("0190b5a0-0000-7000-8000-000000000000", supervisor))).toBe(
    "GIFT_NOT_FOUND",
  );
  expect(codeOf(await bench.undo(null, supervisor))).toBe("GIFT_NOT_FOUND");
});

test("points of which some were spent stay given, and it is said how many were", async () => {
  const cid = await bench.member("undo-cid", "1.00");
  const { gift } = await bench.give(cid, { points: 100n });
  // The gift is lost no later than what the purchase earned, and paid with first or last: all goes.
  const active = (await activeOf(cid)) ?? 0n;
  const held = await bench.authorise(cid, active - 40n);
  expect(held.userErrors).toEqual([]);
  const refused = await bench.undo(gift);
  expect(refused.userErrors).toMatchObject([{ code: "POINTS_SPENT", field: ["id"] }]);
  expect(refused.userErrors[0]?.message).toContain("have been spent");
  expect(await activeOf(cid)).toBe(40n);
  await bench.expectSound(NOW);
});

test("a coupon that was not used is switched off, and one that was stays given", async () => {
  const dot = await bench.member("undo-dot");
  const agent = bench.who("supervisor", "undo:dot");
  const given = [
    await bench.give(dot, { coupon: "TENTH" }, agent),
    await bench.give(dot, { coupon: "TENTH" }, agent),
  ];
  const codes = await bench.database.sql<{ code: string }[]>`
    select k.code from goodwill_gift g join coupon k on k.id = g.coupon_id
    where g.leaf_id = ${dot} order by g.id`;
  const till = await openCommands(bench.database.sql, NOW);
  const { redemptionId } = await till.redeemCoupon(redeemRequest(codes[1]?.code ?? ""));
  expect(redemptionId).not.toBeNull();
  expect(codeOf(await bench.undo(given[0]?.gift ?? null, agent, minutes(1)))).toBe("DONE");
  expect(codeOf(await bench.undo(given[1]?.gift ?? null, agent, minutes(1)))).toBe("COUPON_USED");
  const states = await bench.database.sql`
    select k.state from goodwill_gift g join coupon k on k.id = g.coupon_id
    where g.leaf_id = ${dot} order by g.id`;
  expect(states.map(({ state }) => state)).toEqual(["DISABLED", "REDEEMED"]);
  await bench.expectSound(minutes(1));
});
