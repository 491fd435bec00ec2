import type { Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";

/** Identifiers that reach the same person as another one does, by the rules of their kind. */

/** Others that one is compared with: the oldest connect whoever comes later. */
const ALIKE_MAX = 5;

/**
 * One transaction at a time works keys out, in all processes: of two that are given at once the
 * later one must see the other's.
 */
export async function takeKeyLane(tx: Tx): Promise<boolean> {
  const [lane] = await tx<{ won: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('tributary.link_key')) as won`;
  return lane?.won === true;
}

type UnkeyedRow = StoredRowOf<"identifiers", "id" | "kind" | "value" | "source_id">;

/** Identifiers that somebody holds and that have not been compared since. */
export function takeUnkeyed(tx: Tx, limit: number) {
  return tx<UnkeyedRow[]>`
    select id, kind, value, source_id from identifiers
    where link_key is null and leaf_id is not null and kind in ('email', 'phone')
    order by id limit ${limit} for no key update skip locked`;
}

export const setLinkKeys = overRows<{ id: "bigint"; link_key: "text" }, object>(
  { id: "bigint", link_key: "text" },
  (source, _, among) => `
    update identifiers t set link_key = r.link_key from ${source}
    where t.id = r.id and ${among("id", "t")}`,
);

const alikeEdges = overRows<{ id: "bigint"; link_key: "text" }, object>(
  { id: "bigint", link_key: "text" },
  (source, next) => `
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select least(i.leaf_id, o.leaf_id), greatest(i.leaf_id, o.leaf_id), 'LINK', i.id::text,
      jsonb_build_object('proven', false, 'alike', o.id::text), 'PENDING', clock_timestamp()
    from ${source}
    join identifiers i on i.id = r.id
    join customer own on own.id = i.leaf_id
    cross join lateral (
      select one.id, one.leaf_id
      from (
        -- The index holds no empty keys, and is used by whoever says so: else each is a walk
        -- through all identifiers, as by their order, which the limit would ask for.
        select * from identifiers where link_key = r.link_key and link_key <> '' offset 0) one
      join customer c on c.id = one.leaf_id
      where one.kind = i.kind and one.id <> i.id
        -- Of two that are compared at once, one says it.
        and not (one.id > i.id and one.id = any(${next(1)}::bigint[]))
        and one.status <> 'BLOCKED' and c.root_id <> own.root_id
      order by one.id limit ${ALIKE_MAX}) o
    where i.status <> 'BLOCKED'
    order by 1, 2, i.id::text collate "C"
    on conflict (a, b, kind, via) do nothing`,
);

/** Leaves of different customers whose identifiers are alike, still to be decided. */
export function insertAlikeEdges(
  tx: Tx,
  keyed: readonly { readonly id: bigint; readonly link_key: string }[],
) {
  return alikeEdges(tx, keyed, idList(keyed.map(({ id }) => id)));
}
