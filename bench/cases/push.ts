import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connect, type Sql } from "../../db/connection/client.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { openDemoAuth } from "../../src/server/auth/demoAuth.ts";
import { type Child, startChild } from "../processes/children.ts";
import { startCluster } from "../processes/cluster.ts";
import { createBenchKey, startRealServer } from "../processes/server.ts";
import type { Received, SocketsPlan } from "../processes/socketsProcess.ts";
import { assertRight, type Bench } from "../report/measure.ts";
import type { PushLine } from "../report/results.ts";
import { spreadOf } from "../report/statistics.ts";
import { EMAIL_DOMAIN, SOURCE, STORE } from "./seed.ts";

const SOCKETS = [1_000, 5_000];
/** Purchases told to one socket each, and changes told to all sockets. */
const OWN_PURCHASES = 200;
const SHARED_CHANGES = 20;
/** Milliseconds after which an event that has not come is missing. */
const PATIENCE_MS = 60_000;
const POLL_MS = 20;
/** Milliseconds for which the server is left alone before its memory is read. */
const SETTLE_MS = 5_000;

const OWN =
  "subscription($id: ID!) { customerChanged(customerId: $id) { __typename ... on StreamChange { cursor sequence occurredAt } } }";
const ALL = "subscription { tierChanges { cursor kind from { code } to { code name } until } }";

type Setting = {
  readonly sql: Sql;
  readonly port: number;
  readonly metricsPort: number;
  readonly key: string;
  readonly clients: Child;
  readonly customers: readonly { readonly email: string; readonly publicId: string }[];
  /** A token each, of different people. */
  readonly tokens: {
    readonly own: readonly string[];
    readonly first: readonly string[];
    readonly staff: readonly string[];
  };
};

/** Sockets on the real server: what one costs idle, and how long a commit takes to reach it. */
export async function measurePush(bench: Bench): Promise<readonly PushLine[]> {
  const most = Math.max(...SOCKETS);
  // A cluster of its own: commit times are kept by PostgreSQL, which other lines should not pay for.
  const cluster = await startCluster(most, { track_commit_timestamp: "on" });
  const lines: PushLine[] = [];
  try {
    for (const count of SOCKETS) {
      const name = `bench_push_${count}`;
      const url = await cluster.createCopy(name);
      const folder = join(cluster.folder, name);
      const auth = await openDemoAuth(folder);
      const key = await createBenchKey(url, { role: "ingest" });
      const sql = connect(url, { max: 1, applicationName: "tributary-bench-push" });
      const server = await startRealServer(url, folder);
      const clients = startChild("socketsProcess.ts", null);
      try {
        const customers = await sql<{ email: string; publicId: string }[]>`
          select i.value as email, c.public_id as "publicId"
            from identifiers i join customer c on c.id = i.leaf_id
           where i.value like ${`%@${EMAIL_DOMAIN}`} order by c.id limit ${count}`;
        const tokenOf = (publicId: string, at: number) =>
          auth.sign({ role: "storefront", sub: `bench-${at}`, customer_id: publicId });
        const staffOf = (at: number) => auth.sign({ role: "agent", sub: `bench-${at}` });
        const first = customers[0]?.publicId ?? "";
        const setting: Setting = {
          ...{ sql, port: server.port, metricsPort: server.metricsPort, key, clients, customers },
          tokens: {
            own: await Promise.all(customers.map((row, at) => tokenOf(row.publicId, at))),
            first: await Promise.all(customers.map((_, at) => tokenOf(first, at))),
            staff: await Promise.all(customers.map((_, at) => staffOf(at))),
          },
        };
        for (const measure of [measureOwn, measureShared, measureTiers]) {
          const line = await measure(setting);
          lines.push(line);
          bench.tell(`push, ${count} sockets, ${line.what}: ${JSON.stringify(line.delayMs)}`);
        }
      } finally {
        await Promise.all([clients.stop(), server.stop(), sql.end()]);
      }
    }
  } finally {
    await cluster.stop();
  }
  return lines;
}

/** Every socket its own customer; memory is read while all of them are idle. */
async function measureOwn(setting: Setting): Promise<PushLine> {
  const { customers, tokens } = setting;
  // Warm: code that only a first socket loads is no socket's memory.
  await open(
    setting,
    OWN,
    customers.slice(0, 50).map((row, at) => ofCustomer(tokens.own, at, row.publicId)),
  );
  await buyFor(setting, customers[0]?.email ?? "");
  await setting.clients.call("close");
  await setting.clients.call("take");
  await delay(SETTLE_MS);
  const before = await figuresOf(setting);
  await open(
    setting,
    OWN,
    customers.map((row, at) => ofCustomer(tokens.own, at, row.publicId)),
  );
  await delay(SETTLE_MS);
  const after = await figuresOf(setting);
  const line = await run(setting, "own customer each", OWN_PURCHASES, 1, async (at) => {
    await buyFor(setting, customers[(at * 7) % customers.length]?.email ?? "");
  });
  await setting.clients.call("close");
  return {
    ...line,
    idleBytes: idleBytesOf(before, after, customers.length),
  };
}

/** Every socket the same customer. */
async function measureShared(setting: Setting): Promise<PushLine> {
  const { customers, tokens } = setting;
  const [first] = customers;
  await open(
    setting,
    OWN,
    customers.map((_, at) => ofCustomer(tokens.first, at, first?.publicId ?? "")),
  );
  // Cents: no tier is reached, so a purchase is one change.
  const line = await run(
    setting,
    "one customer, all sockets",
    SHARED_CHANGES,
    customers.length,
    () => buyFor(setting, first?.email ?? ""),
  );
  await setting.clients.call("close");
  return line;
}

/** Every socket all tier changes: decided by the watermark first. */
async function measureTiers(setting: Setting): Promise<PushLine> {
  const { customers, tokens } = setting;
  await open(
    setting,
    ALL,
    customers.map((_, at) => ({ token: tokens.staff[at] ?? "", variables: {} })),
  );
  const line = await run(
    setting,
    "all tier changes, all sockets",
    SHARED_CHANGES,
    customers.length,
    (at) => buyFor(setting, customers[at + 1]?.email ?? "", "5000.00"),
  );
  await setting.clients.call("close");
  return line;
}

function ofCustomer(tokens: readonly string[], at: number, publicId: string) {
  return { token: tokens[at] ?? "", variables: { id: encodeGlobalId("Customer", publicId) } };
}

async function open(
  { port, clients, ...setting }: Setting,
  query: string,
  all: SocketsPlan["clients"],
): Promise<void> {
  await clients.call("open", { port, query, clients: all } satisfies SocketsPlan);
  const isSo = async () => (await figuresOf(setting)).subscriptions === all.length;
  await untilSo(`${all.length} subscriptions`, isSo);
}

/** One change after the other; each is waited for by all who must be told. */
async function run(
  setting: Setting,
  what: string,
  changes: number,
  receivers: number,
  cause: (at: number) => Promise<void>,
): Promise<PushLine> {
  const { clients, sql, customers } = setting;
  const before = await figuresOf(setting);
  const [{ from } = { from: 0n }] = await sql<{ from: bigint }[]>`
    select coalesce(max(id), 0) as from from outbox`;
  for (let at = 0; at < changes; at += 1) {
    await cause(at);
    await untilSo(`change ${at + 1} of "${what}"`, async () => {
      const { events, failures } = await clients.call<{
        events: number;
        failures: readonly string[];
      }>("count");
      assertRight(what, failures);
      return events >= (at + 1) * receivers;
    });
  }
  const after = await figuresOf(setting);
  const received = await clients.call<Received>("take");
  const told = Object.values(received);
  const isRight = told.length === changes && told.every((times) => times.length === receivers);
  assertRight(
    what,
    isRight ? [] : [`${told.length} changes told to ${told.map((one) => one.length)}`],
  );
  const commits = await commitTimes(
    sql,
    from,
    what.startsWith("all tier") ? "TIER_CHANGED" : "POINTS_CHANGED",
  );
  const delays = told
    .map((times) => times.toSorted((a, b) => a - b))
    .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((times, at) => times.map((time) => time - (commits[at] ?? Number.NaN)));
  return {
    what,
    sockets: customers.length,
    changes,
    delayMs: spreadOf(delays.flat()),
    lastMs: spreadOf(delays.map((times) => times.at(-1) ?? 0)),
    cpuUsPerEvent:
      receivers === 1
        ? null
        : ((after.cpuSeconds - before.cpuSeconds) * 1e6) / (changes * receivers),
    idleBytes: null,
  };
}

/** When PostgreSQL committed each row, milliseconds since 1970, in order. */
async function commitTimes(sql: Sql, after: bigint, kind: string): Promise<number[]> {
  const rows = await sql<{ ms: number }[]>`
    select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as ms
      from outbox where id > ${after}::bigint and kind = ${kind} order by id`;
  return rows.map(({ ms }) => ms);
}

let purchases = 0;

async function buyFor({ port, key }: Setting, email: string, amount = "0.10"): Promise<void> {
  purchases += 1;
  const id = `push-${process.pid}-${purchases}`;
  const event = {
    ...{ source: SOURCE, eventId: id, kind: "SOLD", occurredAt: new Date().toISOString() },
    references: [{ kind: "order", value: id }],
    customer: [{ kind: "email", value: email }],
    ...{ channel: "store", store: STORE, currencyCode: "GBP" },
    lines: [{ id: "1", article: "A-1", name: "Cup", quantity: "1", gross: amount }],
    tenders: [{ kind: "card", amount }],
  };
  const response = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${key}` },
    body: `${JSON.stringify(event)}\n`,
  });
  const answer = await response.text();
  assertRight("a purchase", answer.includes('"APPLIED"') ? [] : [answer]);
}

/** What the server tells of itself. */
async function figuresOf({ metricsPort }: Pick<Setting, "metricsPort">) {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const read = (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return {
    resident: read("process_resident_memory_bytes"),
    heap: read("nodejs_heap_size_used_bytes") + read("nodejs_external_memory_bytes"),
    cpuSeconds: read("process_cpu_seconds_total"),
    subscriptions: read("subscriptions_active"),
  };
}

async function untilSo(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`this did not come: ${what}`);
    await delay(POLL_MS);
  }
}

type MemoryFigures = { readonly resident: number; readonly heap: number };

/** Null when the collector ran in between and took more than the sockets brought: then nothing was measured. */
function idleBytesOf(
  before: MemoryFigures,
  after: MemoryFigures,
  sockets: number,
): MemoryFigures | null {
  const resident = (after.resident - before.resident) / sockets;
  const heap = (after.heap - before.heap) / sockets;
  return resident > 0 && heap > 0 ? { resident, heap } : null;
}
