import type { Sql } from "../../../db/connection/client.ts";
import {
  listMappings,
  listMappingVersions,
  type MappingHead,
  readMappingRow,
} from "../../../db/queries/inbound/mappings.ts";
import { textFault } from "../../domain/identity/seen.ts";
import { mappingsOf } from "../../domain/inbound/receives.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../../platform/page.ts";
import type { Directory } from "../../programme/directory.ts";

export interface SavedMappingView {
  readonly name: string;
  readonly newest: MappingHead;
}

export type MappingVersionView = MappingHead;

const LIST = "mappings";

/** Mappings as they were saved. Callers have checked the scope. */
export function createMappingLoader({
  sql,
  directory,
}: {
  readonly sql: Sql;
  readonly directory: Pick<Directory, "sources">;
}) {
  return {
    /** By name. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
    list: async ({
      first,
      after,
    }: {
      readonly first: number;
      readonly after?: string | null;
    }): Promise<Page<SavedMappingView>> => {
      const size = pageSize(first);
      const key = decodeCursor(LIST, after, isNameKey);
      const rows = await listMappings(sql, { behind: key === null ? "" : key[0], limit: size + 1 });
      const views = rows.slice(0, size).map((newest) => ({ name: newest.name, newest }));
      return pageOf(LIST, views, ({ name }) => [name], rows.length > size, key !== null);
    },

    /** Null: none of that name is saved. */
    byName: async (name: string): Promise<SavedMappingView | null> => {
      // No name has what the database cannot hold, nor what nobody sees.
      if (textFault(name) !== null) {
        return null;
      }
      const [newest] = await listMappingVersions(sql, name, 1);
      return newest === undefined ? null : { name, newest };
    },

    /** Codes of the sources that it reads by their set-up. */
    sourcesOf: ({ name }: SavedMappingView): readonly string[] =>
      directory.sources
        .filter(({ receives, retired_at }) => retired_at === null && mappingsOf(receives).has(name))
        .map(({ code }) => code),

    /** The newest first. @throws AppError BAD_USER_INPUT */
    versions: async ({ name }: SavedMappingView, first: number) =>
      await listMappingVersions(sql, name, pageSize(first)),

    /** Null: there is none of that number. */
    version: async ({ name }: SavedMappingView, version: number) =>
      await readMappingRow(sql, name, version),

    document: async ({ name, version }: MappingVersionView): Promise<string> => {
      const row = await readMappingRow(sql, name, version);
      if (row === null) {
        throw new Error(`version ${version} of mapping ${name} was saved and is gone`);
      }
      return row.document;
    },
  };
}

function isNameKey(key: SortKey): key is readonly [name: string] {
  return key.length === 1 && typeof key[0] === "string" && textFault(String(key[0])) === null;
}
