import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { TABLES } from "../support/tables.ts";

/**
 * Per type in SQL that a column has: a value of it, and what the driver makes of that. The types of
 * rows (db/schema/rows.ts) rest on it: as a `customType` of db/schema/columns.ts says, or else
 * drizzle.
 */
const VALUES: Readonly<Record<string, readonly [literal: string, value: unknown]>> = {
  bigint: ["9007199254740993", 9007199254740993n],
  "bigint[]": ["{9007199254740993}", [9007199254740993n]],
  boolean: ["true", true],
  bytea: ["\\x00ff", Buffer.from([0, 255])],
  date: ["2026-11-28", "2026-11-28"],
  "date[]": ["{2026-11-28}", ["2026-11-28"]],
  "double precision": ["0.5", 0.5],
  integer: ["7", 7],
  jsonb: ['{"a":[1]}', { a: [1] }],
  smallint: ["7", 7],
  text: ["é", "é"],
  'text COLLATE "C"': ["é", "é"],
  "text[]": ['{"a,b"}', ["a,b"]],
  "timestamp with time zone": ["2026-11-28 12:00:00.123456+00", "2026-11-28 12:00:00.123456+00"],
  uuid: ["01936f5e-7b9c-7d3e-8f00-000000000001", "01936f5e-7b9c-7d3e-8f00-000000000001"],
};

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
});

afterAll(async () => {
  await database?.drop();
});

test("the driver makes of every type that a column has what its row says", async () => {
  const types = new Set(
    TABLES.flatMap(({ columns }) => columns.map((column) => column.getSQLType())),
  );
  expect([...types].sort()).toEqual(Object.keys(VALUES).sort());
  for (const [type, [literal, value]] of Object.entries(VALUES)) {
    const [row] = await database.sql.unsafe(`select '${literal}'::${type} as value`);
    expect([type, row?.["value"]]).toEqual([type, value]);
  }
});
