import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  type Shopper,
  sequencesOf,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  first = await startTestServer({ jobs: true });
  second = await startTestServer({ database: first.database, issuer: first.issuer, jobs: true });
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

/**
 * Follows a customer for so many events by one server. @returns what was told, and where it stands
 */
async function followFor(server: TestServer, shopper: Shopper, after: string, count: number) {
  const client = subscriber(server.url, await first.token("agent"));
  const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, { id: shopper.id, after });
  await heard.until(({ events }) => events.length >= count);
  client.close();
  // A client that breaks off may have been told more than it wanted: it goes on from what it took.
  const taken = heard.events.slice(0, count).map(({ customerChanged }) => customerChanged);
  return {
    sequences: taken.map(({ sequence }) => sequence),
    cursor: taken.at(-1)?.cursor ?? after,
  };
}

const PURCHASES = 12;

test("cut off anywhere and resumed by either of two processes while purchases come in: every change once, in order", async () => {
  const cut = fc.record({ bySecond: fc.boolean(), count: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 2, maxLength: 5 }), async (cuts) => {
      const shopper = await createShopper(first);
      let cursor = await shopper.cursor();
      const from = (await sequencesOf(first, shopper)).at(-1) ?? 0;
      const buying = (async () => {
        for (let turn = 0; turn < PURCHASES; turn += 1) {
          await shopper.buy(turn % 2 === 0 ? first : second, "400.00");
        }
      })();
      const told: number[] = [];
      for (const { bySecond, count } of cuts) {
        const left = PURCHASES - told.length;
        if (left <= 0) {
          break;
        }
        const part = await followFor(
          bySecond ? second : first,
          shopper,
          cursor,
          Math.min(count, left),
        );
        told.push(...part.sequences);
        cursor = part.cursor;
      }
      await buying;
      const all = await sequencesOf(first, shopper, from);
      if (told.length < all.length) {
        told.push(
          ...(await followFor(second, shopper, cursor, all.length - told.length)).sequences,
        );
      }
      expect(told).toEqual(all);
    }),
    { numRuns: 6 },
  );
});

test("a server that restarts sends its clients to the other one, and they miss nothing", async () => {
  const shopper = await createShopper(first);
  const going = await startTestServer({ database: first.database, issuer: first.issuer });
  const client = subscriber(going.url, await first.token("agent"));
  const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, {
    id: shopper.id,
    after: await shopper.cursor(),
  });
  await shopper.buy(first);
  await heard.until(({ events }) => events.length === 1);
  going.startDraining();
  const stopping = going.stop();
  // Committed while the client is on its way.
  await shopper.buy(first);
  expect((await client.closed).code).toBe(1012);
  await stopping;
  await heard.ended;
  const { cursor, sequence } = heard.events.at(-1)?.customerChanged ?? { cursor: "", sequence: 0 };
  const rest = await sequencesOf(first, shopper, sequence);
  const resumed = await followFor(second, shopper, cursor, rest.length);
  expect(resumed.sequences).toEqual(rest);
});
