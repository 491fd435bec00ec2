import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../../src/demo/random.ts";
import { formatReport } from "../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import { Client, FOLLOWED } from "./client.ts";
import { type FaultyCluster, startFaultyCluster } from "./cluster.ts";
import { compareDuplicates, comparePushes, compareWrites, dueTo } from "./compare.ts";
import { compareDeliveries } from "./compareDeliveries.ts";
import { startReceiver } from "./destination.ts";
import { bringAbout } from "./faults.ts";
import { type Injury, longestOf, type Recovery, recoveriesOf } from "./figures.ts";
import { Follower } from "./follower.ts";
import { isAcknowledged } from "./log.ts";
import { FAULT_KINDS, type FaultKind } from "./outage.ts";
import { readCustomerIds, readDeliveriesDue, readRecorded } from "./recorded.ts";
import { type Servers, startServers } from "./servers.ts";
import { WatermarkWatch } from "./watermarkWatch.ts";

/** Milliseconds between the end of a fault and the next one. */
const SETTLE_MS = 2_000;
/**
 * Milliseconds in which subscriptions must have been told of everything once nothing is written any
 * more.
 */
const QUIET_MS_MAX = 15_000;
const POLL_MS = 50;
/**
 * What a fault may cost those who do not depend on what was struck, milliseconds. Servers take over
 * from one another within five seconds; after the database was away they connect again one by one.
 */
export const RECOVERY_MS_MAX = 5_000;
/** First people with so much at once change their tier. */
const TIER_POUNDS = 300;
const FIRST_STRANGER = 1_000_000;

export interface FaultsOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly servers: number;
  readonly signal: AbortSignal;
  readonly onSaid?: (text: string) => void;
}

export interface FaultsResult {
  readonly seed: number;
  readonly recoveries: readonly Recovery[];
  /** What the client had acknowledged, and what it had given up and found whole or not at all. */
  readonly counts: Readonly<Record<string, number>>;
  /** Every difference, a sentence each; empty when there is none. */
  readonly problems: readonly string[];
}

/**
 * Runs several servers on one database under a client that keeps account of everything, brings
 * faults about, and compares the account with the database. Stops all it started, also when
 * `signal` breaks it off.
 *
 * @throws Error when something cannot be started, or `signal` is aborted
 */
export async function runFaults(options: FaultsOptions): Promise<FaultsResult> {
  const cluster = await startFaultyCluster(options.servers);
  let servers: Servers | undefined;
  try {
    servers = await startServers(cluster, options.servers);
    options.signal.throwIfAborted();
    return await play(options, cluster, servers);
  } finally {
    await servers?.stop();
    await cluster.stop();
  }
}

async function play(
  options: FaultsOptions,
  cluster: FaultyCluster,
  servers: Servers,
): Promise<FaultsResult> {
  const { seed, signal, onSaid = () => {} } = options;
  const receiver = await startReceiver(cluster.sql, servers.keys, new Random(seed, "receiver"));
  const client = new Client(servers, seed);
  const watch = new WatermarkWatch(cluster.sql);
  const followers: Follower[] = [];
  const breakOff = () => void client.end();
  signal.addEventListener("abort", breakOff);
  try {
    await client.introduce(Array.from({ length: FOLLOWED }, (_, at) => at + 1));
    followers.push(...(await follow(cluster, servers)));
    await untilTold(client, followers, signal);
    client.start();
    const injuries = await injure(options, cluster, servers);
    onSaid("waiting for quiet");
    await client.stop();
    await untilQuiet(cluster, followers, signal);
    const given = [...client.log.events.values()].filter((event) => !isAcknowledged(event));
    const atQuiet = await readRecorded(cluster.sql);
    const problems = compareWrites(client.log, atQuiet);
    const found = given.filter(({ id }) => atQuiet.events.has(id));
    await client.sendAgain();
    signal.throwIfAborted();
    problems.push(...wrongAgain(given, new Set(found)));
    await untilQuiet(cluster, followers, signal);
    onSaid("waiting until all is delivered");
    receiver.heal();
    await receiver.drained();
    await watch.stop();
    for (const follower of followers) {
      await follower.stop();
    }
    const recorded = await readRecorded(cluster.sql);
    const hearings = followers.map(({ hearing }) => hearing);
    problems.push(...compareWrites(client.log, recorded));
    const outages = injuries.map(({ outage }) => outage);
    problems.push(...compareDuplicates(client.log, outages));
    problems.push(...comparePushes(hearings, recorded.changes));
    const due = await readDeliveriesDue(cluster.sql);
    problems.push(...compareDeliveries(receiver.taken, due));
    problems.push(...client.problems, ...servers.ends, ...watch.problems);
    const verified = await verifyDatabase(cluster.sql);
    if (!verified.ok) {
      problems.push(formatReport(verified));
    }
    const { askings } = client.log;
    const recoveries = recoveriesOf(injuries, askings, hearings, recorded.changes);
    for (const recovery of recoveries) {
      const ms = longestOf(recovery);
      if (ms > RECOVERY_MS_MAX) {
        problems.push(`${recovery.kind}: somebody waited for ${ms} ms`);
      }
    }
    return {
      seed,
      recoveries,
      counts: {
        eventsAcknowledged: client.log.events.size,
        eventsGivenUp: given.length,
        eventsGivenUpAndRecorded: found.length,
        answersMissed: askings.reduce((sum, { attempts }) => sum + attempts.length - 1, 0),
        commands: client.log.adjustments.size,
        pushes: hearings.reduce((sum, { changes }) => sum + changes.length, 0),
        connectionsOfFollowers: hearings.reduce((sum, { connections }) => sum + connections, 0),
        deliveries: due.length,
        deliveriesRepeated: receiver.taken.length - due.length,
        customersVerified: verified.customers,
      },
      problems: [...new Set(problems)],
    };
  } finally {
    signal.removeEventListener("abort", breakOff);
    await watch.stop();
    await Promise.all(followers.map((follower) => follower.stop()));
    await client.end();
    await receiver.stop();
  }
}

/**
 * Rounds of all kinds in an order of chance, until the time is over; each kind comes once at least.
 */
async function injure(
  { seed, seconds, signal, onSaid = () => {} }: FaultsOptions,
  cluster: FaultyCluster,
  servers: Servers,
): Promise<Injury[]> {
  const random = new Random(seed, "faults");
  const injuries: Injury[] = [];
  const deadline = performance.now() + seconds * 1_000;
  while (injuries.length < FAULT_KINDS.length || performance.now() < deadline) {
    for (const kind of shuffled(FAULT_KINDS, random)) {
      if (injuries.length >= FAULT_KINDS.length && performance.now() > deadline) {
        break;
      }
      signal.throwIfAborted();
      const outage = await bringAbout(kind, { cluster, servers, random });
      await delay(SETTLE_MS, undefined, { signal });
      injuries.push({ kind, outage, untilMs: Date.now() });
      const where = outage.server === null ? "the database" : `server ${outage.server}`;
      onSaid(`${kind} of ${where}: ${outage.toMs - outage.fromMs} ms`);
    }
  }
  return injuries;
}

function shuffled(kinds: readonly FaultKind[], random: Random): FaultKind[] {
  return kinds
    .map((kind) => ({ kind, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
}

/** One at each server follows all changes of tier; each of some customers is followed. */
async function follow(cluster: FaultyCluster, servers: Servers): Promise<Follower[]> {
  const token = await servers.demo.sign({ role: "supervisor", sub: "faults-follower" });
  const portsFrom = (first: number) =>
    Array.from({ length: servers.count }, (_, at) => servers.portOf((first + at) % servers.count));
  const all = Array.from(
    { length: servers.count },
    (_, server) =>
      new Follower({
        name: `the changes of tier, begun at server ${server}`,
        token,
        ports: portsFrom(server),
        customer: null,
      }),
  );
  const people = Array.from({ length: FOLLOWED }, (_, at) => at + 1);
  const ids = await readCustomerIds(cluster.sql, people);
  const one = await Promise.all(
    ids.map(async (id, at) => {
      const { cursor, sequence } = await readCursor(servers.portOf(0), token, id, cluster);
      return new Follower({
        name: `the changes of person ${at + 1}`,
        token,
        ports: portsFrom(at % servers.count),
        customer: { id, cursor, sequence },
      });
    }),
  );
  return [...all, ...one];
}

/** Where a customer's stream stands; nothing is written meanwhile. */
async function readCursor(port: number, token: string, id: string, { sql }: FaultyCluster) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      query: "query($id: ID!) { customer(by: {id: $id}) { streamCursor } }",
      variables: { id },
    }),
  });
  const answer = (await response.json()) as {
    readonly data?: { readonly customer: { readonly streamCursor: string } | null };
  };
  const cursor = answer.data?.customer?.streamCursor;
  if (cursor === undefined) {
    throw new Error(`no cursor of a customer: ${JSON.stringify(answer)}`);
  }
  const { changes } = await readRecorded(sql);
  const sequences = changes.filter(({ customer }) => customer === id);
  return { cursor, sequence: Math.max(0, ...sequences.map(({ sequence }) => sequence)) };
}

/**
 * Strangers rise until each who follows all has been told of one: from then on it must be told of
 * all.
 */
async function untilTold(client: Client, followers: readonly Follower[], signal: AbortSignal) {
  const all = followers.filter(({ hearing }) => hearing.customer === null);
  for (let at = 0; all.some(({ hearing }) => hearing.changes.length === 0); at += 1) {
    signal.throwIfAborted();
    await client.introduce([FIRST_STRANGER + at], TIER_POUNDS);
    await delay(POLL_MS);
  }
}

/**
 * Until every subscription has been told of all; or for long enough, and the comparison says what
 * is missing.
 */
async function untilQuiet(
  { sql }: FaultyCluster,
  followers: readonly Follower[],
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + QUIET_MS_MAX;
  while (performance.now() < deadline) {
    await delay(SETTLE_MS, undefined, { signal });
    const { changes } = await readRecorded(sql);
    const isTold = followers.every(
      ({ hearing }) => hearing.changes.length >= dueTo(hearing, changes).length,
    );
    if (isTold) {
      return;
    }
  }
}

/**
 * What was given up and sent again must be called a duplicate exactly when it had been recorded.
 */
function wrongAgain(
  given: readonly { readonly id: string; readonly answers: readonly { duplicate: boolean }[] }[],
  found: ReadonlySet<object>,
): string[] {
  return given.flatMap((event) => {
    const duplicate = event.answers.at(-1)?.duplicate;
    if (duplicate === undefined || duplicate === found.has(event)) {
      return [];
    }
    return [`${event.id} was ${found.has(event) ? "" : "not "}recorded; sent again: ${duplicate}`];
  });
}
