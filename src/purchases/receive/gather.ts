import type { Item } from "../item.ts";
import type { EventQueue } from "./queue.ts";

/** Milliseconds for which a small batch waits at most for more while another one is in flight. */
export const GATHER_MS_MAX = 5;

/**
 * Decides when a writer that is free takes the next batch.
 *
 * A transaction costs about as much for one event as for ten. When calls with one event each come
 * back one by one, a free writer would start with the first of them. So while another batch is in
 * flight, the next one waits until it is as large, at most GATHER_MS_MAX: batches stay even,
 * however many callers there are. With nothing in flight there is nothing to wait for: the first
 * event starts at once.
 */
export class Gather {
  readonly #queue: EventQueue;
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | null = null;
  #isDue = false;

  /** @param onDue called when the time is over: somebody should ask for the batch again */
  constructor(queue: EventQueue, onDue: () => void) {
    this.#queue = queue;
    this.#onDue = onDue;
  }

  /** The next batch; empty when nothing may run now, or when it is worth waiting for more. */
  take(): Item[] {
    const { length, inFlight } = this.#queue;
    if (length === 0) {
      return [];
    }
    if (length < inFlight && !this.#isDue) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#isDue = true;
        this.#onDue();
      }, GATHER_MS_MAX);
      return [];
    }
    this.#isDue = false;
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    return this.#queue.take();
  }
}
