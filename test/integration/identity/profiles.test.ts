import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { updateCustomer } from "../../../src/customers/updateCustomer.ts";
import type { CustomerFlag } from "../../../src/domain/customer/profile.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { takeProfiles } from "../../../src/identity/records/profileRecords.ts";
import { redecide } from "../../../src/identity/records/redecide.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** A customer's own profile is a record that others are compared with. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const viewer = viewerOf("admin");
let made = 0;

async function customer(name: string | null, email: string, verified = true): Promise<bigint> {
  made += 1;
  const { leafId } = await createCustomer(bench.deps, {
    ...{ viewer, name, language: null, idempotencyKey: `k-${made}` },
    identifiers: [{ kind: "email", value: email, verified }],
  });
  return BigInt(leafId as string);
}

const change = async (
  rootId: bigint,
  more: { readonly name?: string | null; readonly flags?: readonly CustomerFlag[] },
) =>
  expect(
    await updateCustomer(bench.deps, { viewer, rootId, expectedVersion: null, ...more }),
  ).toEqual({ userErrors: [] });

async function takeAll(): Promise<void> {
  for (let taken = 1; taken > 0; ) {
    taken = await takeProfiles(bench.deps);
  }
}

const resolve = async (key: string, fields: PersonFields): Promise<bigint> =>
  (await resolveRecords(bench.deps, [{ sourceId: 1, key, fields }])).leaves[0] as bigint;
const recordsOf = (leaf: bigint) =>
  bench.database.sql`
    select source_id, fields, (select count(*)::int from record_block where record_id = p.id) as blocks
    from person_record p where leaf_id = ${String(leaf)}::bigint order by id`;
const rootOf = async (leaf: bigint) =>
  (await bench.database.sql`select root_id from customer where id = ${String(leaf)}::bigint`)[0]?.[
    "root_id"
  ];
const scoresOf = (leaf: bigint) =>
  bench.database.sql`
    select a, b, via from identity_edge where kind = 'SCORE'
      and ${String(leaf)}::bigint in (a, b) order by a, b, via`;

describe("a customer's profile", () => {
  test("is a record on its own leaf, by which a source's record finds the customer", async () => {
    const leaf = await customer("Marguerite Stonebridge", "m.stonebridge@example.com");
    const unproven = await customer("Other Stonebridge", "unproven@example.com", false);
    await takeAll();
    expect(await takeProfiles(bench.deps)).toBe(0);
    expect(await recordsOf(leaf)).toMatchObject([
      {
        source_id: null,
        fields: { fullName: "Marguerite Stonebridge", email: "m.stonebridge@example.com" },
      },
    ]);
    const [typed] = await recordsOf(unproven);
    expect(typed?.["fields"]).toEqual({ fullName: "Other Stonebridge" });
    const other = await resolve("crm-1", {
      ...{ givenName: "Marguerite", surname: "Stonebridge", birthDate: "1970-04-04" },
      email: "m.stonebridge@example.com",
    });
    expect(other).not.toBe(leaf);
    expect(await rootOf(other)).toBe(await rootOf(leaf));
    await expectSound(bench);
  });

  test("without a name is no record, and one that loses it says nothing and joins nobody", async () => {
    const leaf = await customer(null, "nameless@example.com");
    await takeAll();
    expect(await recordsOf(leaf)).toEqual([]);
    await change(leaf, { name: "Bartholomew Quincannon" });
    await takeAll();
    const other = await resolve("crm-2", {
      ...{ fullName: "Bartholomew Quincannon", email: "nameless@example.com" },
    });
    expect(await rootOf(other)).toBe(await rootOf(leaf));
    await change((await rootOf(leaf)) as bigint, { name: null });
    await takeAll();
    const [record, ...rest] = await recordsOf(leaf);
    expect([record, rest]).toEqual([{ source_id: null, fields: {}, blocks: 0 }, []]);
    expect(await scoresOf(leaf)).toEqual([]);
    expect(await rootOf(other)).not.toBe(await rootOf(leaf));
    await expectSound(bench);
  });

  test.each(["TEST", "RESTRICTED"] as const)(
    "of somebody marked %s is compared with nobody until the mark is gone",
    async (flag) => {
      const email = `marked-${flag.toLowerCase()}@example.com`;
      const leaf = await customer(`Peregrine ${flag}brook`, email);
      await change(leaf, { flags: [flag] });
      await takeAll();
      expect(await recordsOf(leaf)).toEqual([]);
      await change(leaf, { flags: [] });
      await takeAll();
      expect(await recordsOf(leaf)).toMatchObject([{ fields: { email } }]);
    },
  );

  test("is taken in again when an address is no longer the customer's", async () => {
    const leaf = await customer("Seraphina Kowalczyk-Dunne", "was.mine@example.com");
    await takeAll();
    const { userErrors } = await unlinkIdentifier(bench.deps, {
      ...{ viewer, reason: "OF_ANOTHER", idempotencyKey: "unlink-1" },
      identifier: { kind: "email", value: "was.mine@example.com" },
    });
    expect(userErrors).toEqual([]);
    await takeAll();
    expect(await recordsOf(leaf)).toMatchObject([{ fields: { fullName: expect.any(String) } }]);
    expect((await recordsOf(leaf))[0]?.["fields"]).not.toHaveProperty("email");
  });

  test("stands beside a source's record of the same leaf, and neither loses what the other finds", async () => {
    const fields = { fullName: "Octavian Merriweather", birthDate: "1955-06-21" };
    const leaf = await resolve("crm-3", { ...fields, email: "octavian@example.com" });
    const twin = await resolve("crm-4", {
      ...fields,
      email: "octavian@example.com",
      city: "Norwich",
    });
    const alike = await scoresOf(leaf);
    expect(alike).toHaveLength(1);
    const before = (await rootOf(leaf)) as bigint;
    await change(before, { name: "Octavian Merriweather" });
    await takeAll();
    expect(await recordsOf(before)).toHaveLength(2);
    const all = await scoresOf(leaf);
    expect(all.length).toBeGreaterThan(1);
    await change(before, { name: "Octavian Merriwether" });
    await takeAll();
    expect(await scoresOf(leaf)).toHaveLength(all.length);
    // Further from its record than the records that are read at once.
    const others = Array.from({ length: 500 }, (_, at) => ({
      ...{ sourceId: 1, key: `far-${at}`, fields: { city: `Town ${at}` } },
    }));
    await resolveRecords(bench.deps, others);
    await bench.database.sql`
      insert into customer_profile (leaf_id, name, updated_at)
      values (${String(twin)}::bigint, 'Octavian Merriweather', now())`;
    await takeAll();
    const far = await scoresOf(twin);
    expect(far.length).toBeGreaterThan(all.length);
    await redecide(bench.deps, DEFAULT_MODEL);
    expect((await scoresOf(twin)).map(({ via }) => via)).toEqual(far.map(({ via }) => via));
    expect(await rootOf(twin)).toBe(before);
    await expectSound(bench);
  });
});

test("many profiles are taken in in bounded runs", async () => {
  await takeAll();
  for (let at = 0; at < 105; at += 1) {
    await customer(`Wilfred Number${at} Ainsworth`, `wilfred${at}@example.com`);
  }
  const runs: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    runs.push(await takeProfiles(bench.deps));
  }
  expect(runs).toEqual([100, 5, 0]);
});

test("a change that comes while a profile is taken in is not lost", async () => {
  const leaf = await customer("Leopold Vance-Ashcombe", "leopold@example.com");
  const { sql } = bench.deps;
  let transactions = 0;
  const interrupted = new Proxy(sql, {
    get: (target, name, receiver) =>
      name !== "begin"
        ? Reflect.get(target, name, receiver)
        : async (run: Parameters<typeof sql.begin>[1]) => {
            transactions += 1;
            if (transactions === 2) {
              await change(leaf, { name: "Leopold Vance" });
            }
            return await target.begin(run as never);
          },
  });
  expect(await takeProfiles({ ...bench.deps, sql: interrupted })).toBe(1);
  expect(transactions).toBe(2);
  expect(await recordsOf(leaf)).toMatchObject([{ fields: { fullName: "Leopold Vance-Ashcombe" } }]);
  expect(await takeProfiles(bench.deps)).toBe(1);
  expect(await recordsOf(leaf)).toMatchObject([{ fields: { fullName: "Leopold Vance" } }]);
  expect(await takeProfiles(bench.deps)).toBe(0);
});
