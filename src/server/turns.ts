import { AppError } from "../errors.ts";

/** Operations of one caller that wait for their turn, and milliseconds that each waits at most. */
const WAITING_PER_CALLER_MAX = 256;
const WAIT_MS_MAX = 10_000;

type Waiter = (turn: (() => void) | null) => void;
interface Lane {
  running: number;
  readonly waiting: Set<Waiter>;
}

export interface TurnsOptions {
  /** What they are, in the message of a refusal: "queries". */
  readonly what: string;
  /** Of one caller at once. */
  readonly max: number;
  readonly waitingMax?: number;
  readonly waitMsMax?: number;
}

/**
 * Lets so many operations of each caller run at once in this process; the next ones wait in line, a
 * bounded number for a bounded time. What one caller has in flight never fills what all share. A
 * caller with nothing under way is forgotten.
 */
export class Turns {
  readonly #what: string;
  readonly #max: number;
  readonly #waitingMax: number;
  readonly #waitMsMax: number;
  readonly #lanes = new Map<string, Lane>();

  constructor({ what, max, waitingMax, waitMsMax }: TurnsOptions) {
    this.#what = what;
    this.#max = max;
    this.#waitingMax = waitingMax ?? WAITING_PER_CALLER_MAX;
    this.#waitMsMax = waitMsMax ?? WAIT_MS_MAX;
  }

  /** Callers with something under way. */
  get callers(): number {
    return this.#lanes.size;
  }

  /**
   * @param whenGone is told what to call when nobody waits for the operation any more
   * @returns how to give the turn back, once; null when its caller has gone
   * @throws AppError RATE_LIMITED when too many wait, or it has waited for too long
   */
  async take(
    principal: string,
    whenGone: (leave: () => void) => void,
  ): Promise<(() => void) | null> {
    const lane = this.#lanes.get(principal) ?? { running: 0, waiting: new Set() };
    this.#lanes.set(principal, lane);
    if (lane.running < this.#max) {
      lane.running += 1;
      return this.#turnOf(principal, lane);
    }
    if (lane.waiting.size >= this.#waitingMax) {
      throw this.#refusal();
    }
    const { promise, resolve, reject } = Promise.withResolvers<(() => void) | null>();
    lane.waiting.add(resolve);
    whenGone(() => {
      if (lane.waiting.delete(resolve)) {
        resolve(null);
      }
    });
    const timer = setTimeout(() => {
      if (lane.waiting.delete(resolve)) {
        reject(this.#refusal());
      }
    }, this.#waitMsMax);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  #turnOf(principal: string, lane: Lane): () => void {
    let isMine = true;
    return () => {
      if (!isMine) {
        return;
      }
      isMine = false;
      const [next] = lane.waiting;
      if (next !== undefined) {
        lane.waiting.delete(next);
        next(this.#turnOf(principal, lane));
        return;
      }
      lane.running -= 1;
      if (lane.running === 0) {
        this.#lanes.delete(principal);
      }
    };
  }

  #refusal(): AppError {
    return new AppError(
      "RATE_LIMITED",
      `At most ${this.#max} of your ${this.#what} run at once, and ${this.#waitingMax} more wait for at most ${this.#waitMsMax / 1_000} s; send fewer at once, and try again.`,
      { details: { retryAfterSeconds: 1 } },
    );
  }
}
