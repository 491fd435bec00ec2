import type { PresenceRow } from "../../db/queries/access/presences.ts";
import { type AlsoOpenView, othersOf } from "../access/presence.ts";
import type { EventFeed, FeedEvent, Told } from "./change.ts";

/** Who else has a customer open, as one of those who have it open is told. */
export interface PresenceEvent extends FeedEvent {
  readonly change: Told & { readonly alsoOpen: AlsoOpenView };
}

/**
 * One console's customer, open for as long as this is: it tells who else has them open, as of now
 * and whenever that becomes another. Only the latest waits for a reader that is slow; nothing is
 * told twice, and what was missed meanwhile is of no use to anybody.
 */
export class PresenceFeed implements EventFeed<PresenceEvent> {
  readonly leafId: bigint;
  readonly principal: string;
  readonly editing: boolean;
  readonly #onClose: (feed: PresenceFeed) => void;
  #latest: { readonly rootId: bigint; readonly alsoOpen: AlsoOpenView } | null = null;
  #latestText = "";
  #toldText = "";
  #isClosed = false;
  #wake: (() => void) | null = null;

  constructor(options: {
    readonly leafId: bigint;
    readonly principal: string;
    readonly editing: boolean;
    readonly onClose: (feed: PresenceFeed) => void;
  }) {
    this.leafId = options.leafId;
    this.principal = options.principal;
    this.editing = options.editing;
    this.#onClose = options.onClose;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Everybody who has the customer open, as it was read last. */
  offer(rootId: bigint, rows: readonly PresenceRow[]): void {
    const alsoOpen = othersOf(rows, this.principal);
    this.#latest = { rootId, alsoOpen };
    // Whose customer it is by now is told too, and asks again who may see that one.
    this.#latestText = `${rootId} ${JSON.stringify(alsoOpen)}`;
    if (this.#latestText !== this.#toldText) {
      this.#awake();
    }
  }

  async next(): Promise<IteratorResult<PresenceEvent, undefined>> {
    while (!this.#isClosed) {
      const latest = this.#latest;
      if (latest !== null && this.#latestText !== this.#toldText) {
        this.#toldText = this.#latestText;
        return { done: false, value: eventOf(latest) };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<PresenceEvent, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#latest = null;
    this.#onClose(this);
    this.#awake();
  }

  #awake(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

/** Everybody is told of others, so nothing of it is shared. */
function eventOf({
  rootId,
  alsoOpen,
}: {
  readonly rootId: bigint;
  readonly alsoOpen: AlsoOpenView;
}): PresenceEvent {
  const once: Told["once"] = (_key, work) => work();
  const change = { kind: "PRESENCE", rootId, trace: null, spansLeft: 0, once, alsoOpen } as const;
  return { change, cursor: null, isTold: true };
}
