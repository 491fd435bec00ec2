import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type TroubleRow = RowOf<"destination_state", "destinationId" | "brokenSince"> & {
  /** When the first of what it refused for good was; null: it refused nothing. */
  readonly deadSince: string | null;
};

/** Since when destinations are in trouble. */
export async function readTroubleSince(sql: Sql): Promise<readonly TroubleRow[]> {
  return await sql<TroubleRow[]>`
    select s.destination_id as "destinationId", s.broken_since as "brokenSince",
           (select min(v.ended_at)
              from delivery_lane l
              join delivery v on v.destination_id = l.destination_id and v.root_id = l.root_id
                             and v.outcome = 'DEAD'
             where l.destination_id = s.destination_id and l.is_dead) as "deadSince"
      from destination_state s`;
}
