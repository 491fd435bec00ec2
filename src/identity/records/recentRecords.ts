import type { Tx } from "../../../db/connection/client.ts";
import { findModel, readVersionsInUse } from "../../../db/queries/identity/models.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import {
  DEFAULT_MODEL,
  isWholeModel,
  type MatchModel,
} from "../../domain/identity/matching/model.ts";
import { type ComparedRecord, comparedRecord } from "./comparedRecord.ts";

/** Records that are kept ready for comparing, about a kilobyte each. */
const KEPT_MAX = 50_000;

/** The weights that decide, and those that are tried beside them, if any. */
export interface ModelsInUse {
  readonly active: MatchModel;
  readonly shadow: MatchModel | null;
}

/**
 * Records that were compared lately, so that their fields are not read and taken apart again. One
 * per engine. What is kept is asked by its moment whether it is still as it was, so another process
 * may change records at any time.
 */
export class RecentRecords {
  /** Of the versions in use alone, two at most; what a version says never changes. */
  #models: ReadonlyMap<number, MatchModel> = new Map();
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
    const unknown = asked.filter((id) => !this.#kept.has(id));
    const [moments, unread] = await Promise.all([
      kept.length === 0 ? [] : queries.readMoments(tx, kept),
      unknown.length === 0 ? [] : queries.readRecords(tx, unknown),
    ]);
    for (const { id, recorded_at: at } of moments) {
      const known = this.#kept.get(id);
      if (known?.at === at) {
        found.set(id, known.record);
      }
    }
    // Changed since by another process.
    const changed = kept.filter((id) => !found.has(id));
    const reread = changed.length === 0 ? [] : await queries.readRecords(tx, changed);
    for (const row of [...unread, ...reread]) {
      const record = comparedRecord(row);
      found.set(row.id, record);
      this.#keep(row.recorded_at, record);
    }
    return found;
  }

  /**
   * The weights in use now. Tried ones that another version of Tributary estimated compare other
   * fields, and are left out.
   */
  async models(tx: Tx): Promise<ModelsInUse> {
    const rows = await readVersionsInUse(tx);
    const known = new Map<number, MatchModel>();
    for (const { version } of rows) {
      const model = this.#models.get(version) ?? (await findModel(tx, version))[0]?.parameters;
      if (model !== undefined) {
        known.set(version, model as MatchModel);
      }
    }
    this.#models = known;
    const of = (status: string) =>
      known.get(rows.find((row) => row.status === status)?.version ?? Number.NaN);
    const shadow = of("SHADOW");
    return {
      active: of("ACTIVE") ?? DEFAULT_MODEL,
      shadow: shadow !== undefined && isWholeModel(shadow) ? shadow : null,
    };
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
