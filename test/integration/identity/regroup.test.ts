import { afterAll, beforeAll, expect, test } from "vitest";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
});
afterAll(() => bench?.close());

const decisions = (root: bigint) => bench.database.sql`
  select kind, survivor_id, absorbed_id, leaves from identity_decision
  where survivor_id = ${root} or absorbed_id = ${root} order by at, id`;

test("two who become one have the orders of both counted, and the tier that these reach", async () => {
  const [a, b] = [await bench.buyer("one-a", "600.00"), await bench.buyer("one-b", "600.00")];
  expect([await bench.tierOf(a), await bench.tierOf(b)]).toEqual(["SILVER", "SILVER"]);
  const done = await bench.regroup([{ leaves: [a, b] }]);
  expect(done).toEqual({ merged: [{ into: a, absorbed: [b] }], unmerged: [] });
  expect(await bench.tierOf(a)).toBe("GOLD");
  const changes = await bench.database.sql`
    select cause, from_tier, to_tier from tier_change where root_id = ${a} order by recorded_at, id`;
  expect(changes.at(-1)).toEqual({ cause: "MERGED", from_tier: "SILVER", to_tier: "GOLD" });
  expect(await bench.buy("one-b", "2000.00")).toBe(b);
  expect(await bench.tierOf(a)).toBe("PLATINUM");
});

test("a merge that is taken back at once leaves nothing behind", async () => {
  const [a, b] = [
    await bench.buyer("back-a", "300.00", "20.00"),
    await bench.buyer("back-b", "900.00"),
  ];
  const before = await bench.stateOf(a, b);
  await bench.regroup([{ leaves: [a, b] }]);
  expect(await bench.stateOf(b)).toEqual([]);
  const done = await bench.regroup([{ leaves: [a] }, { leaves: [b] }]);
  expect(done).toEqual({ merged: [], unmerged: [{ from: a, freed: [b] }] });
  expect(await bench.stateOf(a, b)).toEqual(before);
});

test("customers of several leaves come out of a larger one as they went in, however deep", async () => {
  const names = ["deep-a", "deep-b", "deep-c", "deep-d"];
  const leaves: bigint[] = [];
  for (const name of names) {
    leaves.push(await bench.buyer(name, "400.00"));
  }
  const [a, b, c, d] = leaves as [bigint, bigint, bigint, bigint];
  await bench.regroup([{ leaves: [a, b] }, { leaves: [d, c], root: d }]);
  const pairs = await bench.stateOf(a, d);
  expect(pairs).toHaveLength(4);
  await bench.regroup([{ leaves: [a, d], root: d }]);
  expect(await bench.tierOf(d)).toBe("GOLD");
  await bench.regroup([{ leaves: [a, b] }, { leaves: [c, d] }]);
  expect(await bench.stateOf(a, d)).toEqual(pairs);
  await bench.regroup(leaves.map((leaf) => ({ leaves: [leaf] })));
  const tiers = await Promise.all(leaves.map(bench.tierOf));
  expect(tiers).toEqual(["SILVER", "SILVER", "SILVER", "SILVER"]);
});

test("leaves change places between customers in one transaction", async () => {
  const [a, b, c] = [
    await bench.buyer("swap-a", "300.00"),
    await bench.buyer("swap-b", "700.00"),
    await bench.buyer("swap-c", "500.00"),
  ];
  await bench.regroup([{ leaves: [a, b] }]);
  expect(await bench.tierOf(a)).toBe("GOLD");
  const done = await bench.regroup([{ leaves: [a] }, { leaves: [b, c] }]);
  expect(done.unmerged).toEqual([{ from: a, freed: [b] }]);
  expect(done.merged).toEqual([{ into: b, absorbed: [c] }]);
  expect([await bench.tierOf(a), await bench.tierOf(b)]).toEqual(["SILVER", "GOLD"]);
  expect(await decisions(b)).toEqual([
    { kind: "MERGED", survivor_id: a, absorbed_id: b, leaves: null },
    { kind: "UNMERGED", survivor_id: a, absorbed_id: b, leaves: [b] },
    { kind: "MERGED", survivor_id: b, absorbed_id: c, leaves: null },
  ]);
});

test("what is so already changes nothing, and a leaf in two groups is refused", async () => {
  const [a, b] = [await bench.buyer("same-a", "10.00"), await bench.buyer("same-b", "10.00")];
  await bench.regroup([{ leaves: [a, b] }]);
  const before = await bench.database.sql`select * from customer where root_id = ${a} order by id`;
  expect(await bench.regroup([{ leaves: [b, a] }])).toEqual({ merged: [], unmerged: [] });
  expect(await bench.database.sql`select * from customer where root_id = ${a} order by id`).toEqual(
    before,
  );
  await expect(bench.regroup([{ leaves: [a] }, { leaves: [b, a] }])).rejects.toThrow("two groups");
});

test("what arrives meanwhile is on the side of its own leaf after an undo", async () => {
  const [a, b] = [await bench.buyer("since-a", "300.00"), await bench.buyer("since-b", "20.00")];
  const [own] = await bench.stateOf(a);
  const history = expect.arrayContaining(["GOLDUPGRADED"]);
  await bench.regroup([{ leaves: [a, b] }]);
  await bench.buy("since-b", "1500.00");
  expect(await bench.tierOf(a)).toBe("GOLD");
  await bench.regroup([{ leaves: [a] }, { leaves: [b] }]);
  expect(await bench.stateOf(a)).toEqual([{ ...own, history }]);
  expect(await bench.tierOf(b)).toBe("GOLD");
});
