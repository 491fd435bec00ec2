import { uuidv7 } from "uuidv7";
import { Catalog } from "../../src/core/catalog.ts";
import { RecentRecords } from "../../src/identity/records/recentRecords.ts";
import { type PersonRecord, resolveRecords } from "../../src/identity/records/resolveRecords.ts";
import { inputOfChild, serveParent } from "./children.ts";
import { openSql } from "./sql.ts";

/** The engine of records in a process of its own: what it takes and holds is nobody else's. */

const { url } = inputOfChild<{ readonly url: string }>();
const sql = openSql(url, 2);
const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
const recent = new RecentRecords();

serveParent(
  {
    /** Resolves them one by one. @returns milliseconds of each */
    resolve: async (records: readonly PersonRecord[]): Promise<readonly number[]> => {
      const took: number[] = [];
      for (const record of records) {
        const from = performance.now();
        await resolveRecords(deps, [record], { recent });
        took.push(performance.now() - from);
      }
      return took;
    },
  },
  async () => {
    await sql.end({ timeout: 5 });
  },
);
