import { requireScope } from "../../access/authorise.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { GRANT_IDS, grantsInForce, startGrant } from "../../core/moves/changeGrants.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { GrantMode } from "../../domain/tier/grants.ts";
import { isOpenOverride, reasonFault } from "../../domain/tier/overrideRules.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import {
  customerNotFound,
  DONE,
  notAMember,
  type OverrideAnswer,
  reasonInvalid,
  refuse,
  refuseOwnRecord,
  tierOrEndInvalid,
} from "./tierOverride.ts";

/** Why a tier is given that is no override by staff (programme 3.21). */
export type GivenKind = "WELCOME" | "STATUS_MATCH" | "PAID" | "IMPORTED";

export interface GrantTierRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly kind: GivenKind;
  readonly mode: GrantMode;
  readonly tier: string;
  /** Null: no end. */
  readonly expiresAt: Instant | null;
  readonly reason: string;
  /**
   * The grant of the same kind that this one takes the place of; null when the caller saw none in
   * force.
   */
  readonly replaces: bigint | null;
}

/**
 * Gives a member a tier as a welcome, for a status elsewhere, against payment or from the programme
 * before, beside the one earned and beside an override, in one transaction. Of each kind one is in
 * force at most.
 *
 * Guarantee: one effect per idempotency key; of two callers who saw the same state one wins, the
 * other gets GRANT_CONFLICT; a refusal changes nothing.
 * Throws: AppError FORBIDDEN (also for a pin, no end, or one's own record), BAD_USER_INPUT,
 *   IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function grantTier(
  deps: CommandDeps,
  request: GrantTierRequest,
): Promise<OverrideAnswer> {
  const { viewer, idempotencyKey, rootId, ...said } = request;
  const input = { ...said, replaces: said.replaces?.toString() ?? null };
  requireScope(viewer, "tier:override");
  if (isOpenOverride(request)) {
    requireScope(viewer, "tier:override-open");
  }
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "grantTier", key: idempotencyKey, input }, async () => {
      if (rootId === null) {
        return customerNotFound();
      }
      const fault = reasonFault(request.reason);
      if (fault !== null) {
        return reasonInvalid(fault);
      }
      const options = { viewer, act: "grantTier" as const, rootId, idsMax: () => GRANT_IDS };
      const answer = await changeCustomer(tx, deps, options, (change) => give(change, request));
      return answer ?? customerNotFound();
    }),
  );
}

async function give(change: CustomerChange, request: GrantTierRequest): Promise<OverrideAnswer> {
  await refuseOwnRecord(change, request.viewer);
  const inForce = grantsInForce(change, request.kind);
  const refusal =
    notAMember(change) ??
    tierOrEndInvalid(change, request) ??
    conflict(
      inForce.map(({ id }) => id),
      request,
    );
  if (refusal !== null) {
    return refusal;
  }
  await startGrant(change, request, inForce, { action: "tier.grant", version: 1 });
  return DONE;
}

/** The refusal when another grant of the kind is in force than the caller saw. */
function conflict(
  inForce: readonly bigint[],
  { replaces, kind }: GrantTierRequest,
): OverrideAnswer | null {
  if (replaces === null ? inForce.length === 0 : inForce.includes(replaces)) {
    return null;
  }
  const message =
    inForce.length === 0
      ? `No ${kind} grant is in force now; leave "replaces" out to give one.`
      : `A ${kind} grant is in force now; look at it, and name its id as "replaces" to give another.`;
  return refuse("GRANT_CONFLICT", message, "replaces");
}
