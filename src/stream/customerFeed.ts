import type { Sql } from "../../db/connection/client.ts";
import {
  readStream,
  readStreamBounds,
  readStreamOfLeaf,
} from "../../db/queries/stream/readStream.ts";
import type { PathSpan } from "../domain/identity/leafPath.ts";
import { Change, type EventFeed, type StreamEvent } from "./change.ts";
import { expiredCursor, streamCursor } from "./cursors.ts";
import { CATCH_UP_ROWS, Feed, patiently, type Stream } from "./feed.ts";
import type { Hub } from "./hub.ts";
import type { Tail } from "./tail.ts";
import {
  beginningOf,
  isRegrouping,
  type Place,
  placeBehind,
  readLeafPath,
  stepAt,
} from "./whose.ts";

export interface StreamsDeps {
  /** The read pool. */
  readonly sql: Sql;
  readonly hub: Hub;
  readonly tail: Tail;
}

/** Who is followed: the leaf behind an id, absorbed or not. */
export interface Followed {
  readonly leafId: bigint;
  readonly publicId: string;
}

/**
 * One subscription's way through the streams of those whom a leaf belongs to: when it goes under
 * another customer, the row that says so, then the other's rows from there on; when that is undone,
 * its own again. Every row once, in order, whether it was there or comes.
 *
 * It has one feed at a time and waits for one customer in the hub: whoever follows, however many
 * merges there were, costs the same.
 */
export class CustomerFeed implements EventFeed<StreamEvent> {
  readonly leafId: bigint;
  readonly #deps: StreamsDeps;
  readonly #accepts: (change: Change) => boolean;
  #feed: Feed | null = null;
  /** Where it goes on when what was handed out last was a stream's last word. */
  #next: PathSpan | null = null;
  #isClosed = false;

  private constructor(deps: StreamsDeps, leafId: bigint, accepts: (change: Change) => boolean) {
    this.#deps = deps;
    this.leafId = leafId;
    this.#accepts = accepts;
  }

  /**
   * @param after null: from now on
   * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
   */
  static async open(
    deps: StreamsDeps,
    followed: Followed,
    after: string | null,
    accepts: (change: Change) => boolean,
  ): Promise<CustomerFeed> {
    const feed = new CustomerFeed(deps, followed.leafId, accepts);
    try {
      await (after === null
        ? feed.#fromNow()
        : feed.#goTo(await placeBehind(deps.sql, followed, after)));
      return feed;
    } catch (error) {
      feed.close();
      throw error;
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    while (!this.#isClosed) {
      if (this.#next !== null) {
        await this.#goOn(this.#next);
        continue;
      }
      const result = (await this.#feed?.next()) ?? { done: true, value: undefined };
      if (result.done === true || !isRegrouping(result.value.change)) {
        return result;
      }
      const { change } = result.value;
      if (await this.#isItsOwn(change)) {
        return result;
      }
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    this.#isClosed = true;
    this.#feed?.close();
  }

  /** Whether a row that ends or begins a part of the way is told here; notes where to go on. */
  async #isItsOwn(change: Change): Promise<boolean> {
    let isOwn = false;
    await this.#patiently(async () => {
      const step = stepAt(await this.#pathAt(change), change);
      this.#next = step.next;
      isOwn = step.isTold;
    });
    return isOwn;
  }

  #patiently(read: () => Promise<void>): Promise<void> {
    return patiently(() => this.#isClosed, read);
  }

  /** Thousands may follow the same leaf: read once for all of them, and gone with the change. */
  #pathAt(change: Change): Promise<readonly PathSpan[]> {
    return change.once(`path of ${this.leafId}`, () => readLeafPath(this.#deps.sql, this.leafId));
  }

  async #goOn(span: PathSpan): Promise<void> {
    await this.#patiently(async () => this.#goTo(await beginningOf(this.#deps.sql, span)));
    this.#next = null;
  }

  async #goTo({ rootId, position }: Place): Promise<void> {
    const bounds = await readStreamBounds(this.#deps.sql, rootId);
    await this.#enter(rootId, bounds?.publicId ?? "");
    this.#feed?.begin(position, true);
  }

  /** Whoever the leaf belonged to when it was looked up may have been absorbed before we waited. */
  async #fromNow(): Promise<void> {
    for (let entered: bigint | null = null; ; ) {
      const stream = await readStreamOfLeaf(this.#deps.sql, this.leafId);
      if (stream === null) {
        throw new Error(`leaf ${this.leafId} has no row`);
      }
      const { rootId, publicId, last } = stream;
      if (rootId === entered) {
        this.#feed?.begin(last, false);
        return;
      }
      await this.#enter(rootId, publicId);
      entered = rootId;
    }
  }

  /** Waits for a customer's changes, and no longer for those of whom it waited before. */
  async #enter(rootId: bigint, publicId: string): Promise<void> {
    this.#feed?.close();
    let leave = () => {};
    const feed = new Feed({
      stream: this.#streamOf(rootId, publicId),
      onClose: () => leave(),
    });
    // Before it is known where to begin, so that nothing that commits meanwhile is missed.
    leave = this.#deps.hub.joinCustomer(rootId, feed);
    this.#feed = feed;
    await this.#deps.tail.ready();
    if (this.#isClosed) {
      feed.close();
    }
  }

  #streamOf(rootId: bigint, publicId: string): Stream {
    const cursorOf = (position: bigint) => streamCursor(publicId, position);
    return {
      positionOf: ({ seq }) => seq,
      isContiguous: true,
      read: async (after) => {
        const rows = await readStream(this.#deps.sql, { rootId, after, limit: CATCH_UP_ROWS });
        const upTo = rows.at(-1)?.seq ?? after;
        const changes = rows.map((row) => new Change(row));
        return { changes, upTo, isLast: rows.length < CATCH_UP_ROWS };
      },
      accepts: this.#accepts,
      isHandedOut: isRegrouping,
      cursorOf,
      expired: (oldest) => expiredCursor(cursorOf(oldest)),
    };
  }
}
