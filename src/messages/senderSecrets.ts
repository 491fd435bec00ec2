import type { Sql } from "../../db/connection/client.ts";
import { listGoodSecrets, type SenderSecretRow } from "../../db/queries/inbound/secrets.ts";
import type { FetchSettings } from "../domain/inbound/settings/fetch.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secretBox.ts";

/** How soon a secret that was added or ended is known, milliseconds. */
const SECRETS_MS = 5_000;

/** Whose secret it is, as it is sealed with it. */
export function ownerOf(sourceId: number): string {
  return `source:${sourceId}`;
}

/**
 * The same of a secret that we show to the source: sealed for the hosts that it, or the token that
 * it gets, is shown to, so that whoever writes another address into the set-up is not shown it, and
 * nobody's proof here, whatever its row says.
 */
export function fetchOwnerOf(sourceId: number, { baseUrl, auth }: FetchSettings): string {
  const owner = `source:${sourceId}:fetch:${new URL(baseUrl).origin}`;
  // What is asked with it is shown to the other host: neither may be another one.
  return auth.by === "client_credentials"
    ? `${owner}:token:${new URL(auth.tokenUrl).origin}`
    : owner;
}

/**
 * The secrets that senders prove themselves by, opened, and those that we show to them, sealed, in
 * memory: read again when they are older than SECRETS_MS, at most one reading at once. Those that
 * end are gone by then.
 */
export class SenderSecrets {
  readonly #sql: Sql;
  readonly #box: SecretBox;
  readonly #log: Logger;
  #proofs: ReadonlyMap<number, readonly string[]> = new Map();
  #toFetch: ReadonlyMap<number, readonly SenderSecretRow[]> = new Map();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(deps: { readonly sql: Sql; readonly box: SecretBox; readonly log: Logger }) {
    this.#sql = deps.sql;
    this.#box = deps.box;
    this.#log = deps.log;
  }

  /** What the source proves itself by, the newest first. Throws what the database throws. */
  async of(sourceId: number): Promise<readonly string[]> {
    await this.#fresh();
    return this.#proofs.get(sourceId) ?? [];
  }

  /**
   * What we show when we fetch from the source, the newest that is for its hosts; null: nothing is.
   * Throws what the database throws.
   */
  async toFetch(sourceId: number, settings: FetchSettings): Promise<string | null> {
    await this.#fresh();
    for (const row of this.#toFetch.get(sourceId) ?? []) {
      try {
        return this.#box.open(row, fetchOwnerOf(sourceId, settings));
      } catch {
        // Of another host, perhaps, or sealed with another key: whoever asks says that none fits.
      }
    }
    return null;
  }

  async #fresh(): Promise<void> {
    if (performance.now() - this.#readAtMs > SECRETS_MS) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
  }

  async #read(): Promise<void> {
    const rows = await listGoodSecrets(this.#sql);
    const proofs = rows.filter(({ kind }) => kind === "PROOF");
    const opened = proofs.flatMap((row) => {
      try {
        return [{ sourceId: row.sourceId, secret: this.#box.open(row, ownerOf(row.sourceId)) }];
      } catch (error) {
        // The others are good: one that cannot be opened must not keep their senders out.
        this.#log.error({ error, secret: String(row.id) }, "a sender's secret cannot be opened");
        return [];
      }
    });
    const grouped = Map.groupBy(opened, ({ sourceId }) => sourceId);
    this.#proofs = new Map(
      [...grouped].map(([sourceId, list]) => [sourceId, list.map(({ secret }) => secret)]),
    );
    const others = rows.filter(({ kind }) => kind === "FETCH");
    this.#toFetch = Map.groupBy(others, ({ sourceId }) => sourceId);
    this.#readAtMs = performance.now();
  }
}
