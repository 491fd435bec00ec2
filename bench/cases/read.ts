import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { connect } from "../../db/connection/client.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { startChild } from "../processes/children.ts";
import type { ReadPlan, ReadResult } from "../processes/readLoadProcess.ts";
import { createBenchKey, startRealServer } from "../processes/server.ts";
import { assertRight, type Bench, rateOf } from "../report/measure.ts";
import { readMemoryMb, readProcessCpuMs } from "../report/processFigures.ts";
import type { CpuFigures, ReadLine } from "../report/results.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { CUSTOMER_QUERY, TIER_QUERY } from "./readDocument.ts";
import { seedDatabase } from "./seed.ts";
import { seedOrders } from "./seedOrders.ts";
import { readServerCpuMs } from "./serverCpu.ts";

/** Turns of all servers: what the machine does to one it does to the others. */
const TURNS = 3;
const CONNECTIONS = 32;
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
type Subject = {
  readonly name: string;
  readonly query: string;
  readonly port: number;
  readonly pid: number;
  readonly token: string;
  readonly ids: readonly string[];
  /** Names of its connections to the database. */
  readonly connections: readonly string[];
  readonly compared: boolean;
};

type Stop = () => Promise<void>;

/** Random customers, read by everybody in turns. */
export async function measureRead(bench: Bench): Promise<readonly ReadLine[]> {
  const { cluster, options, tell } = bench;
  const url = await cluster.createCopy("bench_read");
  const from = performance.now();
  await seedOrders(url, options.customers);
  tell(`read: orders of ${options.customers} customers seeded in ${secondsSince(from)} s`);
  const stops: Stop[] = [];
  try {
    const own = await startOwn(bench, url, "Tributary", stops);
    const ids = await drawIds(url);
    const subjects: Subject[] = [
      { ...own, ids, query: CUSTOMER_QUERY, compared: true },
      ...(await startPeers(url, own.token, ids, stops)),
      { ...own, ids, name: "Tributary, tier only", query: TIER_QUERY, compared: false },
      ...(await startFlat(bench, stops)),
    ];
    return await measureSubjects(bench, subjects);
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    await cluster.dropCopy("bench_read");
  }
}

async function startOwn(
  { cluster }: Bench,
  url: string,
  name: string,
  stops: Stop[],
): Promise<Omit<Subject, "query" | "ids" | "compared">> {
  const token = await createBenchKey(url, { role: "agent" });
  const server = await startRealServer(url, join(cluster.folder, `read-${stops.length}`));
  stops.push(() => server.stop());
  const connections = ["tributary-lookups", "tributary-read"];
  return { name, port: server.port, pid: server.pid, token, connections };
}

async function startPeers(
  url: string,
  token: string,
  ids: readonly string[],
  stops: Stop[],
): Promise<readonly Subject[]> {
  const peers = [
    ["One SQL by hand", "handwritten.ts", "bench-handwritten"],
    ["Mercurius with JIT", "mercuriusProcess.ts", "bench-mercurius"],
    ["Apollo, defaults", "apolloProcess.ts", "bench-apollo"],
  ] as const;
  const started: Subject[] = [];
  for (const [name, file, connection] of peers) {
    const child = startChild(file, { url, token }, { NODE_ENV: "production" });
    stops.push(() => child.stop());
    const port = await child.call<number>("port");
    const connections = [connection];
    const query = CUSTOMER_QUERY;
    started.push({ name, query, port, pid: child.pid, token, ids, connections, compared: true });
  }
  return started;
}

/** Two databases of our own, a small and a large one, so that the same minutes measure both. */
async function startFlat(bench: Bench, stops: Stop[]): Promise<readonly Subject[]> {
  const { cluster, options, tell } = bench;
  if (options.flat === null) return [];
  const subjects: Subject[] = [];
  for (const customers of [FLAT_FROM, options.flat]) {
    const database = `bench_flat_${customers}`;
    const url = await cluster.createEmpty(database);
    const from = performance.now();
    await seedDatabase(url, customers);
    await seedOrders(url, customers);
    tell(`read: ${customers} customers with their orders seeded in ${secondsSince(from)} s`);
    const own = await startOwn(bench, url, `Tributary, ${customers} customers`, stops);
    stops.unshift(() => cluster.dropCopy(database));
    const ids = await drawIds(url);
    subjects.push({ ...own, ids, query: CUSTOMER_QUERY, compared: false });
  }
  return subjects;
}

function secondsSince(from: number): number {
  return Math.round((performance.now() - from) / 1_000);
}

async function drawIds(url: string): Promise<readonly string[]> {
  const sql = connect(url, { max: 1, applicationName: "tributary-bench-draw" });
  try {
    const rows = await sql<{ publicId: string }[]>`
      select public_id as "publicId" from customer order by random() limit ${IDS}::int`;
    return rows.map(({ publicId }) => encodeGlobalId("Customer", publicId));
  } finally {
    await sql.end();
  }
}

type Turn = { readonly result: ReadResult; readonly cpuMs: CpuFigures };

async function measureSubjects(
  bench: Bench,
  subjects: readonly Subject[],
): Promise<readonly ReadLine[]> {
  const load = startChild("readLoadProcess.ts", null);
  try {
    const planOf = (
      { port, token, query, ids }: Subject,
      ms: number,
      requests: number = Number.POSITIVE_INFINITY,
    ): ReadPlan => ({
      ...{ port, token, query, ids, ms, requests },
      ...{ path: "/graphql", connections: CONNECTIONS },
    });
    // Servers have stood idle, and caches were filled with others' rows, while databases were seeded.
    for (const subject of subjects) {
      const plan = planOf(subject, 0);
      await load.call("wake", { ...plan, ids: plan.ids.slice(0, WOKEN) });
    }
    await compare(subjects, (subject) => {
      const plan = planOf(subject, 0);
      return load.call("answers", { ...plan, ids: plan.ids.slice(0, COMPARED) });
    });
    for (const subject of subjects) {
      await load.call("run", planOf(subject, WARM_UP.ms, WARM_UP.requests));
    }
    const turns = new Map<Subject, Turn[]>(subjects.map((subject) => [subject, []]));
    for (let turn = 1; turn <= TURNS; turn += 1) {
      for (const subject of subjects) {
        const before = await cpuOf(bench, subject);
        const plan = planOf(subject, (bench.options.seconds * 1_000) / TURNS);
        const result = await load.call<ReadResult>("run", plan);
        const after = await cpuOf(bench, subject);
        const cpuMs = {
          process: after.process - before.process,
          postgres:
            after.postgres === null || before.postgres === null
              ? null
              : after.postgres - before.postgres,
        };
        turns.get(subject)?.push({ result, cpuMs });
        const rate = Math.round(rateOf(result.requests, result.elapsedMs));
        bench.tell(`read, turn ${turn} of ${TURNS}, ${subject.name}: ${rate}/s`);
      }
    }
    return [...turns].map(([subject, all]) => lineOf(subject, all));
  } finally {
    await load.stop();
  }
}

/** @throws WrongAnswers unless all give the same */
async function compare(
  subjects: readonly Subject[],
  ask: (subject: Subject) => Promise<readonly unknown[]>,
): Promise<void> {
  const [first, ...others] = subjects.filter(({ compared }) => compared);
  if (first === undefined) return;
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

async function cpuOf({ cluster }: Bench, { pid, connections }: Subject): Promise<CpuFigures> {
  const parts = await Promise.all(connections.map((name) => readServerCpuMs(cluster.admin, name)));
  const known = parts.filter((part) => part !== null);
  const postgres = known.length < parts.length ? null : sumOf(known);
  return { process: readProcessCpuMs(pid) ?? 0, postgres };
}

function lineOf(subject: Subject, turns: readonly Turn[]): ReadLine {
  const requests = sumOf(turns.map(({ result }) => result.requests));
  const elapsedMs = sumOf(turns.map(({ result }) => result.elapsedMs));
  const postgres = turns.map(({ cpuMs }) => cpuMs.postgres);
  const known = postgres.filter((ms) => ms !== null);
  return {
    server: subject.name,
    connections: CONNECTIONS,
    perSecond: rateOf(requests, elapsedMs),
    rates: turns.map(({ result }) => rateOf(result.requests, result.elapsedMs)),
    latencyMs: spreadOf(turns.flatMap(({ result }) => result.latencyMs)),
    cpuUs: {
      process: (sumOf(turns.map(({ cpuMs }) => cpuMs.process)) * 1_000) / requests,
      postgres: known.length < turns.length ? null : (sumOf(known) * 1_000) / requests,
    },
    memoryMb: readMemoryMb(subject.pid),
    requests,
  };
}
