import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { retireDestinations } from "../../../db/queries/deliveries/destinations.ts";
import { actOnDestination } from "../../../src/deliveries/operate.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { readSigns } from "../../../src/incidents/signs.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";

/** Faults of destinations are planted, and seen with whom and what they have to do with. */

const SLO_SECONDS = 60;
let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let count = 0;
let code: string;
beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(async () => {
  receiver = await startScriptedReceiver();
  count += 1;
  code = `sign${count}`;
  await bench.destination(code, receiver.url, {
    ...{ sloSeconds: SLO_SECONDS, owner: { team: "CRM", contact: "crm@example.com" } },
  });
});
afterEach(async () => {
  await bench.database.sql.begin((tx) => retireDestinations(tx, [code]));
  await receiver.close();
});
afterAll(() => bench.close());

/** What waits was recorded before: how long it has waited is told by the database's clock. */
const age = (seconds: number) =>
  bench.database.sql`
    update outbox set recorded_at = recorded_at - make_interval(secs => ${seconds}::float8)`;

async function signs() {
  const now = (Date.now() * 1_000) as Instant;
  const deps = { boundaries: async () => [], sources: async () => [] };
  const { signs: all, unknown } = await readSigns({ sql: bench.database.sql, ...deps }, now);
  expect([...unknown.keys()]).not.toContain("DESTINATION_BROKEN");
  return all.filter(({ subject }) => subject === code);
}

const act = (what: Parameters<typeof actOnDestination>[2]) =>
  bench.database.sql.begin((tx) => actOnDestination(tx, code, what, "test"));

test("a destination that refuses for good is seen with its customers and orders until it is left out", async () => {
  receiver.script(() => ({ status: 422, body: "no such contact" }));
  await bench.buyer(`dead-${code}`, "10.00");
  await bench.fanOut();
  await bench.open();
  await until("it is seen", async () => (await signs()).length > 0);
  expect(await signs()).toMatchObject([
    {
      ...{ code: "DEAD_LETTERS", owner: { team: "CRM" } },
      impact: { customers: 1, orders: 1 },
      evidence: [expect.stringContaining("1 message was refused for good")],
    },
  ]);
  receiver.script(() => ({ status: 204 }));
  await act({ act: "RETRY_ALL" });
  await until("it is gone", async () => (await signs()).length === 0);
});

test("a destination that is stopped is late once its time is over, and not before", async () => {
  await act({ act: "PAUSE" });
  await bench.buyer(`late-${code}`, "10.00");
  await bench.fanOut();
  expect(await signs()).toEqual([]);
  await age(SLO_SECONDS + 30);
  expect(await signs()).toMatchObject([
    {
      ...{ code: "DESTINATION_LATE", impact: { customers: 1, orders: 1 } },
      evidence: [
        expect.stringContaining("60 seconds are allowed"),
        "1 message waits.",
        expect.any(String),
      ],
    },
  ]);
});

test("a destination that answers nobody is broken, and not late as well", async () => {
  receiver.script(() => "RESET");
  for (let at = 0; at < 6; at += 1) {
    await bench.buyer(`broken-${at}-${code}`, "10.00");
  }
  await bench.fanOut();
  await bench.open();
  await until("it is seen", async () => (await signs()).length > 0);
  await age(SLO_SECONDS + 30);
  const [broken, ...others] = await signs();
  expect(others).toEqual([]);
  expect(broken).toMatchObject({ code: "DESTINATION_BROKEN", impact: { customers: 6, orders: 6 } });
});
