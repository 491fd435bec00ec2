import type { Tx } from "../../db/client.ts";
import { insertAudit } from "../../db/queries/audit.ts";
import { clearGrants, insertGrant } from "../../db/queries/grants.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import type { Grant, GrantMode } from "../domain/tier/grants.ts";
import { isOpenOverride, latestEnd, reasonFault } from "../domain/tier/overrideRules.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { changeGrantsOf } from "../handoff/settle.ts";
import { hasScope, requireScope } from "./authorise.ts";
import { type CommandDeps, type CustomerChange, changeCustomer } from "./changeCustomer.ts";
import { once } from "./idempotency.ts";
import {
  customerNotFound,
  DONE,
  findOverrides,
  notAMember,
  OVERRIDE_IDS,
  type OverrideAnswer,
  reasonInvalid,
  refuse,
  refuseOwnRecord,
  versionConflict,
} from "./tierOverride.ts";
import { transact } from "./transact.ts";

export interface OverrideTierRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it: what belongs to the key, for the same words may name another root later. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly mode: GrantMode;
  readonly tier: string;
  /** Null: no end. */
  readonly expiresAt: Instant | null;
  readonly reason: string;
  /** Version of the override that this one takes the place of; null when the caller saw none in force. */
  readonly expectedVersion: number | null;
}

/**
 * Gives a member a tier beside the one earned, until it ends by time or is cleared (PROGRAMME 3), in one transaction:
 * the grant, the tier, its history, the customer's stream, the audit. An override in force is replaced.
 *
 * Guarantee: one effect per idempotency key; of two callers who saw the same state one wins, the other gets
 * VERSION_CONFLICT; a refusal changes nothing.
 * Throws: AppError FORBIDDEN (also for a pin, no end, or one's own record), BAD_USER_INPUT,
 *   IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function overrideTier(
  deps: CommandDeps,
  request: OverrideTierRequest,
): Promise<OverrideAnswer> {
  const { viewer, idempotencyKey, rootId: _found, ...input } = request;
  requireScope(viewer, "tier:override");
  if (isOpenOverride(request)) requireScope(viewer, "tier:override-open");
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
  if (rootId === null) return customerNotFound();
  const fault = reasonFault(request.reason);
  if (fault !== null) return reasonInvalid(fault);
  const options = { viewer, rootId, idsMax: () => OVERRIDE_IDS };
  const answer = await changeCustomer(tx, deps, options, (change) => give(change, request));
  return answer ?? customerNotFound();
}

async function give(change: CustomerChange, request: OverrideTierRequest): Promise<OverrideAnswer> {
  const { tx, context, customer, cause } = change;
  const { viewer, mode, tier, expiresAt } = request;
  await refuseOwnRecord(change, viewer);
  const found = await findOverrides(change);
  const refusal =
    notAMember(change) ??
    tierOrEndInvalid(change, request) ??
    versionConflict(found, request.expectedVersion);
  if (refusal !== null) return refusal;

  const grant: Grant = {
    id: context.nextId(),
    kind: "OVERRIDE",
    mode,
    tier,
    grantedAt: cause.now,
    expiresAt,
  };
  const { inForce, nextVersion } = found;
  const from = customer.tier?.tier;
  changeGrantsOf(context, customer, { start: grant, clear: inForce }, cause);
  const at = { now: formatInstant(cause.now), recorded: formatInstant(cause.recordedAt) };
  const until = expiresAt === null ? null : formatInstant(expiresAt);
  if (inForce.length > 0) {
    await clearGrants(tx, {
      ids: inForce.map(({ id }) => id),
      clearedAt: at.now,
      recordedAt: at.recorded,
      reason: null,
      actor: cause.actor,
      version: null,
    });
  }
  await insertGrant(tx, {
    id: grant.id,
    rootId: customer.rootId,
    kind: grant.kind,
    mode,
    tier,
    grantedAt: at.now,
    recordedAt: at.recorded,
    expiresAt: until,
    reason: request.reason.trim(),
    actor: cause.actor,
    version: nextVersion,
  });
  await insertAudit(tx, {
    actor: cause.actor,
    action: "tier.override",
    leafId: customer.rootId,
    details: {
      grant: grant.id.toString(),
      replaces: inForce.map(({ id }) => id.toString()),
      version: nextVersion,
      mode,
      tier,
      until,
      from,
      to: customer.tier?.tier,
    },
  });
  return DONE;
}

function tierOrEndInvalid(
  { context, cause }: CustomerChange,
  { viewer, tier, expiresAt }: OverrideTierRequest,
): OverrideAnswer | null {
  const ruleset = context.catalog.rulesetAt(cause.now);
  if (tierByCode(ruleset, tier) === undefined) {
    const codes = ruleset.tiers.map(({ code }) => code).join(", ");
    return refuse("UNKNOWN_TIER", `The programme has no such tier; it has ${codes}.`, "tier");
  }
  if (expiresAt === null) return null;
  if (expiresAt <= cause.now) {
    return refuse("EXPIRES_AT_PASSED", "The end must lie in the future.", "expiresAt");
  }
  const latest = latestEnd(cause.now, ruleset.programme.timeZone);
  return expiresAt > latest && !hasScope(viewer, "tier:override-open")
    ? refuse(
        "EXPIRES_AT_TOO_LATE",
        `Your role may let it end by ${formatInstant(latest)} at the latest.`,
        "expiresAt",
      )
    : null;
}
