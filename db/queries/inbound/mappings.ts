import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Mappings: how bodies are read for which there is no connector. */

export type MappingRow = RowOf<
  "mapping",
  "name" | "version" | "document" | "createdAt" | "createdBy"
>;

/**
 * The newest version; its document is null when that is `unless`, which the caller has already.
 * Null: there is none of that name.
 */
export async function findMapping(
  sql: Sql,
  name: string,
  { unless }: { readonly unless: number | null },
): Promise<{ readonly version: number; readonly document: string | null } | null> {
  const [row] = await sql<{ version: number; document: string | null }[]>`
    select version, case when version is distinct from ${unless}::int then document end as document
      from mapping where name = ${name} order by version desc limit 1`;
  return row ?? null;
}

/** A version, the newest when none is named. Null: there is none such. */
export async function readMappingRow(
  sql: Sql,
  name: string,
  version: number | null,
): Promise<MappingRow | null> {
  const [row] = await sql<MappingRow[]>`
    select name, version, document, created_at as "createdAt", created_by as "createdBy"
      from mapping where name = ${name} and (${version}::int is null or version = ${version}::int)
     order by version desc limit 1`;
  return row ?? null;
}

export type MappingHead = Omit<MappingRow, "document">;

/** The newest version of each, by name. */
export async function listMappings(
  sql: Sql,
  { behind, limit }: { readonly behind: string; readonly limit: number | null },
): Promise<readonly MappingHead[]> {
  return await sql<MappingHead[]>`
    select distinct on (name) name, version, created_at as "createdAt", created_by as "createdBy"
      from mapping where name > ${behind} order by name, version desc limit ${limit}`;
}

/** Versions of a mapping, the newest first. */
export async function listMappingVersions(
  sql: Sql,
  name: string,
  limit: number,
): Promise<readonly MappingHead[]> {
  return await sql<MappingHead[]>`
    select name, version, created_at as "createdAt", created_by as "createdBy"
      from mapping where name = ${name} order by version desc limit ${limit}`;
}

export interface NewMapping extends Pick<MappingRow, "name" | "document" | "createdBy"> {
  /** What has to be the newest version, 0 for none; null: whatever is. */
  readonly expectedVersion: number | null;
}

/**
 * Saves a mapping as the next version of its name, in the caller's transaction; the same document
 * as the newest one is that.
 *
 * @returns its version and whether it is a new one; null when another one is the newest
 */
export async function insertMapping(
  tx: Tx,
  { name, document, createdBy, expectedVersion }: NewMapping,
): Promise<{ readonly version: number; readonly isNew: boolean } | null> {
  // Two who save at once get a version each.
  await tx`select pg_advisory_xact_lock(hashtextextended('mapping ' || ${name}::text, 0))`;
  const [newest] = await tx<Pick<MappingRow, "version" | "document">[]>`
    select version, document from mapping where name = ${name} order by version desc limit 1`;
  if (newest?.document === document) {
    return { version: newest.version, isNew: false };
  }
  const last = newest?.version ?? 0;
  if (expectedVersion !== null && expectedVersion !== last) {
    return null;
  }
  await tx`
    insert into mapping (name, version, document, created_at, created_by)
    values (${name}, ${last + 1}, ${document}, clock_timestamp(), ${createdBy})`;
  return { version: last + 1, isNew: true };
}
