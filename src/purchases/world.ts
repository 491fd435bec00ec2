import type { FoundReferenceRow, IdentifierRow } from "../../db/queries/core/writeState.ts";
import { decodeFacts } from "../core/orderCodec.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { identifierKey, referenceKey } from "./keys.ts";

export interface KnownIdentifier {
  readonly id: bigint;
  readonly leafId: bigint | null;
  readonly rootId: bigint | null;
  readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
  /** The day on which it was last shown, as far as is known. */
  readonly lastSeenOn: LocalDate | null;
}

export interface KnownReference {
  readonly orderId: bigint | null;
  readonly orderLeafId: bigint | null;
  readonly orderRootId: bigint | null;
  /** Only where an event names the order whose sender may not bring everything about any order. */
  readonly orderFacts: OrderFacts | null;
}

/** What the database says about the keys of a batch, at one moment. */
export interface World {
  readonly identifiers: ReadonlyMap<string, KnownIdentifier>;
  readonly references: ReadonlyMap<string, KnownReference>;
}

export function worldOf(
  identifiers: readonly IdentifierRow[],
  references: readonly FoundReferenceRow[],
): World {
  return {
    identifiers: new Map(
      identifiers.map((row) => [
        identifierKey(row),
        {
          ...{ id: row.id, leafId: row.leaf_id, rootId: row.root_id, status: row.status },
          lastSeenOn: row.last_seen_on,
        },
      ]),
    ),
    references: new Map(
      references.map((row) => [
        referenceKey(row),
        {
          orderId: row.order_id,
          orderLeafId: row.order_leaf_id,
          orderRootId: row.order_root_id,
          orderFacts: row.order_facts === null ? null : decodeFacts(row.order_facts),
        },
      ]),
    ),
  };
}
