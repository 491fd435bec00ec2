import { runDue } from "../../src/core/advance.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../src/domain/ruleset/parseRuleset.ts";
import { JOBS_POOL_MAX } from "../../src/jobs.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { Timed } from "../processes/callers.ts";
import type { ReadPlan } from "../processes/readLoadProcess.ts";
import { createBenchKey } from "../processes/server.ts";
import { assertRight, rateOf, warmUpPurchases } from "../report/measure.ts";
import { type Spread, spreadOf, sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { FULL_PROGRAMME } from "./fullProgramme.ts";
import { settle } from "./seed.ts";
import { seedHistories } from "./seedOrders.ts";

const BATCH = 500;
const CALLERS = 4;
const TURNS = 3;
/** Purchases a second that are guessed of a turn. */
const RATE = 3_000;
/** Purchases that are simulated, by customers who have bought some times each. */
const SIMULATED = { customers: 2_000, purchases: 40_000 };
const READERS = 8;

interface ProgrammeLine {
  readonly what: string;
  readonly perSecond: number;
  /** The rate of what it is compared with; null where that is another line, or nothing. */
  readonly against: number | null;
  /**
   * How many times slower than that; for what falls due together, seconds until all were through.
   */
  readonly times: number | null;
  readonly latencyMs: Spread | null;
}

/**
 * What the loyalty programme costs: in purchases, in time that passes, in trying rules out, in
 * reading long histories.
 */
async function measure(whole: Bench): Promise<readonly ProgrammeLine[]> {
  const lines: ProgrammeLine[] = [];
  for (const one of [measureFull, measureDue, measureSimulation, measureHistories]) {
    await using bench = whole.part();
    for (const found of await one(bench)) {
      const { what, perSecond, against = null, times = null, latencyMs = null } = found;
      lines.push({ what, perSecond, against, times, latencyMs });
      bench.tell(`programme, ${what}: ${Math.round(perSecond)}/s`);
    }
  }
  return lines;
}

type Found = Pick<ProgrammeLine, "what" | "perSecond"> & Partial<ProgrammeLine>;

/**
 * Two receivers in turns: the rules that set-up brings, and a programme with everything switched
 * on.
 */
async function measureFull(bench: Bench): Promise<readonly Found[]> {
  const { customers, seconds } = bench.options;
  const sides = [];
  for (const [name, rules] of [
    ["bench_plain", DEFAULT_RULESET_DOCUMENT],
    ["bench_full", FULL_PROGRAMME],
  ] as const) {
    const url = await bench.seeded(name, customers, rules);
    const { door } = await bench.receiver(url);
    const plan = { door, batch: BATCH, callers: CALLERS, prefix: "f" };
    sides.push({ plan, load: bench.load(url), rates: [] as number[] });
  }
  for (const { plan, load } of sides) {
    await load.send(plan, "warm", warmUpPurchases(BATCH));
  }
  for (let turn = 1; turn <= TURNS; turn += 1) {
    for (const { plan, load, rates } of sides) {
      rates.push((await load.send(plan, `turn${turn}`, (seconds * RATE) / TURNS)).perSecond);
    }
  }
  const [against = 0, perSecond = 0] = sides.map(({ rates }) => sumOf(rates) / rates.length);
  const what = "purchases under a programme with everything on";
  return [{ what, perSecond, against, times: against / perSecond }];
}

/** Everybody's term ends at the same instant, as at the end of a period. */
async function measureDue(bench: Bench): Promise<readonly Found[]> {
  const { customers } = bench.options;
  const sql = bench.sql(await bench.copy("bench_due"), JOBS_POOL_MAX);
  await sql`
    update customer set tier = 'SILVER', tier_since = now() - interval '1 year', tier_until = now(),
      evaluated_at = now() - interval '1 day', recorded_at = now() - interval '1 day'`;
  await sql`insert into due (root_id, next_due_at) select id, tier_until from customer`;
  await settle(sql);
  const catalog = await Catalog.load(sql);
  const from = performance.now();
  const advanced = await runDue({ sql, catalog });
  const elapsedMs = performance.now() - from;
  const [left] = await sql<{ wrong: number; changes: number }[]>`
    select (select count(*) from due)::int + (select count(*) from customer where tier <> 'BASE')::int as wrong,
      (select count(*) from tier_change)::int as changes`;
  assertRight("ends of terms", [
    ...(left?.wrong === 0 ? [] : [`${left?.wrong} customers are as before`]),
    ...(left?.changes === customers && advanced === customers
      ? []
      : [`${advanced} advanced, ${left?.changes} changes, of ${customers} customers`]),
  ]);
  const what = "ends of terms that fall due together";
  return [{ what, perSecond: rateOf(advanced, elapsedMs), times: elapsedMs / 1_000 }];
}

async function measureSimulation(bench: Bench): Promise<readonly Found[]> {
  const url = await bench.seeded("bench_simulate", SIMULATED.customers);
  const { door } = await bench.receiver(url, 2);
  const plan = { door, batch: BATCH, callers: CALLERS, prefix: "s" };
  await bench.load(url, SIMULATED.customers).send(plan, "", SIMULATED.purchases);
  const sql = bench.sql(url, 2);
  await sql`vacuum analyze`;
  const draft = parseRuleset({ ...FULL_PROGRAMME, version: 2 });
  let perSecond = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { purchases, notPlayed, milliseconds } = await simulate(sql, { draft });
    const isWhole = purchases === SIMULATED.purchases && notPlayed === 0;
    assertRight("simulation", isWhole ? [] : [`${purchases} played, ${notPlayed} not`]);
    perSecond = Math.max(perSecond, rateOf(purchases, milliseconds));
  }
  return [{ what: "purchases simulated under a draft", perSecond }];
}

const HISTORY_QUERY = `query History($id: ID!) { customer(by: { id: $id }) { id
  loyalty { tier { code } tierUntil next { have need } accounts { wallet active pending } }
  orders(first: 5) { nodes { id placedAt total { amount } points { active } } } } }`;

/** The same question of customers with short and with long histories, in turns, to one server. */
async function measureHistories(bench: Bench): Promise<readonly Found[]> {
  const url = await bench.copy("bench_history");
  const { short, long } = await seedHistories(bench.sql(url, 3));
  const token = await createBenchKey(url, "agent");
  const { port } = await bench.server(url);
  const load = bench.child("processes/readLoadProcess.ts");
  const ms = (bench.options.seconds * 1_000) / TURNS;
  const groups = [
    { orders: "10", publicIds: short },
    { orders: "10,000", publicIds: long },
  ].map(({ orders, publicIds }) => {
    const ids = publicIds.map((id) => encodeGlobalId("Customer", id));
    const most = { connections: READERS, ms, requests: Number.POSITIVE_INFINITY };
    const plan: ReadPlan = { port, token, query: HISTORY_QUERY, ids, ...most };
    const what = `tier, points and latest orders: ${orders} orders a customer`;
    return { what, results: [] as Timed[], ask: () => load.call<Timed>("run", plan) };
  });
  for (const { ask } of groups) {
    await ask();
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const { ask, results } of groups) {
      results.push(await ask());
    }
  }
  return groups.map(({ what, results }) => {
    const latencyMs = results.flatMap((result) => result.latencyMs);
    const perSecond = rateOf(latencyMs.length, sumOf(results.map((result) => result.elapsedMs)));
    return { what, perSecond, latencyMs: spreadOf(latencyMs) };
  });
}

/** Issue 4, and no slower for a long history. */
function bars([full, due, simulation, short, long]: readonly ProgrammeLine[]) {
  const [few, many] = [short?.latencyMs?.p50, long?.latencyMs?.p50];
  const history = few === undefined || many === undefined ? null : many / few;
  const flat = "Tier, points and latest orders, p50 with 10,000 orders through 10, at most";
  const slower = "Purchases under a full programme, times slower, at most";
  return [
    bar(slower, 1.5, "x slower", full?.times),
    bar("Ends of terms that fall due together, at least", 5_000, "/s", due?.perSecond),
    bar("Simulated purchases, at least", 20_000, "/s", simulation?.perSecond),
    bar(flat, 1.2, "x of p50", history),
  ];
}

export const programmeCase: Case<ProgrammeLine> = {
  name: "programme",
  title: "Loyalty programme",
  note: `Purchases of 3 lines in batches of 500 under a programme with everything on (multipliers by tier, line and time, a second
wallet, limits per month and wallet, points that become active and expire: bench/cases/fullProgramme.ts) against the rules that set-up brings, two receivers in turns.
Ends of terms: everybody's falls due at the same instant, and one job takes all through it. The simulation plays purchases of customers with some twenty each under
the full programme. Histories: the same query over HTTP, asked in turns of customers with few and with many orders, spread over 700 days.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      what: (line) => line.what,
      "a second": (line) => line.perSecond,
      against: (line) => line.against,
      "times, or seconds until all were through": (line) => line.times,
      "ms p50 / p99": (line) => line.latencyMs,
    }),
  ],
  bars,
};
