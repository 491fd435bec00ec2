import type { Tx } from "../../../db/connection/client.ts";
import { requireScope } from "../../access/authorise.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { GRANT_IDS, startGrant } from "../../core/moves/changeGrants.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { GrantMode } from "../../domain/tier/grants.ts";
import { isOpenOverride, reasonFault } from "../../domain/tier/overrideRules.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import {
  customerNotFound,
  DONE,
  findOverrides,
  notAMember,
  type OverrideAnswer,
  reasonInvalid,
  refuseOwnRecord,
  tierOrEndInvalid,
  versionConflict,
} from "./tierOverride.ts";

export interface OverrideTierRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /**
   * The customer as the caller named it: what belongs to the key, for the same words may name
   * another root later.
   */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly mode: GrantMode;
  readonly tier: string;
  /** Null: no end. */
  readonly expiresAt: Instant | null;
  readonly reason: string;
  /**
   * Version of the override that this one takes the place of; null when the caller saw none in
   * force.
   */
  readonly expectedVersion: number | null;
}

/**
 * Gives a member a tier beside the one earned, until it ends by time or is cleared
 * (programme 3.21), in one transaction: the grant, the tier, its history, the customer's stream,
 * the audit. An override in force is replaced.
 *
 * Guarantee: one effect per idempotency key; of two callers who saw the same state one wins, the
 * other gets VERSION_CONFLICT; a refusal changes nothing.
 * Throws: AppError FORBIDDEN (also for a pin, no end, or one's own record), BAD_USER_INPUT,
 *   IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function overrideTier(
  deps: CommandDeps,
  request: OverrideTierRequest,
): Promise<OverrideAnswer> {
  const { viewer, idempotencyKey, rootId: _found, ...input } = request;
  requireScope(viewer, "tier:override");
  if (isOpenOverride(request)) {
    requireScope(viewer, "tier:override-open");
  }
  return await transact(deps.sql, (tx) =>
    once(
      tx,
      viewer,
      {
        operation: "overrideTier",
        key: idempotencyKey,
        input,
      },
      () => override(tx, deps, request),
    ),
  );
}

async function override(
  tx: Tx,
  deps: CommandDeps,
  request: OverrideTierRequest,
): Promise<OverrideAnswer> {
  const { viewer, rootId } = request;
  if (rootId === null) {
    return customerNotFound();
  }
  const fault = reasonFault(request.reason);
  if (fault !== null) {
    return reasonInvalid(fault);
  }
  const options = { viewer, act: "overrideTier" as const, rootId, idsMax: () => GRANT_IDS };
  const answer = await changeCustomer(tx, deps, options, (change) => give(change, request));
  return answer ?? customerNotFound();
}

async function give(change: CustomerChange, request: OverrideTierRequest): Promise<OverrideAnswer> {
  await refuseOwnRecord(change, request.viewer);
  const found = await findOverrides(change);
  const refusal =
    notAMember(change) ??
    tierOrEndInvalid(change, request) ??
    versionConflict(found, request.expectedVersion);
  if (refusal !== null) {
    return refusal;
  }

  await startGrant(change, { ...request, kind: "OVERRIDE" }, found.inForce, {
    action: "tier.override",
    version: found.nextVersion,
  });
  return DONE;
}
