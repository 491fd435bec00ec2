import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertModel } from "../../../db/queries/identity/models.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import { COMPONENT_LEAVES_MAX } from "../../../src/domain/identity/matching/partition.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { activateModel } from "../../../src/identity/models/models.ts";
import { redecide } from "../../../src/identity/records/redecide.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase, verifySnapshot } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";

/** I11: what records are found by, how alike they are, and whom somebody is to look at. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
  const people = labelledPeople(60, 11).map(({ fields }, at) => [`p-${at}`, fields] as const);
  await take(people);
  await take([
    ["maybe-1", { givenName: "Marguerite", surname: "Delacroix-Petit" }],
    ["maybe-2", { givenName: "Marguerite", surname: "Delacroix-Petit" }],
    ["copy-1", CLERK],
    ["copy-2", CLERK],
    ["copy-3", CLERK],
    ["gone-1", { givenName: "Leopoldine", surname: "Quincannon-Frey" }],
    ["gone-2", { givenName: "Leopoldine", surname: "Quincannon-Frey" }],
  ]);
  await take([["gone-2", { givenName: "Ruprecht", surname: "Obermoser" }]]);
});
afterAll(() => bench?.close());

const CLERK: PersonFields = {
  ...{ givenName: "Wilhelmina", surname: "Oosterhuis", birthDate: "1971-05-19" },
  email: "w.oosterhuis@example.com",
};
const take = (records: readonly (readonly [key: string, fields: PersonFields])[]) =>
  resolveRecords(
    bench.deps,
    records.map(([key, fields]) => ({ sourceId: 1, key, fields })),
  );
const ofKey = (key: string) => `(select id from person_record where key = '${key}')`;
const OPEN = "(select id from match_candidate where state = 'OPEN' order by id limit 1)";
const CLOSED = "(select id from match_candidate where state = 'GONE' order by id limit 1)";

/** What is found of a damage, which is taken back. */
async function foundOf(...damages: readonly string[]): Promise<string> {
  let found = "";
  await bench.database.sql
    .begin(async (tx) => {
      for (const damage of damages) {
        const { count } = await tx.unsafe(damage);
        expect(count, damage).toBeGreaterThan(0);
      }
      const report = await verifySnapshot(tx, {});
      found = formatReport(report);
      expect(report.ok).toBe(false);
      const others = report.invariants.filter(({ invariant }) => !/^I11?$/.test(invariant));
      expect(others.map(({ status }) => status)).not.toContain("VIOLATED");
      throw new Error("taken back");
    })
    .catch((error: Error) => {
      if (error.message !== "taken back") {
        throw error;
      }
    });
  return found;
}

test("records of families, copies and namesakes are sound, and all of them are compared", async () => {
  await expectSound(bench);
  const report = await verifyDatabase(bench.database.sql);
  const checked = report.invariants.find(({ invariant }) => invariant === "I11")?.checked ?? {};
  const [rows] = await bench.database.sql`select count(*)::int as n from person_record`;
  expect(checked["records"]).toBe(rows?.["n"]);
  expect(checked["records compared anew"]).toBe(rows?.["n"]);
  expect(checked["pairs"]).toBeGreaterThan(100);
});

describe("verify finds", () => {
  test.each([
    [
      "a key that is missing",
      `delete from record_block where (block, record_id) in (
         select block, record_id from record_block where record_id = ${ofKey("p-3")} order by block limit 1)`,
      /record \d+: is not found by its keys -?\d+/,
    ],
    [
      "a key of a copy that is missing",
      `delete from record_block where record_id = ${ofKey("copy-2")}`,
      /record \d+: is not found by its keys -?\d+/,
    ],
    [
      "a key too many",
      `insert into record_block select 4711, ${ofKey("p-3")}`,
      /record \d+: is found by keys 4711, which are not its own/,
    ],
    [
      "a key of nobody",
      "insert into record_block select 4711, 999999999",
      /record 999999999: does not exist, and is found by keys 4711/,
    ],
    [
      "a copy that stands for the others beside the one that does",
      `insert into record_block select block, ${ofKey("copy-2")} from record_block
       where record_id = ${ofKey("copy-1")} on conflict do nothing`,
      /has 2 that stand for it and its copies, should be 1/,
    ],
    [
      "copies that nobody stands for",
      `delete from record_block r using person_record p where p.id = r.record_id
         and p.key = 'copy-1' and not exists (
           select from record_block o where o.block = r.block and o.record_id = ${ofKey("copy-2")})`,
      /has 0 that stand for it and its copies, should be 1/,
    ],
    [
      "keys of a record that are not those of what it says",
      "update person_record set blocks = blocks[2:] where key = 'p-5'",
      /record \d+: blocks is \[.*\], should be/,
    ],
    [
      "a record that says something else than its keys",
      `update person_record set fields = fields || '{"surname": "Vandersloot"}' where key = 'p-5'`,
      /record \d+: blocks is \[.*\], should be/,
    ],
    [
      "a score that was altered",
      "update identity_edge set weight = weight + 0.01 where kind = 'SCORE' and a = (select min(a) from identity_edge)",
      /edge .* of records .*: weight is \S+, should be/,
    ],
    [
      "evidence that was altered",
      `update identity_edge set evidence = jsonb_set(evidence, '{fields,0,level}', '"NONE"')
       where kind = 'SCORE' and a = (select min(a) from identity_edge)`,
      /edge .* of records .*: evidence is/,
    ],
    [
      "a conflict that was altered",
      `update identity_edge set evidence = jsonb_set(evidence, '{conflict}',
         to_jsonb(not (evidence ->> 'conflict')::boolean))
       where kind = 'SCORE' and a = (select min(a) from identity_edge)`,
      /edge .* of records .*: conflict is/,
    ],
    [
      "an edge that is missing for a pair above the threshold",
      "delete from identity_edge where kind = 'SCORE' and weight = (select max(weight) from identity_edge)",
      /records \d+ and \d+: are alike by \d+\.\d+ bits, and no edge says so/,
    ],
    [
      "an edge of two whom no key finds",
      `insert into identity_edge (a, b, kind, via, weight, evidence, at)
       select least(x.leaf_id, y.leaf_id), greatest(x.leaf_id, y.leaf_id), 'SCORE',
         least(x.id, y.id) || '/' || greatest(x.id, y.id), 0, '{"model": 0, "conflict": false, "fields": []}', now()
       from person_record x, person_record y where x.key = 'copy-1' and y.key = 'maybe-1'`,
      /edge .*: is of records that no key finds for each other/,
    ],
    [
      "an edge of records that are not the two's",
      `update identity_edge set via = '1/2' where kind = 'SCORE' and a = (select min(a) from identity_edge)`,
      /edge .*: is of records 1\/2, which are not there, or not of the two/,
    ],
    [
      "a decision by weights that do not decide",
      `update identity_edge set evidence = jsonb_set(evidence, '{model}', '7')
       where kind = 'SCORE' and a = (select min(a) from identity_edge)`,
      /edge .*: was scored by weights 7, should be by 0, which decides/,
    ],
    [
      "a candidate that was closed",
      `update match_candidate set state = 'GONE', decided_at = now(), decided_by = 'job:identity' where id = ${OPEN}`,
      /customers \d+ and \d+: are as likely one as edge \d+-\d+ says, and nobody is to look at them/,
    ],
    [
      "a candidate that was said to be decided by somebody who decided nothing",
      `update match_candidate set state = 'DISTINCT', decided_at = now(), decided_by = 'agent:x' where id = ${OPEN}`,
      /candidate \d+-\d+: is DISTINCT, decided at .* by agent:x/,
    ],
    [
      "a candidate that is gone",
      `delete from match_candidate where id = ${OPEN}`,
      /customers \d+ and \d+: are as likely one as edge/,
    ],
    [
      "a candidate that was opened",
      `update match_candidate set state = 'OPEN', decided_at = null, decided_by = null where id = ${CLOSED}`,
      /candidate \d+-\d+: is open, and nothing speaks for it/,
    ],
    [
      "a candidate whose score was altered",
      `update match_candidate set score = score + 0.001 where id = ${OPEN}`,
      /candidate \d+-\d+: has score \S+, should be \S+, with the evidence of its edge/,
    ],
    [
      "a candidate whose evidence was altered",
      `update match_candidate set evidence = jsonb_set(evidence, '{model}', '3') where id = ${OPEN}`,
      /candidate \d+-\d+: has score \S+, should be \S+, with the evidence of its edge/,
    ],
    [
      "an open candidate that somebody has decided",
      `update match_candidate set decided_by = 'agent:x' where id = ${OPEN}`,
      /candidate \d+-\d+: is OPEN, decided at no time by agent:x/,
    ],
  ])("%s", async (_name, damage, found) => {
    expect(await foundOf(damage)).toMatch(found);
  });
});

const statusOf = async (options: { readonly sample?: number } = {}) => {
  const report = await verifyDatabase(bench.database.sql, options);
  const own = report.invariants.find(({ invariant }) => invariant === "I11");
  return { status: own?.status, checked: own?.checked, warnings: own?.warnings };
};

test("of many records some are compared anew, and the report says how many", async () => {
  const { status, checked } = await statusOf({ sample: 20 });
  expect([status, checked?.["records compared anew"]]).toEqual(["OK", 20]);
  expect(checked?.["records"]).toBeGreaterThan(20);
  const { sql } = bench.database;
  const edge = (by: number) =>
    sql`update identity_edge set weight = weight + ${by} where kind = 'SCORE'`;
  await edge(1);
  expect((await statusOf({ sample: 20 })).status).toBe("VIOLATED");
  await edge(-1);
  await expectSound(bench);
});

test("leaves that hang together with too many stay as they were, and only those", async () => {
  const { sql } = bench.database;
  const damage = `update match_candidate set state = 'GONE', decided_at = now(),
    decided_by = 'job:identity' where id = ${OPEN}`;
  const chain = (length: number) => `insert into identity_edge (a, b, kind, via, evidence, at)
    select a, b, 'SAID', 'same', '{}', now() from (
      select a, 5000001::bigint as b from match_candidate where id = ${OPEN}
      union all
      select n, n + 1 from generate_series(5000001::bigint, 5000000 + ${length}) as n) as pairs`;
  expect(await foundOf(chain(COMPONENT_LEAVES_MAX - 10), damage)).toContain("nobody is to look");
  await sql
    .begin(async (tx) => {
      await tx.unsafe(chain(COMPONENT_LEAVES_MAX));
      await tx.unsafe(damage);
      expect(formatReport(await verifySnapshot(tx, {}))).not.toContain("nobody is to look");
      throw new Error("taken back");
    })
    .catch((error: Error) => expect(error.message).toBe("taken back"));
});

test("weights that became active and have not decided everything are told of, not taken for damage", async () => {
  const { sql } = bench.database;
  const model = { ...DEFAULT_MODEL, version: 1, prior: DEFAULT_MODEL.prior + 0.5 };
  await sql.begin((tx) =>
    insertModel(tx, { version: 1, parameters: model, records: 1, by: "test" }),
  );
  await activateModel(sql, 1, "test");
  await take([["late", CLERK]]);
  const { status, warnings } = await statusOf();
  expect(status).toBe("WARN");
  expect(warnings?.[0]?.detail).toContain("tributary identity activate 1");
  expect(
    await foundOf(
      "update identity_edge set weight = weight + 1 where kind = 'SCORE' and a = (select min(a) from identity_edge)",
    ),
  ).toContain("weight is");
  await redecide(bench.deps, model);
  expect((await statusOf()).status).toBe("OK");
  expect(
    await foundOf(
      `update identity_edge set evidence = jsonb_set(evidence, '{model}', '0')
       where kind = 'SCORE' and a = (select min(a) from identity_edge)`,
    ),
  ).toContain("was scored by weights 0, should be by 1");
});
