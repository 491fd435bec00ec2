import { afterAll, beforeAll, expect, test } from "vitest";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { at } from "../../support/receiver.ts";
import { setUpGoodwill } from "../../support/rules/goodwill.ts";

let bench: PointsBench;
beforeAll(async () => {
  bench = await startPointsBench();
});
afterAll(() => bench.close());

const codeOf = (answer: { readonly userErrors: readonly { readonly code: string }[] }) =>
  answer.userErrors[0]?.code ?? "GIVEN";

async function balanceOf(rootId: bigint) {
  const [row] = await bench.database.sql<{ active: bigint; window: bigint }[]>`
    select sum(active)::bigint as active,
           sum((select coalesce(sum(m), 0) from unnest(bucket_minor) as m))::bigint as window
    from account where leaf_id = ${rootId}`;
  return row;
}

test("goodwill is active at once, expires as the wallet's points do and counts to no tier", async () => {
  const ada = await bench.member("give-ada");
  const before = await balanceOf(ada);
  const { gift, userErrors } = await bench.give(ada, { points: 200n }, undefined, {
    note: " Third time this month. ",
  });
  expect(userErrors).toEqual([]);
  const after = await balanceOf(ada);
  expect((after?.active ?? 0n) - (before?.active ?? 0n)).toBe(200n);
  expect(after?.window).toBe(before?.window);
  const [row] = await bench.database.sql`
    select g.points, g.worth, g.reason, g.note, g.actor, g.basis, e.kind, l.expires_at, e.qualifying_minor
    from goodwill_gift g join entry e on e.id = g.entry_id join lot l on l.entry_id = e.id
    where g.public_id = ${gift ?? ""}`;
  expect(row).toMatchObject({
    ...{ points: 200n, worth: 200n, reason: "LATE_DELIVERY", note: "Third time this month." },
    ...{ actor: "agent:test:agent", kind: "GOODWILL", qualifying_minor: 0n },
  });
  expect(row?.["basis"]).toEqual({
    ...{ personMax: "500", personGiven: "0", customerMax: "1000", customerGiven: "0" },
    ...{ giftsMax: 5, giftsGiven: 0 },
  });
  expect(String(row?.["expires_at"])).toBe("2026-04-10 23:00:00+00");
  await bench.expectSound(NOW);
});

test("an agent gives no more than the set-up says in 24 hours, in whatever role, and then again", async () => {
  const [bea, cid] = [await bench.member("give-bea"), await bench.member("give-cid")];
  const agent = bench.who("agent", "give:one");
  expect(codeOf(await bench.give(bea, { points: 300n }, agent))).toBe("GIVEN");
  const over = await bench.give(cid, { points: 201n }, agent);
  expect(over.userErrors).toMatchObject([{ code: "PERSON_LIMIT" }]);
  expect(over.userErrors[0]?.message).toContain("200 more points");
  expect(codeOf(await bench.give(cid, { points: 200n }, agent))).toBe("GIVEN");
  // The same person as a supervisor has more, of which what was given as an agent is part.
  const supervisor = bench.who("supervisor", "give:one");
  expect(codeOf(await bench.give(cid, { points: 1n }, agent))).toBe("PERSON_LIMIT");
  expect(codeOf(await bench.give(cid, { points: 1n }, supervisor))).toBe("GIVEN");
  const nextDay = addMicros(NOW, MICROS_PER_DAY + 10) as Instant;
  expect(codeOf(await bench.give(bea, { points: 1n }, agent, { now: nextDay }))).toBe("GIVEN");
  await bench.expectSound(nextDay);
});

test("a customer is given no more points in twelve months than the set-up says, by anybody", async () => {
  const dot = await bench.member("give-dot");
  for (const giver of ["a", "b"]) {
    const agent = bench.who("agent", `dot:${giver}`);
    expect(codeOf(await bench.give(dot, { points: 400n }, agent))).toBe("GIVEN");
  }
  const supervisor = bench.who("supervisor", "dot:s");
  const over = await bench.give(dot, { points: 201n }, supervisor);
  expect(over.userErrors).toMatchObject([{ code: "CUSTOMER_LIMIT" }]);
  expect(over.userErrors[0]?.message).toContain("200 more points within 12 months");
  const inAYear = at("2027-03-10T12:00:01Z");
  const almost = at("2027-03-10T11:59:59Z");
  expect(codeOf(await bench.give(dot, { points: 201n }, supervisor, { now: almost }))).toBe(
    "CUSTOMER_LIMIT",
  );
  expect(codeOf(await bench.give(dot, { points: 400n }, supervisor, { now: inAYear }))).toBe(
    "GIVEN",
  );
});

test("a customer is given something no more often than the set-up says, coupons without a price too", async () => {
  const eve = await bench.member("give-eve");
  for (let time = 0; time < 5; time += 1) {
    const viewer = bench.who("agent", `eve:${time}`);
    expect(codeOf(await bench.give(eve, { coupon: "TENTH" }, viewer))).toBe("GIVEN");
  }
  const sixth = await bench.give(eve, { coupon: "TENTH" }, bench.who("supervisor", "eve:s"));
  expect(sixth.userErrors).toMatchObject([{ code: "CUSTOMER_LIMIT" }]);
  expect(sixth.userErrors[0]?.message).toContain("5 times");
  await bench.expectSound(NOW);
});

test("a coupon counts what it is worth in points, to goodwill and to the limit of everything", async () => {
  const [fay, gus] = [await bench.member("give-fay"), await bench.member("give-gus")];
  const agent = bench.who("agent", "fay:one");
  const { gift, userErrors } = await bench.give(fay, { coupon: "FIVE" }, agent);
  expect(userErrors).toEqual([]);
  const [row] = await bench.database.sql`
    select g.worth, g.points, k.leaf_id, k.uses_max, k.issued_because, k.terms, k.valid_until
    from goodwill_gift g join coupon k on k.id = g.coupon_id where g.public_id = ${gift ?? ""}`;
  expect(row).toMatchObject({
    ...{
      worth: 500n,
      points: null,
      leaf_id: fay,
      uses_max: 1,
      issued_because: "goodwill LATE_DELIVERY",
    },
    terms: { name: { en: "Five off", de: "Fünf geschenkt" } },
  });
  expect(String(row?.["valid_until"])).toContain("2026-06-08");
  expect(codeOf(await bench.give(gus, { points: 1n }, agent))).toBe("PERSON_LIMIT");
  // Of the 1,000 points for everything 500 are left, and goodwill is part of what is given.
  expect(codeOf(await bench.adjust(gus, 501n, agent))).toBe("ADJUSTMENT_LIMIT");
  expect(codeOf(await bench.adjust(gus, 500n, agent))).toBe("GIVEN");
});

test("what was given otherwise leaves an agent less goodwill to give", async () => {
  const hal = await bench.member("give-hal");
  const agent = bench.who("agent", "hal:one");
  expect(codeOf(await bench.adjust(hal, 900n, agent))).toBe("GIVEN");
  const over = await bench.give(hal, { points: 101n }, agent);
  expect(over.userErrors).toMatchObject([{ code: "PERSON_LIMIT", field: ["points"] }]);
  expect(codeOf(await bench.give(hal, { coupon: "FIVE" }, agent))).toBe("COUPON_LIMIT");
  expect(codeOf(await bench.give(hal, { points: 100n }, agent))).toBe("GIVEN");
});

test("what is no gift is refused with what to do, and leaves nothing", async () => {
  const ivy = await bench.member("give-ivy");
  const sums = await bench.database.sql`select count(*)::int as n from goodwill_gift`;
  const cases = [
    [{}, {}, "GIFT_INVALID"],
    [{ points: 1n, coupon: "FIVE" }, {}, "GIFT_INVALID"],
    [{ points: 0n }, {}, "POINTS_INVALID"],
    [{ points: -5n }, {}, "POINTS_INVALID"],
    [{ points: 10n ** 15n }, {}, "POINTS_INVALID"],
    [{ points: 1n }, { reason: "BECAUSE" }, "UNKNOWN_REASON"],
    [{ coupon: "SIX" }, {}, "UNKNOWN_COUPON"],
    [{ points: 1n }, { note: "x".repeat(501) }, "NOTE_INVALID"],
    [{ points: 1n }, { note: "a\u0000b" }, "NOTE_INVALID"],
    [{ points: 1n }, { expectedVersion: 7 }, "VERSION_CONFLICT"],
  ] as const;
  for (const [what, more, code] of cases) {
    const answer = await bench.give(ivy, what, undefined, more);
    expect([code, codeOf(answer), answer.gift]).toEqual([code, code, null]);
  }
  expect(await bench.database.sql`select count(*)::int as n from goodwill_gift`).toEqual(sums);
});

test("of two who look at once and give, the second is told", async () => {
  const jim = await bench.member("give-jim");
  const one = await bench.give(jim, { points: 5n }, bench.who("agent", "jim:a"), {
    expectedVersion: 0,
  });
  const two = await bench.give(jim, { points: 5n }, bench.who("agent", "jim:b"), {
    expectedVersion: 0,
  });
  expect([codeOf(one), codeOf(two)]).toEqual(["GIVEN", "VERSION_CONFLICT"]);
});

test("the same key gives once, and another gift under it is refused", async () => {
  const kit = await bench.member("give-kit");
  const idempotencyKey = "kit-once";
  const first = await bench.give(kit, { points: 7n }, undefined, { idempotencyKey });
  expect(await bench.give(kit, { points: 7n }, undefined, { idempotencyKey })).toEqual(first);
  await expect(bench.give(kit, { points: 8n }, undefined, { idempotencyKey })).rejects.toThrow(
    expect.objectContaining({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" }),
  );
  const rows = await bench.database.sql`select 1 from goodwill_gift where leaf_id = ${kit}`;
  expect(rows).toHaveLength(1);
});

test("where no goodwill is set up nothing is given, and it is said who sets it up", async () => {
  const lea = await bench.member("give-lea");
  await setUpGoodwill(bench.database.sql, null);
  await bench.gateway.catalog.refresh();
  const answer = await bench.give(lea, { points: 1n });
  expect(answer.userErrors).toMatchObject([{ code: "GOODWILL_NOT_SET_UP" }]);
  expect(answer.userErrors[0]?.message).toContain("an admin");
  await setUpGoodwill(bench.database.sql);
  await bench.gateway.catalog.refresh();
});
