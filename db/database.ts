import { startEmbedded } from "./embedded/embedded.ts";

/** The database this process works on, ready for connections. */
export interface Database {
  readonly url: string;
  /** Past a pooler: for what needs a session of its own, and for migrations. */
  readonly directUrl: string;
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
  readonly databaseDirectUrl?: string;
  readonly dataDir: string;
}): Promise<Database> {
  const { databaseUrl: url } = options;
  if (url !== undefined) {
    const directUrl = options.databaseDirectUrl ?? url;
    return { url, directUrl, isEmbedded: false, close: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: options.dataDir });
  const { url: own, stop } = embedded;
  return { url: own, directUrl: own, isEmbedded: true, close: stop };
}
