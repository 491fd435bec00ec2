import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** What becomes of purchases whose identifiers lead to several customers. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());
beforeEach(async () => {
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
});

let made = 0;
const key = () => {
  made += 1;
  return `key-${made}`;
};
type Given = Readonly<{ kind: string; value: string; verified?: boolean }>;
async function customerWith(...identifiers: readonly Given[]): Promise<bigint> {
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: key() },
    identifiers: identifiers.map((one) => ({ verified: true, ...one })),
  });
  return BigInt(leafId as string);
}
const card = (value: string): Given => ({ kind: "loyalty", value });
const mail = (value: string): Given => ({ kind: "email", value });
const proven = (one: Given) => ({ ...one, verified: true });
const buy = async (number: string, ...customer: readonly Given[]) =>
  (await bench.gateway.send([sale(number, customer)]))[0];
const edges = () => bench.database.sql`select a, b, refused from identity_edge order by a, b, via`;
const candidates = (leaf: bigint) =>
  bench.database.sql`
    select a, b, score, state, evidence from match_candidate
    where ${String(leaf)}::bigint in (a, b) order by a, b`;

const NOTHING = { edges: 0, merged: 0, separated: 0, found: 0 };
const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};

describe("a purchase that shows identifiers of two customers", () => {
  test("who both proved theirs makes them one, and nobody has to look at them", async () => {
    const one = await customerWith(card("7001"));
    const other = await customerWith(mail("p7001@x.example"));
    await buy("P-1", proven(card("7001")), proven(mail("p7001@x.example")));
    expect(await decideLinks(bench.deps)).toEqual({ ...NOTHING, edges: 1, merged: 1 });
    expect(await decideLinks(bench.deps)).toEqual(NOTHING);
    await buy("P-2", proven(card("7001")), proven(mail("p7001@x.example")));
    expect(await decideLinks(bench.deps)).toEqual(NOTHING);
    expect(await rootsOf(one, other)).toEqual([one, one]);
    expect(await candidates(one)).toEqual([]);
    await expectSound(bench);
  });

  test("of which one was typed gives the stranger nothing, and says that nothing was proven", async () => {
    const stranger = await customerWith(card("7010"));
    const victim = await customerWith(mail("victim@x.example"));
    const bought = await buy("S-1", proven(card("7010")), mail("victim@x.example"));
    expect(bought?.leafId).toBe(stranger);
    await decideLinks(bench.deps);
    expect(await candidates(victim)).toMatchObject([
      { score: 0.5, evidence: { links: [{ reason: "UNVERIFIED" }] } },
    ]);
    expect(await rootsOf(stranger, victim)).toEqual([stranger, victim]);
  });

  test("says a proof that comes later, whatever was decided before", async () => {
    const one = await customerWith(card("7020"));
    const other = await customerWith(mail("p7020@x.example"));
    await buy("L-1", card("7020"), mail("p7020@x.example"));
    await decideLinks(bench.deps);
    await buy("L-2", proven(card("7020")), proven(mail("p7020@x.example")));
    expect(await decideLinks(bench.deps)).toEqual({ ...NOTHING, edges: 1, merged: 1 });
    expect(await rootsOf(one, other)).toEqual([one, one]);
    expect(await candidates(one)).toMatchObject([{ state: "MERGED" }]);
    const decided = await bench.database.sql`
      select refused from identity_edge where ${String(one)}::bigint in (a, b)`;
    expect(decided).toEqual([{ refused: null }]);
  });
});

test("who was one by an identifier alone parts again when it is taken from its holder", async () => {
  const one = await customerWith(card("7050"));
  const other = await customerWith(mail("p7050@x.example"));
  await buy("U-1", proven(card("7050")), proven(mail("p7050@x.example")));
  await decideLinks(bench.deps);
  expect(await rootsOf(one, other)).toEqual([one, one]);
  const taken = await unlinkIdentifier(bench.deps, {
    ...{ viewer: viewerOf("agent"), reason: "OF_ANOTHER", idempotencyKey: key() },
    identifier: { kind: "email", value: "p7050@x.example" },
  });
  expect(taken.userErrors).toEqual([]);
  await expectSound(bench);
  expect(await decideLinks(bench.deps)).toEqual({ ...NOTHING, edges: 1, separated: 1 });
  expect(await rootsOf(one, other)).toEqual([one, other]);
  await expectSound(bench);
});

test("a value that connects too many is found, names nobody from then on, and connects nobody", async () => {
  const shared = { kind: "phone", value: "+442079460111", verified: false };
  const holder = await customerWith(shared);
  const others: bigint[] = [];
  for (let at = 0; at < 6; at += 1) {
    others.push(await customerWith(card(`71${at}0`)));
    await buy(`F-${at}`, proven(card(`71${at}0`)), shared);
  }
  expect(await decideLinks(bench.deps)).toMatchObject({ found: 1 });
  expect(await decideLinks(bench.deps)).toEqual(NOTHING);
  const blocked = await bench.database.sql`select kind, value, cause from blocked_value`;
  expect(blocked).toEqual([{ kind: "phone", value: "+442079460111", cause: "FOUND" }]);
  expect(await candidates(holder)).toEqual([]);
  const own = (await edges()).filter(({ a }) => a === holder);
  expect(new Set(own.map(({ refused }) => refused))).toEqual(new Set(["LIMIT_OF_VALUE"]));
  const alone = await buy("F-9", shared);
  expect(alone).toMatchObject({ outcome: "APPLIED", leafId: null });
  const asked = await linkIdentifier(bench.deps, {
    ...{
      viewer: viewerOf("agent"),
      rootId: others[0] as bigint,
      said: null,
      idempotencyKey: key(),
    },
    identifier: { ...shared },
  });
  expect(asked.userErrors[0]?.code).toBe("IDENTIFIER_NOT_IN_USE");
  await expectSound(bench);
});

test("an edge of an identifier that neither leaf has is found by verify", async () => {
  const change = (via: string, to: string) =>
    bench.database.sql`update identity_edge set via = ${to} where via = ${via}`;
  const [edge] = await bench.database.sql`select via from identity_edge limit 1`;
  await change(edge?.["via"], "1");
  const report = await verifyDatabase(bench.database.sql);
  expect(formatReport(report)).toContain("is there by identifier 1, which neither of the two has");
  await change("1", edge?.["via"]);
  await expectSound(bench);
});
