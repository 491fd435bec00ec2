import { startChild } from "../processes/children.ts";
import type { Door } from "../processes/loadProcess.ts";
import type { ReceiverInput, ReceiverSeen } from "../processes/receiverProcess.ts";
import { findWrongAnswers } from "../report/databaseFigures.ts";
import {
  assertRight,
  type Bench,
  CHECKED_PURCHASES,
  rateOf,
  send,
  wholeCalls,
} from "../report/measure.ts";
import type { HotLine } from "../report/results.ts";
import { spreadOf } from "../report/statistics.ts";

/** Many callers with one purchase each, and few with many. */
const SHAPES = [
  { batch: 1, callers: 32 },
  { batch: 500, callers: 4 },
];
/** Milliseconds; the rate is guessed from a warm-up of this many purchases. */
const WARM_UP_PURCHASES = 4_000;

/** All purchases on one customer: they cannot but wait for each other. */
export async function measureHot(bench: Bench): Promise<readonly HotLine[]> {
  const { cluster, options, tell } = bench;
  const name = "bench_hot";
  const url = await cluster.createCopy(name);
  const input = { url, writers: options.writers } satisfies ReceiverInput;
  const receiver = startChild("receiverProcess.ts", input);
  const load = startChild("loadProcess.ts", null);
  const sent = { purchases: 0, points: 0 };
  const lines: HotLine[] = [];
  try {
    const door: Door = { kind: "receiver", port: await receiver.call<number>("port") };
    for (const [customer, { batch, callers }] of SHAPES.entries()) {
      const run = async (part: string, purchases: number) => {
        const plan = {
          ...{ prefix: `h${batch}${part}`, batch, callers, customer, door },
          purchases: wholeCalls(purchases, batch),
          customers: options.customers,
        };
        const result = await send(load, plan);
        sent.purchases += result.purchases;
        sent.points += result.points;
        return result;
      };
      await run("check", CHECKED_PURCHASES);
      assertRight(`hot customer, batch ${batch}`, await findWrongAnswers(url, sent));
      const warm = await run("warm", WARM_UP_PURCHASES);
      await receiver.call("seen");
      const purchases = (rateOf(warm.purchases, warm.elapsedMs) * options.seconds) | 0;
      const result = await run("run", purchases);
      const seen = await receiver.call<ReceiverSeen>("seen");
      const perSecond = rateOf(result.purchases, result.elapsedMs);
      tell(`hot, batch ${batch}, ${callers} callers: ${Math.round(perSecond)}/s`);
      lines.push({
        batch,
        callers,
        perSecond,
        latencyMs: spreadOf(result.latencyMs),
        lockMs: spreadOf(seen.lockMs),
        batchSize: spreadOf(seen.sizes),
        purchases: result.purchases,
      });
    }
  } finally {
    await Promise.all([receiver.stop(), load.stop()]);
  }
  assertRight("hot customer, checked after timing", await findWrongAnswers(url, sent));
  await cluster.dropCopy(name);
  return lines;
}
