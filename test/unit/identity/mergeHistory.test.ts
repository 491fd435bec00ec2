import fc from "fast-check";
import { expect, test } from "vitest";
import { MergeHistory, type RootDecision } from "../../../src/domain/identity/mergeHistory.ts";
import type { StandingJson } from "../../../src/domain/tier/basisCodec.ts";
import { testSeed } from "../../support/seed.ts";

let moment = 0;
const at = () => {
  moment += 1;
  return new Date(moment).toISOString();
};
const had = (tier: string): StandingJson => ({
  tier: { tier, since: "2026-01-01T00:00:00Z", until: null },
  basis: null,
  evaluatedAt: "2026-01-01T00:00:00Z",
});
const merged = (
  survivorId: bigint,
  absorbedId: bigint,
  survivor = "",
  absorbed = "",
  when = at(),
) => ({
  ...({ kind: "MERGED", survivorId, absorbedId, at: when } as const),
  standings: {
    survivor: survivor ? had(survivor) : null,
    absorbed: absorbed ? had(absorbed) : null,
  },
});
const unmerged = (survivorId: bigint, absorbedId: bigint, ...leaves: bigint[]) =>
  ({ kind: "UNMERGED", survivorId, absorbedId, at: at(), leaves }) as const;

function formerOf(decisions: readonly RootDecision[], root: bigint, leaving: readonly bigint[]) {
  const former = new MergeHistory(decisions).formerWithin(root, (leaf) => leaving.includes(leaf));
  const shown = (group: boolean) =>
    (former.get(group) ?? [])
      .map(({ leaves, standing }) => `${leaves.toSorted().join("+")} ${standing?.tier.tier ?? "-"}`)
      .sort();
  return { leaving: shown(true), staying: shown(false) };
}

test("who leaves is found as they came, with what they had then", () => {
  const decisions = [
    merged(1n, 2n, "A1", "A2"),
    merged(3n, 4n, "A3", "A4"),
    merged(1n, 3n, "P1", "P3"),
  ];
  expect(formerOf(decisions, 1n, [3n, 4n])).toEqual({ leaving: ["3+4 P3"], staying: ["1+2 P1"] });
  expect(formerOf(decisions, 1n, [2n])).toEqual({
    leaving: ["2 A2"],
    staying: ["1 A1", "3+4 P3"],
  });
  expect(formerOf(decisions, 1n, [2n, 4n])).toEqual({
    leaving: ["2 A2", "4 A4"],
    staying: ["1 A1", "3 A3"],
  });
});

test("those who came at one moment stand side by side", () => {
  const when = at();
  const decisions = [merged(1n, 2n, "A1", "A2", when), merged(1n, 3n, "", "A3", when)];
  expect(formerOf(decisions, 1n, [1n])).toEqual({
    leaving: ["1 A1"],
    staying: ["2 A2", "3 A3"],
  });
});

test("after an undo a customer is what it was, and goes into the next one as that", () => {
  const decisions = [
    merged(1n, 2n, "A1", "A2"),
    merged(3n, 1n, "A3", "P1"),
    unmerged(3n, 1n, 1n, 2n),
    merged(5n, 1n, "A5", "Q1"),
  ];
  expect(formerOf(decisions, 5n, [1n, 2n])).toEqual({ leaving: ["1+2 Q1"], staying: ["5 A5"] });
  expect(formerOf(decisions, 5n, [2n])).toEqual({
    leaving: ["2 A2"],
    staying: ["1 A1", "5 A5"],
  });
});

test("of those who leave the one goes on that was a customer last, else the oldest", () => {
  const history = new MergeHistory([merged(7n, 2n), merged(7n, 3n), merged(9n, 7n)]);
  expect(history.lastRootAmong([2n, 3n])).toBe(3n);
  expect(history.lastRootAmong([3n, 7n])).toBe(7n);
  expect(history.lastRootAmong([12n, 11n])).toBe(11n);
});

test("former customers divide every leaf once, whatever was decided before", () => {
  const LEAVES = [1n, 2n, 3n, 4n, 5n, 6n, 7n];
  const step = fc.record({
    one: fc.constantFrom(...LEAVES),
    other: fc.constantFrom(...LEAVES),
    undo: fc.boolean(),
    mask: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), step, (steps, last) => {
      const roots = new Map(LEAVES.map((leaf) => [leaf, leaf]));
      const history = new MergeHistory();
      const under = (root: bigint) => LEAVES.filter((leaf) => roots.get(leaf) === root);
      for (const { one, other, undo, mask } of steps) {
        const [a, b] = [roots.get(one) as bigint, roots.get(other) as bigint];
        const leaving = under(a).filter((leaf, index) => leaf !== a && mask[index]);
        if (undo && leaving.length > 0) {
          const root = history.lastRootAmong(leaving);
          history.add(unmerged(a, root, ...leaving));
          for (const leaf of leaving) {
            roots.set(leaf, root);
          }
        } else if (!undo && a !== b) {
          history.add(merged(a, b));
          for (const leaf of under(b)) {
            roots.set(leaf, a);
          }
        }
      }
      const root = roots.get(last.one) as bigint;
      const own = under(root);
      const groups = history.formerWithin(root, (leaf) => last.mask[own.indexOf(leaf)]);
      for (const [group, former] of groups) {
        const leaves = former.flatMap((one) => one.leaves).toSorted();
        expect(leaves).toEqual(own.filter((_, index) => last.mask[index] === group));
      }
      expect([...groups.values()].flat().flatMap((one) => one.leaves)).toHaveLength(own.length);
    }),
    { seed: testSeed(), numRuns: 500 },
  );
});

test("a chain of ten thousand is divided in a moment", () => {
  const decisions = Array.from({ length: 10_000 }, (_, index) =>
    merged(BigInt(index + 2), BigInt(index + 1), "S", "S"),
  );
  const began = performance.now();
  const history = new MergeHistory(decisions);
  const former = history.formerWithin(10_001n, (leaf) => leaf % 2n === 0n);
  expect(former.get(true)).toHaveLength(5_000);
  expect(performance.now() - began).toBeLessThan(2_000);
});
