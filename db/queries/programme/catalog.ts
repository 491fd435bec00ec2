import type { Sql } from "../../connection/client.ts";

export interface SourceRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly auto_enrol: boolean;
  readonly identifier_rank: string[];
  readonly create_kinds: string[];
  readonly trusted_kinds: string[];
  readonly default_channel: string | null;
}

export function listSources(sql: Sql) {
  return sql<SourceRow[]>`
    select id, code, name, auto_enrol, identifier_rank, create_kinds, trusted_kinds, default_channel from source`;
}

export function listStores(sql: Sql) {
  return sql<{ code: string; time_zone: string }[]>`select code, time_zone from store`;
}

export function listChannels(sql: Sql) {
  return sql<{ code: string }[]>`select code from channel`;
}

export function listActiveRulesets(sql: Sql) {
  return sql<{ version: number; document: unknown; active_from: string }[]>`
    select version, document, active_from from ruleset_version
    where status <> 'DRAFT' and active_from is not null order by active_from`;
}

export function listIssuerAccounts(sql: Sql) {
  return sql<{ id: bigint; programme: string; wallet: string }[]>`
    select id, programme, wallet from account where leaf_id is null`;
}
