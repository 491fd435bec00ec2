import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { generateDemo } from "../../../src/demo/generateDemo.ts";
import { loadDemo, registerDemoRetailer } from "../../../src/demo/loadDemo.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { recordInteractions } from "../../../src/interactions/recordInteractions.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { Receiver } from "../../../src/purchases/receive/receiver.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { tellProblem } from "../../../src/sentences/problems.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { soldEvent } from "../../support/purchases.ts";

/** The whole demo, as a first start loads it, and what an agent sees of its people. */

const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
/** The one that loadDemo takes. */
const DEMO_SEED = 2_026;
const LOAD_TIMEOUT_MS = 120_000;

let database: TestDatabase;
let pool: Sql;
let catalog: Catalog;
let receiver: Receiver;
let problems: { email: string; code: string; sentence: string }[];
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await registerDemoRetailer(database.sql);
  pool = connect(database.url, { max: 4 });
  catalog = await Catalog.load(pool);
  receiver = new Receiver({ sql: pool, catalog, writers: 2, newPublicId: uuidv7 });
  await loadDemo({
    sql: database.sql,
    receive: receiver.receivePurchases,
    record: (request) => recordInteractions({ sql: pool, catalog, newPublicId: uuidv7 }, request),
    catalog,
    now,
  });
  problems = await problemsOfAll(database.sql, catalog);
}, LOAD_TIMEOUT_MS);
afterAll(async () => {
  await receiver.close();
  await pool.end();
  await database.drop();
});

async function problemsOfAll(sql: Sql, catalog: Catalog) {
  const loaders = createLoaders({
    sql,
    lookups: createLookups(sql).lookups,
    directory: new Directory(catalog),
    viewer: systemViewer("test"),
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
  const rows = await sql<{ leafId: bigint; email: string }[]>`
    select leaf_id as "leafId", value as email from identifiers
    where kind = 'email' and leaf_id is not null`;
  const found = await Promise.all(
    rows.map(async ({ leafId, email }) => {
      const customer = await loaders.customers.byLeaf(leafId);
      const models = customer === null ? null : await loaders.problems.ofCustomer(customer);
      return (models ?? []).map((model) => ({
        ...{ email, code: model.problem.code, sentence: tellProblem(model) },
      }));
    }),
  );
  return found.flat();
}

/** E-mail addresses of those with whom something was planted to go wrong. */
function peopleWithAStory(): Set<string> {
  const { people, purchases, interactions } = generateDemo({ seed: DEMO_SEED, now });
  const customersOf = ({ event }: (typeof purchases)[number]) =>
    (event["customer"] ?? []) as { kind: string; value: string }[];
  const numbersOf = ({ event }: (typeof purchases)[number]) =>
    (event["references"] as { value: string }[]).map(({ value }) => value);
  const goesOn = new Set(
    purchases
      .filter(({ event }) => event.kind === "FULFILLED" || event.kind === "CANCELLED")
      .flatMap(numbersOf),
  );
  const isStory = (purchase: (typeof purchases)[number]) =>
    (purchase.event.kind === "PLACED" && !numbersOf(purchase).some((one) => goesOn.has(one))) ||
    purchase.event.eventId.includes("-9000");
  const closed = new Set(
    interactions
      .filter(({ interaction }) => interaction["kind"] === "CASE_RESOLVED")
      .map(({ interaction }) => interaction["caseNumber"]),
  );
  const open = interactions.filter(
    ({ interaction }) =>
      interaction["caseNumber"] !== undefined && !closed.has(interaction["caseNumber"]),
  );
  const named = [
    ...purchases.filter(isStory).flatMap(customersOf),
    ...open.flatMap(
      ({ interaction }) => interaction["customer"] as { kind: string; value: string }[],
    ),
  ].map(({ value }) => value);
  const values = new Set(named);
  return new Set(
    people
      .filter(({ email, loyalty }) => values.has(email) || values.has(loyalty ?? ""))
      .map(({ email }) => email),
  );
}

test("a person with whom nothing was planted to go wrong has no problem", () => {
  const stories = peopleWithAStory();
  expect(stories.size).toBeLessThan(60);
  expect(problems.filter(({ email }) => !stories.has(email))).toEqual([]);
});

test("what was planted is found, in the customer's own numbers", () => {
  const codes = new Set(problems.map(({ code }) => code));
  expect(codes).toEqual(new Set(["ORDER_NOT_HANDED_OVER", "RETURN_WITHOUT_SALE", "CASE_OPEN"]));
  for (const { code, sentence } of problems) {
    expect(sentence).not.toMatch(/SO\d|\?|-1 days/);
    if (code === "ORDER_NOT_HANDED_OVER") {
      expect(sentence).toMatch(/^Order [AW]\d{6} was paid/);
    }
  }
});

test("an order of the shop that says nothing of the ERP is no false alarm", async () => {
  const [result] = await receiver.receivePurchases({
    ...{ door: "IMPORT", viewer: systemViewer("test"), requestId: null, headers: {} },
    ...{ body: Buffer.from(""), mode: "LIVE" },
    events: [
      soldEvent({
        ...{ source: "shop", channel: "web", store: undefined, till: undefined },
        customer: [{ kind: "email", value: "first@example.com" }],
        occurredAt: new Date().toISOString(),
        capturedAt: new Date().toISOString(),
      }),
    ],
  });
  expect(result?.outcome).toBe("APPLIED");
  const all = await problemsOfAll(database.sql, catalog);
  expect(all.filter(({ email }) => email === "first@example.com")).toEqual([]);
});
