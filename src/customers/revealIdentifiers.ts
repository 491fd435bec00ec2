import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  type IdentifierRow,
  readIdentifiersOfRoots,
} from "../../db/queries/customers/readCustomers.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { transact } from "../platform/transact.ts";

export interface RevealIdentifiersRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly rootId: bigint;
  /** Null: every kind that may be shown at all. */
  readonly kinds: readonly string[] | null;
  readonly reason: string;
}

/** Tokens of devices sign somebody in: they are nobody's to read. */
const NEVER_REVEALED = "device";

/**
 * A customer's identifiers in full (programme 5), with the record of who saw them and why in the
 * same transaction: no record, no values. Throws: AppError FORBIDDEN, UNAVAILABLE.
 */
export async function revealIdentifiers(
  deps: CommandDeps,
  { viewer, requestId, rootId, kinds, reason }: RevealIdentifiersRequest,
): Promise<readonly (IdentifierRow & { readonly value: string })[]> {
  requireScope(viewer, "customer:reveal");
  return await transact(deps.sql, async (tx) => {
    const rows = (await readIdentifiersOfRoots(tx, [rootId])).filter(
      (row): row is IdentifierRow & { value: string } =>
        row.value !== null &&
        row.kind !== NEVER_REVEALED &&
        (kinds === null || kinds.includes(row.kind)),
    );
    await insertAudit(tx, {
      actor: actorOf(viewer),
      action: "customer.reveal",
      leafId: rootId,
      details: { reason, kinds: [...new Set(rows.map(({ kind }) => kind))] },
      requestId,
    });
    return rows;
  });
}
