import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type Reply,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startScriptedReceiver();
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

test("a change is told once, signed so that the Standard Webhooks library verifies it", async () => {
  const { id, secret } = await bench.destination("signed", receiver.url);
  await bench.open();
  const leaf = await bench.buyer("signed", "600.00");
  await bench.fanOut();
  await bench.drained(id);
  const own = receiver.taken.filter(({ message }) => message.data.id.startsWith("signed-"));
  expect(own.map(({ message }) => message.type)).toEqual(["points.changed", "tier.changed"]);
  for (const { body, headers } of own) {
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toEqual(JSON.parse(body));
  }
  const delivered = await bench.deliveriesOf(id);
  const seen = delivered.map(({ rootId, outcome, tries, status }) => ({
    ...{ rootId, outcome, tries, status },
  }));
  const once = { rootId: leaf, outcome: "DELIVERED", tries: 1, status: 204 };
  expect(seen).toEqual([once, once]);
});

test("whatever a receiver does, and with two processes at it, each customer's changes end once and arrive in their order", async () => {
  const replies: fc.Arbitrary<Reply> = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Reply>({ status: 200 }) },
    { weight: 1, arbitrary: fc.constantFrom<Reply>("RESET", { status: 500 }, { status: 503 }) },
    { weight: 1, arbitrary: fc.constantFrom<Reply>({ status: 408 }, { status: 302 }) },
  );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(replies, { minLength: 20, maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 25 }),
      async (script, purchases) => {
        round += 1;
        const code = `order${round}`;
        const { id } = await bench.destination(code, receiver.url);
        const from = receiver.taken.length;
        receiver.script((_request, count) => script[count % script.length] as Reply);
        const [one, other] = [await bench.open(), await bench.open()];
        for (const buyer of purchases) {
          await bench.buy(`${code}-${buyer}`, "300.00");
          await bench.fanOut();
        }
        await bench.drained(id);
        await Promise.all([one.close(), other.close()]);
        receiver.script(() => ({ status: 200 }));
        const told = receiver.taken
          .slice(from)
          .filter(({ message }) => message.data.id.startsWith(`${code}-`));
        const byCustomer = Map.groupBy(told, ({ message }) => message.data.customerId);
        for (const own of byCustomer.values()) {
          const sequences = own.map(({ message }) => message.data.sequence);
          expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
        }
        const outbox = await bench.database.sql`
          select o.id from outbox o join destination_told t on t.destination_id = ${id}
           where o.id >= t.from_id and o.kind in ('POINTS_CHANGED', 'TIER_CHANGED')`;
        const ended = await bench.deliveriesOf(id);
        expect(ended.map(({ outcome }) => outcome)).toEqual(outbox.map(() => "DELIVERED"));
        expect(new Set(told.map(({ message }) => message.data.id)).size).toBe(outbox.length);
      },
    ),
    { numRuns: 5 },
  );
}, 120_000);
