import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/**
 * Whether an event is about the customer: sent with their token, of an order of theirs, or showing
 * an identifier of theirs; by the one whom they belong to now. Keys of the facts: factCodec.ts.
 */
function isOf(db: Sql | Tx, customer: string | null) {
  return db`exists (
    select 1 from customer own
     where own.public_id = ${customer}::text::uuid and own.root_id in (
       select c.root_id from customer c where c.id = e.leaf_id
       union all
       select c.root_id from customer c where c.public_id = (e.fact ->> 'sc')::uuid
       union all
       select c.root_id
         from jsonb_array_elements(e.fact -> 'i') as shown
         join identifiers i on i.id = (shown ->> 'id')::bigint
         join customer c on c.id = i.leaf_id
       union all
       select c.root_id
         from jsonb_array_elements(e.fact -> 'r') as element(number)
         join order_reference r on r.value = number ->> 'v' and r.kind = number ->> 'k'
          and r.source = coalesce(number ->> 's', e.fact ->> 's')
          and r.scope = coalesce(number ->> 'c', '')
         join orders o on o.id = r.order_id
         join customer c on c.id = o.leaf_id))`;
}

export type ReleasableRow = RowOf<"events", "id"> & {
  /** It is about the one who would let it go on. */
  readonly isOwn: boolean;
};

/**
 * Those of these events that are held, locked in one order for all who do so.
 *
 * @param customer public id of the one who would let them go on; null for nobody
 */
export async function lockHeldByIds(
  tx: Tx,
  ids: readonly bigint[],
  customer: string | null,
): Promise<readonly ReleasableRow[]> {
  return await tx<ReleasableRow[]>`
    select e.id, ${isOf(tx, customer)} as "isOwn"
      from events e
     where e.id = any(${idList(ids)}::bigint[]) and e.outcome = 'HELD'
     order by e.id
       for update of e`;
}

/** As `lockHeldByIds`, the oldest that are held for a reason and are not their own. */
export async function lockHeldByReason(
  tx: Tx,
  {
    reason,
    customer,
    limit,
  }: { readonly reason: string; readonly customer: string | null; readonly limit: number },
): Promise<readonly RowOf<"events", "id">[]> {
  return await tx<RowOf<"events", "id">[]>`
    select e.id
      from events e
     where e.outcome = 'HELD' and e.reason = ${reason} and not ${isOf(tx, customer)}
     order by e.id
     limit ${limit}
       for update of e`;
}

/** How many of these events stand where. */
export async function countOutcomes(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly (RowOf<"events", "outcome"> & { readonly count: number })[]> {
  return await sql`
    select outcome, count(*)::int as count
      from events
     where id = any(${idList(ids)}::bigint[])
     group by outcome`;
}
