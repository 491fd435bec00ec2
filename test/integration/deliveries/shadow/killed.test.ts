import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mode } from "../../../../src/domain/delivery/shadow.ts";
import type { SenderOrders } from "../../../support/deliveries/childSender.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../../support/deliveries/scriptedReceiver.ts";
import { askedOf, cutBy, outcomesAt } from "../../../support/deliveries/shadowBench.ts";
import { until } from "../../../support/faults.ts";

const LEASE_MS = 600;
const TIMEOUT_MS = 120_000;

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

const shadow = (code: string) =>
  bench.destination(code, receiver.url, { mode: "SHADOW", fields: { tier: "tier.code" } });
const cut = (code: string, mode: Mode) => cutBy(bench, code, mode);
const asked = (code: string) => askedOf(receiver, code);
const outcomesOf = (id: number) => outcomesAt(bench, id);

/** A process of its own that sends. */
async function sender(): Promise<ChildProcess> {
  const path = join(import.meta.dirname, "../../../support/deliveries/childSender.ts");
  const child = fork(path, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const orders: SenderOrders = {
    ...{ url: bench.database.url, leaseMs: LEASE_MS },
    secretsKeyFile: join(tmpdir(), `tributary-test-${process.pid}-secrets-key`),
  };
  child.send(orders);
  await once(child, "message");
  return child;
}

test(
  "a server that is frozen while it sends and wakes after the cut back sends nothing more",
  async () => {
    const { id } = await shadow("frozen");
    await cut("frozen", "LIVE");
    const hold = Promise.withResolvers<void>();
    receiver.script(async ({ message }) => {
      if (message.data.id.startsWith("frozen-")) {
        await hold.promise;
      }
      return { status: 200 };
    });
    const child = await sender();
    await bench.buyer("frozen", "10.00", "11.00", "12.00");
    await bench.fanOut();
    await until("it sends", () => asked("frozen").length === 1);
    child.kill("SIGSTOP");
    await cut("frozen", "SHADOW");
    hold.resolve();
    child.kill("SIGCONT");
    const other = await bench.open({ leaseMs: LEASE_MS });
    await bench.drained(id);
    // One was under way at the cut; all that came behind it was settled in shadow, by whomever.
    expect(asked("frozen")).toHaveLength(1);
    const outcomes = (await outcomesOf(id)).map((one) => one.split(" ")[1]);
    expect(outcomes.slice(1).every((one) => one === "SHADOWED")).toBe(true);
    child.disconnect();
    await once(child, "exit");
    await other.close();
    receiver.script(() => ({ status: 200 }));
  },
  TIMEOUT_MS,
);

test(
  "cut over and back again and again while senders are killed, nothing is lost, told twice or out of order",
  async () => {
    const { id } = await shadow("killed");
    const names = ["k1", "k2", "k3", "k4"];
    const children = [await sender(), await sender()];
    for (const [round, mode] of (["LIVE", "SHADOW", "LIVE", "SHADOW", "LIVE"] as const).entries()) {
      for (const name of names) {
        await bench.buy(`${name}-killed`, `${10 + round}.00`);
      }
      await bench.fanOut();
      await cut("killed", mode);
      if (round % 2 === 1) {
        const dead = children.shift();
        dead?.kill("SIGKILL");
        await once(dead as ChildProcess, "exit");
        children.push(await sender());
      }
    }
    for (const name of names) {
      await bench.buy(`${name}-killed`, "50.00");
    }
    await bench.fanOut();
    await bench.drained(id);
    const deliveries = await bench.deliveriesOf(id);
    const [wanted] = await bench.database.sql<{ count: number }[]>`
      select count(*)::int as count from outbox o
        join destination_told t on t.destination_id = ${id} and o.id >= t.from_id
       where o.kind in ('POINTS_CHANGED', 'TIER_CHANGED') and o.announce`;
    // Each row has ended once, in one of the two ways.
    expect(deliveries).toHaveLength(wanted?.count ?? 0);
    expect(new Set(deliveries.map(({ outcome }) => outcome))).toEqual(
      new Set(["DELIVERED", "SHADOWED"]),
    );
    const seen = asked("killed");
    const told = deliveries.filter(({ outcome }) => outcome === "DELIVERED");
    const ids = new Set(seen.map(({ id: message }) => message));
    expect(told.filter(({ outboxId }) => !ids.has(`killed-${outboxId}`))).toEqual([]);
    // A sender that was killed in the middle of a request may have told one that was told again.
    const repeated = seen.length - ids.size;
    expect(repeated).toBeLessThanOrEqual(names.length * 2);
    for (const [, own] of Map.groupBy(seen, ({ customerId }) => customerId)) {
      const sequences = [...new Set(own.map(({ sequence }) => sequence))];
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    }
    for (const child of children) {
      child.disconnect();
      await once(child, "exit");
    }
  },
  TIMEOUT_MS,
);
