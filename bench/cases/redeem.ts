import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { createBenchKey } from "../processes/server.ts";
import { withSql } from "../processes/sql.ts";
import { differencesOf, readTableFigures } from "../report/databaseFigures.ts";
import { assertRight, cpuUsOf, rateOf, spend } from "../report/measure.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { COUPONS, insertCoupons } from "./coupons.ts";
import { STORE } from "./seed.ts";

const CALLERS = 32;
const CHECKED = 500;
const WARM_UP = 3_000;
const PREFIX = "BENCH";
/** Names of the server's connections that a redemption uses. */
const CONNECTIONS = ["tributary-commands", "tributary-read"];

/** Tables that a redemption writes. */
const WRITTEN = "coupon coupon_attempt customer idempotency_key outbox redemption".split(" ");

/** Tills that redeem coupons of distinct customers, over HTTP at the real server. */
async function measure(bench: Bench) {
  const { cluster, options } = bench;
  const url = await bench.copy("bench_redeem");
  await withSql(url, async (sql) => {
    await insertCoupons(sql, PREFIX, COUPONS.five);
    await sql`vacuum (freeze, analyze) coupon`;
    await sql`checkpoint`;
  });
  const token = await createBenchKey(url, "till", STORE);
  const server = await bench.server(url);
  const load = bench.load(url);
  let sent = 0;
  const redeem = async (count: number) => {
    const purchases = Math.min(Math.ceil(count), options.customers - sent);
    const door = { kind: "till", port: server.port, token } as const;
    const plan = { door, callers: CALLERS, prefix: PREFIX, from: sent, purchases };
    sent += purchases;
    return await load.call(plan);
  };
  await redeem(CHECKED);
  assertRight("checked redemptions", await findWrongCoupons(url, sent));
  const warm = await redeem(WARM_UP);
  const rate = rateOf(warm.calls, warm.elapsedMs);
  const spent = await spend(cluster.admin, server, CONNECTIONS, () =>
    redeem(rate * options.seconds),
  );
  const { calls: redemptions, elapsedMs, latencyMs } = spent.result;
  const perSecond = rateOf(redemptions, elapsedMs);
  bench.tell(`redeem, ${CALLERS} connections: ${Math.round(perSecond)}/s`);
  // Figures count when connections end.
  await server.stop();
  assertRight("redemptions, checked after timing", await findWrongCoupons(url, sent));
  const written = (await readTableFigures(url)).filter(({ table }) => WRITTEN.includes(table));
  // Coupons were inserted by us.
  const rows = written.map((one) => one.updated + (one.table === "coupon" ? 0 : one.inserted));
  const cpuUs = cpuUsOf([spent], redemptions);
  const rowsPerRedemption = sumOf(rows) / sent;
  return [
    {
      ...{ callers: CALLERS, perSecond, latencyMs: spreadOf(latencyMs), cpuUs },
      ...{ rowsPerRedemption, redemptions },
    },
  ];
}

/** Compares the database with what was sent; what is wrong, one line each. */
async function findWrongCoupons(url: string, sent: number): Promise<readonly string[]> {
  const [found = {}] = await withSql(
    url,
    (sql) => sql<Record<string, number>[]>`
      select (select count(*) from redemption where state = 'REDEEMED')::int as redemptions,
        (select count(distinct coupon_id) from redemption)::int as coupons,
        (select count(*) from coupon where state = 'REDEEMED' and used = 1)::int as used,
        (select count(*) from coupon_attempt where outcome = 'REDEEMED')::int as attempts,
        (select count(*) from outbox where kind = 'COUPON_CHANGED')::int as stream,
        (select sum(seq) from customer)::int as seqs,
        (select count(*) from idempotency_key where answer is not null)::int as answers`,
  );
  return differencesOf(found, Object.fromEntries(Object.keys(found).map((what) => [what, sent])));
}

export const redeemCase: Case<Awaited<ReturnType<typeof measure>>[number]> = {
  name: "redeem",
  title: "Coupons at the till",
  note: `\`redeemCoupon\` over GraphQL at the real server with a till's key; every coupon is another customer's, has a least
basket and is used once. Checked are: every answer is a redemption for the first time; as many redemptions, used coupons,
attempts and stream rows in the database as sent.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      connections: (line) => String(line.callers),
      "redemptions/s": (line) => line.perSecond,
      "call ms p50 / p99": (line) => line.latencyMs,
      "rows per redemption": (line) => line.rowsPerRedemption,
      "CPU us per redemption: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: ([line]) => [
    bar("Redemptions of distinct coupons, at least", 500, "/s", line?.perSecond),
    bar("Redemption p99, below", 80, "ms", line?.latencyMs?.p99),
  ],
};
