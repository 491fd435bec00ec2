import type { Sql, Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";

/** What weights that are tried say of pairs as they are compared. */

/** Pairs of one day and change that are named; the rest is counted. */
export const SHADOW_SAMPLES_MAX = 5;

const SHADOW_COLUMNS = {
  version: "int",
  day: "date",
  verdict: "text",
  tried: "text",
  pairs: "bigint",
  samples: "jsonb",
} as const;

export type ShadowRow = StoredRowOf<"identity_shadow", keyof typeof SHADOW_COLUMNS>;

/** Adds to what is counted of a day; under the lane, so that nobody waits for a row of it. */
export const addShadow = overRows<typeof SHADOW_COLUMNS, { readonly isNew: boolean }>(
  SHADOW_COLUMNS,
  (source) => `
    insert into identity_shadow as t (version, day, verdict, tried, pairs, samples)
    select r.version, r.day, r.verdict, r.tried, r.pairs, r.samples from ${source}
    on conflict (version, day, verdict, tried) do update
      set pairs = t.pairs + excluded.pairs,
        samples = case when jsonb_array_length(t.samples) >= ${SHADOW_SAMPLES_MAX} then t.samples
          else (select coalesce(jsonb_agg(s.sample order by s.place), '[]')
            from (select e.sample, e.place
                  from jsonb_array_elements(t.samples || excluded.samples)
                    with ordinality as e (sample, place)
                  order by e.place limit ${SHADOW_SAMPLES_MAX}) as s) end
    returning t.xmax = 0 as "isNew"`,
);

/** Forgets what other versions said. */
export function keepShadowOf(tx: Tx, version: number | null) {
  return tx`delete from identity_shadow where version is distinct from ${version}::int`;
}

/** Forgets what was said so many days before a day. */
export function forgetShadow(tx: Tx, day: string, days: number) {
  return tx`delete from identity_shadow where day < ${day}::text::date - ${days}::int`;
}

/** All that is counted, the latest day first. */
export function readShadow(db: Sql | Tx) {
  return db<ShadowRow[]>`
    select version, day::text, verdict, tried, pairs, samples from identity_shadow
    order by day desc, verdict, tried`;
}

export interface ShadowFigure extends StoredRowOf<"identity_shadow", "verdict" | "tried"> {
  readonly pairs: number;
}

/** How often the two said what, of all days. */
export function readShadowSums(db: Sql) {
  return db<ShadowFigure[]>`
    select verdict, tried, sum(pairs)::double precision as pairs from identity_shadow
    group by verdict, tried order by verdict, tried`;
}
