import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "../../db/connection/client.ts";
import type { Random } from "../../src/demo/random.ts";
import type { FaultyCluster } from "./cluster.ts";
import type { FaultKind, Outage } from "./outage.ts";
import type { Servers } from "./servers.ts";

/** Longer than the ticker's lease, and than a transaction may wait for its client. Milliseconds. */
const FREEZE_MS_MIN = 4_000;
const FREEZE_MS_MAX = 7_000;
/** How often a server is stopped at a moment of chance until it is caught with locks. */
const CATCHES_MAX = 300;
/** Transactions of a server that runs wait for it for less. */
const CAUGHT_AFTER_MS = 60;
/**
 * How long a server works between two looks, milliseconds: stopped most of the time it would be
 * slow before the fault begins, and what waited for it then would be counted as the fault's.
 */
const WORKS_MS = 200;
const TICKER_LOOKS_MAX = 200;
const TICKER_LOOK_MS = 20;

interface Scene {
  readonly cluster: FaultyCluster;
  readonly servers: Servers;
  readonly random: Random;
}

/**
 * Brings a fault about and ends it. @returns when whom could not answer, once all servers say that
 * they are ready
 */
export async function bringAbout(kind: FaultKind, scene: Scene): Promise<Outage> {
  const { cluster, servers, random } = scene;
  // Drawn for every kind, so that what comes later in a series does not depend on what was found.
  const any = random.integer(0, servers.count - 1);
  const freezeMs = random.integer(FREEZE_MS_MIN, FREEZE_MS_MAX);
  if (kind === "restart-fast" || kind === "restart-immediate") {
    const fromMs = Date.now();
    await cluster.restart(kind === "restart-fast" ? "fast" : "immediate");
    const toMs = Date.now();
    await untilAllReady(servers);
    return { server: null, fromMs, toMs };
  }
  if (kind === "kill") {
    const fromMs = Date.now();
    await servers.kill(any);
    servers.start(any);
    await servers.untilReady(any);
    return { server: any, fromMs, toMs: Date.now() };
  }
  const server = kind === "freeze-ticker" ? await findTicker(cluster, servers.count) : any;
  const fromMs =
    kind === "freeze-in-transaction" ? await freezeInTransaction(scene, server) : Date.now();
  servers.freeze(server);
  try {
    await delay(freezeMs);
  } finally {
    servers.wake(server);
  }
  const toMs = Date.now();
  await untilAllReady(servers);
  return { server, fromMs, toMs };
}

async function untilAllReady(servers: Servers): Promise<void> {
  for (let server = 0; server < servers.count; server += 1) {
    await servers.untilReady(server);
  }
}

/** The server whose ticker did more than ask for the lease. @throws Error when none does */
async function findTicker({ sql, userOf }: FaultyCluster, count: number): Promise<number> {
  for (let look = 0; look < TICKER_LOOKS_MAX; look += 1) {
    const [row] = await sql<{ user: string }[]>`
      select usename as user from pg_stat_activity
      where application_name = 'tributary-ticker' and query not like '%"isFresh"%' and query like '%outbox%'
      order by query_start desc limit 1`;
    for (let server = 0; server < count; server += 1) {
      if (row?.user === userOf(server)) {
        return server;
      }
    }
    await delay(TICKER_LOOK_MS);
  }
  throw new Error("no server raises the watermark");
}

/**
 * Stops a server again and again for a moment, until a transaction of it has been waiting for
 * longer than it ever does.
 */
async function freezeInTransaction({ cluster, servers }: Scene, server: number): Promise<number> {
  for (let attempt = 0; attempt < CATCHES_MAX; attempt += 1) {
    const fromMs = Date.now();
    servers.freeze(server);
    await delay(CAUGHT_AFTER_MS);
    if (await waitsInTransaction(cluster.sql, cluster.userOf(server))) {
      return fromMs;
    }
    servers.wake(server);
    await delay(WORKS_MS + (attempt % CAUGHT_AFTER_MS));
  }
  throw new Error(`server ${server} was never found in the middle of a transaction`);
}

async function waitsInTransaction(sql: Sql, user: string): Promise<boolean> {
  const [row] = await sql<{ waits: boolean }[]>`
    select exists (
      select from pg_stat_activity a
      where a.usename = ${user} and a.state like 'idle in transaction%'
        and exists (select from pg_locks l where l.pid = a.pid and l.mode in ('RowShareLock', 'RowExclusiveLock'))
    ) as waits`;
  return row?.waits ?? false;
}
