import { join } from "node:path";
import { connect } from "../../db/connection/client.ts";
import { runDue } from "../../src/core/advance.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../src/domain/ruleset/parseRuleset.ts";
import { JOBS_POOL_MAX } from "../../src/jobs.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { type Child, startChild } from "../processes/children.ts";
import type { LoadPlan } from "../processes/loadProcess.ts";
import type { ReadPlan, ReadResult } from "../processes/readLoadProcess.ts";
import type { ReceiverInput } from "../processes/receiverProcess.ts";
import { createBenchKey, startRealServer } from "../processes/server.ts";
import {
  assertRight,
  type Bench,
  rateOf,
  send,
  warmUpPurchases,
  wholeCalls,
} from "../report/measure.ts";
import type { ProgrammeLine } from "../report/results.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { FULL_PROGRAMME } from "./fullProgramme.ts";
import { seedDatabase } from "./seed.ts";
import { seedHistories } from "./seedHistories.ts";

const BATCH = 500;
const CALLERS = 4;
const TURNS = 3;
/** Purchases that are simulated, by customers who have bought some times each. */
const SIMULATED = { customers: 2_000, purchases: 40_000 };
const READERS = 8;

/** What the loyalty programme costs: in purchases, in time that passes, in trying rules out, in reading long histories. */
export async function measureProgramme(bench: Bench): Promise<readonly ProgrammeLine[]> {
  return [
    await measureFull(bench),
    await measureDue(bench),
    await measureSimulation(bench),
    ...(await measureHistories(bench)),
  ];
}

/** Two receivers in turns: the rules that set-up brings, and a programme with everything switched on. */
async function measureFull({ cluster, options, tell }: Bench): Promise<ProgrammeLine> {
  const names = ["bench_plain", "bench_full"] as const;
  const children: Child[] = [];
  const load = startChild("loadProcess.ts", null);
  children.push(load);
  try {
    const ports: number[] = [];
    for (const name of names) {
      const url = await cluster.createEmpty(name);
      const document = name === "bench_full" ? FULL_PROGRAMME : DEFAULT_RULESET_DOCUMENT;
      await seedDatabase(url, options.customers, document);
      const input = { url, writers: options.writers } satisfies ReceiverInput;
      const receiver = startChild("receiverProcess.ts", input);
      children.push(receiver);
      ports.push(await receiver.call<number>("port"));
    }
    const [plain = [], full = []] = [[], []] as number[][];
    const planOf = (port: number, prefix: string, purchases: number): LoadPlan => ({
      ...{ prefix, purchases, batch: BATCH, customers: options.customers, callers: CALLERS },
      door: { kind: "receiver", port },
    });
    for (const [at, port] of ports.entries()) {
      await send(load, planOf(port, `w${at}`, warmUpPurchases(BATCH)));
    }
    for (let turn = 1; turn <= TURNS; turn += 1) {
      for (const [at, port] of ports.entries()) {
        const guess = wholeCalls((options.seconds * 3_000) / TURNS, BATCH);
        const result = await send(load, planOf(port, `t${turn}${at}`, guess));
        (at === 0 ? plain : full).push(rateOf(result.purchases, result.elapsedMs));
      }
    }
    const perSecond = sumOf(full) / full.length;
    const against = sumOf(plain) / plain.length;
    tell(`programme, all rules on: ${Math.round(perSecond)}/s against ${Math.round(against)}/s`);
    return { what: FULL, perSecond, against, times: against / perSecond, latencyMs: null };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    for (const name of names) await cluster.dropCopy(name);
  }
}

export const FULL = "purchases under a programme with everything on";
export const DUE = "ends of terms that fall due together";
export const SIMULATION = "purchases simulated under a draft";
export const SHORT = "tier, points and latest orders: 10 orders a customer";
export const LONG = "tier, points and latest orders: 10,000 orders a customer";

/** Everybody's term ends at the same instant, as at the end of a period. */
async function measureDue({ cluster, options, tell }: Bench): Promise<ProgrammeLine> {
  const url = await cluster.createCopy("bench_due");
  const sql = connect(url, { max: JOBS_POOL_MAX, applicationName: "tributary-bench-due" });
  try {
    await sql`
      update customer set tier = 'SILVER', tier_since = now() - interval '1 year', tier_until = now(),
        evaluated_at = now() - interval '1 day', recorded_at = now() - interval '1 day'`;
    await sql`insert into due (root_id, next_due_at) select id, tier_until from customer`;
    await sql`vacuum (freeze, analyze)`;
    await sql`checkpoint`;
    const catalog = await Catalog.load(sql);
    const from = performance.now();
    const advanced = await runDue({ sql, catalog });
    const elapsedMs = performance.now() - from;
    const [left] = await sql<{ wrong: number; changes: number }[]>`
      select (select count(*) from due)::int + (select count(*) from customer where tier <> 'BASE')::int as wrong,
        (select count(*) from tier_change)::int as changes`;
    assertRight("ends of terms", [
      ...(left?.wrong === 0 ? [] : [`${left?.wrong} customers are as before`]),
      ...(left?.changes === options.customers && advanced === options.customers
        ? []
        : [`${advanced} advanced, ${left?.changes} changes, of ${options.customers} customers`]),
    ]);
    const perSecond = rateOf(advanced, elapsedMs);
    tell(`programme, ${advanced} ends of terms: ${Math.round(perSecond)}/s`);
    return { what: DUE, perSecond, against: null, times: elapsedMs / 1_000, latencyMs: null };
  } finally {
    await sql.end({ timeout: 5 });
    await cluster.dropCopy("bench_due");
  }
}

async function measureSimulation({ cluster, tell }: Bench): Promise<ProgrammeLine> {
  const url = await cluster.createEmpty("bench_simulate");
  await seedDatabase(url, SIMULATED.customers);
  const receiver = startChild("receiverProcess.ts", { url, writers: 2 } satisfies ReceiverInput);
  const load = startChild("loadProcess.ts", null);
  const sql = connect(url, { max: 2, applicationName: "tributary-bench-simulate" });
  try {
    const port = await receiver.call<number>("port");
    await send(load, {
      ...{ prefix: "s", ...SIMULATED, batch: BATCH, callers: CALLERS },
      door: { kind: "receiver", port },
    });
    await sql`vacuum analyze`;
    const draft = parseRuleset({ ...FULL_PROGRAMME, version: 2 });
    let best = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { purchases, notPlayed, milliseconds } = await simulate(sql, { draft });
      const isWhole = purchases === SIMULATED.purchases && notPlayed === 0;
      assertRight("simulation", isWhole ? [] : [`${purchases} played, ${notPlayed} not`]);
      best = Math.max(best, rateOf(purchases, milliseconds));
    }
    tell(`programme, simulation: ${Math.round(best)}/s`);
    return { what: SIMULATION, perSecond: best, against: null, times: null, latencyMs: null };
  } finally {
    await sql.end({ timeout: 5 });
    await Promise.all([receiver.stop(), load.stop()]);
    await cluster.dropCopy("bench_simulate");
  }
}

const HISTORY_QUERY = `query History($id: ID!) { customer(by: { id: $id }) { id
  loyalty { tier { code } tierUntil next { have need } accounts { wallet active pending } }
  orders(first: 5) { nodes { id placedAt total { amount } points { active } } } } }`;

/** The same question of customers with short and with long histories, in turns, to one server. */
async function measureHistories(bench: Bench): Promise<readonly ProgrammeLine[]> {
  const { cluster, options, tell } = bench;
  const url = await cluster.createCopy("bench_history");
  const ids = await seedHistories(url);
  const token = await createBenchKey(url, { role: "agent" });
  const server = await startRealServer(url, join(cluster.folder, "history"));
  const load = startChild("readLoadProcess.ts", null);
  try {
    const groups = [
      { what: SHORT, ids: ids.short },
      { what: LONG, ids: ids.long },
    ].map((group) => ({
      ...group,
      ids: group.ids.map((id) => encodeGlobalId("Customer", id)),
      results: [] as ReadResult[],
    }));
    const ask = (group: (typeof groups)[number], ms: number) =>
      load.call<ReadResult>("run", {
        ...{ port: server.port, path: "/graphql", token, query: HISTORY_QUERY, ids: group.ids },
        ...{ connections: READERS, ms, requests: Number.POSITIVE_INFINITY },
      } satisfies ReadPlan);
    const turnMs = (options.seconds * 1_000) / TURNS;
    for (const group of groups) await ask(group, turnMs);
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const group of groups) group.results.push(await ask(group, turnMs));
    }
    return groups.map(({ what, results }) => {
      const requests = sumOf(results.map((result) => result.requests));
      const perSecond = rateOf(requests, sumOf(results.map((result) => result.elapsedMs)));
      tell(`programme, ${what}: ${Math.round(perSecond)}/s`);
      const latencyMs = spreadOf(results.flatMap((result) => result.latencyMs));
      return { what, perSecond, against: null, times: null, latencyMs };
    });
  } finally {
    await Promise.all([server.stop(), load.stop()]);
    await cluster.dropCopy("bench_history");
  }
}
