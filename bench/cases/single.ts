import { join } from "node:path";
import type { Sql } from "../../db/connection/client.ts";
import { startChild } from "../processes/children.ts";
import type { Door } from "../processes/loadProcess.ts";
import {
  createBenchKey,
  type RunningServer,
  readBatchCount,
  startRealServer,
} from "../processes/server.ts";
import { findWrongAnswers } from "../report/databaseFigures.ts";
import {
  assertRight,
  type Bench,
  CHECKED_PURCHASES,
  rateOf,
  send,
  warmUpPurchases,
  wholeCalls,
} from "../report/measure.ts";
import type { SingleLine } from "../report/results.ts";
import { spreadOf } from "../report/statistics.ts";
import { readServerCpuMs } from "./serverCpu.ts";

/** Single purchases are what is promised; large calls show what the doors add to the receiver. */
const SHAPES = [
  { name: "GraphQL", kind: "graphql", batch: 1, callers: 32 },
  { name: "NDJSON", kind: "ndjson", batch: 1, callers: 32 },
  { name: "GraphQL", kind: "graphql", batch: 500, callers: 4 },
  { name: "NDJSON", kind: "ndjson", batch: 500, callers: 4 },
] as const;

/** Purchases over HTTP to the real server. */
export async function measureSingle(bench: Bench): Promise<readonly SingleLine[]> {
  const { cluster, options, tell } = bench;
  const database = "bench_server";
  const url = await cluster.createCopy(database);
  const token = await createBenchKey(url, { role: "ingest" });
  const server = await startRealServer(url, join(cluster.folder, "server"));
  const load = startChild("loadProcess.ts", null);
  const sent = { purchases: 0, points: 0 };
  const lines: SingleLine[] = [];
  try {
    for (const { name, kind, batch, callers } of SHAPES) {
      const door: Door = { kind, port: server.port, token };
      const run = async (part: string, purchases: number) => {
        const plan = { prefix: `s${kind}${batch}${part}`, batch, callers, door };
        const result = await send(load, {
          ...plan,
          purchases: wholeCalls(purchases, batch),
          customers: options.customers,
        });
        sent.purchases += result.purchases;
        sent.points += result.points;
        return result;
      };
      await run("check", CHECKED_PURCHASES);
      assertRight(`${name}, batch ${batch}`, await findWrongAnswers(url, sent));
      const warm = await run("warm", 2 * warmUpPurchases(batch));
      const purchases = rateOf(warm.purchases, warm.elapsedMs) * options.seconds;
      const before = await spentBy(server, cluster.admin);
      const result = await run("run", purchases);
      const after = await spentBy(server, cluster.admin);
      const perPurchase = (from: number, to: number) => ((to - from) * 1_000) / result.purchases;
      const perSecond = rateOf(result.purchases, result.elapsedMs);
      tell(
        `single, ${name}, ${batch} per call, ${callers} connections: ${Math.round(perSecond)}/s`,
      );
      const latencyMs = spreadOf(result.latencyMs);
      lines.push({
        ...{ door: name, batch, callers, perSecond, latencyMs, purchases: result.purchases },
        eventsPerTransaction: (after.events - before.events) / (after.batches - before.batches),
        cpuUs: {
          process: perPurchase(before.processMs, after.processMs),
          postgres:
            before.postgresMs === null || after.postgresMs === null
              ? null
              : perPurchase(before.postgresMs, after.postgresMs),
        },
      });
    }
  } finally {
    await Promise.all([server.stop(), load.stop()]);
  }
  assertRight("the server, checked after timing", await findWrongAnswers(url, sent));
  await cluster.dropCopy(database);
  return lines;
}

async function spentBy(server: RunningServer, sql: Sql) {
  return {
    processMs: (await server.ask("cpu")).cpuMs,
    postgresMs: await readServerCpuMs(sql, "tributary-write"),
    ...(await readBatchCount(server.metricsPort)),
  };
}
