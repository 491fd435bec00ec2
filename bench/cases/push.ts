import { setTimeout as delay } from "node:timers/promises";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { openDemoAuth } from "../../src/server/auth/demoAuth.ts";
import { Bench } from "../bench.ts";
import type { Case } from "../case.ts";
import { openSocket, postOf, readHttp } from "../processes/callers.ts";
import { startCluster } from "../processes/cluster.ts";
import { createBenchKey } from "../processes/server.ts";
import type { Count, Received, SocketsPlan } from "../processes/socketsProcess.ts";
import { assertRight } from "../report/measure.ts";
import { spreadOf } from "../report/statistics.ts";
import { number, tableOf } from "../report/table.ts";
import { soldEvent } from "./purchases.ts";
import { EMAIL_DOMAIN } from "./seed.ts";

const SOCKETS = [1_000, 5_000];
/** Purchases told to one socket each, and changes told to all sockets. */
const OWN_PURCHASES = 200;
const SHARED_CHANGES = 20;
/** Milliseconds after which an event that has not come is missing. */
const PATIENCE_MS = 60_000;
const POLL_MS = 20;
/** Milliseconds for which the server is left alone before its memory is read. */
const SETTLE_MS = 5_000;
/** Code that only a first socket loads is no socket's memory. */
const WARM_SOCKETS = 50;
/** Cents: no tier is reached, so a purchase is one change. */
const CENTS = "0.10";
const FORTUNE = "5000.00";

const OWN =
  "subscription($id: ID!) { customerChanged(customerId: $id) { __typename ... on StreamChange { cursor sequence occurredAt } } }";
const ALL = "subscription { tierChanges { cursor kind from { code } to { code name } until } }";

interface Customer {
  readonly email: string;
  readonly publicId: string;
}

type Setting = Awaited<ReturnType<typeof setUp>>;

type Client = SocketsPlan["clients"][number];

/** Changes one after the other, and who is told of each. */
interface Step {
  readonly what: string;
  /** Whose changes a socket follows; null: all tier changes, decided by the watermark first. */
  readonly followed: (at: number) => Customer | undefined | null;
  readonly buyer: (at: number) => Customer | undefined;
  readonly changes: number;
  /** Sockets that each change is told to. */
  readonly receivers: number;
}

/** Sockets on the real server: what one costs idle, and how long a commit takes to reach it. */
async function measure({ options, tell }: Bench): Promise<readonly PushLine[]> {
  // A cluster of its own: commit times are kept by PostgreSQL, which other lines should not pay
  // for.
  const cluster = await startCluster(Math.max(...SOCKETS), { track_commit_timestamp: "on" });
  try {
    const lines: PushLine[] = [];
    for (const count of SOCKETS) {
      await using bench = new Bench(options, cluster, tell);
      const setting = await setUp(bench, count);
      const { customers } = setting;
      const shared = { changes: SHARED_CHANGES, receivers: count };
      const steps: readonly Step[] = [
        {
          ...{ what: "own customer each", changes: OWN_PURCHASES, receivers: 1 },
          ...{ followed: (at) => customers[at], buyer: (at) => customers[(at * 7) % count] },
        },
        {
          ...{ what: "one customer, all sockets", ...shared },
          ...{ followed: () => customers[0], buyer: () => customers[0] },
        },
        {
          ...{ what: "all tier changes, all sockets", ...shared },
          ...{ followed: () => null, buyer: (at) => customers[at + 1] },
        },
      ];
      for (const step of steps) {
        const line = await measureStep(setting, step);
        lines.push(line);
        tell(`push, ${count} sockets, ${line.what}: ${JSON.stringify(line.delayMs)}`);
      }
    }
    return lines;
  } finally {
    await cluster.stop();
  }
}

async function setUp(bench: Bench, count: number) {
  const url = await bench.copy(`bench_push_${count}`);
  const auth = await openDemoAuth(bench.folderOf(url));
  const key = await createBenchKey(url, "ingest");
  const sql = bench.sql(url);
  const server = await bench.server(url);
  const customers = await sql<Customer[]>`
    select i.value as email, c.public_id as "publicId"
      from identifiers i join customer c on c.id = i.leaf_id
     where i.value like ${`%@${EMAIL_DOMAIN}`} order by c.id limit ${count}`;
  let bought = 0;
  return {
    ...{ sql, server, customers, sockets: bench.child("processes/socketsProcess.ts") },
    /** Has a customer buy something. */
    buy: async (customer: Customer | undefined, amount: string): Promise<void> => {
      bought += 1;
      const line = { id: "1", article: "A-1", name: "Cup", quantity: "1", gross: amount };
      const event = soldEvent(`push-${bought}`, customer?.email ?? "", Date.now(), [line], amount);
      const till = await openSocket(server.port, readHttp);
      const body = `${JSON.stringify(event)}\n`;
      const sent = till.send(postOf("/v1/events", key, "application/x-ndjson", body));
      const answer = String(await sent);
      till.close();
      assertRight("a purchase", answer.includes('"APPLIED"') ? [] : [answer]);
    },
    /** Somebody else each time: a customer, or one of the staff who follows all. */
    signIn: async (at: number, customer: Customer | null | undefined): Promise<Client> => {
      const sub = `bench-${at}`;
      if (customer === null) {
        return { token: await auth.sign({ role: "agent", sub }), variables: {} };
      }
      const { publicId = "" } = customer ?? {};
      const token = await auth.sign({ role: "storefront", sub, customer_id: publicId });
      return { token, variables: { id: encodeGlobalId("Customer", publicId) } };
    },
  };
}

/**
 * Opens the sockets. @returns what one costs while nothing happens; null when that could not be
 * measured
 */
async function openIdle(setting: Setting, query: string, clients: readonly Client[]) {
  const { server, sockets, buy, customers } = setting;
  const memory = async () => ({
    resident: await server.figure("process_resident_memory_bytes"),
    heap:
      (await server.figure("nodejs_heap_size_used_bytes")) +
      (await server.figure("nodejs_external_memory_bytes")),
  });
  await open(setting, query, clients.slice(0, WARM_SOCKETS));
  await buy(customers[0], CENTS);
  await sockets.call("close");
  await sockets.call("take");
  await delay(SETTLE_MS);
  const before = await memory();
  await open(setting, query, clients);
  await delay(SETTLE_MS);
  const after = await memory();
  const resident = (after.resident - before.resident) / clients.length;
  const heap = (after.heap - before.heap) / clients.length;
  // When the collector ran in between and took more than the sockets brought, nothing was measured.
  return resident > 0 && heap > 0 ? { resident, heap } : null;
}

async function open(
  { server, sockets }: Setting,
  query: string,
  clients: SocketsPlan["clients"],
): Promise<void> {
  await sockets.call("open", { port: server.port, query, clients } satisfies SocketsPlan);
  const isSo = async () => (await server.figure("tributary_subscriptions")) === clients.length;
  await untilSo(`${clients.length} subscriptions`, isSo);
}

/** One change after the other; each is waited for by all who must be told. */
async function measureStep(setting: Setting, step: Step) {
  const { sockets, sql, server, customers } = setting;
  const { what, changes, receivers } = step;
  const isTiers = step.followed(0) === null;
  const query = isTiers ? ALL : OWN;
  const signed = customers.map((_, at) => setting.signIn(at, step.followed(at)));
  const clients = await Promise.all(signed);
  let idleBytes: Awaited<ReturnType<typeof openIdle>> = null;
  if (receivers === 1) {
    idleBytes = await openIdle(setting, query, clients);
  } else {
    await open(setting, query, clients);
  }
  const cpuFrom = await server.call<number>("cpuMs");
  const [{ from } = { from: 0n }] = await sql<{ from: bigint }[]>`
    select coalesce(max(id), 0) as from from outbox`;
  for (let at = 0; at < changes; at += 1) {
    await setting.buy(step.buyer(at), isTiers ? FORTUNE : CENTS);
    await untilSo(`change ${at + 1} of "${what}"`, async () => {
      const { events, failures } = await sockets.call<Count>("count");
      assertRight(what, failures);
      return events >= (at + 1) * receivers;
    });
  }
  const cpuMs = (await server.call<number>("cpuMs")) - cpuFrom;
  const told = Object.values(await sockets.call<Received>("take"));
  await sockets.call("close");
  const isRight = told.length === changes && told.every((times) => times.length === receivers);
  const counts = told.map((times) => times.length);
  assertRight(what, isRight ? [] : [`${told.length} changes told to ${counts}`]);
  // When PostgreSQL committed each row, milliseconds since 1970, in order.
  const commits = await sql<{ ms: number }[]>`
    select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as ms
      from outbox where id > ${from}::bigint and kind = ${isTiers ? "TIER_CHANGED" : "POINTS_CHANGED"} order by id`;
  const delays = told
    .map((times) => times.toSorted((a, b) => a - b))
    .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((times, at) => times.map((time) => time - (commits[at]?.ms ?? Number.NaN)));
  return {
    ...{ what, sockets: customers.length, changes },
    /** From PostgreSQL's commit to the client's socket, over all sockets that were told. */
    delayMs: spreadOf(delays.flat()),
    /** The same for the last socket of each change. */
    lastMs: spreadOf(delays.map((times) => times.at(-1) ?? 0)),
    /**
     * CPU of the server per event handed to a socket, purchases included; null where these are most
     * of it.
     */
    cpuUsPerEvent: receivers === 1 ? null : (cpuMs * 1_000) / (changes * receivers),
    idleBytes,
  };
}

type PushLine = Awaited<ReturnType<typeof measureStep>>;

async function untilSo(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`this did not come: ${what}`);
    }
    await delay(POLL_MS);
  }
}

export const pushCase: Case<PushLine> = {
  name: "push",
  title: "Push",
  note: `Sockets (graphql-transport-ws, loopback, each signed in as somebody else) on the real server, in a process of their own.
One change after the other, each waited for by all who must be told: so the delay is that of an idle server, and to the
last socket it is what a change costs that everybody follows. Commit times are PostgreSQL's own (track_commit_timestamp).`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      told: (line) => line.what,
      sockets: (line) => String(line.sockets),
      changes: (line) => String(line.changes),
      "commit to received ms p50 / p99": (line) => line.delayMs,
      "to the last socket ms p50 / p99": (line) => line.lastMs,
      "server CPU us per event": (line) => line.cpuUsPerEvent,
      "bytes per idle socket, resident / heap": ({ idleBytes: bytes }) =>
        bytes === null ? "-" : `${number(bytes.resident)} / ${number(bytes.heap)}`,
    }),
  ],
  bars: () => [],
};
