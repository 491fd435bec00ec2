import { insertMapping } from "../../db/queries/inbound/mappings.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { MAPPING, MAPPING_DOCUMENT } from "../made/foreignRecords.ts";
import type { Door } from "../processes/loadProcess.ts";
import { createBenchKey } from "../processes/server.ts";
import { withSql } from "../processes/sql.ts";
import { type CpuFigures, cpuUsOf, rateOf, spend, warmUpPurchases } from "../report/measure.ts";
import { sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { giveSecret, untilRead } from "./messages.ts";
import { SOURCE } from "./seed.ts";

const BATCH = 500;
const CALLERS = 4;
/** Both ways in take turns, so that the machine's swaying meets both. */
const TURNS = 3;
const CONNECTIONS = ["tributary-inbound", "tributary-write"];

interface Turn {
  readonly purchases: number;
  /** Until the last one is applied. */
  readonly elapsedMs: number;
  readonly cpuMs: CpuFigures;
}

/** The same purchases by our own format and through a mapping, at one server. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_mapping");
  const proof = { by: "standard_webhooks" };
  const receives = { connector: "mapped", mapping: MAPPING, proof };
  const secret = await giveSecret(url, bench.folderOf(url), receives);
  const saved = {
    name: MAPPING,
    document: MAPPING_DOCUMENT,
    createdBy: "bench",
    expectedVersion: null,
  };
  await withSql(url, (sql) => sql.begin((tx) => insertMapping(tx, saved)));
  const token = await createBenchKey(url, "ingest");
  const server = await bench.server(url);
  const load = bench.load(url);
  const { port } = server;
  const doors: Readonly<Record<string, Door>> = {
    "own format, NDJSON": { kind: "ndjson", port, token },
    "through a mapping": { kind: "mapped", port, source: SOURCE, secret },
  };
  const send = async (door: Door, run: string, purchases: number): Promise<Turn> => {
    const spent = await spend(bench.cluster.admin, server, CONNECTIONS, async () => {
      const startedAt = performance.now();
      const plan = { door, batch: BATCH, callers: CALLERS, prefix: `${door.kind}${run}` };
      const sent = await load.send(plan, "", purchases);
      // What was sent by our own format is applied when it is answered.
      await (door.kind === "mapped" ? untilRead(url) : undefined);
      return { purchases: sent.purchases, elapsedMs: performance.now() - startedAt };
    });
    return { ...spent.result, cpuMs: spent.cpuMs };
  };
  const ways = Object.entries(doors).map(([way, door]) => ({ way, door, turns: [] as Turn[] }));
  let purchases = warmUpPurchases(BATCH);
  for (const { door } of ways) {
    const { elapsedMs } = await send(door, "warm", purchases);
    purchases = Math.ceil((rateOf(purchases, elapsedMs) * bench.options.seconds) / TURNS);
  }
  for (let turn = 1; turn <= TURNS; turn += 1) {
    for (const { way, door, turns } of ways) {
      const one = await send(door, `turn${turn}`, purchases);
      turns.push(one);
      bench.tell(`mapping, ${way}, turn ${turn}: ${rateOf(one.purchases, one.elapsedMs) | 0}/s`);
    }
  }
  await load.check("the same purchases in two formats, checked after timing");
  return ways.map(({ way, turns }) => {
    const sent = sumOf(turns.map((turn) => turn.purchases));
    const perSecond = rateOf(sent, sumOf(turns.map(({ elapsedMs }) => elapsedMs)));
    return { way, purchases: sent, perSecond, cpuUs: cpuUsOf(turns, sent) };
  });
}

type Line = Awaited<ReturnType<typeof measure>>[number];

export const mappingCase: Case<Line> = {
  name: "mapping",
  title: "The same purchases through a mapping",
  note: `The same number of purchases in our own format (\`POST /v1/events\`, NDJSON) and as some other system says them
(signed messages of NDJSON, read by a saved mapping that works out each field), ${BATCH} a call, ${CALLERS} connections, in
turns at one server, until they are applied. What a mapping costs is what server and PostgreSQL spend on it.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      "way in": (line) => line.way,
      "applied/s": (line) => line.perSecond,
      "CPU us per purchase: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: ([own, mapped]) => {
    const cost = own === undefined || mapped === undefined ? null : cpuOf(mapped) / cpuOf(own);
    return [bar("What a mapping costs, times our own format, at most", 2, "x slower", cost)];
  },
};

function cpuOf({ cpuUs }: Line): number {
  return cpuUs.process + (cpuUs.postgres ?? 0);
}
