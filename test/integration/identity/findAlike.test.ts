import { afterAll, beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { findAlike } from "../../../src/identity/findAlike.ts";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Customers who are known by two spellings of one mailbox or telephone. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
  await bench.database.sql`update source set region = 'GB' where code = 'shop'`;
  await bench.gateway.catalog.refresh();
});
afterAll(() => bench?.close());

type Given = Readonly<{ kind: string; value: string; verified?: boolean }>;
const mail = (value: string): Given => ({ kind: "email", value, verified: true });
let made = 0;
async function customerWith(...identifiers: readonly Given[]): Promise<bigint> {
  made += 1;
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: `key-${made}` },
    identifiers: identifiers.map((one) => ({ verified: true, ...one })),
  });
  return BigInt(leafId as string);
}
const bought = async (number: string, ...customer: readonly Given[]) =>
  (await bench.gateway.send([sale(number, customer)]))[0]?.leafId as bigint;
async function decided() {
  await findAlike(bench.deps);
  return await decideLinks(bench.deps);
}
const pairOf = (one: bigint, other: bigint) =>
  one < other ? { a: one, b: other } : { a: other, b: one };
const candidates = (leaf: bigint) => bench.database.sql`
  select a, b, score, state, evidence from match_candidate
  where ${String(leaf)}::bigint in (a, b) order by a, b`;
const held = () => bench.database.sql`
  select value, leaf_id, link_key from identifiers where leaf_id is not null order by id`;

test("are put up for somebody to look at, both proven or not, and stay two with their own values", async () => {
  const one = await customerWith(mail("ada.l@gmail.com"));
  await decided();
  const other = await bought("G-1", mail("adal+shop@googlemail.com"));
  expect(await decided()).toMatchObject({ edges: 1, found: 0 });
  expect(await decided()).toMatchObject({ edges: 0, found: 0 });
  expect(await candidates(one)).toMatchObject([
    {
      ...{ ...pairOf(one, other), score: 0.5, state: "OPEN" },
      evidence: { links: [{ reason: "ALIKE" }] },
    },
  ]);
  expect(await held()).toEqual([
    { value: "ada.l@gmail.com", leaf_id: one, link_key: "adal@gmail.com" },
    { value: "adal+shop@googlemail.com", leaf_id: other, link_key: "adal@gmail.com" },
  ]);
  const roots = await bench.database.sql`select from customer where root_id <> id`;
  expect(roots).toHaveLength(0);
  await expectSound(bench);
});

test("are found when both came at once, by one edge", async () => {
  const one = await customerWith(mail("b.ob@gmail.com"));
  await customerWith(mail("bo.b@gmail.com"));
  expect(await decided()).toMatchObject({ edges: 1, found: 0 });
  expect(await candidates(one)).toHaveLength(1);
});

test("a national number is read in its source's country", async () => {
  const one = await customerWith({ kind: "phone", value: "+44 20 7946 0018" });
  const other = await bought("P-1", mail("phone@example.org"), {
    kind: "phone",
    value: "020 7946 0018",
  });
  await decided();
  expect(await candidates(one)).toMatchObject([{ ...pairOf(one, other), state: "OPEN" }]);
});

test("of providers that have not said so, no two addresses are alike", async () => {
  const one = await customerWith(mail("c+1@example.org"));
  await customerWith(mail("c+2@example.org"));
  expect(await decided()).toMatchObject({ edges: 0, found: 0 });
  expect(await candidates(one)).toEqual([]);
});

test("many that are alike block nobody's address", async () => {
  const one = await customerWith(mail("dora@gmail.com"));
  for (let at = 1; at <= 7; at += 1) {
    await bought(`D-${at}`, { kind: "email", value: `dora+${at}@gmail.com` });
  }
  expect(await decided()).toMatchObject({ found: 0 });
  expect((await candidates(one)).length).toBeGreaterThan(4);
});

test("one that is taken from its customer takes the likeness along, and is compared again when it comes back", async () => {
  const one = await customerWith(mail("eve@gmail.com"));
  const other = await customerWith(mail("e.ve@gmail.com"));
  await decided();
  await unlinkIdentifier(bench.deps, {
    ...{ viewer: viewerOf("agent"), idempotencyKey: "unlinked", reason: "wrong person" },
    identifier: { kind: "email", value: "eve@gmail.com" },
  });
  await decided();
  const edges = await bench.database.sql`
    select from identity_edge
    where ${String(one)}::bigint in (a, b) and ${String(other)}::bigint in (a, b)`;
  expect(edges).toHaveLength(0);
  expect(await candidates(one)).toMatchObject([{ state: "GONE" }]);
  const third = await bought("E-1", { kind: "email", value: "eve@gmail.com" });
  await decided();
  expect(await candidates(third)).toMatchObject([{ ...pairOf(other, third), state: "OPEN" }]);
  await expectSound(bench);
});
