import type { Sql } from "../../db/connection/client.ts";
import {
  type OutboxKind,
  readOutboxBounds,
  readTierChanges,
} from "../../db/queries/stream/readStream.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { encodeCursor } from "../platform/page.ts";
import { Change, type EventFeed, mayBeTold, type StreamEvent } from "./change.ts";
import { badCursor, expiredCursor, positionIn } from "./cursors.ts";
import { CustomerFeed, type Followed, type StreamsDeps } from "./customerFeed.ts";
import { CATCH_UP_ROWS, Feed, type Stream } from "./feed.ts";
import { tellsOfOthers } from "./whose.ts";

export interface TierFilter {
  /** Kinds of changes; null = all. */
  readonly kinds: readonly string[] | null;
  /** Codes of tiers that are left or reached; null = all. */
  readonly tiers: readonly string[] | null;
}

/**
 * Opens the feeds of subscriptions. Rights are checked by those who ask, and again at each change.
 */
export type Streams = ReturnType<typeof createStreams>;

const TIERS_SCOPE = "tierChanges";

export function createStreams(deps: StreamsDeps) {
  const { sql, hub, tail } = deps;
  return {
    /**
     * The changes of whomever an id belongs to that the viewer may be told of, all of them or those
     * of one kind.
     *
     * @param after null: from now on
     * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
     */
    ofCustomer: async (
      followed: Followed,
      after: string | null,
      kind: OutboxKind | null,
      viewer: Pick<Viewer, "scopes">,
    ): Promise<EventFeed<StreamEvent>> =>
      await CustomerFeed.open(
        deps,
        followed,
        after,
        (change) => (kind === null || change.kind === kind) && mayBeTold(viewer, change),
      ),

    /** Whether a change may tell of somebody who has left that customer since. */
    tellsOfOthers: (change: Change): Promise<boolean> => tellsOfOthers(deps.sql, change),

    /**
     * The tier changes of all customers, in the order of the stream.
     *
     * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
     */
    ofTiers: async (filter: TierFilter, after: string | null): Promise<EventFeed<StreamEvent>> => {
      const from = after === null ? null : positionIn(TIERS_SCOPE, after);
      const cursorOf = (position: bigint) => encodeCursor(TIERS_SCOPE, [String(position)]);
      const expired = (oldest: bigint) => expiredCursor(cursorOf(oldest));
      const stream: Stream = {
        positionOf: ({ id }) => id,
        isContiguous: false,
        read: async (position) => {
          // Decided, so complete; what lies above comes from the tail.
          const upTo = tail.safe;
          const page = { after: position, upTo, limit: CATCH_UP_ROWS };
          const rows = await readTierChanges(sql, page);
          return {
            changes: rows.map((row) => new Change(row)),
            upTo,
            isLast: rows.length < CATCH_UP_ROWS,
          };
        },
        accepts: (change) => passes(filter, change),
        isHandedOut: () => false,
        cursorOf,
        expired,
      };
      let leave = () => {};
      const feed = new Feed({ stream, onClose: () => leave() });
      // Before it is known where to begin, so that nothing that commits meanwhile is missed.
      leave = hub.joinAll(feed);
      try {
        await tail.ready();
        const position = from === null ? tail.safe : await placeIn(sql, from, expired);
        feed.begin(position, from !== null);
        return feed;
      } catch (error) {
        feed.close();
        throw error;
      }
    },
  };
}

/** @throws AppError BAD_CURSOR; or what `expired` says, when rows behind it are gone */
async function placeIn(
  sql: Sql,
  from: bigint,
  expired: (oldest: bigint) => Error,
): Promise<bigint> {
  const { last, oldest } = await readOutboxBounds(sql);
  if (from > last) {
    throw badCursor();
  }
  const first = oldest ?? last + 1n;
  if (from + 1n < first) {
    throw expired(first - 1n);
  }
  return from;
}

function passes({ kinds, tiers }: TierFilter, { payload }: Change): boolean {
  const { kind, from, to } = payload;
  return (
    (kinds === null || kinds.includes(String(kind))) &&
    (tiers === null || tiers.includes(String(from)) || tiers.includes(String(to)))
  );
}
