import { countAudit, insertAudit } from "../../db/queries/core/audit.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import {
  readIdentifiersOfRoots,
  readLeavesOfRoots,
} from "../../db/queries/customers/readCustomers.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseMarked } from "../access/refuseMarked.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import {
  type CallerClaim,
  type CallerVerdict,
  checkClaims,
} from "../domain/identity/callerClaims.ts";
import { transact } from "../platform/transact.ts";

export interface VerifyCallerRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly rootId: bigint;
  readonly claims: readonly CallerClaim[];
}

/** Claims of one call. */
export const CLAIMS_MAX = 5;
/**
 * Calls with a wrong claim, per customer and window, whoever makes them: then nothing is answered
 * any more.
 */
export const WRONG_CALLS_MAX = 5;
const WINDOW_S = 3_600;

const WRONG = "caller.refused";
const RIGHT = "caller.verified";

export type VerifyCallerAnswer =
  | ({ readonly kind: "CHECKED" } & CallerVerdict)
  | { readonly kind: "TOO_MANY_ATTEMPTS" };

/**
 * Compares what a caller says with what is known of the customer and answers match or no match
 * (programme 5). The customer is locked meanwhile, so that guesses made at once are counted like
 * guesses made in turn; each is on record.
 * Throws: AppError FORBIDDEN, UNAVAILABLE.
 */
export async function verifyCaller(
  deps: CommandDeps,
  { viewer, requestId, rootId, claims }: VerifyCallerRequest,
): Promise<VerifyCallerAnswer> {
  requireScope(viewer, "customer:read");
  return await transact(deps.sql, async (tx) => {
    await lockCustomers(tx, [rootId], false);
    if ((await countAudit(tx, rootId, WRONG, WINDOW_S)) >= WRONG_CALLS_MAX) {
      return { kind: "TOO_MANY_ATTEMPTS" };
    }
    const [leaves, identifiers] = await Promise.all([
      readLeavesOfRoots(tx, [rootId]),
      readIdentifiersOfRoots(tx, [rootId]),
    ]);
    refuseMarked(viewer, "verifyCaller", new Set(leaves.flatMap(({ flags }) => flags ?? [])));
    const names = leaves.flatMap(({ name }) => name ?? []);
    const verdict = checkClaims(claims, { names, identifiers }, deps.catalog.defaultRegion());
    const isWrong = verdict.checks.some((check) => !check.matches);
    await insertAudit(tx, {
      actor: actorOf(viewer),
      action: isWrong ? WRONG : RIGHT,
      leafId: rootId,
      details: { checks: verdict.checks, verified: verdict.verified },
      requestId,
    });
    return { kind: "CHECKED", ...verdict };
  });
}
