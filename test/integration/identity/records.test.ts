import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../../src/demo/random.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { RECORDS_MAX, resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";
import { testSeed } from "../../support/seed.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const resolve = (records: readonly (readonly [key: string, fields: PersonFields])[]) =>
  resolveRecords(
    bench.deps,
    records.map(([key, fields]) => ({ sourceId: 1, key, fields })),
  );
/** Records by customer, as sorted keys. */
async function customersOf(prefix: string): Promise<string[]> {
  const rows = await bench.database.sql<{ keys: string }[]>`
    select string_agg(p.key, ' ' order by p.key) as keys
    from person_record p join customer c on c.id = p.leaf_id
    where p.key like ${`${prefix}%`} group by c.root_id order by 1`;
  return rows.map(({ keys }) => keys);
}

const ANNA: PersonFields = {
  ...{ givenName: "Annabelle", surname: "Featherstone", birthDate: "1984-03-17" },
  ...{ email: "annabelle.featherstone@example.com", postcode: "BS8 4QT" },
};

test("a record that is somebody's joins them with a leaf of its own, and the database is sound", async () => {
  const first = await resolve([["join-1", ANNA]]);
  const second = await resolve([["join-2", { ...ANNA, givenName: "Anabelle" }]]);
  expect([first.created, second.created, second.merged]).toEqual([1, 1, 1]);
  expect(second.leaves).not.toEqual(first.leaves);
  expect(await customersOf("join-")).toEqual(["join-1 join-2"]);
  await expectSound(bench);
});

test("a record that comes again as it was changes nothing", async () => {
  const fields: PersonFields = {
    ...{ givenName: "Cornelius", surname: "Vandersloot", birthDate: "1962-08-29" },
    email: "c.vandersloot@example.com",
  };
  const before = await resolve([["again", fields]]);
  const { sql } = bench.database;
  const count = () => sql`select (select count(*) from customer) as customers,
    (select count(*) from identity_edge) as edges, (select count(*) from outbox) as told`;
  const rows = await count();
  const after = await resolve([["again", fields]]);
  expect(before).toMatchObject({ created: 1, merged: 0 });
  expect(after).toEqual({ ...before, created: 0 });
  expect(await count()).toEqual(rows);
});

test("a record that says something else is decided anew, and parts what was one", async () => {
  const fields: PersonFields = {
    ...{ givenName: "Folasade", surname: "Okonjo-Wright", birthDate: "1990-01-31" },
    email: "okonjo.wright@example.com",
  };
  await resolve([
    ["part-1", fields],
    ["part-2", fields],
  ]);
  expect(await customersOf("part-")).toEqual(["part-1 part-2"]);
  const other: PersonFields = {
    ...{ givenName: "Tobias", surname: "Lindqvist", birthDate: "1951-11-02" },
    ...{ email: "t.lindqvist@example.com", postcode: "EH3 9GG" },
  };
  const done = await resolve([["part-2", other]]);
  expect(done).toMatchObject({ created: 0, changed: 1, separated: 1 });
  expect(await customersOf("part-")).toEqual(["part-1", "part-2"]);
  await expectSound(bench);
});

test("who is who does not depend on the order in which records arrive", async () => {
  const random = new Random(testSeed(), "records");
  const people = labelledPeople(60, testSeed());
  const orders = ["one", "two"].map((name) => ({
    name,
    records: people
      .map((person, at) => ({ person, at, place: random.next() }))
      .sort((a, b) => a.place - b.place),
  }));
  const partitions: string[][] = [];
  for (const { name, records } of orders) {
    const own = await startCommandBench();
    try {
      for (let at = 0; at < records.length; at += 7) {
        await resolveRecords(
          own.deps,
          records.slice(at, at + 7).map(({ person, at: place }) => ({
            ...{ sourceId: 1, key: String(place), fields: person.fields },
          })),
        );
      }
      const rows = await own.database.sql<{ keys: string }[]>`
        select string_agg(p.key, ' ' order by p.key) as keys
        from person_record p join customer c on c.id = p.leaf_id group by c.root_id order by 1`;
      partitions.push(rows.map(({ keys }) => keys));
      expect(partitions.at(-1)?.length, name).toBeLessThan(records.length);
    } finally {
      await own.close();
    }
  }
  expect(partitions[1]).toEqual(partitions[0]);
});

test("batches at once in two processes lose nobody and make nobody twice", async () => {
  const people = labelledPeople(40, testSeed() + 1);
  const batch = people.map((person, at) => [`race-${at}`, person.fields] as const);
  const half = Math.floor(batch.length / 2);
  await Promise.all([
    resolve(batch),
    resolve(batch.slice(0, half)),
    resolve(batch.slice(half)),
    resolve(batch),
  ]);
  const { sql } = bench.database;
  const [row] = await sql`select count(*)::int as n from person_record where key like 'race-%'`;
  expect(row?.["n"]).toBe(batch.length);
  await expectSound(bench);
});

test("what is likely and not sure waits for somebody, and goes when the evidence does", async () => {
  const fields: PersonFields = { givenName: "Marguerite", surname: "Delacroix-Petit" };
  await resolve([
    ["maybe-1", fields],
    ["maybe-2", fields],
  ]);
  const { sql } = bench.database;
  const open = () => sql`
    select m.state from match_candidate m join person_record p on p.leaf_id in (m.a, m.b)
    where p.key = 'maybe-1'`;
  expect(await customersOf("maybe-")).toEqual(["maybe-1", "maybe-2"]);
  expect(await open()).toEqual([{ state: "OPEN" }]);
  await resolve([["maybe-2", { givenName: "Ruprecht", surname: "Obermoser" }]]);
  expect(await open()).toEqual([{ state: "GONE" }]);
});

test("too many records, or one key twice, are refused whole", async () => {
  const many = Array.from({ length: RECORDS_MAX + 1 }, (_, at) => [`many-${at}`, ANNA] as const);
  await expect(resolve(many)).rejects.toThrow(`at most ${RECORDS_MAX}`);
  await expect(resolve([many[0], many[0]] as never)).rejects.toThrow("twice");
  expect(await customersOf("many-")).toEqual([]);
});
