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
  findOverrides,
  type OverrideAnswer,
  reasonInvalid,
  refuse,
  refuseOwnRecord,
  versionConflict,
} from "./tierOverride.ts";

export interface ClearTierOverrideRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /**
   * The customer as the caller named it: what belongs to the key, for the same words may name
   * another root later.
   */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly reason: string;
  /** Version of the override that the caller saw. */
  readonly expectedVersion: number;
}

/**
 * Ends the override in force before its time: the earned tier applies at once, or another grant.
 * The grant keeps who ended it and why.
 *
 * Guarantee: as overrideTier.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function clearTierOverride(
  deps: CommandDeps,
  request: ClearTierOverrideRequest,
): Promise<OverrideAnswer> {
  const { viewer, idempotencyKey, rootId, said, reason, expectedVersion } = request;
  requireScope(viewer, "tier:override");
  return await transact(deps.sql, (tx) =>
    once(
      tx,
      viewer,
      {
        operation: "clearTierOverride",
        key: idempotencyKey,
        input: { said, reason, expectedVersion },
      },
      async () => {
        if (rootId === null) {
          return customerNotFound();
        }
        const fault = reasonFault(reason);
        if (fault !== null) {
          return reasonInvalid(fault);
        }
        const options = {
          viewer,
          act: "clearTierOverride" as const,
          rootId,
          idsMax: () => GRANT_IDS,
        };
        const answer = await changeCustomer(tx, deps, options, (change) => clear(change, request));
        return answer ?? customerNotFound();
      },
    ),
  );
}

async function clear(
  change: CustomerChange,
  { viewer, reason, expectedVersion }: ClearTierOverrideRequest,
): Promise<OverrideAnswer> {
  await refuseOwnRecord(change, viewer);
  const found = await findOverrides(change);
  const { inForce, nextVersion: version } = found;
  if (inForce.length === 0) {
    return refuse("NO_OVERRIDE", "No override is in force; it may just have ended.", "customer");
  }
  const conflict = versionConflict(found, expectedVersion);
  if (conflict !== null) {
    return conflict;
  }
  await endGrants(change, inForce, reason, { action: "tier.override-cleared", version });
  return DONE;
}
