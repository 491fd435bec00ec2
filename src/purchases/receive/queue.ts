import type { Item, OpenIntake } from "../item.ts";

/** Events that may wait in a process; beyond it senders are told to come back (contract 6.3). */
export const QUEUE_EVENTS_MAX = 5_000;

/** Events in one transaction. */
export const BATCH_EVENTS_MAX = 500;

/**
 * Events in one transaction that match returns without an order: each loads and locks sales of its
 * customer.
 */
export const REMATCH_EVENTS_MAX = 50;

/**
 * First in, first out per key: events that share an order number, an identifier or their own id are
 * never in flight together and never overtake each other in this process, so that its writers do
 * not meet on the same rows.
 */
export class EventQueue {
  #waiting: Item[] = [];
  #inFlightEvents = 0;
  /** Keys of the batches in flight. */
  readonly #keysInFlight = new Set<string>();
  /**
   * Submissions whose intake a batch in flight stores: one batch does, the others wait and point at
   * it.
   */
  readonly #intakes = new Set<OpenIntake>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Events of the batches in flight. */
  get inFlight(): number {
    return this.#inFlightEvents;
  }

  /** When the event that has waited longest came, `performance.now()`; null when none waits. */
  get oldestAtMs(): number | null {
    const times = this.#waiting.map(({ queuedAtMs }) => queuedAtMs);
    return times.length === 0 ? null : Math.min(...times);
  }

  push(items: readonly Item[]): void {
    const nowMs = performance.now();
    for (const item of items) {
      item.queuedAtMs = nowMs;
    }
    this.#waiting.push(...items);
  }

  /** For what goes on: released events, and those that a batch left. */
  pushFirst(items: readonly Item[]): void {
    this.#waiting = [...items, ...this.#waiting];
  }

  /**
   * The next batch: at most `max` events, none of whose keys is in flight, none before an earlier
   * one of the same key. A slow event is a batch of its own, and events that rematch returns are
   * among their like. Empty when all that waits is behind something in flight.
   */
  take(max: number = BATCH_EVENTS_MAX): Item[] {
    const batch: Item[] = [];
    const eventKeys = new Set<string>();
    /** Keys of events passed over: what shares one stays behind them. */
    const blocked = new Set<string>();
    const left: Item[] = [];
    let index = 0;
    for (; index < this.#waiting.length && batch.length < mostWith(batch[0], max); index += 1) {
      const item = this.#waiting[index] as Item;
      const isSecond = item.eventKey !== null && eventKeys.has(item.eventKey);
      if (this.#isFree(item, blocked) && !isSecond && isLike(item, batch[0])) {
        batch.push(item);
        if (item.eventKey !== null) {
          eventKeys.add(item.eventKey);
        }
      } else {
        left.push(item);
        for (const key of item.keys) {
          blocked.add(key);
        }
      }
    }
    if (batch.length > 0) {
      this.#waiting = left.concat(this.#waiting.slice(index));
      this.#start(batch);
    }
    return batch;
  }

  /**
   * Whether nothing in flight, and nothing before it that stays, has one of its keys or stores its
   * intake.
   */
  #isFree({ keys, intake }: Item, blocked: ReadonlySet<string>): boolean {
    if (intake !== null && !intake.stored && this.#intakes.has(intake)) {
      return false;
    }
    return keys.every((key) => !this.#keysInFlight.has(key) && !blocked.has(key));
  }

  #start(batch: readonly Item[]): void {
    this.#inFlightEvents += batch.length;
    for (const { keys, intake } of batch) {
      for (const key of keys) {
        this.#keysInFlight.add(key);
      }
      if (intake !== null && !intake.stored) {
        this.#intakes.add(intake);
      }
    }
  }

  /** The batch is over: its keys are free. */
  release(batch: readonly Item[]): void {
    this.#inFlightEvents -= batch.length;
    for (const item of batch) {
      for (const key of item.keys) {
        this.#keysInFlight.delete(key);
      }
      if (item.intake !== null) {
        this.#intakes.delete(item.intake);
      }
    }
  }
}

/** Slow events run alone, and events that rematch returns among each other. */
function isLike(item: Item, first: Item | undefined): boolean {
  return first === undefined || (!item.slow && item.rematches === first.rematches);
}

function mostWith(first: Item | undefined, max: number): number {
  if (first?.slow === true) {
    return 1;
  }
  return first?.rematches === true ? Math.min(max, REMATCH_EVENTS_MAX) : max;
}
