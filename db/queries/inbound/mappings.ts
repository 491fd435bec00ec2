import type { Sql } from "../../connection/client.ts";
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

/** The newest version of each, by name. */
export async function listMappings(sql: Sql): Promise<readonly Omit<MappingRow, "document">[]> {
  return await sql<Omit<MappingRow, "document">[]>`
    select distinct on (name) name, version, created_at as "createdAt", created_by as "createdBy"
      from mapping order by name, version desc`;
}

/**
 * Saves a mapping as the next version of its name; the same document as the newest one is that.
 *
 * @returns its version, and whether it is a new one
 */
export async function insertMapping(
  sql: Sql,
  { name, document, createdBy }: Pick<MappingRow, "name" | "document" | "createdBy">,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  return await sql.begin(async (tx) => {
    // Two who save at once get a version each.
    await tx`select pg_advisory_xact_lock(hashtextextended('mapping ' || ${name}::text, 0))`;
    const [newest] = await tx<Pick<MappingRow, "version" | "document">[]>`
      select version, document from mapping where name = ${name} order by version desc limit 1`;
    if (newest?.document === document) {
      return { version: newest.version, isNew: false };
    }
    const version = (newest?.version ?? 0) + 1;
    await tx`
      insert into mapping (name, version, document, created_at, created_by)
      values (${name}, ${version}, ${document}, clock_timestamp(), ${createdBy})`;
    return { version, isNew: true };
  });
}
