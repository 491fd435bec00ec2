import { afterAll, beforeAll, expect, test } from "vitest";
import { askQuestions, loadQuestionsDemo } from "../../scripts/questions.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { Directory } from "../../src/programme/directory.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";

/** The whole demo, as a first start loads it, milliseconds. */
const DEMO_TIMEOUT_MS = 240_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await loadQuestionsDemo(database.sql);
}, DEMO_TIMEOUT_MS);
afterAll(() => database.drop());

/** Only ever grows: a question that was answered once stays answered. */
const ANSWERED = [
  ...["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A9", "A10", "M3", "M6", "M8", "M10"],
  ...["T3", "T4", "T5", "T8", "T9", "O2", "O4", "O6", "O8"],
];

test(
  "the demo data answers every question that was ever answered",
  async () => {
    const verdicts = await askQuestions(
      database.sql,
      new Directory(await Catalog.load(database.sql)),
    );
    expect(verdicts).toHaveLength(40);
    const failed = verdicts.filter(
      ({ question, passes }) => ANSWERED.includes(question) && !passes,
    );
    expect(failed).toEqual([]);
  },
  DEMO_TIMEOUT_MS,
);
