import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { IDLE_IN_TRANSACTION_MS } from "../../../db/connection/client.ts";
import type { ChildAnswer, ChildOrders } from "../../support/children/childReceiver.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { until } from "../../support/faults.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { type RawEvent, sale } from "./events.ts";

/** A process that is frozen in the middle of a batch and wakes up later; others go on meanwhile. */

/** What a frozen process may cost others, milliseconds. */
const TAKEOVER_MS = 5_000;

let database: TestDatabase;
let other: TestReceiver;
let child: ChildProcess | undefined;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  other = await startReceiver(database.url);
});

afterEach(() => {
  child?.kill("SIGKILL");
});

afterAll(async () => {
  await other?.close();
  await database?.drop();
});

function isStopped(pid: number): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

const salesOf = (tag: string, to = 10): RawEvent[] =>
  Array.from({ length: to }, (_, index) => sale(`${tag}-${index}`, `${tag}-${index}`, "7.00"));

test.each(["locked", "written"] as const)(
  "frozen when a batch is %s: its customers buy elsewhere within five seconds, and it changes nothing when it wakes up",
  async (at) => {
    const mine = salesOf(`frozen-${at}`);
    const holders = mine.map((_, index) => `frozen-${at}-${index}`);
    await other.send(holders.map((holder) => sale(`before-${holder}`, holder, "1.00")));
    child = fork(new URL("../../support/children/childReceiver.ts", import.meta.url), [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const { pid } = child as { pid: number };
    const answers: ChildAnswer[] = [];
    child.on("message", (message) => answers.push(...(message as ChildAnswer[])));
    const orders: ChildOrders = {
      url: database.url,
      calls: [mine],
      at,
      occurrence: 1,
      by: "SIGSTOP",
    };
    child.send(orders);
    await until("the child sleeps", () => isStopped(pid));

    const startedMs = performance.now();
    const theirs = holders.map((holder) => sale(`awake-${holder}`, holder, "5.00"));
    // As a sender does: what was not taken in time comes again.
    let results = await other.send(theirs).catch(() => null);
    while (results === null) {
      results = await other.send(theirs).catch(() => null);
    }
    const tookMs = performance.now() - startedMs;
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
    expect(tookMs).toBeLessThan(TAKEOVER_MS);
    expect(IDLE_IN_TRANSACTION_MS).toBeLessThan(TAKEOVER_MS);

    const again = await other.send(mine);
    const gone = once(child, "close");
    child.kill("SIGCONT");
    await gone;
    // It found its transaction ended, looked again, and tells what had become of its events.
    expect(answers.map(({ eventId, outcome }) => [eventId, outcome])).toEqual(
      again.map(({ eventId, outcome }) => [eventId, outcome]),
    );
    const [row] = await database.sql`
      select count(*)::int as orders, sum(points_active)::int as points
      from orders o where o.refs::text like ${`%"frozen-${at}-%`} or o.refs::text like ${`%"awake-frozen-${at}-%`}`;
    expect(row).toEqual({ orders: 20, points: 10 * 7 + 10 * 5 });
    expect(await breaches(database.sql)).toEqual([]);
  },
);
