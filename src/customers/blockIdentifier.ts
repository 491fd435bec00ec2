import { insertAudit } from "../../db/queries/core/audit.ts";
import { findHeldIdentifier, setIdentifierStatus } from "../../db/queries/customers/identity.ts";
import { renewProfileRecord } from "../../db/queries/identity/profiles.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { StaleError } from "../platform/stale.ts";
import { transact } from "../platform/transact.ts";
import type { CommandError } from "../platform/userErrors.ts";
import { NO_IDENTIFIER } from "./notFound.ts";

/** An identifier by its row, or by what it says (normalised). */
export type IdentifierKey =
  | { readonly id: bigint }
  | { readonly kind: string; readonly value: string };

export interface BlockIdentifierRequest {
  readonly viewer: Viewer;
  readonly identifier: IdentifierKey;
  /** A code, for the audit. */
  readonly reason: string;
}

export interface IdentifierAnswer {
  /** Leaf of the customer concerned, as text; null exactly when there are errors. */
  readonly leafId: string | null;
  readonly userErrors: readonly CommandError[];
}

/**
 * Blocks an identifier that was lost or misused: it still finds its customer, and names nobody in a
 * purchase.
 *
 * Guarantee: blocking what is blocked changes nothing.
 * Throws: AppError FORBIDDEN (also for one's own record), UNAUTHENTICATED, UNAVAILABLE.
 */
export async function blockIdentifier(
  deps: CommandDeps,
  { viewer, identifier, reason }: BlockIdentifierRequest,
): Promise<IdentifierAnswer> {
  requireScope(viewer, "customer:write");
  return await transact(deps.sql, async (tx) => {
    const [found] = await findHeldIdentifier(tx, identifier);
    if (found === undefined) {
      return IDENTIFIER_NOT_FOUND;
    }
    const { id, leaf_id: leafId, root_id: rootId } = found;
    const options = { viewer, act: "blockIdentifier" as const, rootId, idsMax: () => 0 };
    const answer = await changeCustomer(tx, deps, options, async ({ cause, tell }) => {
      await refuseOwn(tx, viewer, rootId);
      const [now] = await findHeldIdentifier(tx, { id });
      if (now?.root_id !== rootId) {
        throw new StaleError("the identifier's customer changed");
      }
      if (now.status !== "BLOCKED") {
        await setIdentifierStatus(tx, id, "BLOCKED");
        await insertAudit(tx, {
          actor: cause.actor,
          action: "identifier.block",
          leafId,
          details: { identifierId: String(id), kind: now.kind, reason },
          recordedAt: formatInstant(cause.recordedAt),
        });
        await renewProfileRecord(tx, leafId);
        tell("IDENTIFIERS_CHANGED", { changes: [{ kind: now.kind, status: "BLOCKED" }] });
      }
      return { leafId: String(leafId), userErrors: [] };
    });
    if (answer === null) {
      throw new StaleError("the customer was merged");
    }
    return answer;
  });
}

export const IDENTIFIER_NOT_FOUND: IdentifierAnswer = {
  leafId: null,
  userErrors: [NO_IDENTIFIER],
};
