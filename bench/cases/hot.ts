import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { ReceiverSeen } from "../processes/receiverProcess.ts";
import { spreadOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";

/** Many callers with one purchase each, and few with many. */
const SHAPES = [
  { batch: 1, callers: 32 },
  { batch: 500, callers: 4 },
];
/** The rate is guessed from a warm-up of this many purchases. */
const WARM_UP_PURCHASES = 4_000;

/** All purchases on one customer: they cannot but wait for each other. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_hot");
  const { receiver, door } = await bench.receiver(url);
  const load = bench.load(url);
  const lines = [];
  for (const [customer, shape] of SHAPES.entries()) {
    const { batch, callers } = shape;
    const plan = { ...shape, door, customer, prefix: `h${batch}` };
    const rate = await load.warmUp(`hot customer, batch ${batch}`, plan, WARM_UP_PURCHASES);
    await receiver.call("seen");
    const result = await load.send(plan, "run", rate * bench.options.seconds);
    const seen = await receiver.call<ReceiverSeen>("seen");
    const { perSecond, purchases } = result;
    bench.tell(`hot, batch ${batch}, ${callers} callers: ${Math.round(perSecond)}/s`);
    lines.push({
      ...{ batch, callers, perSecond, latencyMs: spreadOf(result.latencyMs) },
      ...{ lockMs: spreadOf(seen.lockMs), batchSize: spreadOf(seen.sizes), purchases },
    });
  }
  await load.check("hot customer, checked after timing");
  return lines;
}

export const hotCase: Case<Awaited<ReturnType<typeof measure>>[number]> = {
  name: "hot",
  title: "One hot customer",
  note: "Through the receiver as above; every purchase is the same customer's.",
  measure,
  tables: (lines) => [
    tableOf(lines, {
      batch: (line) => String(line.batch),
      callers: (line) => String(line.callers),
      "purchases/s": (line) => line.perSecond,
      "call ms p50 / p99": (line) => line.latencyMs,
      "lock ms p50 / p99": (line) => line.lockMs,
      "events per transaction p50 / p99": (line) => line.batchSize,
    }),
  ],
  bars: (lines) => {
    const rates = lines.map(({ perSecond }) => perSecond);
    const slowest = rates.length === 0 ? null : Math.min(...rates);
    return [bar("One hot customer, slowest line, at least", 500, "/s", slowest)];
  },
};
