import type { Sql } from "../../db/connection/client.ts";
import { findMapping } from "../../db/queries/inbound/mappings.ts";
import { readMapping } from "../inbound/mapping/readMapping.ts";
import type { MappingFound, MappingOf } from "../inbound/messages/mappingOf.ts";

/** Mappings that are kept compiled. */
const COMPILED_MAX = 200;

interface Compiled {
  readonly version: number;
  readonly found: MappingFound;
}

/**
 * Mappings, compiled. Which version is the newest is asked once for each batch of messages, so that
 * what is replayed after a mapping was saved is read by that one.
 */
export class Mappings {
  readonly #sql: Sql;
  readonly #byName = new Map<string, Compiled>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Those of now, each asked for at most once. */
  ofNow(): MappingOf {
    const asked = new Map<string, Promise<MappingFound>>();
    return (name) => {
      const before = asked.get(name);
      if (before !== undefined) {
        return before;
      }
      const found = this.#newest(name);
      asked.set(name, found);
      return found;
    };
  }

  async #newest(name: string): Promise<MappingFound> {
    const known = this.#byName.get(name);
    const row = await findMapping(this.#sql, name, { unless: known?.version ?? null });
    if (row === null) {
      const problem = `No mapping ${name} is saved.`;
      return { ok: false, reason: "MAPPING_NOT_FOUND", problem };
    }
    if (known !== undefined && row.document === null) {
      return known.found;
    }
    const found = compiled(name, row.version, row.document ?? "");
    const [oldest] = this.#byName.keys();
    if (this.#byName.size >= COMPILED_MAX && oldest !== undefined) {
      this.#byName.delete(oldest);
    }
    this.#byName.delete(name);
    this.#byName.set(name, { version: row.version, found });
    return found;
  }
}

function compiled(name: string, version: number, document: string): MappingFound {
  const read = readMapping(document);
  if (read.ok) {
    return { ok: true, mapping: read.mapping, version };
  }
  // An older one of ours took what this one does not.
  const problem = `Version ${version} of ${name} cannot be used: ${read.faults[0] ?? ""}`;
  return { ok: false, reason: "MAPPING_FAULTY", problem };
}
