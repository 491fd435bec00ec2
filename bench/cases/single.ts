import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { createBenchKey, readBatchCount } from "../processes/server.ts";
import { cpuUsOf, spend, warmUpPurchases } from "../report/measure.ts";
import { spreadOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";

/** Single purchases are what is promised; large calls show what the doors add to the receiver. */
const SHAPES = [
  { name: "GraphQL", kind: "graphql", batch: 1, callers: 32 },
  { name: "NDJSON", kind: "ndjson", batch: 1, callers: 32 },
  { name: "GraphQL", kind: "graphql", batch: 500, callers: 4 },
  { name: "NDJSON", kind: "ndjson", batch: 500, callers: 4 },
] as const;

/** Purchases over HTTP to the real server. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_server");
  const token = await createBenchKey(url, "ingest");
  const server = await bench.server(url);
  const load = bench.load(url);
  const lines = [];
  for (const { name, kind, batch, callers } of SHAPES) {
    const door = { kind, port: server.port, token };
    const plan = { door, batch, callers, prefix: `s${kind}${batch}` };
    const rate = await load.warmUp(`${name}, batch ${batch}`, plan, 2 * warmUpPurchases(batch));
    const before = await readBatchCount(server);
    const spent = await spend(bench.cluster.admin, server, ["tributary-write"], () =>
      load.send(plan, "run", rate * bench.options.seconds),
    );
    const after = await readBatchCount(server);
    const { perSecond, purchases, latencyMs } = spent.result;
    bench.tell(`single, ${name}, ${batch} per call, ${callers} connections: ${perSecond | 0}/s`);
    lines.push({
      ...{ door: name, batch, callers, perSecond, latencyMs: spreadOf(latencyMs), purchases },
      /** Mean events of a committed transaction. */
      eventsPerTransaction: (after.events - before.events) / (after.batches - before.batches),
      /** Of a purchase: in the server's process, and in its write connections. */
      cpuUs: cpuUsOf([spent], purchases),
    });
  }
  await load.check("the server, checked after timing");
  return lines;
}

export const singleCase: Case<Awaited<ReturnType<typeof measure>>[number]> = {
  name: "single",
  title: "Doors of the server",
  note: "The real server (`src/main.ts`), HTTP keep-alive, an API key, log level and limits as in production.",
  measure,
  tables: (lines) => [
    tableOf(lines, {
      door: (line) => line.door,
      "events per call": (line) => String(line.batch),
      connections: (line) => String(line.callers),
      "purchases/s": (line) => line.perSecond,
      "call ms p50 / p99": (line) => line.latencyMs,
      "events per transaction": (line) => line.eventsPerTransaction,
      "CPU us per purchase: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: (lines) => {
    const rate = lines.find(({ door, batch }) => door === "GraphQL" && batch === 1)?.perSecond;
    return [bar("Single ingestPurchases mutations, 32 connections, at least", 1_200, "/s", rate)];
  },
};
