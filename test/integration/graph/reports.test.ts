import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at } from "../../support/receiver.ts";
import { setUpMixed } from "../verify/mixedLife.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpMixed(database.sql);
});
afterAll(() => database?.drop());

test("reports over the programme take no connection of other readers", async () => {
  const now = at("2026-03-31T12:00:00Z");
  const readers = connect(database.url, { max: 1, applicationName: "test-readers" });
  await readers.end();
  const { reports } = createLoaders({
    sql: readers,
    reports: database.sql,
    lookups: createLookups(readers).lookups,
    directory: new Directory(await Catalog.load(database.sql)),
    viewer: systemViewer("test"),
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
  expect(await reports.liability("2026-03-31" as LocalDate)).toEqual([]);
  expect(await reports.expiryForecast(30)).toEqual([]);
  expect(await reports.tierForecast(30)).toEqual([]);
});
