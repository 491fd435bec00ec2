import { expect, test } from "vitest";
import { formatResults } from "../../../scripts/faults/report.ts";

const result = (seed: number, problems: readonly string[] = []) => ({
  ...{ seed, problems, recoveries: [], counts: { pushes: 1_000 + seed } },
});

test("several series are added up, and each that has a difference is named by its seed", () => {
  const right = formatResults([result(5), result(6)]);
  expect(right).toContain("pushes: 2,011");
  expect(right.split("\n").at(-1)).toBe("no difference (seeds 5 to 6)");
  const wrong = formatResults([result(5), result(6, ["a sale is lost"]), result(7)]);
  expect(wrong).toContain("DIFFERENT: seed 6: a sale is lost");
  expect(wrong.split("\n").at(-1)).toBe("FAILED (seeds 6)");
  expect(
    formatResults([result(5)])
      .split("\n")
      .at(-1),
  ).toBe("no difference (seed 5)");
});
