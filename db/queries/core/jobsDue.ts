import type { Sql, Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

export interface DueRow extends StoredRowOf<"due", "root_id" | "next_due_at"> {
  /** Grants in force: each may end. */
  readonly grants: number;
}

/** Those of these customers that are due. */
export function readDue(tx: Tx, roots: readonly bigint[], now: string) {
  return tx<DueRow[]>`
    select d.root_id, d.next_due_at, coalesce(jsonb_array_length(c.tier_basis -> 'grants'), 0) as grants
    from due d left join customer c on c.id = d.root_id
    where d.root_id = any(${idList(roots)}::bigint[]) and d.next_due_at <= ${now}::text::timestamptz`;
}

/** When customers are due next, those that ever are. */
export function readDueOf(tx: Tx, roots: readonly bigint[]) {
  return tx<Pick<DueRow, "root_id" | "next_due_at">[]>`
    select root_id, next_due_at from due where root_id = any(${idList(roots)}::bigint[])`;
}

/** Customers whose next due instant has passed, the longest overdue first. Nothing is locked. */
export function findDue(sql: Sql | Tx, now: string, limit: number) {
  return sql<DueRow[]>`
    select d.root_id, d.next_due_at, coalesce(jsonb_array_length(c.tier_basis -> 'grants'), 0) as grants
    from due d left join customer c on c.id = d.root_id
    where d.next_due_at <= ${now}::timestamptz
    order by d.next_due_at, d.root_id limit ${limit}`;
}
