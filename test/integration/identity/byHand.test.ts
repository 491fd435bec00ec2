import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { resolveLeaves } from "../../../src/identity/resolveLeaves.ts";
import { transact } from "../../../src/platform/transact.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

let keys = 0;
const key = () => {
  keys += 1;
  return `by-hand-${keys}`;
};
const merge = (rootId: bigint | null, otherRootId: bigint | null, more: object = {}) =>
  mergeCustomers(bench.deps, {
    ...{ viewer: viewerOf("agent"), rootId, otherRootId, said: [`${rootId}`, `${otherRootId}`] },
    ...{ reason: "One person, two cards.", overrule: false, idempotencyKey: key(), ...more },
  });
const unmerge = (rootId: bigint | null, separate: bigint | null, more: object = {}) =>
  unmergeCustomers(bench.deps, {
    ...{ viewer: viewerOf("agent"), rootId, separate, said: [`${rootId}`, `${separate}`] },
    ...{ reason: "They are two.", idempotencyKey: key(), ...more },
  });
const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};
const codes = (answer: { userErrors: readonly { code: string }[] }) =>
  answer.userErrors.map(({ code }) => code);
const proven = (name: string) => ({
  ...{ kind: "email", value: `${name}@example.com`, verified: true },
});
const buysProven = (...names: readonly string[]) =>
  bench.gateway.send([sale(`shown-${key()}`, names.map(proven))]);
/** Two who have both proved what they show together. */
const show = async (one: string, other: string) => {
  await buysProven(one, other);
  await decideLinks(bench.deps);
};
const provenBuyer = async (name: string) => {
  const [result] = await buysProven(name);
  return result?.leafId as bigint;
};
const redecide = (...leaves: readonly bigint[]) =>
  transact(bench.database.sql, (tx) => resolveLeaves(tx, bench.deps, leaves, DEFAULT_MODEL));

describe("merging by hand", () => {
  test("makes one of two as the caller says, and taking it back gives both back", async () => {
    const [a, b] = [await bench.buyer("h1-a", "600.00"), await bench.buyer("h1-b", "600.00")];
    const before = await bench.stateOf(a, b);
    expect(await merge(b, a)).toEqual({ leafId: `${b}`, userErrors: [] });
    expect(await rootsOf(a, b)).toEqual([b, b]);
    expect(await bench.tierOf(b)).toBe("GOLD");
    await expectSound(bench);
    expect(await unmerge(b, a)).toEqual({ leafId: `${b}`, otherId: `${a}`, userErrors: [] });
    expect(await bench.stateOf(a, b)).toEqual(before);
    await expectSound(bench);
  });

  test("stays, whatever is decided about them later, until somebody takes it back", async () => {
    const [a, b] = [await bench.buyer("h2-a", "10.00"), await bench.buyer("h2-b", "10.00")];
    await merge(a, b);
    await redecide(a, b);
    expect(await rootsOf(a, b)).toEqual([a, a]);
    await unmerge(a, b);
    await redecide(a, b);
    expect(await rootsOf(a, b)).toEqual([a, b]);
    expect(codes(await merge(a, b))).toEqual([]);
  });

  test("of what evidence joins is taken back for good, unless a supervisor overrules it", async () => {
    const [a, b] = [await provenBuyer("h3-a"), await provenBuyer("h3-b")];
    await show("h3-a", "h3-b");
    expect(await rootsOf(a, b)).toEqual([a, a]);
    expect(codes(await unmerge(a, b))).toEqual([]);
    await redecide(a, b);
    await show("h3-a", "h3-b");
    expect(await rootsOf(a, b)).toEqual([a, b]);
    expect(codes(await merge(a, b))).toEqual(["SAID_DISTINCT"]);
    await expect(merge(a, b, { overrule: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const overruled = await merge(a, b, { overrule: true, viewer: viewerOf("supervisor") });
    expect(codes(overruled)).toEqual([]);
    await redecide(a, b);
    expect(await rootsOf(a, b)).toEqual([a, a]);
    await expectSound(bench);
  });

  test("of a chain: who was joined by the one who leaves stays where they were seen", async () => {
    const [a, b, c] = [
      await provenBuyer("h4-a"),
      await provenBuyer("h4-b"),
      await provenBuyer("h4-c"),
    ];
    await merge(a, b);
    await show("h4-b", "h4-c");
    expect(await rootsOf(a, b, c)).toEqual([a, a, a]);
    await unmerge(a, b);
    expect(await rootsOf(a, b, c)).toEqual([a, b, a]);
    await redecide(a, b, c);
    expect(await rootsOf(a, b, c)).toEqual([a, b, a]);
    await expectSound(bench);
  });

  test("is refused with the field for who is nobody, the same, or two without a reason", async () => {
    const [a, b] = [await bench.buyer("h5-a", "5.00"), await bench.buyer("h5-b", "5.00")];
    expect(codes(await merge(null, b))).toEqual(["CUSTOMER_NOT_FOUND"]);
    expect((await merge(a, null)).userErrors[0]?.field).toEqual(["other"]);
    expect(codes(await merge(a, a))).toEqual(["SAME_CUSTOMER"]);
    expect(codes(await merge(a, b, { reason: "  " }))).toEqual(["REASON_INVALID"]);
    expect(codes(await unmerge(a, b))).toEqual(["NOT_MERGED"]);
    expect(codes(await unmerge(a, a))).toEqual(["NOT_MERGED"]);
    await merge(a, b);
    expect(codes(await merge(a, b))).toEqual(["SAME_CUSTOMER"]);
    expect(codes(await merge(b, a))).toEqual(["SAME_CUSTOMER"]);
    expect(codes(await unmerge(a, a))).toEqual(["NOT_MERGED"]);
  });

  test("beyond what a kind allows takes a supervisor, and says which kind", async () => {
    const [a, b] = [await bench.buyer("h6-a", "5.00"), await bench.buyer("h6-b", "5.00")];
    await bench.database.sql`
      insert into identifiers (id, kind, value, leaf_id, verified, source_id)
      select 7000000 + n, 'email', 'many-' || n || '@example.com', ${a}, false, 1
      from generate_series(1, 20) n`;
    const refused = await merge(a, b);
    expect(codes(refused)).toEqual(["LIMIT_OF_CUSTOMER"]);
    expect(refused.userErrors[0]?.message).toContain("22 of kind email");
    const supervisor = { overrule: true, viewer: viewerOf("supervisor") };
    expect(codes(await merge(a, b, supervisor))).toEqual([]);
    await bench.database.sql`delete from identifiers where id between 7000001 and 7000020`;
  });

  test("in both directions at once makes one customer, and the second is told", async () => {
    const [a, b] = [await bench.buyer("h7-a", "5.00"), await bench.buyer("h7-b", "5.00")];
    const answers = await Promise.all([merge(a, b), merge(b, a)]);
    expect(answers.map(codes).sort()).toEqual([[], ["SAME_CUSTOMER"]]);
    expect(new Set(await rootsOf(a, b)).size).toBe(1);
  });

  test("has one effect per key, and nobody merges their own record", async () => {
    const [a, b] = [await bench.buyer("h8-a", "5.00"), await bench.buyer("h8-b", "5.00")];
    const idempotencyKey = key();
    const first = await merge(a, b, { idempotencyKey });
    expect(await merge(a, b, { idempotencyKey })).toEqual(first);
    await expect(merge(a, b, { idempotencyKey, reason: "other" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
    });
    const [own, c] = [await bench.buyer("h8-own", "5.00"), await bench.buyer("h8-c", "5.00")];
    const [row] = await bench.database.sql`select public_id from customer where id = ${own}`;
    const viewer = { ...viewerOf("agent"), customerId: row?.["public_id"] };
    await expect(merge(own, c, { viewer })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(merge(c, own, { viewer })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await merge(c, own);
    await expect(unmerge(c, own, { viewer })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const roles = ["storefront", "shop", "till", "ingest", "marketer", "operator"] as const;
    for (const role of roles) {
      await expect(merge(a, c, { viewer: viewerOf(role) })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(unmerge(a, b, { viewer: viewerOf(role) })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
  });
});

describe("verify finds", () => {
  const found = async (damage: string, repair: string, leaves: readonly bigint[]) => {
    const { sql } = bench.database;
    const parameters = leaves.map(String);
    await sql.unsafe(damage, parameters);
    const report = formatReport(await verifyDatabase(sql));
    await sql.unsafe(repair, parameters);
    await expectSound(bench);
    return report;
  };
  const ONE_EDGE = "where a = $1::bigint and b = $2::bigint";

  test("two of whom somebody said that they are one, and who are two", async () => {
    const [a, b] = [await bench.buyer("v1-a", "5.00"), await bench.buyer("v1-b", "5.00")];
    const report = await found(
      `insert into identity_edge (a, b, kind, via, evidence, at)
       values ($1::bigint, $2::bigint, 'SAID', 'same', '{}', now())`,
      `delete from identity_edge ${ONE_EDGE}`,
      [a, b],
    );
    expect(report).toContain("somebody said that they are one, and they are two");
  });

  test("two whom an identifier makes one, and who are two", async () => {
    const [a, b] = [await bench.buyer("v2-a", "5.00"), await provenBuyer("v2-b")];
    const both = ["v2-a", "v2-b"].map((name) => ({ ...proven(name), verified: false }));
    await bench.gateway.send([sale(`shown-${key()}`, both)]);
    await decideLinks(bench.deps);
    const report = await found(
      `update identity_edge set refused = null ${ONE_EDGE}`,
      `update identity_edge set refused = 'UNVERIFIED' ${ONE_EDGE}`,
      [a, b],
    );
    expect(report).toContain("and the two are not one customer");
  });

  test("two of whom somebody said that they are two, and who are one", async () => {
    const [a, b] = [await bench.buyer("v3-a", "5.00"), await bench.buyer("v3-b", "5.00")];
    await merge(a, b);
    const report = await found(
      `insert into identity_decision (kind, survivor_id, absorbed_id, at, actor)
       values ('DISTINCT', $1::bigint, $2::bigint, now(), 'user:x')`,
      `delete from identity_decision
       where kind = 'DISTINCT' and survivor_id = $1::bigint and absorbed_id = $2::bigint`,
      [a, b],
    );
    expect(report).toContain("who were said to be two people");
  });
});
