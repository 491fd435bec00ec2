import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGraphEdges } from "../../../db/queries/identity/graph.ts";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { takeProfiles } from "../../../src/identity/records/profileRecords.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import { enrolCustomer } from "../../../src/loyalty/enrolCustomer.ts";
import { transact } from "../../../src/platform/transact.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Likeness gives nobody what somebody else is known by: it is evidence for a person to look at. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

let made = 0;
async function member(name: string, kind: string, value: string): Promise<bigint> {
  made += 1;
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer: viewerOf("admin"), name, language: null, idempotencyKey: `k-${made}` },
    identifiers: [{ kind, value, verified: true }],
  });
  await takeProfiles(bench.deps);
  return BigInt(leafId as string);
}
const record = async (key: string, fields: PersonFields): Promise<bigint> =>
  (await resolveRecords(bench.deps, [{ sourceId: 1, key, fields }])).leaves[0] as bigint;
const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};
const openBetween = async (a: bigint, b: bigint) =>
  await bench.database.sql`
    select c.state from match_candidate c
      join customer x on x.id = c.a join customer y on y.id = c.b
    where c.state = 'OPEN'
      and (select array_agg(r order by r) from unnest(array[x.root_id, y.root_id]) r)
        = (select array_agg(r.root_id order by r.root_id) from customer r
           where r.id = any(${[a, b].map(String)}::bigint[]))`;

describe("two who are known by identifiers of their own", () => {
  test("are not made one by a record that has the address of the one and the number of the other", async () => {
    const victim = await member("Xanthe Quillfeather", "email", "x.quillfeather@example.com");
    const stranger = await member("Xanthe Quillfeather", "phone", "+447700900441");
    const fields = { fullName: "Xanthe Quillfeather", email: "x.quillfeather@example.com" };
    const leaf = await record("typed", { ...fields, phone: "+447700900441" });
    const [one, other, joined] = await rootsOf(victim, stranger, leaf);
    expect(one).not.toBe(other);
    expect([one, other]).toContain(joined);
    expect(await openBetween(victim, stranger)).toHaveLength(1);
    const edges = await readGraphEdges(bench.database.sql, [victim, stranger, leaf], 10);
    const outside = edges.filter(
      ({ a, b }) => (a === joined || b === joined) !== (a === leaf || b === leaf),
    );
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.every(({ isUnproven }) => isUnproven)).toBe(true);
    expect(edges.some(({ isUnproven }) => !isUnproven)).toBe(true);
    await expectSound(bench);
  });

  test("are not made one by what they call themselves and addresses that look alike", async () => {
    const victim = await member("Peregrine Oldacre", "email", "peregrine.oldacre@example.com");
    const stranger = await member("Peregrine Oldacre", "email", "peregrineoldacre@example.com");
    const [one, other] = await rootsOf(victim, stranger);
    expect(one).not.toBe(other);
    expect(await openBetween(victim, stranger)).toHaveLength(1);
  });
});

describe("somebody whose record was there before", () => {
  const fields = { fullName: "Thaddeus Wintergreen", email: "t.wintergreen@example.com" };
  const phone = { kind: "phone", value: "+447700900442", verified: true };

  test("goes on as who they are known as, and the record under them", async () => {
    const first = await record("first", fields);
    const known = await member("Thaddeus Wintergreen", "email", fields.email);
    expect(await rootsOf(first, known)).toEqual([known, known]);
    await expectSound(bench);
  });

  test("and who was made a member by it, keeps together what is given later", async () => {
    const of = { ...fields, fullName: "Ottoline Wintergreen", email: "o.wintergreen@example.com" };
    const first = await record("before", of);
    await enrolCustomer(bench.deps, {
      ...{ viewer: viewerOf("agent"), rootId: first, said: "O.", idempotencyKey: "join" },
      ...{ termsVersion: null, channel: null, store: null },
    });
    const known = await member(of.fullName, "email", of.email);
    const [root] = await rootsOf(known);
    expect(root).toBe(first);
    const answer = await linkIdentifier(bench.deps, {
      ...{ viewer: viewerOf("agent"), rootId: root ?? null, said: "O.", idempotencyKey: "link" },
      identifier: phone,
    });
    expect(answer.userErrors).toEqual([]);
    await takeProfiles(bench.deps);
    await record("later", { ...of, phone: phone.value });
    expect(await rootsOf(first, known)).toEqual([root, root]);
  });
});

describe("verify tells of", () => {
  const warnings = async () => formatReport(await verifyDatabase(bench.database.sql));
  const underOne = async (into: bigint, leaf: bigint) =>
    await transact(bench.database.sql, (tx) =>
      regroupCustomers(tx, bench.deps, {
        ...{ viewer: viewerOf("admin"), act: null, groups: [{ leaves: [into, leaf], root: into }] },
      }),
    );

  test("two who are known by identifiers and one by nothing that they proved", async () => {
    const [one, other] = [
      await member("Aldous Fenwick", "email", "a.fenwick@example.com"),
      await member("Bertha Montague", "email", "b.montague@example.com"),
    ];
    expect(await warnings()).not.toContain("both known");
    await underOne(one, other);
    expect(await warnings()).toContain(`leaves ${one} and ${other}`);
    await expectSound(bench);
  });

  test("a customer whom evidence has given more of a kind than set-up allows", async () => {
    const one = await member("Cressida Fenwick", "email", "c.fenwick@example.com");
    const other = await member("Desmond Fenwick", "email", "d.fenwick@example.com");
    await underOne(one, other);
    await bench.database.sql`
      insert into setting (key, value) values ('identity', ${bench.database.sql.json({
        kinds: [{ kind: "email", valuesPerCustomer: 1 }],
      })})`;
    expect(await warnings()).toContain("2 identifiers of kind email, more than the 1");
    await bench.database.sql`delete from setting where key = 'identity'`;
  });
});
