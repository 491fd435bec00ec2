import { insertAudit } from "../../db/queries/core/audit.ts";
import { putProfile, readProfile } from "../../db/queries/customers/identity.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type CustomerFlag, parseProfileText } from "../domain/customer/profile.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { transact } from "../platform/transact.ts";
import type { CommandError } from "../platform/userErrors.ts";

export interface UpdateCustomerRequest {
  readonly viewer: Viewer;
  /** The customer as found; looked at again under its lock. */
  readonly rootId: bigint;
  /** Undefined leaves it as it is, null or blank takes it away. */
  readonly name?: string | null | undefined;
  readonly language?: string | null | undefined;
  /** The whole set; undefined leaves it as it is. */
  readonly flags?: readonly CustomerFlag[] | undefined;
  /** Refused when somebody has changed it since; null takes whatever there is. */
  readonly expectedVersion: number | null;
}

/**
 * Marks and the scope, a supervisor's, that giving or taking one needs. RESTRICTED is the person's
 * right and is given by agents; taking it, as taking TEST and DECEASED, frees what it holds back.
 */
const SUPERVISED_FLAGS = [
  ["STAFF", "tier:override-open"],
  ["FRAUD_HOLD", "points:block"],
] as const;

export interface UpdateCustomerAnswer {
  readonly userErrors: readonly CommandError[];
}

/**
 * Changes a customer's name, language or marks.
 *
 * Guarantee: with `expectedVersion`, of two callers who have read the same version one is refused
 * and changes nothing. What is so already is not changed, and its version stays: sending the same
 * again does no harm.
 * Throws: AppError FORBIDDEN (also for the marks STAFF without tier:override-open and FRAUD_HOLD
 * without points:block, and for one's own record), UNAUTHENTICATED, UNAVAILABLE.
 */
export async function updateCustomer(
  deps: CommandDeps,
  request: UpdateCustomerRequest,
): Promise<UpdateCustomerAnswer> {
  const { viewer, rootId, expectedVersion } = request;
  requireScope(viewer, "customer:write");
  const text = parseProfileText({ name: request.name, language: request.language });
  if (!text.ok) {
    return { userErrors: [{ code: text.code, message: text.message, field: text.field }] };
  }
  const answer = await transact(deps.sql, (tx) =>
    changeCustomer(
      tx,
      deps,
      { viewer, act: "updateCustomer", rootId, idsMax: () => 0 },
      async ({ cause, tell }) => {
        await refuseOwn(tx, viewer, rootId);
        const [stored] = await readProfile(tx, rootId);
        const before = stored ?? { name: null, language: null, flags: [], version: 0 };
        if (expectedVersion !== null && expectedVersion !== before.version) {
          return refuse(
            "VERSION_CONFLICT",
            `Somebody has changed this customer: it has version ${before.version} now. Read it again.`,
            "expectedVersion",
          );
        }
        const after = {
          name: request.name === undefined ? before.name : text.profile.name,
          language: request.language === undefined ? before.language : text.profile.language,
          flags: request.flags === undefined ? before.flags : [...new Set(request.flags)].sort(),
          version: before.version + 1,
        };
        // These decide who may override the tier, and who may spend: giving and taking them needs a
        // second look.
        for (const [flag, scope] of SUPERVISED_FLAGS) {
          if (before.flags.includes(flag) !== after.flags.includes(flag)) {
            requireScope(viewer, scope);
          }
        }
        const fields = (["name", "language", "flags"] as const).filter(
          (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
        );
        if (fields.length === 0) {
          return { userErrors: [] };
        }
        const at = formatInstant(cause.recordedAt);
        await putProfile(tx, rootId, after, at);
        await insertAudit(tx, {
          actor: cause.actor,
          action: "customer.update",
          leafId: rootId,
          details: { fields, version: after.version, ...(request.flags && { flags: after.flags }) },
          recordedAt: at,
        });
        const marksOnly = fields.every((field) => field === "flags");
        tell("PROFILE_CHANGED", { version: after.version, ...(marksOnly && { marksOnly }) });
        return { userErrors: [] };
      },
    ),
  );
  return (
    answer ??
    refuse("CUSTOMER_NOT_FOUND", "The customer was just merged; look it up again.", "customer")
  );
}

function refuse(code: string, message: string, field: string): UpdateCustomerAnswer {
  return { userErrors: [{ code, message, field: [field] }] };
}
