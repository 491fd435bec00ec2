import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { type ComparedRecord, comparedRecord } from "./comparedRecord.ts";

/** Records that are kept ready for comparing, about a kilobyte each. */
const KEPT_MAX = 50_000;

/**
 * Records that were compared lately, so that their fields are not read and taken apart again. One
 * per engine. What is kept is asked by its moment whether it is still as it was, so another process
 * may change records at any time.
 */
export class RecentRecords {
  readonly #kept = new Map<bigint, { readonly at: string; readonly record: ComparedRecord }>();

  /**
   * The records with these ids, by id.
   *
   * @param fresh some that the caller has just read: they are taken as they are
   */
  async read(
    tx: Tx,
    ids: ReadonlySet<bigint>,
    fresh: readonly ComparedRecord[],
  ): Promise<ReadonlyMap<bigint, ComparedRecord>> {
    const found = new Map(fresh.map((record) => [record.id, record]));
    const asked = [...ids].filter((id) => !found.has(id));
    const kept = asked.filter((id) => this.#kept.has(id));
    const moments = kept.length === 0 ? [] : await queries.readMoments(tx, kept);
    for (const { id, recorded_at: at } of moments) {
      const known = this.#kept.get(id);
      if (known?.at === at) {
        found.set(id, known.record);
      }
    }
    const missing = asked.filter((id) => !found.has(id));
    const rows = missing.length === 0 ? [] : await queries.readRecords(tx, missing);
    for (const row of rows) {
      const record = comparedRecord(row);
      found.set(row.id, record);
      this.#keep(row.recorded_at, record);
    }
    return found;
  }

  #keep(at: string, record: ComparedRecord): void {
    this.#kept.delete(record.id);
    this.#kept.set(record.id, { at, record });
    if (this.#kept.size > KEPT_MAX) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest as bigint);
    }
  }
}
