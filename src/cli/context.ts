import { connect, type Sql } from "../../db/connection/client.ts";
import { openDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { type Config, loadConfig } from "../config.ts";

/** What a command of the CLI works with. */
export interface CliContext {
  readonly config: Config;
  readonly sql: Sql;
  readonly url: string;
  readonly isEmbedded: boolean;
}

export interface WithDatabaseOptions {
  /** Connections at most. */
  readonly max?: number;
  /** False for commands that look at migrations themselves. */
  readonly migrates?: boolean;
}

/** Enough for a command that works on its own, and far from the server's own share. */
const POOL_SIZE = 4;

/**
 * Opens the database, past its pooler if there is one, or the embedded PostgreSQL, migrates it,
 * runs, and closes everything again, also after an error. Beside a running server it joins that
 * server's database.
 *
 * @throws ConfigError, MigrationError, or what `run` throws
 */
export async function withDatabase<T>(
  run: (context: CliContext) => Promise<T>,
  options: WithDatabaseOptions = {},
): Promise<T> {
  const config = loadConfig();
  const database = await openDatabase(config);
  try {
    const sql = connect(database.directUrl, {
      max: options.max ?? POOL_SIZE,
      applicationName: "tributary-cli",
    });
    try {
      if (options.migrates !== false) {
        await migrate(sql);
      }
      return await run({ config, sql, url: database.directUrl, isEmbedded: database.isEmbedded });
    } finally {
      await sql.end();
    }
  } finally {
    await database.close();
  }
}
