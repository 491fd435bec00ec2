import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeFacts } from "../../../src/core/orderCodec.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { breaches, canonical } from "../../support/lives/canonical.ts";
import { anyDelivery, orderLife } from "../../support/lives/orderLives.ts";
import { untilMet } from "../../support/lives/untilMet.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { email, type RawEvent } from "./events.ts";

/**
 * I7a on the database: under order-only rules any permutation, repetition and batching of the
 * events of several customers' orders comes to what they come to in order, one by one, on fresh
 * customers.
 */

/** In the middle of a minute. */
const START_MS = Math.floor(Date.now() / 60_000) * 60_000 - 3 * 60 * 60_000 + 30_000;
const MINUTES_BETWEEN = 20;

let database: TestDatabase;
const gateways: TestReceiver[] = [];
const failures: unknown[] = [];
let runs = 0;
/**
 * How often what is to be proved was there: lines of sales that gave money back, and more than
 * once.
 */
const seen = { byAmount: 0, byAmountTwice: 0, inTheMinute: 0 };

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
  for (let process = 0; process < 2; process += 1) {
    gateways.push(
      await startReceiver(database.url, {
        observer: {
          failure: ({ kind, error }) => {
            if (kind === "CULPRIT" || kind === "RELEASED") {
              failures.push(error);
              console.error(kind, error);
            }
          },
        },
      }),
    );
  }
});

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await database?.drop();
});

/** An event with `#` where the run's prefix goes. */
type Template = RawEvent;

/** The events of one run: every number, identifier and event id gets its own prefix. */
function of(prefix: string, templates: readonly Template[]): RawEvent[] {
  return JSON.parse(JSON.stringify(templates).replaceAll("#", prefix)) as RawEvent[];
}

const shopNumber = (number: string) => ({ source: "shop", kind: "order", value: number });
const erpNumber = (number: string) => ({ source: "erp", kind: "order", value: `${number}.erp` });

/** How the senders name an order and its customer. */
type Manner =
  /** Every event names the customer. */
  | "NAMED"
  /**
   * The same, by a source that makes no members: who joins by another order has bought it before,
   * or after.
   */
  | "OUTSIDE"
  /** Only the last event names the customer: a guest until then. */
  | "NAMED_LATE"
  /** Nobody ever. */
  | "GUEST"
  /** The ERP uses a number of its own; an event late in the life names both. */
  | "LINKED_LATE"
  /** The same, and what opens the order comes from both. */
  | "OPENED_TWICE";

const ANY: readonly Manner[] = [
  ...["NAMED", "NAMED", "OUTSIDE", "OUTSIDE", "OUTSIDE"],
  ...["NAMED_LATE", "GUEST", "LINKED_LATE", "OPENED_TWICE"],
] as Manner[];

function lifeOf(
  customer: number,
  at: number,
  manners: readonly Manner[],
): fc.Arbitrary<Template[]> {
  const number = `#-${customer}-${at}`;
  const holder = [email(`#-${customer}`)];
  return fc
    .record({
      life: orderLife({
        number,
        startMs: START_MS + (customer * 3 + at) * MINUTES_BETWEEN * 60_000,
      }),
      manner: fc.constantFrom(...manners),
      erpFirst: fc.boolean(),
    })
    .map(({ life, manner, erpFirst }): Template[] => {
      const last = life.at(-1) as RawEvent;
      const closing = {
        source: "shop",
        eventId: `${number}/closing`,
        kind: "SETTLED",
        occurredAt: new Date(Date.parse(String(last["occurredAt"])) + 60_000).toISOString(),
        references: [shopNumber(number)],
        channel: last["channel"],
      };
      switch (manner) {
        case "NAMED":
          return life.map((event) => ({ ...event, customer: holder }));
        case "OUTSIDE":
          return life.map((event) => ({
            ...event,
            source: event["source"] === "shop" ? "counter" : event["source"],
            customer: holder,
          }));
        case "NAMED_LATE":
          return [...life, { ...closing, customer: holder }];
        case "GUEST":
          return life;
        default: {
          const both = [shopNumber(number), erpNumber(number)];
          const numbered = life.map((event) => ({
            ...event,
            customer: holder,
            ...(event["source"] === "erp" ? { references: [erpNumber(number)] } : {}),
          }));
          const again =
            manner === "OPENED_TWICE"
              ? [
                  {
                    ...life[0],
                    source: "erp",
                    eventId: `${number}/erp`,
                    customer: holder,
                    references: [erpNumber(number)],
                  },
                ]
              : [];
          const linking = {
            ...closing,
            customer: holder,
            references: erpFirst ? both.toReversed() : both,
          };
          return [...numbered, ...again, linking];
        }
      }
    });
}

/** Returns that name no order, of the articles of `orderLife`. */
const looseReturns = (customer: number): fc.Arbitrary<Template[]> =>
  fc
    .array(
      fc.record({
        article: fc.constantFrom("mug", "tea", "pot"),
        quantity: fc.integer({ min: 1, max: 3 }),
        minute: fc.oneof(
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 150 }) },
          // Of the customer's two orders.
          {
            weight: 3,
            arbitrary: fc.constantFrom(0, 1).map((at) => (customer * 3 + at) * MINUTES_BETWEEN),
          },
        ),
        // A moment before the minute's sale, and still in its minute.
        secondsBefore: fc.constantFrom(0, 20, 20),
        cents: fc.option(fc.integer({ min: 0, max: 5_000 })),
      }),
      { maxLength: 3 },
    )
    .map((returns) =>
      returns.map(({ article, quantity, minute, secondsBefore, cents }, index) => ({
        source: "shop",
        eventId: `#-${customer}/loose-${index}`,
        kind: "RETURNED",
        occurredAt: new Date(START_MS + minute * 60_000 - secondsBefore * 1_000).toISOString(),
        references: [{ source: "shop", kind: "return", value: `#-${customer}-r${index}` }],
        customer: [email(`#-${customer}`)],
        currencyCode: "GBP",
        return: {
          id: `#-${customer}-r${index}`,
          lines: [
            {
              ...{ article, quantity: String(quantity) },
              ...(cents === null ? {} : { amount: (cents / 100).toFixed(2) }),
            },
          ],
        },
      })),
    );

const customerLife = (customer: number, first = ANY, second = ANY): fc.Arbitrary<Template[]> =>
  fc
    .tuple(lifeOf(customer, 0, first), lifeOf(customer, 1, second), looseReturns(customer))
    .map((parts) => parts.flat());

const scenario = fc
  // One of them joins by the later order, and has bought something before.
  .tuple(customerLife(0, ["OUTSIDE"], ["NAMED"]), customerLife(1), customerLife(2))
  .map((lives) => lives.flat())
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      delivered: anyDelivery(events),
      sizes: fc.array(fc.constantFrom(1, 2, 7, 30, 500), { minLength: 1, maxLength: 4 }),
      atOnce: fc.boolean(),
    }),
  );

function callsOf(events: readonly RawEvent[], sizes: readonly number[]): RawEvent[][] {
  const calls: RawEvent[][] = [];
  for (let at = 0; at < events.length; ) {
    const size = sizes[calls.length % sizes.length] as number;
    calls.push(events.slice(at, at + size));
    at += size;
  }
  return calls;
}

/** The end of all waiting: holds whose time is over end as their reason says. */
async function endHolds(prefix: string): Promise<void> {
  const held = await database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD' and event_id >= ${prefix} and event_id < ${`${prefix}~`}
    order by occurred_at, id`;
  for (const { id } of held) {
    await gateways[0]?.receiver.runHeld([id], { atOnce: true });
  }
}

async function count(prefix: string): Promise<void> {
  const rows = await database.sql<{ facts: unknown; placed_at: string }[]>`
    select distinct o.facts, o.placed_at from orders o
    join order_reference r on r.order_id = o.id
    where r.value >= ${prefix} and r.value < ${`${prefix}~`} and o.absorbed_into is null`;
  for (const row of rows) {
    const facts = decodeFacts(row.facts);
    const named = [...facts.matchedReturns.values()].flatMap(({ lines }) =>
      lines.filter(({ repaidMinor }) => repaidMinor > 0n),
    );
    const own = [...facts.facts.values()].flatMap(({ kind, part }) =>
      kind === "RETURNED" ? (part?.lines ?? []).filter((line) => line.amountMinor !== null) : [],
    );
    const bought = [...facts.facts.values()].some(({ lines }) => lines !== null);
    seen.byAmount += bought && named.length + own.length > 0 ? 1 : 0;
    seen.byAmountTwice += bought && named.length + own.length > 1 ? 1 : 0;
  }
  const [minutes] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from orders o
    join unlinked_return u on u.leaf_id = o.leaf_id and u.matched > 0
    where o.facts -> 'matched' @> jsonb_build_array(jsonb_build_object('r', u.return_order_id::text))
      and u.occurred_at < o.placed_at
      and exists (select 1 from order_reference r
        where r.order_id = o.id and r.value >= ${prefix} and r.value < ${`${prefix}~`})`;
  seen.inTheMinute += minutes?.n ?? 0;
}

async function inOrder(events: readonly Template[], prefix: string): Promise<void> {
  for (const event of of(prefix, events)) {
    await gateways[0]?.send([event]);
  }
  await endHolds(prefix);
}

test(
  "orders, sums, balances and outcomes do not depend on how the events were delivered",
  async () => {
    const property = fc.asyncProperty(scenario, async ({ events, delivered, sizes, atOnce }) => {
      runs += 1;
      const [ordered, shuffled] = [`o${runs}`, `s${runs}`];
      await inOrder(events, ordered);

      const calls = callsOf(of(shuffled, delivered), sizes);
      const send = async (call: RawEvent[], index: number): Promise<void> => {
        const results = await (gateways[index % 2] as TestReceiver).send(call);
        expect(
          results.filter(({ outcome }) => outcome === "CONFLICT" || outcome === "REJECTED"),
        ).toEqual([]);
      };
      if (atOnce) {
        await Promise.all(calls.map(send));
      } else {
        for (const [index, call] of calls.entries()) {
          await send(call, index);
        }
      }
      expect(await breaches(database.sql)).toEqual([]);
      await endHolds(shuffled);

      expect(await canonical(database.sql, shuffled)).toEqual(
        await canonical(database.sql, ordered),
      );
      await count(shuffled);
      expect(failures).toEqual([]);
    });
    const options = {
      numRuns: Number(process.env["CONVERGENCE_RUNS"] ?? 25),
      endOnFailure: process.env["SHRINK"] === undefined,
    };
    await untilMet(
      () => fc.assert(property, options),
      () => seen.byAmountTwice > runs / 10 && seen.inTheMinute > runs / 10,
    );
    expect(await breaches(database.sql)).toEqual([]);
    console.info("returns by amount", seen);
    expect(seen.byAmount).toBeGreaterThan(runs / 2);
    expect(seen.byAmountTwice).toBeGreaterThan(runs / 10);
    expect(seen.inTheMinute).toBeGreaterThan(runs / 10);
    // Otherwise the cases that matter were not tried.
    const [tried] = await database.sql<{ credited: number; kept: number }[]>`
      select
        (select count(*)::int from membership m join events v on v.id = m.event_id
          join entry e on e.event_id = v.id and e.order_id <> v.order_id) as credited,
        (select count(*)::int from orders where facts @? '$.facts[*].w') as kept`;
    expect(tried?.credited).toBeGreaterThan(runs / 5);
    expect(tried?.kept).toBeGreaterThan(runs);
  },
  Number(process.env["CONVERGENCE_MS"] ?? 120_000),
);
