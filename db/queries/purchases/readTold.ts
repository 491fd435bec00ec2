import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What an event was told in, as it came. */
export type ToldRow = RowOf<"events", "intakePosition"> &
  RowOf<"intakes", "door" | "receivedAt"> & {
    readonly eventId: bigint;
    readonly bytes: Buffer;
    readonly encoding: RowOf<"intakes", "bodyEncoding">["bodyEncoding"];
  };

/** The raw bodies that events came in; those that were dropped after their time are missing. */
export async function readTold(sql: Sql, eventIds: readonly bigint[]): Promise<readonly ToldRow[]> {
  return await sql<ToldRow[]>`
    select e.id as "eventId", e.intake_position as "intakePosition", i.door,
           i.received_at as "receivedAt", i.body as bytes, i.body_encoding as encoding
      from events e join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     where e.id = any(${eventIds.map(String)}::bigint[])`;
}
