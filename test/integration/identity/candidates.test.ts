import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertCandidates } from "../../../db/queries/core/edges.ts";
import { closeCandidates, takeLane } from "../../../db/queries/identity/records.ts";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { resolveLeaves } from "../../../src/identity/resolveLeaves.ts";
import { type CommandBench, sale, startCommandBench } from "../../support/bench/commandBench.ts";
import { pause, untilBlocked } from "../../support/faults.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Whom somebody has to look at, as rules and records put them up and take them back. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());
beforeEach(async () => {
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
});

async function customerWith(kind: string, value: string): Promise<bigint> {
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("agent"), name: null, language: null, idempotencyKey: value },
    identifiers: [{ kind, value, verified: true }],
  });
  return BigInt(leafId as string);
}
const candidate = (leaf: bigint) =>
  bench.database.sql`
    select state, decided_at, decided_by from match_candidate
    where ${String(leaf)}::bigint in (a, b)`;
const decideRecords = (leaf: bigint) =>
  bench.deps.sql.begin(async (tx) => {
    await takeLane(tx);
    await resolveLeaves(tx, bench.deps, [leaf], DEFAULT_MODEL);
  });

test("two whom a shown identifier put up stay up while it does, whatever their records say", async () => {
  const one = await customerWith("loyalty", "8001");
  const other = await customerWith("email", "p8001@x.example");
  await bench.gateway.send([
    sale("C-1", [
      { kind: "loyalty", value: "8001", verified: true } as never,
      { kind: "email", value: "p8001@x.example" },
    ]),
  ]);
  await decideLinks(bench.deps);
  const open = [{ state: "OPEN", decided_at: null, decided_by: null }];
  expect(await candidate(one)).toEqual(open);
  await decideRecords(one);
  await decideRecords(other);
  expect(await candidate(one)).toEqual(open);
  const { sql } = bench.database;
  await sql`update identity_edge set refused = 'LIMIT_OF_VALUE' where a = ${String(one)}::bigint`;
  await decideRecords(other);
  expect(await candidate(one)).toMatchObject([{ state: "GONE", decided_by: "job:identity" }]);
});

const rowOf = (a: bigint, b: bigint, id: bigint) => ({
  ...{ id, a, b, public_id: bench.deps.newPublicId(), score: "0.5", evidence: {} },
});

test("two who are put up again have been decided by nobody", async () => {
  const one = await customerWith("loyalty", "8101");
  const other = await customerWith("loyalty", "8102");
  const { sql } = bench.deps;
  await sql.begin((tx) => insertCandidates(tx, [rowOf(one, other, 9_000_001n)]));
  await sql.begin((tx) => closeCandidates(tx, [{ a: one, b: other, state: "GONE" }]));
  expect(await candidate(one)).toMatchObject([{ state: "GONE", decided_by: "job:identity" }]);
  await sql.begin((tx) => insertCandidates(tx, [rowOf(one, other, 9_000_002n)]));
  expect(await candidate(one)).toEqual([{ state: "OPEN", decided_at: null, decided_by: null }]);
});

test("whoever writes candidates takes them in one order, so that no two wait for each other", async () => {
  const leaves: bigint[] = [];
  for (const value of ["8201", "8202", "8203"]) {
    leaves.push(await customerWith("loyalty", value));
  }
  const [a = 0n, b = 0n, c = 0n] = leaves;
  const { sql } = bench.deps;
  const rows = [rowOf(a, c, 9_000_011n), rowOf(a, b, 9_000_012n)];
  await sql.begin((tx) => insertCandidates(tx, rows));
  const close = rows.map((row) => ({ a: row.a, b: row.b, state: "GONE" }));
  for (const write of [
    () => sql.begin((tx) => insertCandidates(tx, rows)),
    () => sql.begin((tx) => closeCandidates(tx, close)),
  ]) {
    const first = await pause(
      bench.database.url,
      (tx) => tx`
        select from match_candidate where a = ${String(a)}::bigint and b = ${String(b)}::bigint
        for update`,
    );
    const writing = write();
    await untilBlocked(bench.database.sql);
    const later = await bench.database.sql`
      select b from match_candidate where a = ${String(a)}::bigint and b = ${String(c)}::bigint
      for update skip locked`;
    await first.rollback();
    await writing;
    expect(later).toEqual([{ b: c }]);
  }
});

test("how likely two are follows what their records say now, up and down, and not below what they showed", async () => {
  const [a, b] = [
    await customerWith("loyalty", "8101"),
    await customerWith("email", "p8101@x.example"),
  ];
  const put = async (score: number, evidence: object) => {
    const row = { id: 8_101n, public_id: randomUUID(), a, b, score: String(score), evidence };
    await bench.deps.sql.begin((tx) => insertCandidates(tx, [row]));
    const [found] = await bench.database.sql`
      select score from match_candidate where a = ${String(a)}::bigint and b = ${String(b)}::bigint`;
    return found?.["score"];
  };
  const records = { fields: [] };
  expect(await put(0.9, records)).toBe(0.9);
  expect(await put(0.3, records)).toBe(0.3);
  expect(await put(0.5, { links: [] })).toBe(0.5);
  expect(await put(0.8, records)).toBe(0.8);
  expect(await put(0.2, records)).toBe(0.5);
});
