import type { OutboxKind, StreamRow } from "../../db/queries/readStream.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";

/** What each kind of stream row is called in the graph. A new kind is a line here and a type in the SDL. */
export const CHANGE_TYPES = {
  POINTS_CHANGED: "PointsChange",
  TIER_CHANGED: "TierChange",
  OVERRIDE_CHANGED: "OverrideChange",
  PROFILE_CHANGED: "ProfileChange",
  IDENTIFIERS_CHANGED: "IdentifiersChange",
  INTERACTION_RECORDED: "InteractionChange",
  COUPON_CHANGED: "CouponChange",
} as const satisfies Record<OutboxKind, string>;

/** Changes that tell more to those who may see more. */
const DEPENDS_ON_VIEWER: ReadonlySet<string> = new Set([
  "OverrideChange",
  "InteractionChange",
  "CouponChange",
]);

/**
 * Types whose fields depend on the change alone: a selection within them is the same for everybody who may see the
 * change. Behind any other type (a Customer) the answer may depend on who asks.
 */
export const SAME_FOR_ALL: ReadonlySet<string> = new Set([
  ...Object.values(CHANGE_TYPES).filter((type) => !DEPENDS_ON_VIEWER.has(type)),
  "CustomerChange",
  "StreamChange",
  "ChangedAccount",
  "IdentifierStatusChange",
  "Tier",
  "Benefit",
]);

/** A row of the stream as this process holds it: one object for all who are told of it. */
export class Change {
  readonly id: bigint;
  readonly rootId: bigint;
  readonly seq: bigint;
  readonly kind: OutboxKind;
  /** False for backfills: subscribers pass it over. */
  readonly announce: boolean;
  readonly recordedAt: Instant;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What was worked out for one subscriber and holds for others; goes with the change. */
  readonly shared = new Map<string, Promise<unknown>>();

  constructor(row: StreamRow) {
    this.id = row.id;
    this.rootId = row.rootId;
    this.seq = row.seq;
    this.kind = row.kind;
    this.announce = row.announce;
    this.recordedAt = instantFromPg(row.recordedAt);
    this.payload = row.payload as Readonly<Record<string, unknown>>;
  }

  /** When it happened; a term may end long before somebody records it. */
  get occurredAt(): Instant {
    const at = this.payload["at"];
    return (typeof at === "string" ? parseInstant(at) : null) ?? this.recordedAt;
  }

  /** Works something out once for all who are told of this change. A failure is not kept. */
  once<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.shared.get(key);
    if (known !== undefined) return known as Promise<Value>;
    const working = work();
    this.shared.set(key, working);
    working.catch(() => this.shared.delete(key));
    return working;
  }
}

/** A change as one stream tells it: a cursor holds in the scope that it was given out in, and in no other. */
export type StreamEvent = {
  readonly change: Change;
  readonly cursor: string;
};
