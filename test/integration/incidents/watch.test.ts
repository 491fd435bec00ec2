import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type IncidentRow,
  listIncidents,
  readMeans,
} from "../../../db/queries/incidents/incidents.ts";
import { CLEAR_SECONDS } from "../../../src/domain/incident/lifecycle.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { acknowledgeIn } from "../../../src/incidents/acknowledgeIncident.ts";
import type { Sign } from "../../../src/incidents/signs.ts";
import { noteSigns, watchOnce } from "../../../src/incidents/watch.ts";
import { transact } from "../../../src/platform/transact.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { rng, testSeed } from "../../support/seed.ts";

const START = parseInstant("2026-03-10T12:00:00Z") as Instant;
const after = (seconds: number) => (START + seconds * MICROS_PER_SECOND) as Instant;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
});
beforeEach(async () => {
  await database.sql`truncate incident, incident_watch`;
});
afterAll(() => database.drop());

function sign(subject: string, more: Partial<Sign> = {}): Sign {
  return {
    ...{ code: "DEAD_LETTERS", subject, title: `${subject} refused messages for good` },
    owner: { team: "CRM", contact: "crm@example.com" },
    ...{ runbook: "docs/runbooks/destinations.md", startedAt: START, evidence: ["1 message."] },
    impact: { customers: 1, orders: 1, amounts: [{ currency: "GBP", minor: "1000" }] },
    ...more,
  };
}

const note = (signs: readonly Sign[], seconds: number) =>
  transact(database.sql, (tx) =>
    noteSigns(
      tx,
      { newPublicId: uuidv7 },
      { seen: { signs, unknown: new Map() }, now: after(seconds) },
    ),
  );

const all = () => listIncidents(database.sql, { isOpen: null, code: null, limit: 500 });
const only = async () => {
  const incidents = await all();
  expect(incidents).toHaveLength(1);
  return incidents[0] as IncidentRow;
};
const moment = (text: string | null) => (text === null ? null : instantFromPg(text));

test("a sign opens one incident, which keeps the most that was counted, and ends when it was gone", async () => {
  await note([sign("crm")], 90);
  const impact = { customers: 3, orders: 4, amounts: [{ currency: "EUR", minor: "70" }] };
  await note([sign("crm", { impact })], 105);
  await note([sign("crm")], 120);
  expect(await only()).toMatchObject({ ...impact, resolvedAt: null, subject: "crm" });
  await note([], 135);
  await note([], 135 + CLEAR_SECONDS - 1);
  expect((await only()).resolvedAt).toBeNull();
  await note([], 135 + CLEAR_SECONDS);
  const over = await only();
  expect(moment(over.startedAt)).toBe(START);
  expect(moment(over.detectedAt)).toBe(after(90));
  expect(moment(over.resolvedAt)).toBe(after(135));
});

test("what flaps is one incident, and what comes back after its end is another one", async () => {
  for (let seconds = 0; seconds < 3_000; seconds += 300) {
    await note(seconds % 600 === 0 ? [sign("crm")] : [], seconds);
  }
  await only();
  await note([], 3_000);
  await note([], 3_000 + CLEAR_SECONDS);
  await note([sign("crm")], 4_000);
  expect((await all()).map(({ resolvedAt }) => resolvedAt === null)).toEqual([true, false]);
});

test("what could not be looked at is not taken for mended", async () => {
  await note([sign("crm")], 0);
  await transact(database.sql, (tx) =>
    noteSigns(
      tx,
      { newPublicId: uuidv7 },
      {
        seen: { signs: [], unknown: new Map([["DEAD_LETTERS", new Error("away")]]) },
        now: after(5_000),
      },
    ),
  );
  await note([], 5_000);
  expect((await only()).resolvedAt).toBeNull();
});

const looks = (boundaries = async () => []) => ({
  ...{ sql: database.sql, newPublicId: uuidv7, boundaries, sources: async () => [] },
});

test("of many servers one looks, and one that is overtaken while it is frozen changes nothing", async () => {
  const together = await Promise.all(Array.from({ length: 8 }, () => watchOnce(looks(), START)));
  expect(together.filter((one) => one !== null)).toHaveLength(1);
  expect(await watchOnce(looks(), after(14))).toBeNull();
  let isOvertaken: unknown = null;
  const frozen = await watchOnce(
    looks(async () => {
      isOvertaken = await watchOnce(looks(), after(15 + 120));
      return [];
    }),
    after(15),
  );
  expect(isOvertaken).not.toBeNull();
  expect(frozen).toBeNull();
});

test("a look that fails at one kind of sign is told of it and goes on with the others", async () => {
  const watched = await watchOnce(
    looks(async () => {
      throw new Error("away");
    }),
    START,
  );
  expect([...(watched?.unknown.keys() ?? [])]).toEqual(["BOUNDARY_LATE", "SOURCE_SILENT"]);
});

test("random signs, and servers at once: at most one is open of each, and none that is seen is lost", async () => {
  const random = rng(testSeed());
  const subjects = ["a", "b", "c", "d"];
  let seconds = 0;
  for (let look = 0; look < 60; look += 1) {
    seconds += Math.ceil(random() * CLEAR_SECONDS);
    const seen = subjects.filter(() => random() < 0.5).map((subject) => sign(subject));
    const at = seconds;
    await Promise.all([note(seen, at), note(seen, at)].map((one) => one.catch(isConflict)));
    const open = (await all()).filter(({ resolvedAt }) => resolvedAt === null);
    const standing = open.map(({ subject }) => subject);
    expect(new Set(standing).size).toBe(standing.length);
    expect(standing).toEqual(expect.arrayContaining(seen.map(({ subject }) => subject)));
  }
});

/** Two that open the same at once: the index refuses one, and the other has done it. */
function isConflict(error: unknown): void {
  expect(error).toMatchObject({ code: "23505" });
}

test("somebody looks after it once, on record, and the means are those of the rows", async () => {
  await note([sign("crm"), sign("erp", { code: "SOURCE_SILENT", startedAt: after(30) })], 90);
  const { sql } = database;
  const [first] = await all();
  const incident = first?.publicId ?? "";
  const say = (by: string) =>
    sql.begin((tx) => acknowledgeIn(tx, { incident, note: " on it ", by }));
  const answers = await Promise.all([say("ann"), say("bob"), say("cid")]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter((one) => !one.ok && one.code === "ALREADY_ACKNOWLEDGED")).toHaveLength(2);
  const [kept] = await sql`select actor, details from audit where action = 'incident.acknowledge'`;
  const now = (await all()).find(({ publicId }) => publicId === incident);
  expect(now).toMatchObject({ acknowledgedBy: kept?.["actor"], note: "on it" });
  expect(kept?.["details"]).toMatchObject({ incident });
  // What people write is never in the audit, from which nothing can be taken.
  expect(JSON.stringify(kept)).not.toContain("on it");
  await note([], 300);
  await note([], 300 + CLEAR_SECONDS);
  expect(await readMeans(sql, formatInstant(START))).toEqual({
    detect: (90 + 60) / 2 / 60,
    repair: (300 - 90) / 60,
  });
  expect(await readMeans(sql, formatInstant(after(100_000)))).toEqual({
    ...{ detect: null, repair: null },
  });
});
