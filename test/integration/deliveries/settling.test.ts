import { createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { Settling } from "../../../src/deliveries/settling.ts";
import { startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { startScriptedReceiver } from "../../support/deliveries/scriptedReceiver.ts";
import { countingProxy, until } from "../../support/faults.ts";

const LANES = 100;
const CUSTOMERS = 40;
const BETWEEN_ANSWERS_MS = 20;

test("while the database is away, lanes are given up together and not one after the other", async () => {
  let connections = 0;
  const away = createServer((socket: Socket) => {
    connections += 1;
    socket.destroy();
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => away.listen(port, "127.0.0.1", resolve));
  const sql = connect(`postgres://nobody@127.0.0.1:${port}/nowhere`, { max: 1 });
  try {
    const settling = new Settling(sql);
    const settled = Array.from({ length: LANES }, (_, nth) =>
      settling.settle({
        lane: {
          ...{ destination_id: 1, root_id: BigInt(nth), token: 1n, next_seq: 2n, next_id: 2n },
          ...{ ended: 1, again_after: null, is_dead: false, wait_ms: 0, tries: 1 },
          ...{ first_tried_at: null, last_status: null, last_answer: null, shadow_epoch: null },
        },
        ...{ rows: [], sent: null },
      }),
    );
    const outcomes = await Promise.allSettled(settled);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(LANES).fill("rejected"));
    expect(connections).toBe(2);
  } finally {
    await sql.end({ timeout: 0 });
    away.close();
  }
});

test("a process that stops while its database is away waits for as long as a request may take, and no longer", async () => {
  const bench = await startDeliveryBench();
  const receiver = await startScriptedReceiver();
  const proxy = await countingProxy(bench.database.url);
  const sql = connect(proxy.url, { max: 4 });
  try {
    // One after the other, so that each is to be written down by itself.
    receiver.script(async (_request, count) => {
      await delay(BETWEEN_ANSWERS_MS * count);
      return "RESET" as const;
    });
    await bench.destination("stopped", receiver.url, {
      limits: { concurrency: CUSTOMERS, timeoutSeconds: 2 },
    });
    for (let nth = 0; nth < CUSTOMERS; nth += 1) {
      await bench.buyer(`stopped${nth}`, "10.00");
    }
    await bench.fanOut();
    const deliveries = await bench.open({ sql });
    await until("all are asked", () => receiver.requests.length === CUSTOMERS);
    await proxy.close();
    const sinceMs = performance.now();
    await deliveries.close();
    // Two seconds for the answers, five to write down what came of them, two to count them.
    expect(performance.now() - sinceMs).toBeLessThan(15_000);
  } finally {
    await sql.end({ timeout: 0 });
    await receiver.close();
    await bench.close();
  }
});
