import type { Sql, Tx } from "../client.ts";

export interface DueRow {
  readonly root_id: bigint;
  readonly next_due_at: string;
}

/** Customers whose next due instant has passed, the longest overdue first. Nothing is locked. */
export function findDue(sql: Sql | Tx, now: string, limit: number) {
  return sql<DueRow[]>`
    select root_id, next_due_at from due
    where next_due_at <= ${now}::timestamptz
    order by next_due_at, root_id limit ${limit}`;
}
