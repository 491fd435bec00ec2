import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../../src/demo/random.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifySnapshot } from "../../../src/verify/verifyDatabase.ts";
import { expectSound } from "../../support/bench/commandBench.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { testSeed } from "../../support/seed.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
});
afterAll(() => bench?.close());

test("a database of merges, undos and purchases between them is sound", async () => {
  const [a, b, c] = [
    await bench.buyer("sound-a", "300.00", "700.00"),
    await bench.buyer("sound-b", "600.00"),
    await bench.buyer("sound-c", "20.00"),
  ];
  await expectSound(bench);
  await bench.regroup([{ leaves: [a, b] }]);
  await expectSound(bench);
  await bench.buy("sound-b", "900.00");
  await bench.regroup([{ leaves: [a, b, c], root: a }]);
  await bench.buy("sound-c", "400.00");
  await expectSound(bench);
  await bench.regroup([{ leaves: [a, c] }, { leaves: [b] }]);
  await bench.buy("sound-a", "50.00");
  await bench.buy("sound-b", "60.00");
  await expectSound(bench);
});

test("random purchases, merges and undos keep all points, and what is undone is as it was", async () => {
  const random = new Random(testSeed(), "merges");
  const names = ["w", "x", "y", "z", "u", "v"].map((name) => `random-${name}`);
  const leaves: bigint[] = [];
  for (const name of names) {
    leaves.push(await bench.buyer(name, "250.00"));
  }
  for (let step = 0; step < 30; step += 1) {
    if (random.chance(0.5)) {
      const name = random.pick(names);
      await bench.buy(name, `${random.integer(100, 999)}.00`);
      continue;
    }
    const groupOf = leaves.map(() => random.integer(0, 2));
    const groups = [...Map.groupBy(leaves.keys(), (at) => groupOf[at]).values()].map((places) => ({
      leaves: places.map((at) => leaves[at] as bigint),
    }));
    const points = await bench.pointsOf(...leaves);
    await bench.regroup(groups);
    expect(await bench.pointsOf(...leaves)).toEqual(points);
  }
  await bench.regroup(leaves.map((leaf) => ({ leaves: [leaf] })));
  await expectSound(bench);
  const before = await bench.stateOf(...leaves);
  await bench.regroup([{ leaves }]);
  await bench.regroup(leaves.map((leaf) => ({ leaves: [leaf] })));
  expect(await bench.stateOf(...leaves)).toEqual(before);
  await expectSound(bench);
});

test.each([
  ["a root that no decision gave", "update customer set root_id = $1 where id = $2", "root_id"],
  [
    "a decision that is gone",
    "delete from identity_decision where survivor_id = $1 and absorbed_id = $2",
    "root_id",
  ],
  [
    "a decision that keeps another tier",
    `update identity_decision set standings = jsonb_set(standings, '{survivor,tier,tier}', '"GOLD"')
     where survivor_id = $1 and absorbed_id = $2`,
    "decisions on who is who",
  ],
])("%s is found", async (name, damage, found) => {
  const [a, b, c] = [
    await bench.buyer(`${name}-a`.replaceAll(" ", "-"), "600.00"),
    await bench.buyer(`${name}-b`.replaceAll(" ", "-"), "600.00"),
    await bench.buyer(`${name}-c`.replaceAll(" ", "-"), "10.00"),
  ];
  await bench.regroup([{ leaves: [a, b], root: a }]);
  const { sql } = bench.database;
  const isRoot = damage.startsWith("update customer");
  await sql
    .begin(async (tx) => {
      await tx.unsafe(damage, [String(a), String(isRoot ? c : b)]);
      const report = await verifySnapshot(tx, {});
      expect(formatReport(report)).toContain(found);
      expect(report.ok).toBe(false);
      throw new Error("taken back");
    })
    .catch((error: Error) => expect(error.message).toBe("taken back"));
  await expectSound(bench);
});
