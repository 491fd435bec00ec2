import type { Sql } from "../../db/connection/client.ts";
import { listGoodDestinationSecrets } from "../../db/queries/deliveries/destinations.ts";
import type { DestinationSettings } from "../domain/delivery/settings.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secretBox.ts";

/**
 * Whose secret it is, as it is sealed with it: with the host that it is shown to, so that whoever
 * writes another address into the set-up is not shown it.
 */
export function secretOwnerOf(id: number, { sends }: Pick<DestinationSettings, "sends">): string {
  if (!("url" in sends)) {
    return `destination:${id}:${sends.kind}`;
  }
  const { protocol, host } = new URL(sends.url);
  return `destination:${id}:${protocol}//${host}`;
}

/** What we prove ourselves by at destinations, opened, as it was read last. */
export class DestinationSecrets {
  readonly #sql: Sql;
  readonly #box: SecretBox;
  readonly #log: Logger;
  #rows: ReadonlyMap<number, Awaited<ReturnType<typeof listGoodDestinationSecrets>>> = new Map();
  /** Opened since they were read, by row and owner: each message asks for them. */
  readonly #opened = new Map<string, string>();
  /** Of which it was said already that they do not open. */
  #unopened = new Set<bigint>();

  constructor(deps: { readonly sql: Sql; readonly box: SecretBox; readonly log: Logger }) {
    this.#sql = deps.sql;
    this.#box = deps.box;
    this.#log = deps.log;
  }

  /** Reads them anew. Throws what the database throws. */
  async refresh(): Promise<void> {
    const rows = await listGoodDestinationSecrets(this.#sql);
    this.#rows = Map.groupBy(rows, ({ destinationId }) => destinationId);
    this.#opened.clear();
    const there = new Set(rows.map(({ id }) => id));
    this.#unopened = new Set([...this.#unopened].filter((id) => there.has(id)));
  }

  /** The good ones, the newest first. */
  of(id: number, settings: Pick<DestinationSettings, "sends">): readonly string[] {
    const owner = secretOwnerOf(id, settings);
    return (this.#rows.get(id) ?? []).flatMap((row) => {
      const key = `${row.id} ${owner}`;
      const known = this.#opened.get(key);
      if (known !== undefined) {
        return [known];
      }
      try {
        const secret = this.#box.open(row, owner);
        this.#opened.set(key, secret);
        return [secret];
      } catch (error) {
        if (!this.#unopened.has(row.id)) {
          this.#unopened.add(row.id);
          const secret = String(row.id);
          this.#log.error({ error, secret }, "a destination's secret cannot be opened");
        }
        return [];
      }
    });
  }
}
