import type { CustomerAct } from "../../../src/domain/access/customerActs.ts";
import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What is done to a customer is one of a list, so that the timeline has a sentence for it. */
export type AuditRow = AuditFields &
  (
    | { readonly leafId: bigint; readonly action: CustomerAct }
    | { readonly leafId: null; readonly action: string }
  );

interface AuditFields extends RowOf<"audit", "actor" | "details"> {
  readonly requestId?: RowOf<"audit", "requestId">["requestId"];
  /**
   * The customer's recorded time, when the customer was changed: verify repeats what happened then.
   */
  readonly recordedAt?: string;
}

/** Puts on record what was done; in the transaction that does it, or on its own for a read. */
export function insertAudit(db: Sql | Tx, row: AuditRow) {
  return db`
    insert into audit (actor, action, leaf_id, details, request_id, recorded_at)
    values (${row.actor}, ${row.action}, ${row.leafId === null ? null : String(row.leafId)}::text::bigint,
      ${JSON.stringify(row.details)}::text::jsonb, ${row.requestId ?? null}, ${row.recordedAt ?? null}::text::timestamptz)`;
}

/** How often an action is on record for a customer in the last `seconds`. */
export async function countAudit(
  tx: Tx,
  leafId: bigint,
  action: CustomerAct,
  seconds: number,
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from audit
     where leaf_id = ${String(leafId)}::text::bigint and action = ${action}
       and at > clock_timestamp() - make_interval(secs => ${seconds})`;
  return row?.n ?? 0;
}
