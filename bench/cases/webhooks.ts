import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { cpuUsOf, rateOf, spend, warmUpPurchases } from "../report/measure.ts";
import { spreadOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { giveSecret, untilRead } from "./messages.ts";
import { SOURCE } from "./seed.ts";

/** All that a sender can have in flight, and few: what one message then waits for. */
const CALLERS = [32, 4] as const;
const CONNECTIONS = ["tributary-inbound", "tributary-write"];

/** Signed messages of one purchase each, over HTTP to the real server. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_webhooks");
  const secret = await giveSecret(url, bench.folderOf(url), {});
  const server = await bench.server(url);
  const load = bench.load(url);
  const door = { kind: "webhook", port: server.port, source: SOURCE, secret } as const;
  const lines = [];
  for (const callers of CALLERS) {
    const plan = { door, batch: 1, callers, prefix: `w${callers}` };
    const warm = await load.send(plan, "warm", 2 * warmUpPurchases(1));
    await untilRead(url);
    const rate = warm.perSecond;
    const spent = await spend(bench.cluster.admin, server, CONNECTIONS, async () => {
      const startedAt = performance.now();
      const sent = await load.send(plan, "run", rate * bench.options.seconds);
      await untilRead(url);
      return { ...sent, readMs: performance.now() - startedAt };
    });
    const { perSecond, purchases, latencyMs, readMs } = spent.result;
    bench.tell(`webhooks, ${callers} connections: ${perSecond | 0}/s answered`);
    lines.push({
      ...{ callers, perSecond, purchases, latencyMs: spreadOf(latencyMs) },
      /** Until the last one was read and applied. */
      readPerSecond: rateOf(purchases, readMs),
      cpuUs: cpuUsOf([spent], purchases),
    });
  }
  await load.check("messages, checked after timing");
  return lines;
}

export const webhooksCase: Case<Awaited<ReturnType<typeof measure>>[number]> = {
  name: "webhooks",
  title: "Messages in other systems' words",
  note: `Standard Webhooks, signed, one purchase each, at the real server: each is stored, answered, then read. Every
message must be read to its end and every purchase applied once. Callers wait for their answers, so that a latency is one
at this rate of these many callers.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      connections: (line) => String(line.callers),
      "answered/s": (line) => line.perSecond,
      "read and applied/s": (line) => line.readPerSecond,
      "answer ms p50 / p99": (line) => line.latencyMs,
      "CPU us per message: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: (lines) => {
    const of = (callers: number) => lines.find((line) => line.callers === callers);
    return [
      bar(
        "Messages read and applied, 32 connections, at least",
        1_000,
        "/s",
        of(32)?.readPerSecond,
      ),
      bar("Answer p99, 4 connections, below", 60, "ms", of(4)?.latencyMs?.p99),
    ];
  },
};
