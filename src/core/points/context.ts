import type { Instant } from "../../domain/time/instant.ts";
import type { Catalog } from "../catalog.ts";
import type { Effects } from "../effects.ts";
import type { Following } from "../followers/following.ts";
import type { Workset } from "../state.ts";

/** Why and when something is posted; the same for all entries of one event. */
export interface Cause {
  /** Null when a command or time caused it. */
  readonly eventRowId: bigint | null;
  readonly actor: string;
  readonly store: string | null;
  /** The import that brought it, or null. */
  readonly run: string | null;
  readonly recordedAt: Instant;
  /** Business time: what "now" is for the rules. */
  readonly now: Instant;
}

/** What every move works on: what is locked, what it adds, the rules, and ids for new rows. */
export interface PostingContext {
  readonly workset: Workset;
  readonly effects: Effects;
  readonly catalog: Catalog;
  readonly nextId: () => bigint;
  /** What is kept current with the moves (core/followers.ts). */
  readonly following: readonly Following[];
  /** In a replay, what marks made of each order then; else the customer's marks decide. */
  readonly pinnedMarks?: ReadonlyMap<bigint, string | null>;
  /**
   * In a replay, leaves that an event made members before joining by an event credited anything.
   */
  readonly notCredited?: ReadonlySet<bigint>;
}
