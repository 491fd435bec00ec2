import { afterAll, beforeAll, expect, test } from "vitest";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import { transact } from "../../../src/platform/transact.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { GOODWILL } from "../../support/rules/goodwill.ts";
import { rng, testSeed } from "../../support/seed.ts";

/** Limits of goodwill hold however much is given at once, and however customers become one. */

let bench: PointsBench;
beforeAll(async () => {
  bench = await startPointsBench();
});
afterAll(() => bench.close());

const { limits } = GOODWILL;
const codeOf = (answer: { readonly userErrors: readonly { readonly code: string }[] }) =>
  answer.userErrors[0]?.code ?? "DONE";

const regroup = (...groups: readonly (readonly bigint[])[]) =>
  transact(bench.database.sql, (tx) =>
    regroupCustomers(tx, bench.deps(), {
      ...{ viewer: systemViewer("test"), act: null },
      groups: groups.map((leaves) => ({ leaves })),
    }),
  );

/** Who is live, whatever leaf is named. */
async function rootOf(leaf: bigint): Promise<bigint> {
  const [row] = await bench.database.sql<{ root: bigint }[]>`
    select root_id as root from customer where id = ${leaf}`;
  return row?.root ?? leaf;
}

test("one agent in six windows gives six customers no more than one limit together", async () => {
  const agent = bench.who("agent", "races:windows");
  const customers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => bench.member(`window-${n}`)));
  const answers = await Promise.all(
    customers.map((customer) => bench.give(customer, { points: 200n }, agent)),
  );
  expect(answers.map(codeOf).sort()).toEqual([
    ...["DONE", "DONE", "PERSON_LIMIT", "PERSON_LIMIT", "PERSON_LIMIT", "PERSON_LIMIT"],
  ]);
  await bench.expectSound(NOW);
});

test("six agents at once give one customer no more than its limit, points and coupons together", async () => {
  const customer = await bench.member("at-once");
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) =>
      bench.give(
        customer,
        n % 2 === 0 ? { points: 400n } : { coupon: "FIVE" },
        bench.who("agent", `races:${n}`),
      ),
    ),
  );
  const codes = answers.map(codeOf);
  expect(codes.filter((code) => code === "DONE").length).toBeLessThanOrEqual(2);
  expect(codes.filter((code) => !["DONE", "CUSTOMER_LIMIT"].includes(code))).toEqual([]);
  const [sum] = await bench.database.sql<{ worth: bigint }[]>`
    select sum(worth)::bigint as worth from goodwill_gift where leaf_id = ${customer}`;
  expect(sum?.worth ?? 0n).toBeGreaterThan(0n);
  expect(sum?.worth ?? 0n).toBeLessThanOrEqual(1_000n);
  await bench.expectSound(NOW);
});

test("two who take one gift back at once take it back once", async () => {
  const customer = await bench.member("undo-twice");
  const { gift } = await bench.give(customer, { points: 50n }, bench.who("agent", "twice:a"));
  const answers = await Promise.all([
    bench.undo(gift, bench.who("agent", "twice:a")),
    bench.undo(gift, bench.who("supervisor", "twice:b")),
  ]);
  expect(answers.map(codeOf).sort()).toEqual(["ALREADY_UNDONE", "DONE"]);
});

test("what both were given counts once two are one, and each has its own when they part", async () => {
  const [a, b] = [await bench.member("one-a"), await bench.member("one-b")];
  await bench.give(a, { points: 400n }, bench.who("agent", "one:a"));
  const last = await bench.give(b, { points: 500n }, bench.who("agent", "one:b"));
  await regroup([a, b]);
  const root = await rootOf(a);
  const agent = bench.who("agent", "one:c");
  expect(codeOf(await bench.give(root, { points: 101n }, agent))).toBe("CUSTOMER_LIMIT");
  expect(codeOf(await bench.give(root, { points: 100n }, agent))).toBe("DONE");
  // Out of the leaf that it was given to, by whichever customer that is now.
  expect(codeOf(await bench.undo(last.gift, bench.who("agent", "one:b")))).toBe("DONE");
  await regroup([a], [b]);
  const other = root === a ? b : a;
  expect(codeOf(await bench.give(other, { points: 500n }, bench.who("agent", "one:d")))).toBe(
    "DONE",
  );
  await bench.expectSound(NOW);
});

test("a customer who is gone is refused, and named so", async () => {
  const [a, b] = [await bench.member("gone-a"), await bench.member("gone-b")];
  await regroup([a, b]);
  const root = await rootOf(a);
  const gone = root === a ? b : a;
  expect(codeOf(await bench.give(gone, { points: 1n }))).toBe("CUSTOMER_NOT_FOUND");
});

test("whatever is given and taken back at once, by few to few, who merge and part, no limit is crossed", {
  timeout: 120_000,
}, async () => {
  const seed = testSeed();
  const random = rng(seed);
  const below = (count: number) => Math.floor(random() * count);
  const leaves = await Promise.all([1, 2, 3, 4].map((n) => bench.member(`any-${n}`)));
  const people = ["x", "y", "z"].flatMap((name) => [
    bench.who("agent", `any:${name}`),
    bench.who("supervisor", `any:${name}`),
  ]);
  const given: { readonly gift: string; readonly by: number }[] = [];
  const codes = new Set<string>();
  for (let round = 0; round < 25; round += 1) {
    if (random() < 0.3) {
      const [one, two, ...rest] = leaves.toSorted(() => random() - 0.5) as [bigint, bigint];
      await regroup(
        ...(random() < 0.5 ? [[one, two], ...rest.map((leaf) => [leaf])] : leaves.map((l) => [l])),
      );
    }
    const calls = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const by = below(people.length);
        const viewer = people[by] as (typeof people)[number];
        const before = given[below(given.length)];
        if (random() < 0.25 && before !== undefined) {
          return { by, answer: await bench.undo(before.gift, people[before.by]), isGift: false };
        }
        const what = random() < 0.8 ? { points: BigInt(1 + below(300)) } : { coupon: "FIVE" };
        const root = await rootOf(leaves[below(leaves.length)] as bigint);
        return { by, answer: await bench.give(root, what, viewer), isGift: true };
      }),
    );
    for (const { by, answer, isGift } of calls) {
      codes.add(`${isGift ? "give" : "undo"} ${codeOf(answer)}`);
      if (isGift && answer.gift !== null) {
        given.push({ gift: answer.gift, by });
      }
    }
    const sums = await bench.database.sql<{ root: bigint; points: bigint; gifts: number }[]>`
      select g.leaf_id as root, sum(worth)::bigint as points, count(*)::int as gifts
      from goodwill_gift g where undone_at is null and leaf_id = any(${leaves.map(String)}::bigint[])
      group by 1`;
    for (const { points, gifts } of sums) {
      expect(points, `seed ${seed}`).toBeLessThanOrEqual(BigInt(limits.customerPointsPerYear));
      expect(gifts, `seed ${seed}`).toBeLessThanOrEqual(limits.customerGiftsPerYear);
    }
    const persons = await bench.database.sql<{ points: bigint }[]>`
      select sum(worth)::bigint as points from goodwill_gift
      where undone_at is null and actor like '%:any:%' group by split_part(actor, ':', 3)`;
    for (const { points } of persons) {
      expect(points, `seed ${seed}`).toBeLessThanOrEqual(BigInt(limits.supervisorPointsPerDay));
    }
  }
  expect([...codes], `seed ${seed}`).toEqual(
    expect.arrayContaining(["give DONE", "undo DONE", "give CUSTOMER_LIMIT"]),
  );
  await bench.expectSound(NOW);
});
