import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { insertModel, setStatus } from "../../db/queries/identity/models.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { Random } from "../../src/demo/random.ts";
import { systemViewer } from "../../src/domain/access/viewer.ts";
import { DEFAULT_MODEL } from "../../src/domain/identity/matching/model.ts";
import { mergeCustomers } from "../../src/identity/byHand/mergeCustomers.ts";
import { unmergeCustomers } from "../../src/identity/byHand/unmergeCustomers.ts";
import { RecentRecords } from "../../src/identity/records/recentRecords.ts";
import { resolveRecords } from "../../src/identity/records/resolveRecords.ts";
import { registerSource } from "../../src/programme/ensureProgramme.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { fillRecords, personOf } from "../made/people.ts";
import { assertRight, rateOf } from "../report/measure.ts";
import { type Spread, spreadOf, sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { emailOf, soldEvent } from "./purchases.ts";
import { SOURCE, settle } from "./seed.ts";

/** Pairs that are merged and parted again, and orders of each of the two. */
const PAIRS = 5;
const ORDERS = 1_000;
const ROUNDS = 6;
const BATCH = 500;
/** Calls of BATCH purchases that each side of a turn sends. */
const CALLS = 4;
const TURNS = 6;
/** Records that are resolved one by one; every other one is somebody known, with a slip. */
const RESOLVED = 400;
/** Turns with tried weights and without, and records of each. */
const TRIED_TURNS = 20;
const TRIED_RECORDS = 40;
const SHOP = "bench-shop";

interface IdentityLine {
  readonly what: string;
  readonly perSecond: number;
  readonly latencyMs: Spread | null;
  /** Times slower than the same without it; null where nothing is compared. */
  readonly times: number | null;
}

async function measure(whole: Bench): Promise<readonly IdentityLine[]> {
  const lines: IdentityLine[] = [];
  for (const one of [measureMerges, measurePurchases, measureNewCustomers, measureRecords]) {
    await using bench = whole.part();
    for (const line of await one(bench)) {
      lines.push(line);
      const p99 = line.latencyMs?.p99.toFixed(1) ?? "-";
      const times = line.times?.toFixed(3) ?? "-";
      bench.tell(`identity, ${line.what}: ${line.perSecond | 0}/s, p99 ${p99} ms, ${times} times`);
    }
  }
  return lines;
}

/** A database with a receiver in this process. */
async function startShop(bench: Bench, name: string, customers: number) {
  const sql = bench.sql(await bench.seeded(name, customers), 6);
  await registerSource(sql, {
    ...{ code: SHOP, name: "Shop", identifierRank: ["email", "loyalty"] },
    ...{ createKinds: ["email"], trustedKinds: ["email", "loyalty"], autoEnrol: true },
  });
  const catalog = await Catalog.load(sql);
  const receiver = new Receiver({ sql, catalog, writers: 2, newPublicId: uuidv7 });
  let number = 0;
  const buy = async (customers_: readonly (readonly object[])[]): Promise<number> => {
    const events = customers_.map((customer) => {
      number += 1;
      const lines = [{ id: "1", article: "A-1", quantity: "1", gross: "12.00" }];
      const sold = soldEvent(
        `i-${number}`,
        "nobody@example.com",
        Date.now() - 1_000,
        lines,
        "12.00",
      );
      return { ...sold, source: SHOP, customer };
    });
    const body = Buffer.from(JSON.stringify(events));
    const from = performance.now();
    const results = await receiver.receivePurchases({
      ...{ door: "IMPORT", viewer: systemViewer("bench"), requestId: null, headers: {} },
      ...{ body, events, mode: "LIVE" },
    });
    const elapsedMs = performance.now() - from;
    const wrong = results.filter(({ outcome }) => outcome !== "APPLIED");
    assertRight("purchases", wrong.length === 0 ? [] : [JSON.stringify(wrong[0])]);
    return elapsedMs;
  };
  return { sql, catalog, buy, close: () => receiver.close() };
}

const mailOf = (ordinal: number) => ({ kind: "email", value: emailOf(ordinal) });

/** Two customers of many orders become one and come apart again. */
async function measureMerges(bench: Bench): Promise<readonly IdentityLine[]> {
  const { sql, catalog, buy, close } = await startShop(bench, "bench_merges", 2 * PAIRS);
  const emails = await emailsOf(sql);
  for (const email of emails.keys()) {
    for (let at = 0; at < ORDERS; at += BATCH) {
      await buy(Array.from({ length: BATCH }, () => [{ kind: "email", value: email }]));
    }
  }
  await close();
  await settle(sql);
  const deps = { sql, catalog, newPublicId: uuidv7 };
  const roots = [...emails.values()];
  const viewer = systemViewer("bench");
  const took = { merge: [] as number[], undo: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const [rootId, other] = [roots[2 * pair] as bigint, roots[2 * pair + 1] as bigint];
      const common = { viewer, said: null, reason: "bench" };
      const from = performance.now();
      const merged = await mergeCustomers(deps, {
        ...{ ...common, rootId, otherRootId: other, overrule: false },
        idempotencyKey: `m-${round}-${pair}`,
      });
      const between = performance.now();
      const parted = await unmergeCustomers(deps, {
        ...{ ...common, rootId, separate: other },
        idempotencyKey: `u-${round}-${pair}`,
      });
      took.undo.push(performance.now() - between);
      took.merge.push(between - from);
      assertRight(
        "merges",
        [...merged.userErrors, ...parted.userErrors].map(({ code }) => code),
      );
    }
  }
  const line = (what: string, ms: readonly number[]) => ({
    ...{ what, perSecond: rateOf(ms.length, sumOf(ms)), latencyMs: spreadOf(ms), times: null },
  });
  return [
    line("merges of two customers of 1,000 orders each", took.merge),
    line("undos of such a merge", took.undo),
  ];
}

async function emailsOf(sql: Sql): Promise<ReadonlyMap<string, bigint>> {
  const rows = await sql<{ value: string; leaf_id: bigint }[]>`
    select value, leaf_id from identifiers where kind = 'email' order by id`;
  return new Map(rows.map((row) => [row.value, row.leaf_id]));
}

/** Purchases that show one identifier, and those that show two of two customers, in turns. */
async function measurePurchases(bench: Bench): Promise<readonly IdentityLine[]> {
  const { customers } = bench.options;
  const { buy, close } = await startShop(bench, "bench_showing", customers);
  let next = 0;
  const sides = {
    one: (): readonly object[] => [mailOf(next % customers)],
    two: () => [mailOf(next % customers), mailOf((next + 1 + (next % 7)) % customers)],
  };
  const took = { one: [] as number[], two: [] as number[] };
  for (let turn = 0; turn <= TURNS; turn += 1) {
    for (const side of turn % 2 === 0 ? (["one", "two"] as const) : (["two", "one"] as const)) {
      for (let call = 0; call < CALLS; call += 1) {
        const shown = Array.from({ length: BATCH }, () => {
          next += 1;
          return sides[side]();
        });
        const ms = await buy(shown);
        // The first turn warms up.
        if (turn > 0) {
          took[side].push(ms);
        }
      }
    }
  }
  await close();
  const rate = (ms: readonly number[]) => rateOf(ms.length * BATCH, sumOf(ms));
  const line = (what: string, ms: readonly number[], times: number | null) => ({
    ...{ what, perSecond: rate(ms), latencyMs: null, times },
  });
  return [
    line("purchases that show one identifier", took.one, null),
    line(
      "purchases that show two customers' identifiers",
      took.two,
      sumOf(took.two) / sumOf(took.one),
    ),
  ];
}

/** Nobody is known yet: each purchase makes a customer of two identifiers. */
async function measureNewCustomers(bench: Bench): Promise<readonly IdentityLine[]> {
  const { sql, buy, close } = await startShop(bench, "bench_new", 1);
  let made = 0;
  const calls: number[] = [];
  for (let call = 0; call < CALLS * TURNS; call += 1) {
    const shown = Array.from({ length: BATCH }, () => {
      made += 1;
      return [
        { kind: "email", value: `new-${made}@example.com`, verified: true },
        { kind: "loyalty", value: String(7_000_000 + made), verified: true },
      ];
    });
    calls.push(await buy(shown));
  }
  await close();
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from customer`;
  assertRight("new customers", row?.n === made + 1 ? [] : [`${row?.n} customers of ${made}`]);
  const perSecond = rateOf(made, sumOf(calls));
  const what = "new customers of two identifiers each, by rule";
  return [{ what, perSecond, latencyMs: null, times: null }];
}

/** One record by itself against all that are there. */
async function measureRecords(bench: Bench): Promise<readonly IdentityLine[]> {
  const { customers } = bench.options;
  const { sql, catalog, close } = await startShop(bench, "bench_records", 1);
  await close();
  const [source] = await sql<{ id: number }[]>`select id from source where code = ${SOURCE}`;
  const sourceId = source?.id ?? 0;
  const filled = new Random(1, "records");
  await fillRecords(sql, catalog, { random: filled, count: customers, sourceId });
  await settle(sql);
  const deps = { sql, catalog, newPublicId: uuidv7 };
  const [known, strangers] = [new Random(1, "records"), new Random(2, "strangers")];
  const recent = new RecentRecords();
  let made = 0;
  const resolveOne = async (): Promise<number> => {
    made += 1;
    const stranger = personOf(strangers);
    const somebody = personOf(known);
    const fields =
      made % 2 === 1 ? stranger : { ...somebody, surname: `${somebody.surname?.slice(0, -1)}` };
    const from = performance.now();
    await resolveRecords(deps, [{ sourceId, key: `one-${made}`, fields }], { recent });
    return performance.now() - from;
  };
  const took: number[] = [];
  for (let at = 0; at < RESOLVED; at += 1) {
    took.push(await resolveOne());
  }
  const tried = await measureTried(sql, resolveOne);
  const merged = await sql`select 1 from customer where root_id <> id`;
  assertRight("records", merged.length > 0 ? [] : ["nobody was found again"]);
  const what = `records resolved one by one against ${customers.toLocaleString("en")}`;
  const latencyMs = spreadOf(took.slice(RESOLVED / 4));
  return [{ what, perSecond: rateOf(took.length, sumOf(took)), latencyMs, times: null }, ...tried];
}

/** Records while other weights are tried beside the deciding ones, in turns with records alone. */
async function measureTried(
  sql: Sql,
  resolveOne: () => Promise<number>,
): Promise<readonly IdentityLine[]> {
  await sql.begin((tx) =>
    insertModel(tx, { version: 1, parameters: DEFAULT_MODEL, records: 1, by: "bench" }),
  );
  const took = { alone: [] as number[], tried: [] as number[] };
  for (let turn = 0; turn < TRIED_TURNS; turn += 1) {
    const side = turn % 2 === 0 ? "alone" : "tried";
    await sql.begin((tx) => setStatus(tx, 1, side === "tried" ? "SHADOW" : "DRAFT"));
    for (let at = 0; at < TRIED_RECORDS; at += 1) {
      took[side].push(await resolveOne());
    }
  }
  const [row] = await sql<{ n: number }[]>`select sum(pairs)::int as n from identity_shadow`;
  assertRight("tried weights", (row?.n ?? 0) > 0 ? [] : ["nothing was compared"]);
  const line = (what: string, ms: readonly number[], times: number | null) => ({
    ...{ what, perSecond: rateOf(ms.length, sumOf(ms)), latencyMs: spreadOf(ms), times },
  });
  const [alone, tried] = [spreadOf(took.alone), spreadOf(took.tried)];
  const times = alone === null || tried === null ? null : tried.p50 / alone.p50;
  return [
    line("records one by one, in turns with the next line", took.alone, null),
    line("records one by one while other weights are tried (times: of p50)", took.tried, times),
  ];
}

function bars([merge, , , showing, made, record]: readonly IdentityLine[]) {
  return [
    bar(
      "A merge of two customers of 1,000 orders each, p99, at most",
      100,
      "ms",
      merge?.latencyMs?.p99,
    ),
    bar("Purchases that show two, times slower, at most", 1.15, "x slower", showing?.times),
    bar("New customers by rule, at least", 2_000, "/s", made?.perSecond),
    bar("A record by itself, p99, at most", 50, "ms", record?.latencyMs?.p99),
  ];
}

export const identityCase: Case<IdentityLine> = {
  name: "identity",
  title: "Identity",
  note: `Customers of 1,000 orders each are merged by hand and parted again. Purchases in batches of ${BATCH}, by one process, that show the identifiers of two customers leave evidence
that a job decides; they run in turns with purchases that show one. Records of made-up persons are there without having been compared with each other, and further ones are resolved one by one
(half of them somebody known, with a letter missing; then in turns with tried weights and without): as many as \`--customers\` says; a million takes some minutes to fill.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      what: (line) => line.what,
      "a second": (line) => line.perSecond,
      "ms p50 / p99": (line) => line.latencyMs,
      "times slower": (line) => line.times,
    }),
  ],
  bars,
};
