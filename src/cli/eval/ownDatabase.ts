import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { createDatabase, startEmbedded } from "../../../db/embedded/embedded.ts";
import { migrate } from "../../../db/migrate.ts";
import { loadConfig } from "../../config.ts";

const POOL_SIZE = 2;

/**
 * Runs with an empty database that is there for this run alone and gone afterwards, also after an
 * error: on the server of DATABASE_URL, else on an embedded PostgreSQL in a folder of its own. No
 * customer of the operator is read or written.
 */
export async function withOwnDatabase<T>(run: (sql: Sql) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const server = config.databaseDirectUrl ?? config.databaseUrl;
  const folder = server === undefined ? await mkdtemp(join(tmpdir(), "tributary-eval-")) : null;
  const embedded = folder === null ? null : await startEmbedded({ dataDir: folder });
  const name = `tributary_eval_${randomBytes(6).toString("hex")}`;
  const admin = connect(server ?? (embedded?.url as string), { max: 1, applicationName: APP });
  try {
    const url = await createDatabase(server ?? (embedded?.url as string), name);
    const sql = connect(url, { max: POOL_SIZE, applicationName: APP });
    try {
      await migrate(sql);
      return await run(sql);
    } finally {
      await sql.end();
      await admin`drop database if exists ${admin(name)}`;
    }
  } finally {
    await admin.end();
    await embedded?.stop();
    if (folder !== null) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const APP = "tributary-eval";
