import { startNats } from "../../test/support/outside/streams/natsServers.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { RealServer } from "../processes/server.ts";
import type { StreamPlan, StreamResult } from "../processes/streamProcess.ts";
import { cpuUsOf, rateOf, spend, warmUpPurchases } from "../report/measure.ts";
import { tableOf } from "../report/table.ts";
import { receiveMessages, untilRead } from "./messages.ts";

const STREAM = "bench";
const PARTITIONS = 4;
const CONNECTIONS = ["tributary-inbound", "tributary-write"];
/** What is promised, messages a second; acknowledgements are looked at under half of it. */
const WANTED_PER_SECOND = 3_000;

/** Purchases published to a stream that the real server reads. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_stream");
  const subject = `${STREAM}.{partition}`;
  const from = { kind: "nats_jetstream", stream: STREAM, subject, partitions: PARTITIONS };
  await receiveMessages(url, { from });
  await using open = new AsyncDisposableStack();
  const nats = await startNats(bench.folderOf(url));
  open.defer(() => nats.stop());
  const publisher = bench.child("processes/streamProcess.ts", { url: nats.url, stream: STREAM });
  await publisher.call("create");
  const server = await bench.server(url, { NATS_URL: nats.url });
  const load = bench.load(url);
  const { customers, seconds } = bench.options;
  const publish = async (prefix: string, purchases: number, perSecond: number | null) => {
    const plan = { prefix, purchases, perSecond, customers, batch: 1, partitions: PARTITIONS };
    const startedAt = performance.now();
    const sent = await publisher.call<StreamResult>("publish", plan satisfies StreamPlan);
    load.sent.purchases += sent.messages;
    load.sent.points += sent.points;
    await untilRead(url, load.sent.purchases);
    return { ...sent, readMs: performance.now() - startedAt };
  };
  await publish("warm", 2 * warmUpPurchases(1), null);
  const lines = [];
  for (const perSecond of [null, WANTED_PER_SECOND / 2]) {
    const before = await acknowledgedWithin(server);
    const purchases = (perSecond ?? WANTED_PER_SECOND) * seconds;
    const spent = await spend(bench.cluster.admin, server, CONNECTIONS, () =>
      publish(`s${perSecond ?? ""}`, purchases, perSecond),
    );
    const { messages, elapsedMs, readMs } = spent.result;
    const readPerSecond = rateOf(messages, readMs);
    bench.tell(`stream, ${perSecond ?? "as fast as it goes"}: ${readPerSecond | 0}/s read`);
    lines.push({
      ...{ asked: perSecond, messages, readPerSecond },
      publishedPerSecond: rateOf(messages, elapsedMs),
      /** Between two bounds of the server's own histogram it is taken as even. */
      acknowledgedMsP99: quantileMs(before, await acknowledgedWithin(server), 0.99),
      cpuUs: cpuUsOf([spent], messages),
    });
  }
  await load.check("messages of a stream, checked after timing");
  return lines;
}

/** How many messages were acknowledged within each bound, seconds. */
async function acknowledgedWithin(server: RealServer): Promise<ReadonlyMap<number, number>> {
  const found = (await server.metrics()).matchAll(
    /^tributary_stream_acknowledge_seconds_bucket\{le="([\d.]+)",.*\} (\d+)$/gm,
  );
  return new Map([...found].map(([, bound, count]) => [Number(bound), Number(count)]));
}

/** Null: it lies above the last bound. */
function quantileMs(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
  quantile: number,
): number | null {
  const counts = [...after].map(([bound, count]) => {
    return { bound, count: count - (before.get(bound) ?? 0) };
  });
  const rank = quantile * (counts.at(-1)?.count ?? 0);
  const at = counts.findIndex(({ count }) => count >= rank);
  const [low, high] = [counts[at - 1] ?? { bound: 0, count: 0 }, counts[at]];
  if (high === undefined || high.count === low.count) {
    return null;
  }
  const share = (rank - low.count) / (high.count - low.count);
  return 1_000 * (low.bound + share * (high.bound - low.bound));
}

export const streamCase: Case<Awaited<ReturnType<typeof measure>>[number]> = {
  name: "stream",
  title: "Messages of a stream",
  note: `One node of NATS JetStream, ${PARTITIONS} partitions, one purchase a message, published by a process of its own and
read by the real server: stored, acknowledged, then read. Every message must be read to its end and every purchase applied
once. Acknowledged is from when the broker took it, at a rate of arrivals that does not wait.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      "asked/s": (line) => (line.asked === null ? "as fast as it goes" : String(line.asked)),
      "published/s": (line) => line.publishedPerSecond,
      "read and applied/s": (line) => line.readPerSecond,
      "acknowledged ms p99": (line) => line.acknowledgedMsP99,
      "CPU us per message: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: (lines) => {
    const of = (asked: number | null) => lines.find((line) => line.asked === asked);
    const half = of(WANTED_PER_SECOND / 2);
    return [
      bar(
        "Messages of a stream read and applied, at least",
        WANTED_PER_SECOND,
        "/s",
        of(null)?.readPerSecond,
      ),
      bar("Acknowledgement p99 at half of that, below", 60, "ms", half?.acknowledgedMsP99),
    ];
  },
};
