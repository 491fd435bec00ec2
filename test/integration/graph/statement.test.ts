import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { runDue } from "../../../src/core/advance.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { addMicros, type LocalDate, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { adjustPoints } from "../../../src/loyalty/points/adjustPoints.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql, {
    ...DEFAULT_RULESET_DOCUMENT,
    wallets: [{ code: "points", expiry: { kind: "FIXED", months: 2 } }],
  });
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

/**
 * Guarantee: the statements of consecutive months chain, the last one closes with the balance, and
 * the entries of a statement sum to what it says happened; a month that is over is never changed by
 * what comes later.
 */
test("statements chain, add up to the balance and stay as they are once their month is over", async () => {
  const { sql } = database;
  const { catalog } = gateway;
  const random = rng(testSeed());
  const below = (count: number) => Math.floor(random() * count);
  const months = ["01", "02", "03", "04", "05", "06"];
  const closed: string[] = [];
  let rootId = 0n;
  let number = 0;
  for (const month of months) {
    for (let step = 0; step < 8; step += 1) {
      const now = addMicros(at(`2026-${month}-02T12:00:00Z`), step * 3 * MICROS_PER_DAY);
      number += 1;
      const late = below(3) === 0 ? below(50) * MICROS_PER_DAY : 0;
      const occurredAt = formatInstant(addMicros(now, -late));
      const [result] = await gateway.send(
        [sale(`s${number}`, "ann", `${10 + below(90)}.00`, { occurredAt })],
        { now },
      );
      rootId = result?.leafId as bigint;
      if (below(3) === 0) {
        const back = { return: { id: `b${number}` }, occurredAt: formatInstant(now) };
        await gateway.send([about(`s${1 + below(number)}`, "RETURNED", `b${number}`, back)], {
          now,
        });
      }
      if (below(4) === 0) {
        await adjustPoints(
          { sql, catalog, newPublicId: uuidv7, now },
          {
            ...{ viewer: viewerOf("supervisor"), rootId, said: "ann", reason: "r" },
            ...{ idempotencyKey: `a${number}`, wallet: "points", points: BigInt(1 + below(20)) },
          },
        );
      }
      await runDue({ sql, catalog, now: () => now });
    }
    // Until the month is over; the job comes every second.
    const over = at(`${lastDay(month)}T22:59:59Z`);
    await runDue({ sql, catalog, now: () => over });
    closed.push(
      JSON.stringify(shown(await statementOf(rootId, `2026-${month}-01`, lastDay(month)))),
    );
  }
  let opening = 0n;
  for (const [index, month] of months.entries()) {
    const statement = await statementOf(rootId, `2026-${month}-01`, lastDay(month));
    expect(JSON.stringify(shown(statement)), `2026-${month}`).toBe(closed[index]);
    expect(statement.opening).toBe(opening);
    const total = statement.listed.reduce((sum, { row }) => sum + row.points, 0n);
    expect(total).toBe(statement.closing - statement.opening);
    opening = statement.closing;
  }
  const [account] = await sql<{ points: bigint }[]>`
    select active + maturing as points from account where leaf_id = ${rootId}`;
  expect(opening).toBe(account?.points);
});

test("points that are lost stand in the statement at once, as they will once they are booked", async () => {
  const { sql } = database;
  const occurredAt = "2026-01-02T12:00:00Z";
  const [result] = await gateway.send([sale("lost", "eve", "100.00", { occurredAt })], {
    now: at(occurredAt),
  });
  const rootId = result?.leafId as bigint;
  const now = at("2026-04-10T12:00:00Z");
  const periods = [
    ["2026-01-01", "2026-03-31"],
    ["2026-03-01", "2026-03-31"],
    ["2026-04-01", "2026-04-30"],
    ["2026-05-01", "2026-05-31"],
  ] as const;
  const all = async () => {
    const statements = [];
    for (const [from, to] of periods) {
      statements.push(shown(await statementOf(rootId, from, to, now)));
    }
    return statements;
  };
  // Bought on 2 January, lost on 2 March.
  const expected = [
    ["0", "100", "0", "100", "0", "0"],
    ["100", "0", "0", "100", "0", "0"],
    ["0", "0", "0", "0", "0", "0"],
    ["0", "0", "0", "0", "0", "0"],
  ];
  expect(await all()).toEqual(expected);
  await runDue({ sql, catalog: gateway.catalog, now: () => now });
  expect(await all()).toEqual(expected);
});

const lastDay = (month: string) =>
  `2026-${month}-${{ "02": "28", "04": "30", "06": "30" }[month] ?? "31"}`;

const shown = ({ opening, earned, spent, expired, adjusted, closing }: Record<string, unknown>) =>
  [opening, earned, spent, expired, adjusted, closing].map(String);

async function statementOf(
  rootId: bigint,
  from: string,
  to: string,
  now = at("2026-06-30T20:00:00Z"),
) {
  const loaders = createLoaders({
    sql: database.sql,
    lookups: createLookups(database.sql).lookups,
    directory: new Directory(await Catalog.load(database.sql)),
    viewer: systemViewer("test"),
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
  const customer = await loaders.customers.byRoot(rootId);
  const loyalty = customer === null ? null : await loaders.loyalty.ofCustomer(customer, null);
  if (loyalty === null) {
    throw new Error("the customer is no member");
  }
  const period = { from: from as LocalDate, to: to as LocalDate, wallet: "points" };
  const statement = await loaders.statements.ofLoyalty(loyalty, period);
  const listed = [];
  for (let after: string | null = null; ; ) {
    const page = await loaders.statements.entries(statement, { first: 7, after });
    listed.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) {
      return { ...statement, listed };
    }
  }
}
