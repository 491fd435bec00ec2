import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { anyDelivery, orderLife } from "../../support/lives/orderLives.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";

/**
 * Lives of orders of a few customers, sent by two processes at once in small calls, in any order
 * and repeated.
 */
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
  await registerSource(database.sql, {
    code: "counter",
    name: "Makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    autoEnrol: false,
    defaultChannel: "store",
  });
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
    // Of those who join by one of the other half, these are what they bought before.
    const isQuiet = random() < 0.5;
    all.push(
      ...events.map((event) =>
        isQuiet && event["source"] === "shop" ? { ...event, source: "counter" } : event,
      ),
    );
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

/**
 * A sale to each of the customers that makes none of them a member: they join by what comes next.
 */
function boughtBefore(): Event[] {
  return Array.from({ length: CUSTOMERS }, (_, person) => ({
    source: "counter",
    eventId: `before-${person}`,
    kind: "SOLD",
    occurredAt: new Date(START_MS + HOUR_MS).toISOString(),
    references: [{ kind: "order", value: `B-${person}` }],
    customer: [{ kind: "email", value: `person${person}@example.com` }],
    currencyCode: "GBP",
    lines: [{ id: "1", article: "cup", quantity: "1", gross: "20.00" }],
  }));
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
  await processes[0]?.send(boughtBefore());
  await Promise.all(
    Array.from({ length: CALLS_AT_ONCE }, (_, index) => {
      const process = processes[index % processes.length] as TestReceiver;
      return sender(process);
    }),
  );
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
  const [tried] = await database.sql<{ credited: number }[]>`
    select count(*)::int as credited from membership m join events v on v.id = m.event_id
    join entry e on e.event_id = v.id and e.order_id <> v.order_id`;
  expect(tried?.credited).toBeGreaterThan(0);
});
