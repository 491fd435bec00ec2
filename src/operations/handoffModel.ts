import type { EventRow } from "../../db/queries/purchases/readHandoffs.ts";
import type { HopView } from "./hops.ts";

/** One event's way through the systems. */
export interface HandoffModel {
  readonly kind: "Handoff";
  readonly id: string;
  readonly row: EventRow;
  readonly references: readonly { source: string; kind: string; value: string }[];
  readonly hops: readonly HopView[];
  readonly firstProblem: HopView | null;
}
