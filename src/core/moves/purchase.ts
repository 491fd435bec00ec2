import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import { forbiddingMark } from "../../domain/customer/marks.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import type { HoldReason } from "../../domain/purchase/holds.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { PostingContext } from "../points/context.ts";

export interface ApplyContext extends PostingContext {
  readonly newPublicId: () => string;
}

export type Applied =
  | {
      readonly kind: "APPLIED";
      readonly orderId: bigint;
      readonly leafId: bigint | null;
      readonly recordedAt: Instant;
    }
  | { readonly kind: "HOLD"; readonly reason: HoldReason; readonly waitKey: string };

/** A purchase event, and what its applying depends on beside it. */
export interface Purchase {
  readonly event: PurchaseEvent;
  readonly source: Pick<SourceRow, "id" | "code" | "default_channel" | "auto_enrol">;
  readonly mode: "LIVE" | "BACKFILL";
  /** The import that it came with. */
  readonly run: string | null;
  /** What a hold would wait for is decided at once. */
  readonly decideAtOnce: boolean;
  /** What it waited for, and since when; null when it has not. */
  readonly held: { readonly reason: string | null; readonly recorded_at: string } | null;
}

/** Where it was found to belong. */
export interface Destination {
  readonly orderId: bigint;
  readonly leafId: bigint | null;
  readonly matchedIdentifierId: bigint | null;
  readonly identifierIds: readonly bigint[];
  /** A return that names no order: it is a document of its own and is matched to sales. */
  readonly returnDocument: boolean;
  /** Other orders that it shows to be the same one. */
  readonly absorbs: readonly bigint[];
}

/**
 * Whether the event makes its customer a member: as the source says, where no mark forbids to enrol
 * them.
 */
export function enrols({ source }: Pick<Purchase, "source">, marks: ReadonlySet<string>): boolean {
  return source.auto_enrol && forbiddingMark("enrolCustomer", marks) === null;
}
