import type { Sql, Tx } from "../client.ts";
import { idList } from "./rows.ts";

export interface DueRow {
  readonly root_id: bigint;
  readonly next_due_at: string;
  /** Grants in force: each may end. */
  readonly grants: number;
}

/** The clock, and which of these customers are due by it (or by `now`); read after their locks. */
export function readDue(tx: Tx, roots: readonly bigint[], now: string | null) {
  return tx<({ readonly clock: string } & (DueRow | { readonly root_id: null }))[]>`
    select c.clock, due.root_id, due.next_due_at, due.grants
    from (select coalesce(${now}::timestamptz, clock_timestamp()) as clock) as c
    left join lateral (
      select d.root_id, d.next_due_at, coalesce(jsonb_array_length(r.tier_basis -> 'grants'), 0) as grants
      from due d left join customer r on r.id = d.root_id
      where d.root_id = any(${idList(roots)}::bigint[]) and d.next_due_at <= c.clock) as due on true`;
}

/** Customers whose next due instant has passed, the longest overdue first. Nothing is locked. */
export function findDue(sql: Sql | Tx, now: string, limit: number) {
  return sql<DueRow[]>`
    select d.root_id, d.next_due_at, coalesce(jsonb_array_length(c.tier_basis -> 'grants'), 0) as grants
    from due d left join customer c on c.id = d.root_id
    where d.next_due_at <= ${now}::timestamptz
    order by d.next_due_at, d.root_id limit ${limit}`;
}
