import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../../src/demo/random.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import {
  capturePoints,
  refundPoints,
  releasePoints,
} from "../../../src/loyalty/points/endAuthorisation.ts";
import { transferPoints } from "../../../src/loyalty/points/transferPoints.ts";
import { transact } from "../../../src/platform/transact.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { testSeed } from "../../support/seed.ts";
import { about } from "../verify/mixedLife.ts";

let bench: PointsBench;
beforeAll(async () => {
  bench = await startPointsBench();
});
afterAll(() => bench?.close());

const later = (days: number): Instant => addMicros(NOW, days * MICROS_PER_DAY);

/** Each group is one customer from now on. */
const regroup = (now: Instant, ...groups: readonly (readonly bigint[])[]) =>
  transact(bench.database.sql, (tx) =>
    regroupCustomers(tx, bench.deps(now), {
      ...{ viewer: systemViewer("test"), act: null },
      groups: groups.map((leaves) => ({ leaves })),
    }),
  );

const activeOf = async (...leaves: readonly bigint[]): Promise<bigint[]> => {
  const rows = await bench.database.sql<{ leaf_id: bigint; active: bigint }[]>`
    select leaf_id, active from account where leaf_id = any(${leaves.map(String)}::bigint[])`;
  const byLeaf = new Map(rows.map((row) => [row.leaf_id, row.active]));
  return leaves.map((leaf) => byLeaf.get(leaf) ?? 0n);
};

const codeOf = (answer: { userErrors: readonly { code: string }[] }) =>
  answer.userErrors.map(({ code }) => code);

test("who has two leaves spends the points of both, those that are lost soonest first", async () => {
  const old = await bench.member("old", "100.00", NOW);
  const young = await bench.member("young", "100.00", later(5));
  await regroup(later(6), [old, young]);
  const held = await bench.authorise(old, 150n, later(6));
  expect(held.userErrors).toEqual([]);
  expect(await activeOf(old, young)).toEqual([0n, 50n]);
  const paid = await capturePoints(bench.deps(later(6)), { ...bench.ended(held), points: 120n });
  expect(paid.userErrors).toEqual([]);
  expect(await activeOf(old, young)).toEqual([0n, 80n]);
  await bench.expectSound(later(6));
});

test("who spends what only the younger leaf has is given no account of the older one", async () => {
  const [poor, rich] = [await bench.member("poor", "0.00"), await bench.member("rich")];
  const count = async () =>
    (await bench.database.sql`select 1 from account where leaf_id = ${poor}`).length;
  expect(await count()).toBe(0);
  await regroup(later(1), [poor, rich]);
  const held = await bench.authorise(poor, 40n, later(1));
  expect(held.userErrors).toEqual([]);
  expect(codeOf(await bench.adjust(poor, -10n, undefined, later(1)))).toEqual([]);
  expect(await count()).toBe(0);
  await bench.expectSound(later(1));
  // What is given goes to the older one, and makes it one.
  expect(codeOf(await bench.adjust(poor, 5n, undefined, later(1)))).toEqual([]);
  expect(await activeOf(poor, rich)).toEqual([5n, 50n]);
  await bench.expectSound(later(1));
});

test("what two leaves gave is paid, given back and refunded to each after they came apart", async () => {
  const [a, b] = [await bench.member("apart-a"), await bench.member("apart-b", "70.00")];
  await regroup(later(1), [a, b]);
  const held = await bench.authorise(a, 160n, later(1));
  const other = await bench.authorise(a, 10n, later(1));
  expect([codeOf(held), codeOf(other)]).toEqual([[], []]);
  await regroup(later(1), [a], [b]);
  const sum = async () => (await activeOf(a, b)).reduce((one, two) => one + two, 0n);
  expect(await sum()).toBe(0n);
  await capturePoints(bench.deps(later(1)), { ...bench.ended(held), points: 150n });
  expect(await sum()).toBe(10n);
  await releasePoints(bench.deps(later(1)), bench.ended(other));
  expect(await sum()).toBe(20n);
  const back = await refundPoints(bench.deps(later(1)), { ...bench.ended(held), points: 150n });
  expect(back.userErrors).toEqual([]);
  expect(await activeOf(a, b)).toEqual([100n, 70n]);
  const more = await refundPoints(bench.deps(later(1)), { ...bench.ended(held), points: 1n });
  expect(codeOf(more)).toEqual(["MORE_THAN_HELD"]);
  await bench.expectSound(later(1));
});

test("an authorisation of two leaves that nobody ended goes back to both", async () => {
  const [a, b] = [await bench.member("lapse-a"), await bench.member("lapse-b")];
  await regroup(later(1), [a, b]);
  await bench.authorise(a, 200n, later(1));
  await regroup(later(1), [a], [b]);
  expect(codeOf(await bench.authorise(b, 100n, later(1)))).toEqual(["INSUFFICIENT_POINTS"]);
  expect(codeOf(await bench.authorise(b, 100n, later(2)))).toEqual([]);
  expect(await activeOf(a, b)).toEqual([100n, 0n]);
  await bench.expectSound(later(2));
});

test("what one leaf owes is not there to be spent", async () => {
  const [a, b] = [await bench.member("debt-a"), await bench.member("debt-b", "60.00")];
  const held = await bench.authorise(b, 60n);
  await capturePoints(bench.deps(), { ...bench.ended(held), points: null });
  await bench.gateway.send([about("debt-b-1", "RETURNED", "r", { return: { id: "r" } })], {
    now: NOW,
  });
  expect(await activeOf(a, b)).toEqual([100n, -60n]);
  await regroup(NOW, [a, b]);
  expect(codeOf(await bench.authorise(a, 41n))).toEqual(["INSUFFICIENT_POINTS"]);
  expect(codeOf(await bench.authorise(a, 40n))).toEqual([]);
  expect(await activeOf(a, b)).toEqual([60n, -60n]);
  await bench.expectSound(NOW);
});

test("points of more than a thousand lots are passed on at once", async () => {
  const own = await startPointsBench();
  const [a, b] = [await own.member("many-a"), await own.member("many-b")];
  await own.database.sql.unsafe(`
    with made as (
      insert into entry (id, debit_account_id, credit_account_id, points, leaf_id, wallet,
        ruleset_version, kind, qualifying_minor, effective_at, effective_day, recorded_at,
        business_period, actor, lots)
      select 9000000000 + n, (select id from account where leaf_id is null and wallet = 'points'),
        a.id, 1, a.leaf_id, 'points', 1, 'ADJUSTED', 0, now(), current_date, now(), '2026-03',
        'user:test', jsonb_build_array(jsonb_build_array((9100000000 + n)::text, '1'))
      from account a, generate_series(1, 1500) n where a.leaf_id = ${a} returning id, credit_account_id),
    lots as (
      insert into lot (id, account_id, entry_id, points, remaining, activates_at, expires_at)
      select id + 100000000, credit_account_id, id, 1, 1, '2026-03-01', '2026-04-01' from made)
    update account set active = active + 1500, drawn = true where leaf_id = ${a}`);
  const moved = await transferPoints(own.deps(), {
    ...{ viewer: own.who("supervisor"), fromRootId: a, toRootId: b, said: [`${a}`, `${b}`] },
    ...{ idempotencyKey: own.key(), wallet: "points", points: 1_600n, reason: "a household" },
  });
  expect(moved.userErrors).toEqual([]);
  const [row] = await own.database.sql`select active from account where leaf_id = ${b}`;
  expect(row?.active).toBe(1_700n);
  await own.close();
});

test("random merges, undos and payments keep every point where it was, and are sound", async () => {
  const random = new Random(testSeed(), "spend across leaves");
  const leaves: bigint[] = [];
  for (const name of ["ra", "rb", "rc", "rd"]) {
    leaves.push(await bench.member(name));
  }
  const rootOf = async (leaf: bigint) =>
    (
      await bench.database.sql<{ root_id: bigint }[]>`
      select root_id from customer where id = ${leaf}`
    )[0]?.root_id as bigint;
  const open: Awaited<ReturnType<typeof bench.authorise>>[] = [];
  let [expected, held, minute] = [400n, 0n, 0];
  for (let step = 0; step < 60; step += 1) {
    minute += 1;
    const now = addMicros(NOW, minute * 1_000_000);
    const one = open.length === 0 ? undefined : random.pick(open);
    const points = BigInt(random.integer(1, 150));
    if (random.chance(0.2)) {
      const groupOf = leaves.map(() => random.integer(0, 2));
      const groups = Map.groupBy(leaves.keys(), (at) => groupOf[at]);
      await regroup(
        now,
        ...[...groups.values()].map((ats) => ats.map((at) => leaves[at] as bigint)),
      );
    } else if (random.chance(0.4) || one === undefined) {
      const made = await bench.authorise(await rootOf(random.pick(leaves) as bigint), points, now);
      if (made.hold !== null) {
        open.push(made);
        held += points;
      }
    } else if (random.chance(0.5)) {
      open.splice(open.indexOf(one), 1);
      const all = BigInt(one.hold?.points ?? 0);
      const paid = all < points ? all : points;
      const done = await capturePoints(bench.deps(now), { ...bench.ended(one), points: paid });
      expect(done.userErrors).toEqual([]);
      held -= all;
      expected -= paid;
      if (random.chance(0.5)) {
        const refund = { ...bench.ended(one), points: paid };
        expect((await refundPoints(bench.deps(now), refund)).userErrors).toEqual([]);
        expected += paid;
      }
    } else {
      open.splice(open.indexOf(one), 1);
      held -= BigInt(one.hold?.points ?? 0);
      expect((await releasePoints(bench.deps(now), bench.ended(one))).userErrors).toEqual([]);
    }
    const balances = await activeOf(...leaves);
    expect(balances.every((points) => points >= 0n)).toBe(true);
    expect(balances.reduce((sum, one) => sum + one, held)).toBe(expected);
  }
  await bench.expectSound(addMicros(NOW, 3_600_000_000));
});
