import type { Sql } from "../../db/connection/client.ts";
import { findOperations } from "../../db/queries/core/idempotency.ts";
import type { Guard } from "../access/guessLimit.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import { namespaceOf, tillPrefixOf } from "../platform/idempotency.ts";
import { searchable } from "../platform/page.ts";

/** What became of a call. */
export interface OperationModel {
  readonly idempotencyKey: string;
  readonly status: "DONE" | "REFUSED";
  readonly firstAnsweredAt: Instant;
  /** Public id of the redemption that was made or reversed. */
  readonly redemptionId: string | null;
}

/** Calls by their keys, of the viewer's own store or integration and nobody else's. */
export function createOperationLoaders({
  sql,
  viewer,
  guard,
}: {
  readonly sql: Sql;
  readonly viewer: Viewer;
  readonly guard: Guard;
}) {
  return {
    /**
     * Null: no such call has counted. A call that is still on its way is not seen; sending it again
     * with its key is safe.
     *
     * @throws AppError AMBIGUOUS_REFERENCE when several tills of the store have used the key and
     *   none is named; RATE_LIMITED
     */
    byKey: async (idempotencyKey: string, till: string | null): Promise<OperationModel | null> => {
      const wanted = {
        namespace: namespaceOf(viewer, till === null ? null : searchable(till, "till")),
        tillPrefix: till === null && viewer.store !== null ? tillPrefixOf(viewer.store) : null,
        key: searchable(idempotencyKey, "idempotencyKey"),
      };
      const find = async () => await findOperations(sql, wanted);
      const rows = await guard(find, ({ length }) => length === 0);
      if (new Set(rows.map(({ namespace }) => namespace)).size > 1) {
        throw new AppError(
          "AMBIGUOUS_REFERENCE",
          "Several tills of the store have used this key; name the till.",
          { details: { argument: "till" } },
        );
      }
      // One key for several commands is a till's mistake; what it asks about is the redemption.
      const row = rows.find(({ operation }) => operation === "redeemCoupon") ?? rows[0];
      if (row === undefined) {
        return null;
      }
      const { redemptionId } = row.answer as { readonly redemptionId: string | null };
      return {
        idempotencyKey,
        status: redemptionId === null ? "REFUSED" : "DONE",
        firstAnsweredAt: instantFromPg(row.created_at),
        redemptionId,
      };
    },
  };
}
