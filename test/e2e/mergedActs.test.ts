import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../src/demo/random.ts";
import { formatReport } from "../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import { type IdentityBench, startIdentityBench } from "../support/bench/identityBench.ts";
import { testSeed } from "../support/seed.ts";

/** Every command, on customers who are merged and parted between any two of them. */

let bench: IdentityBench;
beforeAll(async () => {
  bench = await startIdentityBench();
});
afterAll(async () => {
  await bench.both.stop();
});

test("every command works on customers who are merged and parted meanwhile, and all is sound", async () => {
  const random = new Random(testSeed(), "merged acts");
  const people = [await bench.prepared(), await bench.prepared(), await bench.prepared()];
  const acts = Object.entries(bench.acts);
  const failed: unknown[] = [];
  for (const one of people) {
    const left = [...acts];
    while (left.length > 0) {
      const [[name, act] = ["", undefined]] = left.splice(random.integer(0, left.length - 1), 1);
      const answer = await act?.(one);
      // Refused for what another act did before is an answer; a fault of ours is none.
      if (answer?.code !== undefined && ["INTERNAL", "UNAVAILABLE"].includes(answer.code)) {
        failed.push([name, answer]);
      }
      if (random.chance(0.3)) {
        const other = random.pick(people);
        const again = random.chance(0.5) ? "mergeCustomers" : "unmergeCustomers";
        const undone = await bench.acts[again](other);
        if (undone.code === "INTERNAL") {
          failed.push([again, undone]);
        }
      }
    }
  }
  expect(failed).toEqual([]);
  const report = await verifyDatabase(bench.both.first.database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
});
