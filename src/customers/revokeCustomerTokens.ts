import { revokeTokens } from "../../db/queries/access/tokens.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { readPublicIdsOfMerged } from "../../db/queries/customers/readCustomers.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { transact } from "../platform/transact.ts";

export interface RevokeCustomerTokensRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly rootId: bigint;
}

/**
 * Ends every token of a customer that was made until now, also those that name somebody merged into
 * it; other processes are told at once. Null when there is no such customer. Throws:
 * AppError FORBIDDEN, UNAVAILABLE.
 */
export async function revokeCustomerTokens(
  deps: CommandDeps,
  { viewer, requestId, rootId }: RevokeCustomerTokensRequest,
): Promise<Instant | null> {
  requireScope(viewer, "customer:write");
  return await transact(deps.sql, async (tx) => {
    let revokedBefore: string | null = null;
    for (const publicId of await readPublicIdsOfMerged(tx, rootId)) {
      const before = await revokeTokens(tx, "CUSTOMER", publicId);
      // The first is the earliest: all of them are ended up to there.
      revokedBefore ??= before;
    }
    if (revokedBefore === null) {
      return null;
    }
    await insertAudit(tx, {
      actor: actorOf(viewer),
      action: "customer.revoke-tokens",
      leafId: rootId,
      details: {},
      requestId,
    });
    return instantFromPg(revokedBefore);
  });
}
