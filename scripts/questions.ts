import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "graphql";
import { uuidv7 } from "uuidv7";
import { connect, type Sql } from "../db/connection/client.ts";
import { openDatabase } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { createSchema } from "../resolvers/schema.ts";
import { GuessLimit } from "../src/access/guessLimit.ts";
import { loadConfig } from "../src/config.ts";
import { Catalog } from "../src/core/catalog.ts";
import { loadDemo, registerDemoRetailer } from "../src/demo/loadDemo.ts";
import { type Role, scopesOf } from "../src/domain/access/viewer.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_MILLISECOND,
  MICROS_PER_SECOND,
} from "../src/domain/time/instant.ts";
import type { Commands } from "../src/graph/context.ts";
import { createLoaders } from "../src/graph/loaders.ts";
import { looksOf } from "../src/incidents/openIncidents.ts";
import { watchOnce } from "../src/incidents/watch.ts";
import { recordInteractions } from "../src/interactions/recordInteractions.ts";
import { Directory } from "../src/programme/directory.ts";
import { Receiver } from "../src/purchases/receive/receiver.ts";
import { SourceWatermarks } from "../src/purchases/sourceWatermarks.ts";
import { createLookups } from "../src/reads/lookups.ts";
import { reportError } from "../src/reportError.ts";
import type { Presences } from "../src/stream/presences.ts";
import type { Streams } from "../src/stream/streams.ts";
import { runQuestions, type Verdict } from "./questions/run.ts";
import { readSamples } from "./questions/samples.ts";

const QUESTIONS = join(import.meta.dirname, "../docs/graph/questions.graphql");

/** As many as count 30 days of promises, and the seconds between two. */
const FIRST_LOOKS = 8;
const LOOK_AFTER_SECONDS = 15;

/** Asks the forty questions of a database that has the demo data. */
export async function askQuestions(sql: Sql, directory: Directory): Promise<readonly Verdict[]> {
  const samples = await readSamples(sql);
  const guesses = new GuessLimit(now);
  const { lookups } = createLookups(sql);
  const contextOf = (role: Role) => {
    const viewer = {
      principal: "questions",
      role,
      scopes: scopesOf(role),
      customerId: null,
      store: role === "till" ? samples.store : null,
      sources: null,
    };
    return {
      viewer,
      requestId: "questions",
      raw: { body: new Uint8Array(), headers: {} },
      // Questions only read.
      commands: {} as Commands,
      streams: {} as Streams,
      presences: {} as Presences,
      loaders: createLoaders({ sql, lookups, directory, viewer, clock: now, guesses }),
    };
  };
  const document = parse(readFileSync(QUESTIONS, "utf8"));
  return await runQuestions({ schema: createSchema(), samples, contextOf }, document);
}

function now(): Instant {
  return (Date.now() * MICROS_PER_MILLISECOND) as Instant;
}

/**
 * Loads the demo data into a migrated database, unless it is there, as the first start of a server
 * does.
 */
export async function loadQuestionsDemo(sql: Sql): Promise<void> {
  await registerDemoRetailer(sql);
  const catalog = await Catalog.load(sql);
  const watermarks = new SourceWatermarks(sql);
  const receiver = new Receiver({
    sql,
    catalog,
    writers: 2,
    newPublicId: uuidv7,
    observer: { batch: ({ outcome }) => watermarks.noteBatch(outcome) },
  });
  const commandDeps = {
    sql,
    catalog,
    newPublicId: uuidv7,
    noteSource: (sourceId: number, occurredAt: Instant) => watermarks.note(sourceId, occurredAt),
    runHeld: async (ids: readonly bigint[]) => {
      await receiver.runHeld(ids, { atOnce: false });
    },
  };
  try {
    await loadDemo({
      sql,
      receive: receiver.receivePurchases,
      catalog,
      record: (request) => recordInteractions(commandDeps, request),
      now: now(),
    });
    await watermarks.flush();
    await lookAtOnce(sql, catalog);
  } finally {
    await receiver.close();
  }
}

/** What the jobs of a server find within its first minutes. */
async function lookAtOnce(sql: Sql, catalog: Catalog): Promise<void> {
  const directory = new Directory(catalog);
  const { lookups } = createLookups(sql);
  const looks = looksOf({ sql, lookups, directory, now });
  let at = now();
  for (let look = 0; look < FIRST_LOOKS; look += 1) {
    await watchOnce({ ...looks, newPublicId: uuidv7 }, at);
    at = addMicros(at, LOOK_AFTER_SECONDS * MICROS_PER_SECOND);
  }
}

async function main(): Promise<void> {
  await using open = new AsyncDisposableStack();
  const database = await openDatabase(loadConfig());
  open.defer(() => database.close());
  const sql = connect(database.url, { max: 4, applicationName: "tributary-questions" });
  open.defer(() => sql.end());
  await migrate(sql);
  await loadQuestionsDemo(sql);
  const verdicts = await askQuestions(sql, new Directory(await Catalog.load(sql)));
  for (const { question, passes, why, empty } of verdicts) {
    console.log(`${passes ? "ok  " : "FAIL"} ${question}`);
    for (const reason of why) {
      console.log(`       ${reason}`);
    }
    for (const path of empty) {
      console.log(`       (${path} may be empty)`);
    }
  }
  console.log(`${verdicts.filter(({ passes }) => passes).length} of ${verdicts.length}`);
}

if (import.meta.main) {
  try {
    await main();
    process.exit(0);
  } catch (error) {
    const { text, exitCode } = reportError(error);
    console.error(text);
    process.exit(exitCode);
  }
}
