import { insertAudit } from "../../../db/queries/core/audit.ts";
import { clearGrants, insertGrant } from "../../../db/queries/loyalty/grants.ts";
import type { CustomerAct } from "../../domain/access/customerActs.ts";
import type { Grant, GrantKind, GrantMode } from "../../domain/tier/grants.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { CustomerChange } from "../changeCustomer.ts";
import { changeGrantsOf } from "./settleOrder.ts";

/** Ids of one change: the grant and its tier change. */
export const GRANT_IDS = 2;

export interface GivenTier {
  readonly kind: GrantKind;
  readonly mode: GrantMode;
  readonly tier: string;
  /** Null: no end. */
  readonly expiresAt: Instant | null;
  readonly reason: string;
}

/**
 * The customer's grants of one kind in force, read under the lock; several only of customers who
 * were merged.
 */
export function grantsInForce({ customer }: CustomerChange, kind: GrantKind): readonly Grant[] {
  return (customer.basis?.grants ?? []).filter((grant) => grant.kind === kind);
}

/**
 * Gives a tier that was not earned, in the place of `replaces`: the grant, the tier with its
 * history and stream, and the audit.
 *
 * @param version of the customer's overrides; 1 for every other kind
 */
export async function startGrant(
  { tx, context, customer, cause }: CustomerChange,
  { kind, mode, tier, expiresAt, reason }: GivenTier,
  replaces: readonly Grant[],
  { action, version }: { readonly action: CustomerAct; readonly version: number },
): Promise<void> {
  const grant: Grant = {
    ...{ id: context.nextId(), kind, mode, tier },
    ...{ grantedAt: cause.now, expiresAt },
  };
  const from = customer.tier?.tier;
  changeGrantsOf(context, customer, { start: grant, clear: replaces }, cause);
  const at = { now: formatInstant(cause.now), recorded: formatInstant(cause.recordedAt) };
  const until = expiresAt === null ? null : formatInstant(expiresAt);
  if (replaces.length > 0) {
    await clearGrants(tx, {
      ids: replaces.map(({ id }) => id),
      clearedAt: at.now,
      recordedAt: at.recorded,
      reason: null,
      actor: cause.actor,
      version: null,
    });
  }
  await insertGrant(tx, {
    ...{ id: grant.id, rootId: customer.rootId, kind, mode, tier },
    ...{ grantedAt: at.now, recordedAt: at.recorded, expiresAt: until },
    ...{ reason: reason.trim(), actor: cause.actor, version },
  });
  await insertAudit(tx, {
    actor: cause.actor,
    action,
    leafId: customer.rootId,
    details: {
      ...{ grant: grant.id.toString(), replaces: replaces.map(({ id }) => id.toString()) },
      ...{ kind, version, mode, tier, until, from, to: customer.tier?.tier },
    },
  });
}

/**
 * Ends grants before their time, with the tier, its history and stream, and the audit.
 *
 * @param version what the customer's overrides are at then; null for every other kind
 */
export async function endGrants(
  { tx, context, customer, cause }: CustomerChange,
  grants: readonly Grant[],
  reason: string,
  { action, version }: { readonly action: CustomerAct; readonly version: number | null },
): Promise<void> {
  const from = customer.tier?.tier;
  changeGrantsOf(context, customer, { start: null, clear: grants }, cause);
  const ids = grants.map(({ id }) => id);
  await clearGrants(tx, {
    ids,
    clearedAt: formatInstant(cause.now),
    recordedAt: formatInstant(cause.recordedAt),
    reason: reason.trim(),
    actor: cause.actor,
    version,
  });
  await insertAudit(tx, {
    actor: cause.actor,
    action,
    leafId: customer.rootId,
    details: { grants: ids.map(String), version, from, to: customer.tier?.tier },
  });
}
