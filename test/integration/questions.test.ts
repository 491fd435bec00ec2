import { afterAll, beforeAll, expect, test } from "vitest";
import { askQuestions, loadQuestionsDemo } from "../../scripts/questions.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../src/domain/time/instant.ts";
import { Directory } from "../../src/programme/directory.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { bridgeAll, faultsOf } from "../support/days/bridgeLives.ts";
import { toldDestination } from "../support/deliveries/toldDestination.ts";
import { loadersOf } from "../support/diagnosis/diagnosisBench.ts";

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
  ...["T3", "T4", "T5", "T8", "T9", "O1", "O2", "O4", "O5", "O6", "O7", "O8", "O9"],
];

/** Days of the demo that are added up: what came before is more of the same. */
const ADDED_UP_DAYS = 60;
const FIVE_CUSTOMERS_MS = 10_000;

test(
  "the demo is healthy: five customers are told so within ten seconds, and its days add up",
  async () => {
    const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
    const { diagnosis } = await loadersOf(database.sql, now);
    const from = performance.now();
    const told = await diagnosis.ofLatest(5, null);
    const took = performance.now() - from;
    expect(told.map(({ isHealthy }) => isHealthy)).toEqual([true, true, true, true, true]);
    expect(took).toBeLessThan(FIVE_CUSTOMERS_MS);
    const since = new Date(Date.now() - ADDED_UP_DAYS * 86_400_000).toISOString();
    const bridges = await bridgeAll(database.sql, since);
    expect(bridges.length).toBeGreaterThan(ADDED_UP_DAYS);
    expect(faultsOf(bridges.filter(({ declared }) => declared === null))).toEqual([]);
  },
  DEMO_TIMEOUT_MS,
);

test(
  "the demo data answers every question that was ever answered",
  async () => {
    await toldDestination(database);
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
