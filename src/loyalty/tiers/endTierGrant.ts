import { requireScope } from "../../access/authorise.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { endGrants, GRANT_IDS } from "../../core/moves/changeGrants.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import {
  customerNotFound,
  DONE,
  type OverrideAnswer,
  reasonInvalid,
  refuse,
  refuseOwnRecord,
} from "./tierOverride.ts";

export interface EndTierGrantRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly reason: string;
  /** The grant that is to end; null when what the caller named is no id of a grant. */
  readonly grant: bigint | null;
}

/**
 * Ends a grant that is no override before its time: the earned tier applies at once, or another
 * grant.
 *
 * Guarantee: as grantTier; a grant that is not this customer's, is over or is an override is
 * refused with NO_GRANT.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function endTierGrant(
  deps: CommandDeps,
  request: EndTierGrantRequest,
): Promise<OverrideAnswer> {
  const { viewer, idempotencyKey, rootId, ...said } = request;
  const input = { ...said, grant: said.grant?.toString() ?? null };
  requireScope(viewer, "tier:override");
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "endTierGrant", key: idempotencyKey, input }, async () => {
      if (rootId === null) {
        return customerNotFound();
      }
      const fault = reasonFault(request.reason);
      if (fault !== null) {
        return reasonInvalid(fault);
      }
      const options = { viewer, act: "endTierGrant" as const, rootId, idsMax: () => GRANT_IDS };
      const answer = await changeCustomer(tx, deps, options, (change) => end(change, request));
      return answer ?? customerNotFound();
    }),
  );
}

async function end(
  change: CustomerChange,
  { viewer, grant, reason }: EndTierGrantRequest,
): Promise<OverrideAnswer> {
  await refuseOwnRecord(change, viewer);
  const ended = (change.customer.basis?.grants ?? []).filter(
    ({ id, kind }) => id === grant && kind !== "OVERRIDE",
  );
  if (ended.length === 0) {
    return refuse(
      "NO_GRANT",
      "No such grant is in force for this customer; it may just have ended.",
      "grant",
    );
  }
  await endGrants(change, ended, reason, { action: "tier.grant-ended", version: null });
  return DONE;
}
