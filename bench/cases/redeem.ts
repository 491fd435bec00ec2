import { join } from "node:path";
import { connect } from "../../db/connection/client.ts";
import { startChild } from "../processes/children.ts";
import type { RedeemPlan, RedeemResult } from "../processes/redeemProcess.ts";
import { createBenchKey, startRealServer } from "../processes/server.ts";
import { readTableFigures } from "../report/databaseFigures.ts";
import { assertRight, type Bench, rateOf } from "../report/measure.ts";
import { readProcessCpuMs } from "../report/processFigures.ts";
import type { RedeemLine } from "../report/results.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { STORE } from "./seed.ts";
import { readServerCpuMs } from "./serverCpu.ts";

const CALLERS = 32;
const CHECKED = 500;
const WARM_UP = 3_000;

/** Tills that redeem coupons of distinct customers, over HTTP at the real server. */
export async function measureRedeem(bench: Bench): Promise<readonly RedeemLine[]> {
  const { cluster, options, tell } = bench;
  const database = "bench_redeem";
  const url = await cluster.createCopy(database);
  await insertCoupons(url, options.customers);
  const token = await createBenchKey(url, { role: "till", store: STORE });
  const server = await startRealServer(url, join(cluster.folder, "redeem"));
  const load = startChild("redeemProcess.ts", null);
  let sent = 0;
  let line: RedeemLine;
  try {
    const run = async (count: number): Promise<RedeemResult> => {
      const left = options.customers - sent;
      const plan = { from: sent, count: Math.min(Math.ceil(count), left), callers: CALLERS };
      await load.call("prepare", { ...plan, port: server.port, token } satisfies RedeemPlan);
      const result = await load.call<RedeemResult>("run");
      sent += plan.count;
      const wrong =
        result.wrongCount === 0 ? [] : [`${result.wrongCount} answers`, ...result.wrong];
      assertRight("redemptions", wrong);
      return result;
    };
    const cpu = async () => ({
      process: readProcessCpuMs(server.pid),
      postgres: sumOrNull(
        await readServerCpuMs(cluster.admin, "tributary-commands"),
        await readServerCpuMs(cluster.admin, "tributary-read"),
      ),
    });
    await run(CHECKED);
    assertRight("checked redemptions", await findWrongCoupons(url, sent));
    const warm = await run(WARM_UP);
    const before = await cpu();
    const result = await run(rateOf(WARM_UP, warm.elapsedMs) * options.seconds);
    const after = await cpu();
    const redemptions = result.latencyMs.length;
    const perSecond = rateOf(redemptions, result.elapsedMs);
    tell(`redeem, ${CALLERS} connections: ${Math.round(perSecond)}/s`);
    const each = (from: number | null, to: number | null) =>
      from === null || to === null ? null : ((to - from) * 1_000) / redemptions;
    line = {
      callers: CALLERS,
      perSecond,
      latencyMs: spreadOf(result.latencyMs),
      cpuUs: {
        process: each(before.process, after.process),
        postgres: each(before.postgres, after.postgres),
      },
      rowsPerRedemption: 0,
      redemptions,
    };
  } finally {
    await Promise.all([server.stop(), load.stop()]);
  }
  assertRight("redemptions, checked after timing", await findWrongCoupons(url, sent));
  const written = (await readTableFigures(url)).filter(({ table }) => WRITTEN.has(table));
  // Coupons were inserted by us.
  const rows = sumOf(
    written.map((one) => one.updated + (one.table === "coupon" ? 0 : one.inserted)),
  );
  await cluster.dropCopy(database);
  return [{ ...line, rowsPerRedemption: rows / sent }];
}

/** Tables that a redemption writes. */
const WRITTEN = new Set([
  "coupon",
  "coupon_attempt",
  "customer",
  "idempotency_key",
  "outbox",
  "redemption",
]);

/** A coupon for every customer, by set-based SQL: what is measured is using, not issuing. */
async function insertCoupons(url: string, customers: number): Promise<void> {
  const sql = connect(url, { max: 1, applicationName: "tributary-bench-seed" });
  const terms = {
    name: { en: "Five pounds off" },
    value: { kind: "AMOUNT", minor: "500" },
    ...{ tiers: [], stores: [], channels: [], articles: [], categories: [] },
    basketMinMinor: "1000",
  };
  try {
    await sql`
      insert into coupon (public_id, code, code_key, leaf_id, state, basis, valid_from, valid_until, uses_max, currency,
        terms, held_at_issue, issued_by, issued_at)
      select gen_random_uuid(), code, code, leaf_id, 'ISSUED', 'HONOURED_AT_ISSUE', now() - interval '1 day',
        now() + interval '1 year', 1, 'GBP', ${JSON.stringify(terms)}::text::jsonb, '{"tier": "BASE", "segments": []}',
        'job:bench', now() - interval '1 day'
      from (
        select 'BENCH' || lpad((row_number() over (order by id) - 1)::text, 9, '0') as code, id as leaf_id
        from customer order by id limit ${customers}::int) as one`;
    await sql`vacuum (freeze, analyze) coupon`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

/** Compares the database with what was sent; what is wrong, one line each. */
async function findWrongCoupons(url: string, sent: number): Promise<readonly string[]> {
  const sql = connect(url, { max: 1, applicationName: "tributary-bench-check" });
  try {
    const [found] = await sql<Record<string, number>[]>`
      select (select count(*) from redemption where state = 'REDEEMED')::int as redemptions,
        (select count(distinct coupon_id) from redemption)::int as coupons,
        (select count(*) from coupon where state = 'REDEEMED' and used = 1)::int as used,
        (select count(*) from coupon_attempt where outcome = 'REDEEMED')::int as attempts,
        (select count(*) from outbox where kind = 'COUPON_CHANGED')::int as stream,
        (select sum(seq) from customer)::int as seqs,
        (select count(*) from idempotency_key where answer is not null)::int as answers`;
    return Object.entries(found ?? {}).flatMap(([what, count]) =>
      count === sent ? [] : [`${what}: ${count}, expected ${sent}`],
    );
  } finally {
    await sql.end();
  }
}

function sumOrNull(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
