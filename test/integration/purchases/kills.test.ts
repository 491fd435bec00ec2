import { fork } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findReleasedBefore } from "../../../db/queries/purchases/jobsHeld.ts";
import type { ChildAnswer, ChildOrders } from "../../support/children/childReceiver.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { bringBack, type RawEvent, sale } from "./events.ts";

/**
 * A process that is killed at every point of a batch's life; another one gets the same events (I1).
 */

let database: TestDatabase;
let survivor: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  survivor = await startReceiver(database.url);
});

afterAll(async () => {
  await survivor?.close();
  await database?.drop();
});

/** Runs until the child is gone; gives back what it had answered and how it ended. */
function runChild(orders: ChildOrders): Promise<{ answers: ChildAnswer[]; signal: string | null }> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL("../../support/children/childReceiver.ts", import.meta.url), [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const answers: ChildAnswer[] = [];
    child.on("message", (message) => answers.push(...(message as ChildAnswer[])));
    child.on("error", reject);
    child.on("close", (_code, signal) => resolve({ answers, signal }));
    child.send(orders);
  });
}

function callsOf(tag: string): RawEvent[][] {
  return Array.from({ length: 6 }, (_, call) =>
    Array.from({ length: 10 }, (_, index): RawEvent => {
      const number = `${tag}-${call}-${index}`;
      // Every fifth is a return that comes before its sale; customers are shared by the calls.
      return index % 5 === 4
        ? bringBack(`${tag}-${call}-${index - 1}`)
        : sale(number, `${tag}-${index}`, `${index + 1}.00`);
    }).toReversed(),
  );
}

/** Each point once, in the first batch or in a later one. */
const POINTS = [
  ["planned", 1],
  ["taken", 3],
  ["locked", 2],
  ["decided", 3],
  ["written", 1],
  ["sent", 2],
  ["committed", 2],
] as const;

test.each(POINTS)(
  "killed when a batch is %s (time %i): every event has one row and one effect afterwards, and what was answered stands",
  async (at, occurrence) => {
    const tag = `${at}${occurrence}`;
    const calls = callsOf(tag);
    const { answers, signal } = await runChild({ url: database.url, calls, at, occurrence });
    expect(signal).toBe("SIGKILL");

    const again = (await Promise.all(calls.map((call) => survivor.send(call)))).flat();
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
    const now = new Map(again.map((result) => [result.eventId, result]));
    for (const answer of answers) {
      expect(now.get(answer.eventId)).toMatchObject({ duplicate: true });
    }
    const [row] = await database.sql`
      select count(*)::int as events, count(distinct event_id)::int as ids,
        count(*) filter (where outcome = 'APPLIED')::int as applied
      from events where event_id like ${`%-${tag}-%`}`;
    expect(row).toEqual({ events: 60, ids: 60, applied: 60 });
    // Sold 1..9 without each 5th; each 4th of five came back.
    const [points] = await database.sql`
      select sum(points_active)::int as active from orders o where o.refs::text like ${`%"${tag}-%`}`;
    expect(points).toEqual({ active: 6 * (1 + 2 + 3 + 6 + 7 + 8) });
    expect(await findReleasedBefore(database.sql, 0, 1)).toEqual([]);
    expect(await breaches(database.sql)).toEqual([]);
  },
);

test("killed between a release and the run of what it released: the sweep finds it and runs it", async () => {
  await survivor.send([bringBack("swept")]);
  const { answers, signal } = await runChild({
    url: database.url,
    calls: [[sale("swept", "sue", "9.00")]],
    at: "released",
    occurrence: 1,
  });
  expect([answers, signal]).toEqual([[], "SIGKILL"]);
  const found = await findReleasedBefore(database.sql, 0, 10);
  expect(found).toHaveLength(1);
  await survivor.receiver.runHeld(
    found.map(({ id }) => id),
    { atOnce: false },
  );
  expect(await survivor.send([bringBack("swept")])).toMatchObject([
    { outcome: "APPLIED", duplicate: true },
  ]);
  expect(await breaches(database.sql)).toEqual([]);
});
