import type { Sql } from "../../connection/client.ts";
import type { Filled, StoredRowOf } from "../../schema/rows.ts";

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
>;

export function listSources(sql: Sql) {
  return sql<SourceRow[]>`
    select id, code, name, auto_enrol, identifier_rank, create_kinds, trusted_kinds, default_channel from source`;
}

export function listStores(sql: Sql) {
  return sql<StoredRowOf<"store", "code" | "time_zone">[]>`select code, time_zone from store`;
}

export function listChannels(sql: Sql) {
  return sql<StoredRowOf<"channel", "code">[]>`select code from channel`;
}

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
