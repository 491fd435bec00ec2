import type { Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";

/** An identifier that two leaves showed; `at` as text. */
export interface EdgeRow extends Pick<StoredRowOf<"identity_edge", "a" | "b">, "a" | "b"> {
  /** The identifier's id. */
  readonly via: string;
  readonly evidence: { readonly source: string; readonly proven: boolean };
  readonly at: string;
}

/**
 * Puts on record that two leaves of different customers showed one identifier, still to be decided.
 * Again is no news, unless it is proven for the first time.
 */
export const insertEdges = overRows<
  { a: "bigint"; b: "bigint"; via: "text"; evidence: "jsonb"; at: "timestamptz" },
  object
>(
  { a: "bigint", b: "bigint", via: "text", evidence: "jsonb", at: "timestamptz" },
  (source) => `
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select r.a, r.b, 'LINK', r.via, r.evidence, 'PENDING', r.at from ${source}
    order by r.a, r.b, r.via collate "C"
    on conflict (a, b, kind, via) do update
      set evidence = excluded.evidence, refused = 'PENDING', at = excluded.at
      where (excluded.evidence ->> 'proven')::boolean
        and not (identity_edge.evidence ->> 'proven')::boolean`,
);

/** Takes the evidence that an identifier gave while a leaf held it. */
export function deleteEdgesBy(tx: Tx, identifierId: bigint, leafId: bigint) {
  return tx`
    delete from identity_edge
    where kind = 'LINK' and via = ${String(identifierId)}
      and (a = ${String(leafId)}::text::bigint or b = ${String(leafId)}::text::bigint)`;
}
