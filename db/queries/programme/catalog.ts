import type { Sql } from "../../connection/client.ts";
import type { Filled, RowOf, StoredRowOf } from "../../schema/rows.ts";

/** The programme's small tables, each read whole and kept in memory (`core/programmeTables.ts`). */

export type SourceRow = StoredRowOf<
  "source",
  | "id"
  | "code"
  | "name"
  | "auto_enrol"
  | "identifier_rank"
  | "create_kinds"
  | "trusted_kinds"
  | "default_channel"
  | "sections"
  | "expected_every_seconds"
  | "region"
  | "receives"
  | "retired_at"
>;

/** In the order in which they are shown. */
export function listSources(sql: Sql) {
  return sql<SourceRow[]>`
    select id, code, name, auto_enrol, identifier_rank, create_kinds, trusted_kinds, default_channel,
           sections, expected_every_seconds, region, receives, retired_at
      from source
     order by code`;
}

export type StoreRow = RowOf<"store", "code" | "name" | "brand" | "market" | "timeZone">;

export function listStores(sql: Sql) {
  return sql<StoreRow[]>`
    select code, name, brand, market, time_zone as "timeZone" from store`;
}

/** One that left the set-up is still known, and nothing is expected of its purchases. */
export function listChannels(sql: Sql) {
  return sql<RowOf<"channel", "code" | "hops">[]>`
    select code, case when retired_at is null then hops else '{}' end as hops from channel`;
}

export type BoundaryRow = RowOf<
  "boundary",
  | "code"
  | "fromSystem"
  | "toSystem"
  | "ownerTeam"
  | "ownerContact"
  | "sloSeconds"
  | "runbook"
  | "toldBy"
>;

/** Those that are set up, in the order in which a purchase crosses them. */
export function listBoundaries(sql: Sql) {
  return sql<BoundaryRow[]>`
    select code, from_system as "fromSystem", to_system as "toSystem", owner_team as "ownerTeam",
           owner_contact as "ownerContact", slo_seconds as "sloSeconds", runbook,
           told_by as "toldBy"
      from boundary
     where retired_at is null
     order by position`;
}

/** By the instant they came into force, ascending. */
export function listActiveRulesets(sql: Sql) {
  return sql<
    Filled<StoredRowOf<"ruleset_version", "version" | "document" | "active_from">, "active_from">[]
  >`
    select version, document, active_from from ruleset_version
    where status <> 'DRAFT' and active_from is not null order by active_from`;
}

export function listIssuerAccounts(sql: Sql) {
  return sql<StoredRowOf<"account", "id" | "programme" | "wallet">[]>`
    select id, programme, wallet from account where leaf_id is null`;
}
