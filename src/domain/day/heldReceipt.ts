import { decodeFact, type FactJson } from "../purchase/factCodec.ts";
import { businessDayOf, fromReceiptScopePart } from "../purchase/references.ts";
import type { Instant } from "../time/instant.ts";

/** A receipt that an event which waits names. */
export interface HeldReceipt {
  readonly value: string;
  readonly till: string;
  readonly at: Instant;
}

/** What an event that waits says of a day. */
export interface HeldDocument {
  readonly receipts: readonly HeldReceipt[];
  readonly currency: string | null;
  /** Lines as paid, less what it gives back; smallest units. What only names goods is 0. */
  readonly minor: bigint;
  readonly test: boolean;
}

/** @param day only receipts of this day and store; null: all */
export function readHeldDocument(
  json: FactJson,
  day: { readonly store: string; readonly businessDate: string } | null,
): HeldDocument {
  const fact = decodeFact(json, new Map());
  const receipts = fact.references.flatMap(({ kind, scope, value }) => {
    const [store = "", till = ""] = scope.split("/").map(fromReceiptScopePart);
    const isIn =
      kind === "receipt" &&
      (day === null || (store === day.store && businessDayOf(scope) === day.businessDate));
    return isIn ? [{ value, till, at: fact.occurredAt }] : [];
  });
  const bought = (fact.lines ?? []).reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const broughtBack = (fact.return?.lines ?? []).reduce(
    (sum, { amountMinor }) => sum + (amountMinor ?? 0n),
    0n,
  );
  const minor = bought - broughtBack - (fact.refund?.amountMinor ?? 0n);
  return { receipts, currency: fact.currency, minor, test: fact.test };
}
