import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
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

describe("a purchase that shows identifiers of two customers", () => {
  test("who both proved theirs puts them up as one by proof, once", async () => {
    const one = await customerWith(card("7001"));
    const other = await customerWith(mail("p7001@x.example"));
    await buy("P-1", proven(card("7001")), proven(mail("p7001@x.example")));
    expect(await decideLinks(bench.deps)).toEqual({ edges: 1, found: 0 });
    expect(await decideLinks(bench.deps)).toEqual({ edges: 0, found: 0 });
    await buy("P-2", proven(card("7001")), proven(mail("p7001@x.example")));
    expect(await decideLinks(bench.deps)).toEqual({ edges: 0, found: 0 });
    expect(await candidates(one)).toMatchObject([{ a: one, b: other, score: 0.95, state: "OPEN" }]);
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
    const roots = await bench.database.sql`
      select id from customer where root_id <> id`;
    expect(roots).toEqual([]);
  });

  test("says a proof that comes later, whatever was decided before", async () => {
    const one = await customerWith(card("7020"));
    await customerWith(mail("p7020@x.example"));
    await buy("L-1", card("7020"), mail("p7020@x.example"));
    await decideLinks(bench.deps);
    await buy("L-2", proven(card("7020")), proven(mail("p7020@x.example")));
    expect(await decideLinks(bench.deps)).toEqual({ edges: 1, found: 0 });
    const decided = await bench.database.sql`
      select refused from identity_edge where ${String(one)}::bigint in (a, b)`;
    expect(decided).toEqual([{ refused: null }]);
  });
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
  expect(await decideLinks(bench.deps)).toEqual({ edges: 0, found: 0 });
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
