import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { startReceiver } from "../../support/receiver.ts";
import { liveMixed, setUpMixed } from "./mixedLife.ts";

let database: TestDatabase | undefined;
afterAll(async () => {
  await database?.drop();
});

test("the migration that keeps old days has every account's days again from its entries, and leaves no other", async () => {
  database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpMixed(sql);
  const gateway = await startReceiver(database.url);
  await liveMixed(gateway);
  await gateway.close();
  const days = async () =>
    await sql`select id, bucket_days::text as days, bucket_minor::text as minor from account order by id`;
  const before = await days();
  expect(before.some((account) => account["days"] !== "{}")).toBe(true);
  await sql`update account set bucket_days = bucket_days[2:], bucket_minor = bucket_minor[2:]`;
  expect(await days()).not.toEqual(before);
  const file = new URL("../../../db/migrations/0014_old_days.sql", import.meta.url);
  await sql.unsafe(readFileSync(file, "utf8"));
  expect(await days()).toEqual(before);
});
