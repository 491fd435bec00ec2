import type { Sql } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";

/** What messages say of their customers, as it is recorded now. */
export interface CustomerFieldsRow {
  readonly rootId: bigint;
  readonly publicId: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly tier: string | null;
  readonly tierSince: string | null;
  readonly tierUntil: string | null;
  readonly active: string;
  readonly pending: string;
  /** The best value of each kind. */
  readonly identifiers: Readonly<Record<string, string>>;
}

export async function readCustomerFields(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly CustomerFieldsRow[]> {
  return await sql<CustomerFieldsRow[]>`
    with asked as (
      select c.id, c.public_id, c.tier, c.tier_since, c.tier_until,
             array(select l.id from customer l where l.id = c.id
                   union select l.id from customer l where l.root_id = c.id and l.root_id <> l.id) as leaves
        from customer c where c.id = any(${idList(roots)}::bigint[]))
    select a.id as "rootId", a.public_id as "publicId", a.tier, a.tier_since as "tierSince",
           a.tier_until as "tierUntil", p.name, p.language,
           coalesce(b.active, 0)::text as active, coalesce(b.pending, 0)::text as pending,
           coalesce(i.best, '{}') as identifiers
      from asked a
      left join lateral (
        select name, language from customer_profile
         where leaf_id = any(a.leaves)
         order by leaf_id <> a.id, updated_at desc limit 1) p on true
      left join lateral (
        select sum(active) as active, sum(pending + maturing) as pending from account
         where leaf_id = any(a.leaves)) b on true
      left join lateral (
        select json_object_agg(kind, value) as best from (
          select distinct on (kind) kind, value from identifiers
           where leaf_id = any(a.leaves) and status = 'ACTIVE' and value is not null
           order by kind, verified desc, created_at desc, id desc) best) i on true`;
}
