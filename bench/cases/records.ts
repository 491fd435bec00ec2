import type { Sql } from "../../db/connection/client.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { Random } from "../../src/demo/random.ts";
import type { PersonRecord } from "../../src/identity/records/resolveRecords.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { fillRecords, personOf } from "../made/people.ts";
import { assertRight, rateOf } from "../report/measure.ts";
import { type Spread, spreadOf, sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { SOURCE, settle } from "./seed.ts";

/** Records that are resolved one by one; every other one is somebody known, with a slip. */
const RESOLVED = 1_000;
/** Before them, so that the process holds as many records ready as it ever does. */
const WARM = 600;
/** The database beside which memory is looked at has so many times fewer customers. */
const TIMES_FEWER = 10;

interface RecordsLine {
  readonly customers: number;
  readonly fillSeconds: number;
  readonly perSecond: number;
  readonly latencyMs: Spread | null;
  /** Resident memory of the process, before the first record, and after the last. */
  readonly beforeMb: number;
  readonly afterMb: number;
}

async function measure(whole: Bench): Promise<readonly RecordsLine[]> {
  const { customers } = whole.options;
  const lines: RecordsLine[] = [];
  for (const count of [Math.ceil(customers / TIMES_FEWER), customers]) {
    await using bench = whole.part();
    const line = await measureOne(bench, count);
    lines.push(line);
    const { latencyMs: ms, beforeMb, afterMb, fillSeconds } = line;
    bench.tell(
      `records against ${count}: p50 ${ms?.p50.toFixed(1)} ms, p99 ${ms?.p99.toFixed(1)} ms; ${beforeMb | 0} MB before, ${afterMb | 0} MB after; filled in ${fillSeconds | 0} s`,
    );
  }
  return lines;
}

async function measureOne(bench: Bench, customers: number): Promise<RecordsLine> {
  const url = await bench.seeded(`bench_records_${customers}`, 1);
  const sql = bench.sql(url, 2);
  const [source] = await sql<{ id: number }[]>`select id from source where code = ${SOURCE}`;
  const sourceId = source?.id ?? 0;
  const from = performance.now();
  const random = new Random(1, "records");
  await fillRecords(sql, await Catalog.load(sql), { random, count: customers, sourceId });
  await settle(sql);
  const fillSeconds = (performance.now() - from) / 1_000;
  const child = bench.child("processes/recordsProcess.ts", { url });
  const beforeMb = await child.call<number>("memoryMb");
  const records = someRecords(sourceId, WARM + RESOLVED);
  await child.call("resolve", records.slice(0, WARM));
  const took = await child.call<readonly number[]>("resolve", records.slice(WARM));
  const afterMb = await child.call<number>("memoryMb");
  await assertFound(sql);
  return {
    ...{ customers, fillSeconds, perSecond: rateOf(took.length, sumOf(took)) },
    ...{ latencyMs: spreadOf(took), beforeMb, afterMb },
  };
}

function someRecords(sourceId: number, count: number): readonly PersonRecord[] {
  const [known, strangers] = [new Random(1, "records"), new Random(2, "strangers")];
  return Array.from({ length: count }, (_, at) => {
    const [stranger, somebody] = [personOf(strangers), personOf(known)];
    const slip = { ...somebody, surname: `${somebody.surname?.slice(0, -1)}` };
    return { sourceId, key: `one-${at}`, fields: at % 2 === 0 ? stranger : slip };
  });
}

/** Nearly everybody known is found again, and hardly a stranger is. */
async function assertFound(sql: Sql): Promise<void> {
  const [row] = await sql<{ known: number; strangers: number }[]>`
    select count(*) filter (where substr(key, 5)::int % 2 = 1)::int as known,
      count(*) filter (where substr(key, 5)::int % 2 = 0)::int as strangers
    from person_record p join customer c on c.id = p.leaf_id
    where p.key like 'one-%' and c.root_id <> c.id`;
  const { known = 0, strangers = 0 } = row ?? {};
  const half = (WARM + RESOLVED) / 2;
  const isRight = known > 0.9 * half && strangers < 0.02 * half;
  assertRight("records", isRight ? [] : [`${known} and ${strangers} strangers of ${half} found`]);
}

export const recordsCase: Case<RecordsLine> = {
  name: "records",
  title: "A record against many customers",
  note: `Records of made-up persons, names as seldom or common as people have them, each a customer who is known by an address or a number, with the keys that the engine makes. A process of its own resolves ${RESOLVED.toLocaleString("en")} further ones one by one
after ${WARM} that warm it up: half of them somebody known with a letter missing, half nobody. The same against a tenth of the customers, for its memory. As many as \`--customers\` says; a million takes minutes to fill.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      customers: (line) => line.customers,
      "filled in s": (line) => line.fillSeconds,
      "a second": (line) => line.perSecond,
      "ms p50 / p99": (line) => line.latencyMs,
      "MB before": (line) => line.beforeMb,
      "MB after": (line) => line.afterMb,
    }),
  ],
  bars: (lines) => [
    bar("A record against many customers, p99, at most", 50, "ms", lines.at(-1)?.latencyMs?.p99),
  ],
};
