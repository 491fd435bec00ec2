import type { Sql } from "../../connection/client.ts";
import { type Summed, withSums } from "../../statements/rows.ts";

export interface BalanceAtRow {
  /** Everything that had been booked, what was not active yet included. */
  readonly total: bigint;
  /** Of it, not active yet. */
  readonly maturing: bigint;
  /** Of it, expired by then and not written yet. */
  readonly lost: bigint;
}

/**
 * A wallet at an instant, over all leaves of a customer, from the entries that had been recorded by
 * then: what was left in each lot is the sum of the parts that they took and gave.
 */
export async function readBalanceAt(
  sql: Sql,
  {
    rootId,
    programme,
    wallet,
    at,
  }: {
    readonly rootId: bigint;
    readonly programme: string;
    readonly wallet: string;
    readonly at: string;
  },
): Promise<BalanceAtRow> {
  const rows = await sql<Summed<BalanceAtRow, "total" | "maturing" | "lost">[]>`
    with own as (
      select id, leaf_id, rolls_until from account
       where programme = ${programme} and wallet = ${wallet}
         and leaf_id = any(array(
           select ${String(rootId)}::text::bigint
            union
           select id from customer
            where root_id = ${String(rootId)}::text::bigint and root_id <> id))),
    made as (
      select own.id as account_id, own.rolls_until, e.lots,
             case when e.debit_account_id = e.credit_account_id then 0
                  when e.credit_account_id = own.id then e.points else -e.points end as signed
        from own
        join entry e on e.leaf_id = own.leaf_id and own.id in (e.debit_account_id, e.credit_account_id)
       where e.recorded_at <= ${at}::text::timestamptz),
    parts as (
      select made.account_id, made.rolls_until, (part ->> 0)::bigint as lot_id, sum((part ->> 1)::bigint) as points
        from made cross join lateral jsonb_array_elements(made.lots) as part
       group by 1, 2, 3)
    select (select coalesce(sum(signed), 0) from made) as total,
           coalesce(sum(p.points) filter (where l.activates_at > ${at}::text::timestamptz), 0) as maturing,
           coalesce(sum(p.points) filter (
             where l.activates_at <= ${at}::text::timestamptz
               and coalesce(l.expires_at, p.rolls_until) <= ${at}::text::timestamptz), 0) as lost
      from parts p join lot l on l.id = p.lot_id and l.account_id = p.account_id`;
  const [row] = withSums<BalanceAtRow, "total" | "maturing" | "lost">(
    rows,
    "total",
    "maturing",
    "lost",
  );
  return row ?? { total: 0n, maturing: 0n, lost: 0n };
}
