import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

/**
 * What is set up, as set-up reads and writes it (`src/programme/setup/`). Nothing is deleted: what
 * leaves is retired, because rows name it.
 */

type SourceColumns =
  | "code"
  | "name"
  | "autoEnrol"
  | "identifierRank"
  | "createKinds"
  | "trustedKinds"
  | "defaultChannel"
  | "sections"
  | "expectedEverySeconds"
  | "region"
  | "receives";
export type NewSource = RowOf<"source", SourceColumns>;
type StoreColumns = "code" | "name" | "brand" | "market" | "timeZone";
export type NewStore = RowOf<"store", StoreColumns>;
type BoundaryColumns =
  | "code"
  | "position"
  | "fromSystem"
  | "toSystem"
  | "ownerTeam"
  | "ownerContact"
  | "sloSeconds"
  | "runbook"
  | "toldBy";
export type NewBoundary = RowOf<"boundary", BoundaryColumns>;
export type NewChannel = RowOf<"channel", "code" | "name" | "hops">;

/** Everything that is set up, retired or not. */
export async function readSetup(tx: Tx | Sql) {
  const sources = await tx<RowOf<"source", SourceColumns | "retiredAt">[]>`
    select code, name, auto_enrol as "autoEnrol", identifier_rank as "identifierRank",
           create_kinds as "createKinds", trusted_kinds as "trustedKinds",
           default_channel as "defaultChannel", sections,
           expected_every_seconds as "expectedEverySeconds", region, receives,
           retired_at as "retiredAt"
      from source order by code`;
  const stores = await tx<RowOf<"store", StoreColumns | "retiredAt">[]>`
    select code, name, brand, market, time_zone as "timeZone", retired_at as "retiredAt"
      from store order by code`;
  const boundaries = await tx<RowOf<"boundary", BoundaryColumns | "retiredAt">[]>`
    select code, position, from_system as "fromSystem", to_system as "toSystem",
           owner_team as "ownerTeam", owner_contact as "ownerContact", slo_seconds as "sloSeconds",
           runbook, told_by as "toldBy", retired_at as "retiredAt"
      from boundary order by position, code`;
  const channels = await tx<RowOf<"channel", "code" | "name" | "hops" | "retiredAt">[]>`
    select code, name, hops, retired_at as "retiredAt" from channel order by code`;
  return { sources, stores, boundaries, channels };
}

/** Writes sources that are new, changed or back; ids of known ones stay. */
export async function putSources(tx: Tx, sources: readonly NewSource[]): Promise<void> {
  // Two statements, because an insert that meets a conflict uses an id up, and there are 32,767.
  await tx`
    update source set name = r.name, auto_enrol = r."autoEnrol", identifier_rank = r."identifierRank",
      create_kinds = r."createKinds", trusted_kinds = r."trustedKinds",
      default_channel = r."defaultChannel", sections = r.sections,
      expected_every_seconds = r."expectedEverySeconds", region = r.region,
      receives = r.receives, retired_at = null
    from ${sourceRows(tx, sources)} where source.code = r.code`;
  await tx`
    insert into source (code, name, auto_enrol, identifier_rank, create_kinds, trusted_kinds, default_channel,
      sections, expected_every_seconds, region, receives)
    select code, name, "autoEnrol", "identifierRank", "createKinds", "trustedKinds", "defaultChannel",
      sections, "expectedEverySeconds", region, receives
    from ${sourceRows(tx, sources)}
    where not exists (select from source s where s.code = r.code)`;
}

const sourceRows = (tx: Tx, sources: readonly NewSource[]) => tx`
  json_to_recordset(${rowsParameter(sources)}::text::json) as r(
    code text, name text, "autoEnrol" boolean, "identifierRank" text[], "createKinds" text[],
    "trustedKinds" text[], "defaultChannel" text, sections text[], "expectedEverySeconds" int,
    region text, receives jsonb)`;

/** Writes stores that are new, changed or back. */
export function putStores(tx: Tx, stores: readonly NewStore[]) {
  return tx`
    insert into store (code, name, brand, market, time_zone)
    select code, name, brand, market, "timeZone"
    from json_to_recordset(${rowsParameter(stores)}::text::json) as r(
      code text, name text, brand text, market text, "timeZone" text)
    on conflict (code) do update set name = excluded.name, brand = excluded.brand,
      market = excluded.market, time_zone = excluded.time_zone, retired_at = null`;
}

/** Writes boundaries that are new, changed or back. */
export function putBoundaries(tx: Tx, boundaries: readonly NewBoundary[]) {
  return tx`
    insert into boundary (code, position, from_system, to_system, owner_team, owner_contact, slo_seconds, runbook,
      told_by)
    select code, position, "fromSystem", "toSystem", "ownerTeam", "ownerContact", "sloSeconds", runbook, "toldBy"
    from json_to_recordset(${rowsParameter(boundaries)}::text::json) as r(
      code text, position smallint, "fromSystem" text, "toSystem" text, "ownerTeam" text, "ownerContact" text,
      "sloSeconds" int, runbook text, "toldBy" text[])
    on conflict (code) do update set position = excluded.position, from_system = excluded.from_system,
      to_system = excluded.to_system, owner_team = excluded.owner_team,
      owner_contact = excluded.owner_contact, slo_seconds = excluded.slo_seconds,
      runbook = excluded.runbook, told_by = excluded.told_by, retired_at = null`;
}

/** Writes channels that are new, changed or back. */
export function putChannels(tx: Tx, channels: readonly NewChannel[]) {
  return tx`
    insert into channel (code, name, hops)
    select code, name, hops
    from json_to_recordset(${rowsParameter(channels)}::text::json) as r(code text, name text, hops text[])
    on conflict (code) do update set name = excluded.name, hops = excluded.hops, retired_at = null`;
}

/** What leaves the set-up, by its table. */
export type RetiredTable = "source" | "store" | "boundary" | "channel";

export function retire(tx: Tx, table: RetiredTable, codes: readonly string[]) {
  return tx`
    update ${tx(table)} set retired_at = now()
    where code = any(${[...codes]}::text[]) and retired_at is null`;
}

export type SetupChangeRow = RowOf<
  "setup_change",
  "id" | "at" | "actor" | "kind" | "code" | "change" | "before" | "after"
>;

/** Puts changes on record, in the order in which they are given. */
export function insertSetupChanges(
  tx: Tx,
  actor: string,
  changes: readonly Omit<SetupChangeRow, "id" | "at" | "actor">[],
) {
  return tx`
    insert into setup_change (actor, kind, code, change, before, after)
    select ${actor}, kind, code, change, before, after
    from json_to_recordset(${rowsParameter(changes)}::text::json) as r(
      kind text, code text, change text, before jsonb, after jsonb)`;
}

/** The last changes first, those before an id. */
export function listSetupChanges(
  sql: Sql,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
) {
  return sql<SetupChangeRow[]>`
    select id, at, actor, kind, code, change, before, after from setup_change
     where (${before?.toString() ?? null}::text::bigint is null
            or id < ${before?.toString() ?? null}::text::bigint)
     order by id desc
     limit ${limit}::int`;
}

/** Which of these sources are not registered, or retired. */
export async function findUnusableSources(
  tx: Tx,
  codes: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx<{ code: string }[]>`
    select code from unnest(${[...codes]}::text[]) as asked(code)
     where not exists (select from source s where s.code = asked.code and s.retired_at is null)`;
  return rows.map(({ code }) => code);
}

/** Whether a store is registered and not retired. */
export async function isUsableStore(tx: Tx, code: string): Promise<boolean> {
  const rows = await tx`select from store where code = ${code} and retired_at is null`;
  return rows.length > 0;
}
