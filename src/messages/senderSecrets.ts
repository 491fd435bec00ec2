import type { Sql } from "../../db/connection/client.ts";
import { listGoodSecrets } from "../../db/queries/inbound/secrets.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secretBox.ts";

/** How soon a secret that was added or ended is known, milliseconds. */
const SECRETS_MS = 5_000;

/** Whose secret it is, as it is sealed with it. */
export function ownerOf(sourceId: number): string {
  return `source:${sourceId}`;
}

/**
 * The secrets that senders prove themselves by, opened, in memory: read again when they are older
 * than SECRETS_MS, at most one reading at once. Those that end are gone by then.
 */
export class SenderSecrets {
  readonly #sql: Sql;
  readonly #box: SecretBox;
  readonly #log: Logger;
  #bySource: ReadonlyMap<number, readonly string[]> = new Map();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(deps: { readonly sql: Sql; readonly box: SecretBox; readonly log: Logger }) {
    this.#sql = deps.sql;
    this.#box = deps.box;
    this.#log = deps.log;
  }

  /** The source's, the newest first. Throws what the database throws. */
  async of(sourceId: number): Promise<readonly string[]> {
    if (performance.now() - this.#readAtMs > SECRETS_MS) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
    return this.#bySource.get(sourceId) ?? [];
  }

  async #read(): Promise<void> {
    const rows = await listGoodSecrets(this.#sql);
    const opened = rows.flatMap((row) => {
      try {
        return [{ sourceId: row.sourceId, secret: this.#box.open(row, ownerOf(row.sourceId)) }];
      } catch (error) {
        // The others are good: one that cannot be opened must not keep their senders out.
        this.#log.error({ error, secret: String(row.id) }, "a sender's secret cannot be opened");
        return [];
      }
    });
    const grouped = Map.groupBy(opened, ({ sourceId }) => sourceId);
    this.#bySource = new Map(
      [...grouped].map(([sourceId, list]) => [sourceId, list.map(({ secret }) => secret)]),
    );
    this.#readAtMs = performance.now();
  }
}
