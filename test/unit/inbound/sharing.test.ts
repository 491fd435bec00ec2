import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planSharing, type SharedPartition } from "../../../src/domain/inbound/sharing.ts";

const free: SharedPartition = { owner: null, askedBy: null };
const of = (owner: string): SharedPartition => ({ owner, askedBy: null });

describe("partitions", () => {
  test("are all taken by a server that is alone", () => {
    expect(planSharing([free, free, free], "a")).toEqual({ take: [free, free, free], ask: [] });
  });

  test("that another server asks for are left to it", () => {
    const asked = { owner: null, askedBy: "b" };
    expect(planSharing([of("a"), asked], "a").take).toEqual([]);
    expect(planSharing([of("a"), asked], "b").take).toEqual([asked]);
  });

  test("are asked for of a server that has at least two more", () => {
    const given = [of("a"), of("a"), of("a"), of("a")];
    expect(planSharing(given, "b").ask).toEqual([of("a"), of("a")]);
    expect(planSharing([of("a"), of("a"), of("b")], "b").ask).toEqual([]);
    expect(planSharing([of("a"), of("a")], "a").ask).toEqual([]);
  });

  test("come to be shared evenly and stay where they are then, whoever looks first", () => {
    const servers = ["a", "b", "c"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(null, ...servers), { minLength: 1, maxLength: 20 }),
        fc.array(fc.shuffledSubarray(servers, { minLength: 3 }), { minLength: 40, maxLength: 40 }),
        (owners, rounds) => {
          const rows: { owner: string | null; askedBy: string | null }[] = owners.map((owner) => {
            return { owner, askedBy: null };
          });
          for (const me of rounds.flat()) {
            for (const row of rows.filter(
              ({ owner, askedBy }) => owner === me && askedBy !== null,
            )) {
              row.owner = null;
            }
            const { take, ask } = planSharing(rows, me);
            // An ask that is not repeated is soon over.
            for (const row of rows.filter(({ askedBy }) => askedBy === me)) {
              row.askedBy = null;
            }
            for (const row of take) {
              Object.assign(row, { owner: me, askedBy: null });
            }
            for (const row of ask) {
              row.askedBy = me;
            }
          }
          const counts = servers.map((one) => rows.filter(({ owner }) => owner === one).length);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
