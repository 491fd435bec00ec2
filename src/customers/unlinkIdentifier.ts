import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { reopenEdgesBy } from "../../db/queries/core/edges.ts";
import { findHeldIdentifier, freeIdentifier } from "../../db/queries/customers/identity.ts";
import { renewProfileRecord } from "../../db/queries/identity/profiles.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { once } from "../platform/idempotency.ts";
import { StaleError } from "../platform/stale.ts";
import { transact } from "../platform/transact.ts";
import {
  IDENTIFIER_NOT_FOUND,
  type IdentifierAnswer,
  type IdentifierKey,
} from "./blockIdentifier.ts";

export interface UnlinkIdentifierRequest {
  readonly viewer: Viewer;
  /** Null when what was named can be no identifier of ours. */
  readonly identifier: IdentifierKey | null;
  /** A code, for the audit. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Takes an identifier from its customer: nobody is known by it until it is given to somebody. What
 * it brought stays, for orders and points are the leaf's for ever (contract 2.1), and so does a
 * block. It connects nobody any more: the evidence that it gave goes, and a job parts whom nothing
 * else makes one. `linkIdentifier` gives it back.
 *
 * Guarantee: one effect per idempotency key.
 * Throws: AppError FORBIDDEN (also for one's own record), UNAUTHENTICATED, CUSTOMER_MARKED,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function unlinkIdentifier(
  deps: CommandDeps,
  request: UnlinkIdentifierRequest,
): Promise<IdentifierAnswer> {
  const { viewer, idempotencyKey, identifier, reason } = request;
  requireScope(viewer, "customer:write");
  const by = identifier !== null && "id" in identifier ? { id: String(identifier.id) } : identifier;
  const command = {
    operation: "unlinkIdentifier" as const,
    key: idempotencyKey,
    input: { identifier: by, reason },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => unlink(tx, deps, request)),
  );
}

async function unlink(
  tx: Tx,
  deps: CommandDeps,
  { viewer, identifier, reason }: UnlinkIdentifierRequest,
): Promise<IdentifierAnswer> {
  const [found] = identifier === null ? [] : await findHeldIdentifier(tx, identifier);
  if (found === undefined) {
    return IDENTIFIER_NOT_FOUND;
  }
  const { id, kind, leaf_id: leafId, root_id: rootId } = found;
  const options = { viewer, act: "unlinkIdentifier" as const, rootId, idsMax: () => 0 };
  const answer = await changeCustomer(tx, deps, options, async ({ cause, tell }) => {
    await refuseOwn(tx, viewer, rootId);
    const [now] = await findHeldIdentifier(tx, { id });
    if (now?.root_id !== rootId || now.leaf_id !== leafId) {
      throw new StaleError("the identifier's customer changed");
    }
    await freeIdentifier(tx, id);
    await reopenEdgesBy(tx, id, leafId);
    await insertAudit(tx, {
      ...{ actor: cause.actor, action: "identifier.unlink", leafId },
      details: { identifierId: String(id), kind, reason },
      recordedAt: formatInstant(cause.recordedAt),
    });
    await renewProfileRecord(tx, leafId);
    tell("IDENTIFIERS_CHANGED", { changes: [{ kind, status: "UNLINKED" }] });
    return { leafId: String(leafId), userErrors: [] };
  });
  if (answer === null) {
    throw new StaleError("the customer was merged");
  }
  return answer;
}
