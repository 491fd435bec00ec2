import type { Sql } from "../../db/connection/client.ts";
import { findOperations, type OperationRow } from "../../db/queries/core/idempotency.ts";
import type { Guard } from "../access/guessLimit.ts";
import type { KeyedOperation } from "../domain/access/keyedOperations.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import type { HoldAnswer } from "../loyalty/points/hold.ts";
import { namespaceOf, tillPrefixOf } from "../platform/idempotency.ts";
import { searchable } from "../platform/page.ts";

/** What became of a call. */
export interface OperationModel {
  readonly idempotencyKey: string;
  readonly mutation: KeyedOperation;
  readonly status: "DONE" | "REFUSED";
  readonly firstAnsweredAt: Instant;
  /** Public id of the redemption that was made or reversed. */
  readonly redemptionId: string | null;
  /** What was set aside. */
  readonly hold: HoldAnswer["hold"];
}

/** What stands of an answer with its key, as far as all commands, or some of them, have it. */
interface StoredAnswer {
  readonly userErrors?: readonly unknown[];
  readonly redemptionId?: string | null;
  readonly hold?: HoldAnswer["hold"];
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
      const named = namespaceOf(viewer, till === null ? null : searchable(till, "till"));
      // What is no till's own, such as a payment with points, is its store's whichever till asks.
      const wanted = {
        namespaces: [...new Set([named, namespaceOf(viewer)])],
        tillPrefix: till === null && viewer.store !== null ? tillPrefixOf(viewer.store) : null,
        key: searchable(idempotencyKey, "idempotencyKey"),
      };
      const find = async () => await findOperations(sql, wanted);
      const rows = await guard(find, ({ length }) => length === 0);
      if (till === null && new Set(rows.map(({ namespace }) => namespace)).size > 1) {
        throw new AppError(
          "AMBIGUOUS_REFERENCE",
          "Several tills of the store have used this key; name the till.",
          { details: { argument: "till" } },
        );
      }
      // One key for several commands is a till's mistake; what it asks about is the redemption.
      const row =
        rows.find(({ operation }) => operation === "redeemCoupon") ??
        rows.find(({ namespace }) => namespace === named) ??
        rows[0];
      return row === undefined ? null : { idempotencyKey, ...outcomeOf(row) };
    },
  };
}

function outcomeOf({
  operation,
  answer,
  created_at,
}: OperationRow): Omit<OperationModel, "idempotencyKey"> {
  const { userErrors = [], redemptionId, hold = null } = answer as StoredAnswer;
  // A redemption that was refused says so by being none; its refusals are no `userErrors`.
  const isDone = userErrors.length === 0 && redemptionId !== null;
  return {
    mutation: operation as KeyedOperation,
    status: isDone ? "DONE" : "REFUSED",
    firstAnsweredAt: instantFromPg(created_at),
    redemptionId: redemptionId ?? null,
    hold,
  };
}
