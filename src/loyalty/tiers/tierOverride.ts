import { readIsStaff, readOverrideVersions } from "../../../db/queries/loyalty/grants.ts";
import { hasScope, requireScope } from "../../access/authorise.ts";
import { refuseOwn } from "../../access/ownRecord.ts";
import type { CustomerChange } from "../../core/changeCustomer.ts";
import { isMember } from "../../core/membership.ts";
import { grantsInForce } from "../../core/moves/changeGrants.ts";
import { customerGone } from "../../customers/notFound.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { tierByCode } from "../../domain/tier/decideTier.ts";
import type { Grant } from "../../domain/tier/grants.ts";
import { latestEnd } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { NOT_A_MEMBER } from "../notAMember.ts";

/** What overriding a tier, giving one and ending either have in common. */

export type OverrideErrorCode =
  | "CUSTOMER_NOT_FOUND"
  | "NOT_A_MEMBER"
  | "REASON_INVALID"
  | "UNKNOWN_TIER"
  | "EXPIRES_AT_PASSED"
  | "EXPIRES_AT_TOO_LATE"
  | "NO_OVERRIDE"
  | "VERSION_CONFLICT"
  | "NO_GRANT"
  | "GRANT_CONFLICT";

export interface OverrideAnswer {
  readonly userErrors: readonly {
    readonly code: OverrideErrorCode;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

export const DONE: OverrideAnswer = { userErrors: [] };

export function refuse(
  code: OverrideErrorCode,
  message: string,
  field: string | null,
): OverrideAnswer {
  return { userErrors: [{ code, message, field: field === null ? null : [field] }] };
}

export function customerNotFound(): OverrideAnswer {
  return { userErrors: [customerGone()] };
}

export function reasonInvalid(fault: string): OverrideAnswer {
  return refuse("REASON_INVALID", fault, "reason");
}

export interface OverridesFound {
  /** In force; several only of customers who were merged. */
  readonly inForce: readonly Grant[];
  /** Of the one in force; null when none is. */
  readonly version: number | null;
  /** Of the next one, or of the next end of one. */
  readonly nextVersion: number;
}

/** The customer's overrides, read under the lock. */
export async function findOverrides(change: CustomerChange): Promise<OverridesFound> {
  const { tx, customer } = change;
  const rows = await readOverrideVersions(tx, customer.leaves);
  const inForce = grantsInForce(change, "OVERRIDE");
  const ids = new Set(inForce.map(({ id }) => id));
  return {
    inForce,
    version: rows.find(({ id }) => ids.has(id))?.version ?? null,
    nextVersion: Math.max(0, ...rows.map(({ version }) => version)) + 1,
  };
}

/** The refusal when somebody else was faster; null when the caller saw what is in force. */
export function versionConflict(
  { version }: OverridesFound,
  expectedVersion: number | null,
): OverrideAnswer | null {
  if (version === expectedVersion) {
    return null;
  }
  const now =
    version === null ? "No override is in force now" : `The override is at version ${version} now`;
  return refuse("VERSION_CONFLICT", `${now}; look at it again.`, "expectedVersion");
}

interface TierToGive {
  readonly viewer: Viewer;
  readonly tier: string;
  readonly expiresAt: Instant | null;
}

/**
 * The refusal of a tier that is not there, or of an end that has passed or lies too far ahead for
 * the role.
 */
export function tierOrEndInvalid(
  { context, cause }: CustomerChange,
  { viewer, tier, expiresAt }: TierToGive,
): OverrideAnswer | null {
  const ruleset = context.catalog.rulesetAt(cause.now);
  if (tierByCode(ruleset, tier) === undefined) {
    const codes = ruleset.tiers.map(({ code }) => code).join(", ");
    return refuse("UNKNOWN_TIER", `The programme has no such tier; it has ${codes}.`, "tier");
  }
  if (expiresAt === null) {
    return null;
  }
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

/** The refusal of somebody who has no tier to override; null for a member. */
export function notAMember({ context, customer, cause }: CustomerChange): OverrideAnswer | null {
  const ruleset = context.catalog.rulesetAt(cause.now);
  if (customer.tier !== null && isMember(context.workset, customer, ruleset)) {
    return null;
  }
  return { userErrors: [NOT_A_MEMBER] };
}

/**
 * Nobody changes their own record (programme 5), and the record of somebody who works here takes a
 * supervisor: a token need not name its owner's customer, and colleagues do each other favours.
 *
 * @throws AppError FORBIDDEN
 */
export async function refuseOwnRecord(
  { tx, customer }: CustomerChange,
  viewer: Viewer,
): Promise<void> {
  await refuseOwn(tx, viewer, customer.rootId);
  if (await readIsStaff(tx, customer.leaves)) {
    requireScope(viewer, "tier:override-open");
  }
}
