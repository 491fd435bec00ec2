import { afterAll, beforeAll, expect, test } from "vitest";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unsplitCustomer } from "../../../src/identity/byHand/unsplitCustomer.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { expectSound, hoursAgo, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** What a split moves, and one that is taken back with what came up between the two meanwhile. */

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
});
afterAll(() => bench?.close());

const viewer = viewerOf("supervisor");
const mail = (name: string) => ({
  ...{ kind: "email", value: `${name}@example.com`, verified: true },
});

let saidSoFar = 0;
const said = () => {
  saidSoFar += 1;
  const key = `unsplit-${saidSoFar}`;
  return { viewer, said: key, reason: "Because.", idempotencyKey: key };
};

async function buy(shown: readonly ReturnType<typeof mail>[]): Promise<void> {
  saidSoFar += 1;
  await bench.gateway.send([sale(`us-${saidSoFar}`, shown)]);
  await decideLinks(bench.deps);
}

async function split(rootId: bigint, ...names: readonly string[]): Promise<bigint> {
  const identifiers = names.map(mail);
  const answer = await splitCustomer(bench.deps, { ...said(), rootId, identifiers, orders: [] });
  expect(answer.userErrors).toEqual([]);
  return BigInt(answer.otherId as string);
}

async function unsplit(rootId: bigint): Promise<void> {
  expect(await unsplitCustomer(bench.deps, { ...said(), rootId })).toMatchObject({
    userErrors: [],
  });
}

test("leaves nobody to look at a pair of one customer, also of those who were parted later", async () => {
  const { sql } = bench.database;
  await buy(["una", "ute", "uwe"].map(mail));
  const [{ id }] = (await sql`
    select c.root_id as id from identifiers i join customer c on c.id = i.leaf_id
    where i.value = 'una@example.com'`) as unknown as [{ id: bigint }];
  const made = await split(id, "ute", "uwe");
  const later = await split(made, "uwe");
  await buy([mail("una"), { ...mail("uwe"), verified: false }]);
  await unsplit(later);
  const states = () => sql`
    select state, decided_by from match_candidate where a = ${id} and b = ${later}`;
  expect(await states()).toEqual([{ state: "OPEN", decided_by: null }]);
  await unsplit(made);
  expect(await states()).toEqual([{ state: "MERGED", decided_by: "supervisor:test:supervisor" }]);
  await expectSound(bench);
});

test("a split moves an order whose points came in several lots", async () => {
  const { sql } = bench.database;
  await buy([mail("val"), mail("vic")]);
  const word = (gross: string, occurredAt: string) =>
    sale("two-lots", [mail("vic")], {
      ...{ eventId: gross, occurredAt },
      lines: [{ id: "1", article: "mug", quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    });
  await bench.gateway.send([word("20.00", hoursAgo(3))]);
  await bench.gateway.send([word("30.00", hoursAgo(2))]);
  const [{ id }] = (await sql`
    select c.root_id as id from identifiers i join customer c on c.id = i.leaf_id
    where i.value = 'vic@example.com'`) as unknown as [{ id: bigint }];
  const made = await split(id, "vic");
  expect(
    await sql`
      select l.points from lot l join entry e on e.id = l.entry_id
      where e.kind = 'MOVED' and e.leaf_id = ${made} order by l.points`,
  ).toEqual([{ points: 10n }, { points: 20n }]);
  await expectSound(bench);
});
