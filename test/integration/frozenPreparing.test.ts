import { createConnection, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, IDLE_IN_TRANSACTION_MS } from "../../db/connection/client.ts";
import { endSilentSessions } from "../../db/queries/stream/jobsSilent.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";

/** A process that stops between preparing a statement for the first time and running it. */

const FROZEN = "tributary-frozen-test";
const LOCK = 4711;
/** Of the message that runs what was prepared (PostgreSQL's protocol, Bind). */
const BIND = "B".charCodeAt(0);
/** The first PostgreSQL that ends a transaction by its length. */
const ENDS_TRANSACTIONS_FROM = 170_000;
const TRANSACTION_MS = IDLE_IN_TRANSACTION_MS + 1_500;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
});
afterAll(async () => {
  await database?.drop();
});

test.each([
  { what: "is not ended as an idle one", transactionTimeoutMs: 0, isFree: false },
  { what: "ends when its time is over", transactionTimeoutMs: TRANSACTION_MS, isFree: true },
])("a transaction frozen while it prepares a statement $what", async (given) => {
  const { transactionTimeoutMs, isFree } = given;
  const frozen = await freezeWhilePreparing(transactionTimeoutMs);
  await expect.poll(youngSessions, { timeout: 20_000 }).toBe(0);
  expect(await isLockFree()).toBe(isFree && (await endsByLength()));
  await frozen.end();
});

test("a transaction frozen while it prepares a statement is ended by the servers that go on, once its client is silent for too long", async () => {
  const frozen = await freezeWhilePreparing(0);
  const startedMs = performance.now();
  expect(await isLockFree()).toBe(false);
  const ended: string[] = [];
  const look = async () => {
    ended.push(...(await endSilentSessions(database.sql, IDLE_IN_TRANSACTION_MS)));
    return ended.length;
  };
  await expect.poll(look, { timeout: 20_000 }).toBe(1);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(IDLE_IN_TRANSACTION_MS / 2);
  expect(ended).toEqual([FROZEN]);
  await expect.poll(isLockFree).toBe(true);
  await frozen.end();
});

/** A transaction that has the lock, and whose process stopped before it ran what it prepared. */
async function freezeWhilePreparing(transactionTimeoutMs: number) {
  const pool = connect(database.url, { max: 1, applicationName: FROZEN, transactionTimeoutMs });
  let isFrozen = false;
  let isPrepared = false;
  const socket = async ({ host, port }: { host: string[]; port: number[] }) => {
    const opened: Socket = createConnection({ host: host[0] as string, port: port[0] as number });
    await new Promise((resolve) => opened.once("connect", resolve));
    const write = opened.write.bind(opened) as (...args: unknown[]) => boolean;
    opened.write = (...args: unknown[]): boolean => {
      isPrepared ||= isFrozen && (args[0] as Buffer)[0] === BIND;
      return isPrepared ? true : write(...args);
    };
    return Object.assign(opened, { host: host[0], port: port[0] });
  };
  const options = { ...pool.options, socket } as unknown as Parameters<typeof postgres>[0] & object;
  const frozen = postgres(options);
  const work = frozen.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    isFrozen = true;
    await tx`select ${"prepared for the first time"}::text as text`;
  });
  work.catch(() => {});
  await expect.poll(() => isPrepared).toBe(true);
  return {
    end: () => Promise.all([frozen.end({ timeout: 0 }), pool.end({ timeout: 0 })]),
  };
}

async function isLockFree(): Promise<boolean> {
  const [row] = await database.sql<{ free: boolean }[]>`
    select pg_try_advisory_xact_lock(${LOCK}) as free`;
  return row?.free ?? false;
}

async function endsByLength(): Promise<boolean> {
  const [row] = await database.sql<{ ends: boolean }[]>`
    select current_setting('server_version_num')::int >= ${ENDS_TRANSACTIONS_FROM}::int as ends`;
  return row?.ends ?? false;
}

/** Whose transaction could still be waited for; none is left of one that was ended. */
async function youngSessions(): Promise<number> {
  const old = `${TRANSACTION_MS + 1_000} milliseconds`;
  const rows = await database.sql`
    select from pg_stat_activity where application_name = ${FROZEN}
       and xact_start > clock_timestamp() - ${old}::interval`;
  return rows.length;
}
