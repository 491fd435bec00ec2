import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { breaches, canonical } from "../../support/lives/canonical.ts";
import { untilMet } from "../../support/lives/untilMet.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { email, type RawEvent } from "./events.ts";

/**
 * Returns that name no order, beside what uses their sales up: returns that name the order,
 * voiding, each other. Whether one is applied or waits, and what it takes, must not depend on what
 * came first (I7a), without any wait being ended.
 */

const RUNS = 40;
const SEEN_MIN = RUNS / 10;
const MS = 120_000;
/** In the middle of a minute. */
const START_MS = Math.floor(Date.now() / 60_000) * 60_000 - 3 * 60 * 60_000 + 30_000;

let database: TestDatabase;
let gateway: TestReceiver;
let runs = 0;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

const moment = (seconds: number): string => new Date(START_MS + seconds * 1_000).toISOString();

const event = (id: string, kind: string, seconds: number, more: RawEvent): RawEvent => ({
  source: "shop",
  eventId: `#${id}`,
  kind,
  occurredAt: moment(seconds),
  customer: [email("#zoe")],
  currencyCode: "GBP",
  ...more,
});

const amount = fc.option(
  fc.integer({ min: 0, max: 3_000 }).map((cents) => (cents / 100).toFixed(2)),
);
const part = fc.record({
  article: fc.constantFrom("mug", "mug", "tea", "pot"),
  quantity: fc.integer({ min: 1, max: 6 }).map(String),
  amount,
});
const partOf = (
  id: string,
  { article, quantity, amount: named }: typeof part extends fc.Arbitrary<infer T> ? T : never,
) => ({
  id: `#${id}`,
  lines: [{ article, quantity, ...(named === null ? {} : { amount: named }) }],
});

/**
 * A sale at 10, 70 or 130 seconds, what became of it, and whether it was a guest's until its last
 * event.
 */
const saleOf = (number: number): fc.Arbitrary<RawEvent[]> =>
  fc
    .record({
      pieces: fc.integer({ min: 1, max: 3 }),
      cents: fc.integer({ min: 0, max: 3_000 }),
      article: fc.constantFrom("mug", "mug", "tea"),
      end: fc.constantFrom("KEPT", "VOIDED", "RETURNED", "RETURNED"),
      back: part,
      namedLate: fc.boolean(),
    })
    .map(({ pieces, cents, article, end, back, namedLate }) => {
      const references = [{ kind: "order", value: `#A${number}` }];
      const at = 10 + 60 * number;
      const lines = [
        { id: "1", article, quantity: String(pieces), gross: (cents / 100).toFixed(2) },
      ];
      const told = [event(`s${number}`, "SOLD", at, { references, lines })];
      if (end === "VOIDED") {
        told.push(event(`v${number}`, "VOIDED", at + 5, { references }));
      }
      if (end === "RETURNED") {
        const returned = partOf(`n${number}`, { ...back, article });
        told.push(event(`n${number}`, "RETURNED", at + 5, { references, return: returned }));
      }
      if (!namedLate) {
        return told;
      }
      const guests = told.map(({ customer: _customer, ...rest }) => rest);
      return [...guests, event(`c${number}`, "SETTLED", at + 9, { references })];
    });

/** Also a moment before its sale, and in the same minute. */
const looseOf = (number: number): fc.Arbitrary<RawEvent[]> =>
  fc.tuple(part, fc.constantFrom(0, 0, 25, 60, 60, 85, 140, 140)).map(([back, seconds]) => [
    event(`l${number}`, "RETURNED", seconds, {
      references: [{ kind: "return", value: `#R${number}` }],
      return: partOf(`R${number}`, back),
    }),
  ]);

const scenario = fc
  .tuple(saleOf(0), saleOf(1), saleOf(2), looseOf(0), looseOf(1), looseOf(2))
  .map((parts) => parts.flat())
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      delivered: fc.shuffledSubarray(events, { minLength: events.length }),
      size: fc.constantFrom(1, 3, 3, 20),
    }),
  );

async function tell(prefix: string, events: readonly RawEvent[], size: number): Promise<void> {
  const own = JSON.parse(JSON.stringify(events).replaceAll("#", prefix)) as RawEvent[];
  for (let at = 0; at < own.length; at += size) {
    await gateway.send(own.slice(at, at + size));
  }
}

/** How often what is to be proved was there. */
async function count(
  prefix: string,
): Promise<{ waiting: number; usedUp: number; inPart: number; early: number }> {
  const [row] = await database.sql<
    { waiting: number; usedUp: number; inPart: number; early: number }[]
  >`
    select (select count(*)::int from events where outcome = 'HELD'
        and event_id >= ${prefix} and event_id < ${`${prefix}~`}) as waiting,
      count(*) filter (where matched = 0)::int as "usedUp",
      count(*) filter (where matched > 0 and matched < quantity)::int as "inPart",
      count(*) filter (where exists (select 1 from orders o where o.leaf_id = u.leaf_id
        and o.placed_at > u.occurred_at and o.facts -> 'matched'
          @> jsonb_build_array(jsonb_build_object('r', u.return_order_id::text))))::int as early
    from unlinked_return u join events e on e.order_id = u.return_order_id
    where u.quantity > 0 and e.event_id >= ${prefix} and e.event_id < ${`${prefix}~`}`;
  return row as { waiting: number; usedUp: number; inPart: number; early: number };
}

test(
  "returns without an order come to the same whatever uses their sales up, and when",
  async () => {
    const seen = { waiting: 0, usedUp: 0, inPart: 0, early: 0 };
    const property = fc.asyncProperty(scenario, async ({ events, delivered, size }) => {
      runs += 1;
      const [ordered, shuffled] = [`o${runs}-`, `s${runs}-`];
      await tell(ordered, events, 1);
      await tell(shuffled, delivered, size);
      expect(await canonical(database.sql, shuffled)).toEqual(
        await canonical(database.sql, ordered),
      );
      const found = await count(shuffled);
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) {
        seen[key] += found[key];
      }
    });
    await untilMet(
      () => fc.assert(property, { numRuns: RUNS }),
      () => Object.values(seen).every((times) => times > SEEN_MIN),
    );
    expect(await breaches(database.sql)).toEqual([]);
    const report = await verifyDatabase(database.sql, {});
    expect(report.ok, formatReport(report)).toBe(true);
    console.info(`of ${runs} runs`, seen);
    for (const times of Object.values(seen)) {
      expect(times).toBeGreaterThan(SEEN_MIN);
    }
  },
  MS,
);
