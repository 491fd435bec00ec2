import { afterAll, beforeAll, expect, test } from "vitest";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { expectSound, hoursAgo, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { splitActs } from "../../support/bench/splitBench.ts";

/** What a split moves, and one that is taken back with what came up between the two meanwhile. */

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

const { key, email, split, unsplit, codes, shared } = splitActs(() => bench);

const proven = (name: string) => ({ ...email(name), verified: true });
const partedBy = async (rootId: bigint, ...names: readonly string[]): Promise<bigint> =>
  BigInt((await split(rootId, names)).otherId as string);

test("leaves nobody to look at a pair of one customer, also of those who were parted later", async () => {
  const { sql } = bench.database;
  const id = await shared("una", "ute", "uwe");
  const made = await partedBy(id, "ute", "uwe");
  const later = await partedBy(made, "uwe");
  await bench.gateway.send([sale(key(), [proven("una"), email("uwe")])]);
  await decideLinks(bench.deps);
  expect(codes(await unsplit(later))).toEqual([]);
  const states = () => sql`
    select state, decided_by from match_candidate where a = ${id} and b = ${later}`;
  expect(await states()).toEqual([{ state: "OPEN", decided_by: null }]);
  expect(codes(await unsplit(made))).toEqual([]);
  expect(await states()).toEqual([{ state: "MERGED", decided_by: "supervisor:test:supervisor" }]);
  await expectSound(bench);
});

test("a split moves an order whose points came in several lots", async () => {
  const { sql } = bench.database;
  const id = await shared("val", "vic");
  const word = (gross: string, occurredAt: string) =>
    sale("two-lots", [email("vic")], {
      ...{ eventId: gross, occurredAt },
      lines: [{ id: "1", article: "mug", quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    });
  await bench.gateway.send([word("20.00", hoursAgo(3))]);
  await bench.gateway.send([word("30.00", hoursAgo(2))]);
  const made = await partedBy(id, "vic");
  expect(
    await sql`
      select l.points from lot l join entry e on e.id = l.entry_id
      where e.kind = 'MOVED' and e.leaf_id = ${made} order by l.points`,
  ).toEqual([{ points: 10n }, { points: 20n }]);
  await expectSound(bench);
  await sql`update lot set points = 21 where points = 20 and entry_id in (
    select id from entry where kind = 'MOVED' and leaf_id = ${made})`;
  const { invariants } = await verifyDatabase(sql);
  expect(invariants.flatMap(({ found }) => found)).toContainEqual(
    expect.objectContaining({ detail: expect.stringContaining("did not make it") }),
  );
});
