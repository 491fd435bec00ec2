import type { SpanContext } from "@opentelemetry/api";
import type { OutboxKind, StreamRow } from "../../db/queries/stream/readStream.ts";
import type { Scope, Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";
import { readTraceparent } from "../platform/tracing/scope.ts";
import { PUSH_SPANS_MAX } from "../platform/tracing/spans.ts";

/**
 * What each kind of stream row is called in the graph. A new kind is a line here and a type in the
 * SDL.
 */
export const CHANGE_TYPES = {
  POINTS_CHANGED: "PointsChange",
  TIER_CHANGED: "TierChange",
  OVERRIDE_CHANGED: "OverrideChange",
  PROFILE_CHANGED: "ProfileChange",
  IDENTIFIERS_CHANGED: "IdentifiersChange",
  INTERACTION_RECORDED: "InteractionChange",
  COUPON_CHANGED: "CouponChange",
  MERGED: "MergeChange",
  UNMERGED: "UnmergeChange",
} as const satisfies Record<OutboxKind, string>;

const EVERYBODY = ["customer:read", "customer:read-own"] as const;

/**
 * Scopes of which a follower needs one to be told of a change at all: those that let it read what
 * the change is about. An event without its content would tell that there is some.
 */
const CHANGE_SCOPES = {
  POINTS_CHANGED: EVERYBODY,
  TIER_CHANGED: EVERYBODY,
  /** What staff decided; what comes of it is a change of tier. */
  OVERRIDE_CHANGED: ["customer:read"],
  PROFILE_CHANGED: EVERYBODY,
  IDENTIFIERS_CHANGED: EVERYBODY,
  /** Complaints and cases: for service and the customer, not for tills. */
  INTERACTION_RECORDED: ["interaction:read", "customer:read-own"],
  COUPON_CHANGED: EVERYBODY,
  MERGED: EVERYBODY,
  UNMERGED: EVERYBODY,
} as const satisfies Record<OutboxKind, readonly Scope[]>;
/** Of a profile of which marks alone changed, which are not for the person's own eyes. */
const MARKS_SCOPES: readonly Scope[] = ["customer:read"];

/** Whether somebody who may follow a customer is told of this change of theirs. */
export function mayBeTold({ scopes }: Pick<Viewer, "scopes">, { kind, payload }: Change): boolean {
  const anyOf: readonly Scope[] =
    payload["marksOnly"] === true ? MARKS_SCOPES : CHANGE_SCOPES[kind];
  return anyOf.some((scope) => scopes.has(scope));
}

/** Changes that tell more to those who may see more. */
const DEPENDS_ON_VIEWER: ReadonlySet<string> = new Set([
  "OverrideChange",
  "InteractionChange",
  "CouponChange",
]);

/**
 * Types whose fields depend on the change alone: a selection within them is the same for everybody
 * who may see the change. Behind any other type (a Customer) the answer may depend on who asks.
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
  /** Spans that pushing it may still begin. */
  spansLeft = PUSH_SPANS_MAX;

  constructor(row: StreamRow) {
    this.id = row.id;
    this.rootId = row.rootId;
    this.seq = row.seq;
    this.kind = row.kind;
    this.announce = row.announce;
    this.recordedAt = instantFromPg(row.recordedAt);
    this.payload = row.payload as Readonly<Record<string, unknown>>;
  }

  /** What it came of, while that is traced. */
  get trace(): SpanContext | null {
    return readTraceparent(this.payload["trace"], false);
  }

  /** When it happened; a term may end long before somebody records it. */
  get occurredAt(): Instant {
    const at = this.payload["at"];
    return (typeof at === "string" ? parseInstant(at) : null) ?? this.recordedAt;
  }

  /** Works something out once for all who are told of this change. A failure is not kept. */
  once<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.shared.get(key);
    if (known !== undefined) {
      return known as Promise<Value>;
    }
    const working = work();
    this.shared.set(key, working);
    working.catch(() => this.shared.delete(key));
    return working;
  }
}

/** What an event is about, as far as telling it goes: a row of the stream, or what is never one. */
export type Told = Pick<Change, "rootId" | "trace" | "spansLeft" | "once"> & {
  readonly kind: OutboxKind | "PRESENCE";
};

/** What whoever follows somebody is told. */
export interface FeedEvent {
  readonly change: Told;
  /** Null for what cannot be told again. */
  readonly cursor: string | null;
  /** False where whoever follows is to be authorised again, and told nothing. */
  readonly isTold: boolean;
}

/**
 * A change as one stream tells it: a cursor holds in the scope that it was given out in, and in no
 * other.
 */
export interface StreamEvent extends FeedEvent {
  readonly change: Change;
  readonly cursor: string;
}

/** What a subscription takes its events from. */
export interface EventFeed<Event extends FeedEvent = FeedEvent>
  extends AsyncIterableIterator<Event, undefined> {
  /** Whom it follows, whoever they belong to by now; null: everybody. */
  readonly leafId: bigint | null;
  close(): void;
}
