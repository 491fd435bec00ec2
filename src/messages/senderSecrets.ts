import type { Sql } from "../../db/connection/client.ts";
import { listGoodSecrets, type SenderSecretRow } from "../../db/queries/inbound/secrets.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secretBox.ts";

/** How soon a secret that was added or ended is known, milliseconds. */
const SECRETS_MS = 5_000;

export type SecretKind = SenderSecretRow["kind"];

/**
 * Whose secret it is and what for, as it is sealed with it: one for fetching does not open as one
 * that proves who sends, whatever its row says.
 */
export function ownerOf(sourceId: number, kind: SecretKind): string {
  return kind === "PROOF" ? `source:${sourceId}` : `source:${sourceId}:fetch`;
}

/**
 * The secrets that senders prove themselves by, and those that we show to them, opened, in memory:
 * read again when they are older than SECRETS_MS, at most one reading at once. Those that end are
 * gone by then.
 */
export class SenderSecrets {
  readonly #sql: Sql;
  readonly #box: SecretBox;
  readonly #log: Logger;
  #byOwner: ReadonlyMap<string, readonly string[]> = new Map();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(deps: { readonly sql: Sql; readonly box: SecretBox; readonly log: Logger }) {
    this.#sql = deps.sql;
    this.#box = deps.box;
    this.#log = deps.log;
  }

  /** What the source proves itself by, the newest first. Throws what the database throws. */
  async of(sourceId: number): Promise<readonly string[]> {
    return await this.#ownedBy(ownerOf(sourceId, "PROOF"));
  }

  /** What we show when we fetch from the source; null: nothing. Throws what the database throws. */
  async toFetch(sourceId: number): Promise<string | null> {
    const [newest] = await this.#ownedBy(ownerOf(sourceId, "FETCH"));
    return newest ?? null;
  }

  async #ownedBy(owner: string): Promise<readonly string[]> {
    if (performance.now() - this.#readAtMs > SECRETS_MS) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
    return this.#byOwner.get(owner) ?? [];
  }

  async #read(): Promise<void> {
    const rows = await listGoodSecrets(this.#sql);
    const opened = rows.flatMap((row) => {
      const owner = ownerOf(row.sourceId, row.kind);
      try {
        return [{ owner, secret: this.#box.open(row, owner) }];
      } catch (error) {
        // The others are good: one that cannot be opened must not keep their senders out.
        this.#log.error({ error, secret: String(row.id) }, "a sender's secret cannot be opened");
        return [];
      }
    });
    const grouped = Map.groupBy(opened, ({ owner }) => owner);
    this.#byOwner = new Map(
      [...grouped].map(([owner, list]) => [owner, list.map(({ secret }) => secret)]),
    );
    this.#readAtMs = performance.now();
  }
}
