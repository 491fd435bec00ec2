import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { anyDelivery, orderLife } from "../../support/orderLives.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";

/** Lives of orders of a few customers, sent by two processes at once in small calls, in any order and repeated. */
const LIVES = 60;
const CUSTOMERS = 7;
const CALLS_AT_ONCE = 6;
const HOUR_MS = 3_600_000;
/** Recent enough for nobody's approval. */
const START_MS = Date.now() - 30 * 24 * HOUR_MS;

let database: TestDatabase;
let processes: TestReceiver[];

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  processes = [await startReceiver(database.url), await startReceiver(database.url)];
});

afterAll(async () => {
  await Promise.all((processes ?? []).map((process) => process.close()));
  await database?.drop();
});

type Event = Record<string, unknown>;

function events(): Event[] {
  const random = rng(testSeed());
  const all: Event[] = [];
  for (let life = 0; life < LIVES; life += 1) {
    const name = `person${Math.floor(random() * CUSTOMERS)}@example.com`;
    const isGuest = random() < 0.15;
    const [events = []] = fc.sample(
      orderLife({
        number: `L-${life}`,
        startMs: START_MS + life * HOUR_MS,
        common: isGuest ? {} : { customer: [{ kind: "email", value: name }] },
        currencyCode: random() < 0.1 ? "EUR" : "GBP",
      }),
      { numRuns: 1, seed: testSeed() + life },
    );
    all.push(...events);
    if (random() < 0.2) {
      all.push({
        source: "shop",
        eventId: `credit-${life}`,
        kind: "RETURNED",
        occurredAt: new Date(START_MS + life * HOUR_MS + HOUR_MS / 2).toISOString(),
        references: [{ kind: "return", value: `C-${life}` }],
        customer: [{ kind: "email", value: name }],
        return: { id: `C-${life}`, lines: [{ article: "mug", quantity: "1" }] },
      });
    }
    if (life > 0 && random() < 0.15) {
      all.push({
        source: "shop",
        eventId: `join-${life}`,
        kind: "SETTLED",
        occurredAt: new Date(START_MS + life * HOUR_MS).toISOString(),
        references: [life, Math.floor(random() * life)].map((number) => ({
          source: "shop",
          kind: "order",
          value: `L-${number}`,
        })),
      });
    }
  }
  return all;
}

test("whatever order lives come in, from two processes at once, the database is sound", async () => {
  const [delivery = []] = fc.sample(anyDelivery(events()), { numRuns: 1, seed: testSeed() });
  const calls: Event[][] = [];
  for (let from = 0; from < delivery.length; from += 5) {
    calls.push(delivery.slice(from, from + 5));
  }
  const sender = async (process: TestReceiver): Promise<void> => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
      await process.send(call);
    }
  };
  await Promise.all(
    Array.from({ length: CALLS_AT_ONCE }, (_, index) => {
      const process = processes[index % processes.length] as TestReceiver;
      return sender(process);
    }),
  );
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
});
