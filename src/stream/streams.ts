import type { Sql } from "../../db/connection/client.ts";
import {
  type OutboxKind,
  readOutboxBounds,
  readStream,
  readStreamBounds,
  readTierChanges,
} from "../../db/queries/stream/readStream.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";
import { decodeCursor, encodeCursor, type SortKey } from "../platform/page.ts";
import { Change, mayBeTold } from "./change.ts";
import { CATCH_UP_ROWS, Feed, type Stream } from "./feed.ts";
import type { Hub } from "./hub.ts";
import type { Tail } from "./tail.ts";

export interface StreamsDeps {
  /** The read pool. */
  readonly sql: Sql;
  readonly hub: Hub;
  readonly tail: Tail;
}

/** Whose stream is followed: a live customer. */
export interface Followed {
  readonly rootId: bigint;
  readonly publicId: string;
}

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

export function createStreams({ sql, hub, tail }: StreamsDeps) {
  /** Joins before it is known where to begin, so that nothing that commits meanwhile is missed. */
  const open = async (
    stream: Stream,
    join: (feed: Feed) => () => void,
    begin: () => Promise<{ readonly position: bigint; readonly isBehind: boolean }>,
  ): Promise<Feed> => {
    let leave = () => {};
    const feed = new Feed({ stream, onClose: () => leave() });
    leave = join(feed);
    try {
      await tail.ready();
      const { position, isBehind } = await begin();
      feed.begin(position, isBehind);
      return feed;
    } catch (error) {
      feed.close();
      throw error;
    }
  };

  return {
    /**
     * The changes of one customer that the viewer may be told of, all of them or those of one kind.
     *
     * @param after null: from now on
     * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
     */
    ofCustomer: async (
      { rootId, publicId }: Followed,
      after: string | null,
      kind: OutboxKind | null,
      viewer: Pick<Viewer, "scopes">,
    ): Promise<Feed> => {
      const scope = scopeOf(publicId);
      const from = positionIn(scope, after);
      const cursorOf = (position: bigint) => encodeCursor(scope, [String(position)]);
      const expired = (oldest: bigint) => expiredCursor(cursorOf(oldest));
      const stream: Stream = {
        positionOf: ({ seq }) => seq,
        isContiguous: true,
        read: async (position) => {
          const rows = await readStream(sql, { rootId, after: position, limit: CATCH_UP_ROWS });
          const upTo = rows.at(-1)?.seq ?? position;
          return { changes: changesOf(rows), upTo, isLast: rows.length < CATCH_UP_ROWS };
        },
        accepts: (change) => (kind === null || change.kind === kind) && mayBeTold(viewer, change),
        cursorOf,
        expired,
      };
      return await open(
        stream,
        (feed) => hub.joinCustomer(rootId, feed),
        async () => {
          const bounds = await readStreamBounds(sql, rootId);
          if (bounds === null) {
            throw new Error(`customer ${rootId} has no row`);
          }
          const { last, oldest } = bounds;
          if (from === null) {
            return { position: last, isBehind: false };
          }
          if (from > last) {
            throw badCursor();
          }
          // The first row to come must still be there.
          const first = oldest ?? last + 1n;
          if (from + 1n < first) {
            throw expired(first - 1n);
          }
          return { position: from, isBehind: from < last };
        },
      );
    },

    /**
     * The tier changes of all customers, in the order of the stream.
     *
     * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
     */
    ofTiers: async (filter: TierFilter, after: string | null): Promise<Feed> => {
      const from = positionIn(TIERS_SCOPE, after);
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
          return { changes: changesOf(rows), upTo, isLast: rows.length < CATCH_UP_ROWS };
        },
        accepts: (change) => passes(filter, change),
        cursorOf,
        expired,
      };
      return await open(
        stream,
        (feed) => hub.joinAll(feed),
        async () => {
          if (from === null) {
            return { position: tail.safe, isBehind: false };
          }
          const { last, oldest } = await readOutboxBounds(sql);
          if (from > last) {
            throw badCursor();
          }
          const first = oldest ?? last + 1n;
          if (from + 1n < first) {
            throw expired(first - 1n);
          }
          return { position: from, isBehind: true };
        },
      );
    },
  };
}

/** Where a customer's stream stands after so many rows: given as `after`, it begins there. */
export function streamCursor(publicId: string, seq: bigint): string {
  return encodeCursor(scopeOf(publicId), [String(seq)]);
}

function scopeOf(publicId: string): string {
  return `changes:${publicId}`;
}

function changesOf(rows: Awaited<ReturnType<typeof readStream>>): Change[] {
  return rows.map((row) => new Change(row));
}

function passes({ kinds, tiers }: TierFilter, { payload }: Change): boolean {
  const { kind, from, to } = payload;
  return (
    (kinds === null || kinds.includes(String(kind))) &&
    (tiers === null || tiers.includes(String(from)) || tiers.includes(String(to)))
  );
}

/** A count of at most 18 digits: a bigint of ours. */
const POSITION = /^(0|[1-9][0-9]{0,17})$/;

function positionIn(scope: string, after: string | null): bigint | null {
  const isPosition = (key: SortKey): key is readonly [string] =>
    key.length === 1 && typeof key[0] === "string" && POSITION.test(key[0]);
  const key = decodeCursor(scope, after, isPosition);
  return key === null ? null : BigInt(key[0]);
}

function badCursor(): AppError {
  const message = "after is no cursor of this stream: it lies ahead of it.";
  return new AppError("BAD_CURSOR", message, { details: { argument: "after" } });
}

function expiredCursor(oldest: string): AppError {
  return new AppError(
    "CURSOR_EXPIRED",
    "Changes behind this cursor are no longer kept. Read the state again, then subscribe after oldestCursor or from now on.",
    { details: { argument: "after", oldestCursor: oldest } },
  );
}
