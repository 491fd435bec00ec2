import { startEmbedded } from "./embedded/embedded.ts";

/** The database this process works on, ready for connections. */
export interface Database {
  readonly url: string;
  /** Ours alone, in the data folder: demo data may go in without being asked for. */
  readonly isEmbedded: boolean;
  /** Stops what was started for it; every pool must be closed before. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The database of `DATABASE_URL` when there is one, else the embedded PostgreSQL, which is started.
 * Nothing is migrated.
 *
 * @throws Error of `startEmbedded`; a given URL is not tried out here.
 */
export async function openDatabase(options: {
  readonly databaseUrl?: string;
  readonly dataDir: string;
}): Promise<Database> {
  if (options.databaseUrl !== undefined) {
    return { url: options.databaseUrl, isEmbedded: false, close: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: options.dataDir });
  return { url: embedded.url, isEmbedded: true, close: embedded.stop };
}
