import { isDeepStrictEqual } from "node:util";
import type { Sql } from "../../db/connection/client.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { Timed } from "../processes/callers.ts";
import type { Child } from "../processes/children.ts";
import type { ReadPlan } from "../processes/readLoadProcess.ts";
import { createBenchKey } from "../processes/server.ts";
import { withSql } from "../processes/sql.ts";
import { assertRight, cpuUsOf, rateOf, type Spent, spend } from "../report/measure.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { CUSTOMER_QUERY, TIER_QUERY } from "./readDocument.ts";
import { seedOrders } from "./seedOrders.ts";

/** Turns of all servers: what the machine does to one it does to the others. */
const TURNS = 3;
const CONNECTIONS = 32;
const UNBOUNDED = { connections: CONNECTIONS, requests: Infinity, ms: Infinity };
/** Customers that are asked for, drawn once at random. */
const IDS = 5_000;
/** Of them, those whose answers are compared. */
const COMPARED = 200;
/** Asked for one by one before many are asked for at once. */
const WOKEN = 1_000;
/** What it takes until compilers have seen enough; on a busy machine the time ends it. */
const WARM_UP = { requests: 6_000, ms: 30_000 };
/** The small end of what `--flat` compares. */
const FLAT_FROM = 10_000;

/** A server that is measured. */
interface Subject {
  readonly name: string;
  readonly child: Child;
  /** Names of its connections to the database. */
  readonly connections: readonly string[];
  readonly asked: Pick<ReadPlan, "port" | "token" | "ids" | "query">;
}

const TIER_ONLY = "Tributary, tier only";
/** Those that must give the same, the first what the others must. */
const OWN = "Tributary";
const PEERS = [
  ["One SQL by hand", "peers/handwritten.ts", "bench-handwritten"],
  ["Mercurius with JIT", "peers/mercuriusProcess.ts", "bench-mercurius"],
  ["Apollo, defaults", "peers/apolloProcess.ts", "bench-apollo"],
] as const;

/** Random customers, read by everybody in turns. */
async function measure(bench: Bench) {
  const url = await bench.copy("bench_read");
  const own = await startOwn(bench, url, OWN);
  const compared = [own];
  for (const [name, file, connection] of PEERS) {
    const input = { url, token: own.asked.token };
    const child = bench.child(file, input, { NODE_ENV: "production" });
    const asked = { ...own.asked, port: await child.call<number>("port") };
    compared.push({ name, child, connections: [connection], asked });
  }
  const others = [{ ...own, name: TIER_ONLY, asked: { ...own.asked, query: TIER_QUERY } }];
  const { flat } = bench.options;
  // Two databases of our own, a small and a large one, so that the same minutes measure both.
  for (const customers of flat === null ? [] : [FLAT_FROM, flat]) {
    const flatUrl = await bench.seeded(`bench_flat_${customers}`, customers);
    others.push(await startOwn(bench, flatUrl, `Tributary, ${customers} customers`));
  }
  return await measureSubjects(bench, compared, [...compared, ...others]);
}

/** Our server on a database that gets orders. */
async function startOwn(bench: Bench, url: string, name: string): Promise<Subject> {
  const from = performance.now();
  await seedOrders(bench.sql(url, 3));
  bench.tell(`${name}: orders seeded in ${Math.round((performance.now() - from) / 1_000)} s`);
  const token = await createBenchKey(url, "agent");
  const child = await bench.server(url);
  const ids = await withSql(url, drawIds);
  const asked = { port: child.port, token, ids, query: CUSTOMER_QUERY };
  return { name, child, connections: ["tributary-lookups", "tributary-read"], asked };
}

async function drawIds(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer order by random() limit ${IDS}::int`;
  return rows.map(({ publicId }) => encodeGlobalId("Customer", publicId));
}

async function measureSubjects(
  bench: Bench,
  compared: readonly Subject[],
  subjects: readonly Subject[],
) {
  const load = bench.child("processes/readLoadProcess.ts");
  const ask = <T = Timed>(what: string, { asked }: Subject, most: Partial<ReadPlan>) =>
    load.call<T>(what, { ...UNBOUNDED, ...asked, ...most });
  const first = ({ asked }: Subject, count: number) => ({ ids: asked.ids.slice(0, count) });
  // Servers have stood idle, and caches were filled with others' rows, while databases were seeded.
  for (const one of subjects) {
    await ask("wake", one, first(one, WOKEN));
  }
  await compare(compared, (one) => ask("answers", one, first(one, COMPARED)));
  for (const one of subjects) {
    await ask("run", one, WARM_UP);
  }
  const turns = subjects.map((): Spent<Timed>[] => []);
  const ms = (bench.options.seconds * 1_000) / TURNS;
  for (let turn = 1; turn <= TURNS; turn += 1) {
    for (const [at, one] of subjects.entries()) {
      const { child, connections, name } = one;
      const spent = await spend(bench.cluster.admin, child, connections, () =>
        ask("run", one, { ms }),
      );
      turns[at]?.push(spent);
      bench.tell(`read, turn ${turn} of ${TURNS}, ${name}: ${rateOfRun(spent) | 0}/s`);
    }
  }
  const lines = [];
  for (const [at, one] of subjects.entries()) {
    lines.push(await lineOf(one, turns[at] ?? []));
  }
  return lines;
}

/** @throws WrongAnswers unless all give the same */
async function compare(
  [first, ...others]: readonly Subject[],
  ask: (subject: Subject) => Promise<readonly unknown[]>,
): Promise<void> {
  if (first === undefined) {
    return;
  }
  // What stands beside the data, such as what a query costs, is each server's own.
  const dataOf = async (subject: Subject) =>
    (await ask(subject)).map((answer) => ({ ...(answer as object), extensions: undefined }));
  const expected = await dataOf(first);
  for (const other of others) {
    const given = await dataOf(other);
    const at = expected.findIndex((answer, place) => !isDeepStrictEqual(answer, given[place]));
    const texts = [expected[at], given[at]].map((answer) => JSON.stringify(answer));
    assertRight(`${other.name} against ${first.name}`, at < 0 ? [] : texts);
  }
}

const rateOfRun = ({ result }: Spent<Timed>) => rateOf(result.latencyMs.length, result.elapsedMs);

async function lineOf({ name, child }: Subject, turns: readonly Spent<Timed>[]) {
  const latencyMs = turns.flatMap(({ result }) => result.latencyMs);
  const requests = latencyMs.length;
  return {
    ...{ server: name, connections: CONNECTIONS },
    perSecond: rateOf(requests, sumOf(turns.map(({ result }) => result.elapsedMs))),
    /** Of each turn: how far the machine swayed. */
    rates: turns.map(rateOfRun),
    latencyMs: spreadOf(latencyMs),
    /** Of a request. */
    cpuUs: cpuUsOf(turns, requests),
    /** Resident after the run. */
    memoryMb: await child.call<number>("memoryMb"),
    requests,
  };
}

type ReadLine = Awaited<ReturnType<typeof lineOf>>;

/**
 * Issue 3: against one SQL by hand, against Mercurius with JIT; what a storefront asks against the
 * whole.
 */
function bars(lines: readonly ReadLine[]) {
  const rate = (name: string) => lines.find(({ server }) => server === name)?.perSecond;
  const share = (a?: number, b?: number) => (a === undefined || b === undefined ? null : a / b);
  const own = rate(OWN);
  const ends = lines.filter(({ server }) => server.endsWith(" customers"));
  const [small, large] = ends.map(({ latencyMs }) => latencyMs?.p50);
  const [byHand, mercurius] = PEERS.map(([name]) => rate(name));
  const flat = "Customer query, p50 on many customers through few, at most";
  return [
    bar("Customer query, share of one SQL by hand, at least", 0.75, "x", share(own, byHand)),
    bar("Customer query, times Mercurius with JIT, at least", 2, "x", share(own, mercurius)),
    bar("Tier only, times the customer query, at least", 1.5, "x", share(rate(TIER_ONLY), own)),
    bar(flat, 1.2, "x of p50", share(large, small)),
  ];
}

export const readCase: Case<ReadLine> = {
  name: "read",
  title: "Reads",
  note: `The same customer query (name, loyalty with progress, five orders, five interactions, coupons with eligibility, freshness) of random customers over HTTP, signed in,
closed loop. Servers run at the same time, each in its own process, and are asked in turns; their answers are compared before the clock
runs. "One SQL by hand" is node:http and one statement that gives the same JSON and nothing else. Mercurius and Apollo run our schema and
resolvers with DataLoaders of each request.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      server: (line) => line.server,
      connections: (line) => String(line.connections),
      "requests/s": (line) => line.perSecond,
      "of Tributary": (line) => `${(line.perSecond / (lines[0]?.perSecond ?? 1)).toFixed(2)}x`,
      "ms p50 / p99": (line) => line.latencyMs,
      "CPU us per request: process + PostgreSQL": (line) => line.cpuUs,
      "memory MB": (line) => line.memoryMb,
    }),
  ],
  bars,
};
