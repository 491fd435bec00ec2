import type { Sql } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { insertMapping, type NewMapping } from "../../../db/queries/inbound/mappings.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { readMapping } from "../../inbound/mapping/readMapping.ts";
import { transact } from "../../platform/transact.ts";
import type { CommandError } from "../../platform/userErrors.ts";

/** Faults that are told at once: nobody mends more. */
const FAULTS_MAX = 100;

export interface SaveMappingRequest {
  readonly viewer: Viewer;
  readonly document: string;
  /** The version that the caller looked at, 0 for none; null: whatever is saved. */
  readonly expectedVersion: number | null;
}

export interface SaveMappingAnswer {
  /** Null exactly when there are errors. */
  readonly saved: { readonly name: string; readonly isNew: boolean } | null;
  readonly userErrors: readonly CommandError[];
}

/**
 * Saves a mapping as the next version of its name, by somebody's word.
 *
 * Guarantee: what is saved can be read by; the same document twice is one version; a new version
 * is on record with whoever saved it.
 * Throws: AppError FORBIDDEN, UNAVAILABLE.
 */
export async function saveMapping(
  { sql }: Pick<CommandDeps, "sql">,
  { viewer, document, expectedVersion }: SaveMappingRequest,
): Promise<SaveMappingAnswer> {
  requireScope(viewer, "setup:write");
  const read = readMapping(document);
  if (!read.ok) {
    const userErrors = read.faults.slice(0, FAULTS_MAX).map((message) => ({
      ...{ code: "MAPPING_FAULTY", message, field: ["document"] },
    }));
    return { saved: null, userErrors };
  }
  const { name } = read.mapping;
  const saved = await keepMapping(sql, { name, document, expectedVersion }, actorOf(viewer));
  if (saved === null) {
    const message = `Another version of ${name} is saved than ${expectedVersion}: look at it, and decide anew.`;
    const userErrors = [{ code: "CONFLICT", message, field: ["expectedVersion"] }];
    return { saved: null, userErrors };
  }
  return { saved: { name, isNew: saved.isNew }, userErrors: [] };
}

interface Kept {
  readonly version: number;
  readonly isNew: boolean;
}

type Checked = Omit<NewMapping, "createdBy">;

/**
 * Keeps a mapping that was checked, and puts on record who saved it.
 *
 * @returns its version; null when another one than the expected is the newest
 */
export async function keepMapping(
  sql: Sql,
  mapping: Checked & { readonly expectedVersion: null },
  actor: string,
): Promise<Kept>;
export async function keepMapping(sql: Sql, mapping: Checked, actor: string): Promise<Kept | null>;
export async function keepMapping(sql: Sql, mapping: Checked, actor: string): Promise<Kept | null> {
  return await transact(sql, async (tx) => {
    const saved = await insertMapping(tx, { ...mapping, createdBy: actor });
    if (saved?.isNew === true) {
      const details = { name: mapping.name, version: saved.version };
      await insertAudit(tx, { actor, action: "mapping.save", leafId: null, details });
    }
    return saved;
  });
}
