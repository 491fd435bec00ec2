import type { Sql } from "../../db/connection/client.ts";

export interface Totals {
  readonly lines: readonly string[];
  readonly addsUp: boolean;
}

/**
 * What the ledger says, reconciled with what stands elsewhere: entries by kind, accounts, lots, and
 * the orders with the points of their lines. Each figure is added up from another table.
 */
export async function readTotals(sql: Sql): Promise<Totals> {
  const [sums] = await sql<Record<string, bigint>[]>`
    select
      (select coalesce(sum(points), 0) from entry where kind = 'EARNED')::bigint as earned,
      (select coalesce(sum(points), 0) from entry where kind = 'REVERSED')::bigint as reversed,
      (select coalesce(sum(points), 0) from entry where kind = 'WAIVED')::bigint as waived,
      (select coalesce(sum(points), 0) from entry where kind = 'EXPIRED')::bigint as expired,
      (select coalesce(sum(active), 0) from account where leaf_id is not null)::bigint as active,
      (select coalesce(sum(maturing), 0) from account where leaf_id is not null)::bigint as maturing,
      (select coalesce(sum(remaining), 0) from lot)::bigint as in_lots,
      (select coalesce(sum(-(active + maturing)), 0) from account where leaf_id is not null and active + maturing < 0)::bigint as owed,
      (select coalesce(sum(points_active), 0) from orders)::bigint as of_orders,
      (select coalesce(sum((line ->> 1)::bigint), 0) from orders o
        cross join lateral jsonb_array_elements(o.posted -> 'rules') as own(rule)
        cross join lateral jsonb_array_elements(rule -> 'lines') as element(line))::bigint as of_lines,
      (select count(*) from orders where leaf_id is not null and absorbed_into is null)::bigint as orders`;
  const of = (name: string): bigint => sums?.[name] ?? 0n;
  const checks: readonly (readonly [string, bigint, bigint])[] = [
    ["points of orders = earned - reversed", of("of_orders"), of("earned") - of("reversed")],
    ["points of their lines = points of orders", of("of_lines"), of("of_orders")],
    [
      "active + maturing = earned - reversed + waived - expired",
      of("active") + of("maturing"),
      of("earned") - of("reversed") + of("waived") - of("expired"),
    ],
    [
      "left in lots = active + maturing + owed",
      of("in_lots"),
      of("active") + of("maturing") + of("owed"),
    ],
  ];
  const tiers = await sql<{ tier: string | null; customers: bigint }[]>`
    select tier, count(*) as customers from customer where root_id = id group by 1 order by 2 desc`;
  const shown = (value: bigint) => value.toLocaleString("en");
  return {
    lines: [
      `${shown(of("orders"))} orders of customers: ${shown(of("earned"))} earned, ${shown(of("reversed"))} reversed, ` +
        `${shown(of("waived"))} waived, ${shown(of("expired"))} expired, ${shown(of("active"))} active, ${shown(of("maturing"))} maturing`,
      `tiers: ${tiers.map(({ tier, customers }) => `${tier ?? "none"} ${shown(customers)}`).join(", ")}`,
      ...checks
        .filter(([, a, b]) => a !== b)
        .map(([name, a, b]) => `DIFFERS: ${name}: ${shown(a)} and ${shown(b)}`),
    ],
    addsUp: checks.every(([, a, b]) => a === b),
  };
}
