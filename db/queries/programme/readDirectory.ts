import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** The programme's small tables as the graph shows them; each is read whole and kept for a while. */

export type SourceRow = RowOf<
  "source",
  "id" | "code" | "sections" | "expectedEverySeconds" | "defaultChannel"
>;

export async function readSources(sql: Sql): Promise<readonly SourceRow[]> {
  return await sql<SourceRow[]>`
    select id, code, sections, expected_every_seconds as "expectedEverySeconds",
           default_channel as "defaultChannel"
      from source
     order by code`;
}

export type StoreRow = RowOf<"store", "code" | "name" | "brand" | "market" | "timeZone">;

export async function readStores(sql: Sql): Promise<readonly StoreRow[]> {
  return await sql<StoreRow[]>`
    select code, name, brand, market, time_zone as "timeZone" from store`;
}

export async function readChannels(
  sql: Sql,
): Promise<readonly RowOf<"channel", "code" | "hops">[]> {
  return await sql<RowOf<"channel", "code" | "hops">[]>`select code, hops from channel`;
}

export type BoundaryRow = RowOf<
  "boundary",
  "code" | "fromSystem" | "toSystem" | "ownerTeam" | "ownerContact" | "sloSeconds" | "runbook"
>;

/** In the order in which a purchase crosses them. */
export async function readBoundaries(sql: Sql): Promise<readonly BoundaryRow[]> {
  return await sql<BoundaryRow[]>`
    select code, from_system as "fromSystem", to_system as "toSystem", owner_team as "ownerTeam",
           owner_contact as "ownerContact", slo_seconds as "sloSeconds", runbook
      from boundary
     order by position`;
}

export type WatermarkRow = RowOf<"source_watermark", "sourceId" | "watermark">;

/** How far each source has got; a source that never sent has no row. */
export async function readWatermarks(sql: Sql): Promise<readonly WatermarkRow[]> {
  return await sql<WatermarkRow[]>`
    select source_id as "sourceId", watermark from source_watermark`;
}
