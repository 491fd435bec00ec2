import { uuidv7 } from "uuidv7";
import { connect } from "../../../db/connection/client.ts";
import { Catalog } from "../../core/catalog.ts";
import {
  ensureProgramme,
  registerSource,
  type SourceRegistration,
} from "../../programme/ensureProgramme.ts";
import { Receiver } from "../../purchases/receive/receiver.ts";
import type { ReceivePurchases } from "../../purchases/receive/submission.ts";
import { SourceWatermarks } from "../../purchases/sourceWatermarks.ts";
import type { CliContext } from "../context.ts";

/**
 * Connections beside the writers' own: refreshing the catalog, running what was held, the
 * watermark.
 */
const WRITE_POOL_SPARE = 2;
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;
/** Seconds of a year: a file comes when somebody brings one, so the source is never called late. */
const EXPECTED_EVERY_SECONDS = 365 * 86_400;

/**
 * Registers the source of the files, unless `refuse` throws, and runs `work` with a receiver of
 * this process alone; beside a running server both take part in the same locks.
 */
export async function withReceiver<T>(
  { sql, url, config }: CliContext,
  source: SourceRegistration,
  refuse: (catalog: Catalog) => void,
  work: (receive: ReceivePurchases, catalog: Catalog) => Promise<T>,
): Promise<T> {
  await ensureProgramme(sql);
  refuse(await Catalog.load(sql));
  await registerSource(sql, { expectedEverySeconds: EXPECTED_EVERY_SECONDS, ...source });
  const receiver = await openReceiver(url, config.writers);
  try {
    return await work(receiver.receivePurchases, receiver.catalog);
  } finally {
    await receiver.close();
  }
}

async function openReceiver(url: string, writers: number) {
  const sql = connect(url, {
    max: writers + WRITE_POOL_SPARE,
    applicationName: "tributary-import",
    lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  try {
    const catalog = await Catalog.load(sql);
    const watermarks = new SourceWatermarks(sql);
    const receiver = new Receiver({
      sql,
      catalog,
      writers,
      newPublicId: uuidv7,
      observer: { batch: ({ outcome }) => watermarks.noteBatch(outcome) },
    });
    const close = async () => {
      await receiver.close();
      await watermarks.flush();
      await sql.end();
    };
    return { receivePurchases: receiver.receivePurchases, catalog, close };
  } catch (error) {
    await sql.end();
    throw error;
  }
}
