import { AppError } from "../errors.ts";
import { isTransient } from "../platform/failure.ts";
import type { Change, EventFeed, StreamEvent } from "./change.ts";
import type { Listener } from "./hub.ts";

/**
 * Changes that wait in memory for one subscription. What comes beyond is read from the outbox
 * again.
 */
export const QUEUE_CHANGES_MAX = 256;
/** Milliseconds for which a subscription may lag behind its queue before it is ended. */
export const LAG_MS_MAX = 60_000;
/** Rows of one read of the outbox for one subscription. */
export const CATCH_UP_ROWS = 200;
/** Milliseconds until a read that failed for something that passes is tried again. */
const RETRY_MS = 200;

/** A page of the outbox: what is behind a position, and up to which position it says everything. */
export interface Page {
  readonly changes: readonly Change[];
  readonly upTo: bigint;
  /** Nothing more was there when it was read. */
  readonly isLast: boolean;
}

/** The stream that a feed follows. */
export interface Stream {
  /** Where a change stands in it. */
  readonly positionOf: (change: Change) => bigint;
  /**
   * Whether positions follow each other without gaps, so that one that is missing is known to be.
   */
  readonly isContiguous: boolean;
  readonly read: (after: bigint) => Promise<Page>;
  /** What whoever follows is told of. */
  readonly accepts: (change: Change) => boolean;
  /** What is handed out although it is not told. */
  readonly isHandedOut: (change: Change) => boolean;
  /**
   * What to tell whoever stands before rows that are gone; `oldest` is the first position that
   * still serves.
   */
  readonly expired: (oldest: bigint) => Error;
  /** Cursor of a position: whoever gives it as `after` gets what comes behind. */
  readonly cursorOf: (position: bigint) => string;
}

/**
 * One subscription's way through a stream: from a position through what the outbox has, then live,
 * without gap or repetition. Its queue is bounded: when the reader does not keep up the queue is
 * dropped and the outbox is read from where the reader stands, so that neither memory nor anybody
 * else pays; one that lags for LAG_MS_MAX is ended with SLOW_READER and the cursor to go on from.
 */
export class Feed implements EventFeed<StreamEvent>, Listener {
  readonly leafId = null;
  readonly #stream: Stream;
  readonly #onClose: () => void;
  readonly #now: () => number;
  #position = 0n;
  /** Of the page that is being handed out, and what came live. */
  #page: Change[] = [];
  #live: Change[] = [];
  #isBehind = false;
  #laggingSince: number | null = null;
  #isClosed = false;
  #wake: (() => void) | null = null;

  constructor(options: {
    readonly stream: Stream;
    readonly onClose: () => void;
    /** Milliseconds, rising. */
    readonly now?: () => number;
  }) {
    this.#stream = options.stream;
    this.#onClose = options.onClose;
    this.#now = options.now ?? (() => performance.now());
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * Says from where, once, before the first `next`. What was pushed before that is kept.
   *
   * @param isBehind whether the outbox may have rows behind the position already
   */
  begin(position: bigint, isBehind: boolean): void {
    this.#position = position;
    this.#isBehind ||= isBehind;
  }

  push(change: Change): void {
    if (this.#isClosed) {
      return;
    }
    if (this.#live.length >= QUEUE_CHANGES_MAX) {
      this.#live = [];
      this.#isBehind = true;
      this.#laggingSince ??= this.#now();
    }
    // While behind, what comes is kept too: the page under way may have been read before it.
    this.#live.push(change);
    this.#awake();
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    while (!this.#isClosed) {
      const isRead = this.#page.length > 0;
      const queue = isRead ? this.#page : this.#isBehind ? [] : this.#live;
      const change = queue.shift();
      if (change === undefined) {
        if (this.#isBehind) {
          await this.#catchUp();
        } else {
          await this.#news();
        }
        continue;
      }
      const position = this.#stream.positionOf(change);
      if (position <= this.#position) {
        continue;
      }
      if (this.#stream.isContiguous && position > this.#position + 1n) {
        if (isRead) {
          throw this.#stream.expired(position - 1n);
        }
        this.#isBehind = true;
        continue;
      }
      this.#position = position;
      const isTold = change.announce && this.#stream.accepts(change);
      if (isTold || this.#stream.isHandedOut(change)) {
        const cursor = this.#stream.cursorOf(position);
        return { done: false, value: { change, cursor, isTold } };
      }
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#page = [];
    this.#live = [];
    this.#onClose();
    this.#awake();
  }

  async #catchUp(): Promise<void> {
    this.#refuseEndlessLag();
    // Before the read: a queue that overflows while it runs says so again.
    this.#isBehind = false;
    try {
      const page = await this.#stream.read(this.#position);
      this.#page = [...page.changes];
      if (page.changes.length === 0) {
        this.#position = later(this.#position, page.upTo);
      }
      this.#isBehind ||= !page.isLast;
    } catch (error) {
      this.#isBehind = true;
      await waitIfPassing(error);
    }
  }

  #refuseEndlessLag(): void {
    if (this.#laggingSince === null || this.#now() - this.#laggingSince < LAG_MS_MAX) {
      return;
    }
    throw new AppError(
      "SLOW_READER",
      "The changes are not read as fast as they come; subscribe again with this cursor as `after`.",
      { details: { after: this.#stream.cursorOf(this.#position) } },
    );
  }

  #news(): Promise<void> {
    this.#laggingSince = null;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #awake(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

/** Reads what a feed needs to go on, again while the database is away, until it is closed. */
export async function patiently(isClosed: () => boolean, read: () => Promise<void>): Promise<void> {
  while (!isClosed()) {
    try {
      return await read();
    } catch (error) {
      await waitIfPassing(error);
    }
  }
}

/** The database is away: the stream goes on when it is back. @throws whatever does not pass */
async function waitIfPassing(error: unknown): Promise<void> {
  if (!isTransient(error)) {
    throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
