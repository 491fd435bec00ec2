import { AppError } from "../../errors.ts";

/** Subscriptions that one caller may begin at once, and per second after that: a beginning costs some half a millisecond. */
const BURST_PER_PRINCIPAL = 1_000;
const PER_SECOND_PER_PRINCIPAL = 100;
/** Callers whose pace is known; the ones that have rested longest are forgotten. */
const PRINCIPALS_MAX = 10_000;

const MS_PER_SECOND = 1_000;

type Bucket = { left: number; atMs: number };

/** How fast each caller may begin subscriptions in this process, over all its sockets and streams. */
export class Pace {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** @param now milliseconds that only go forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes one beginning. @throws AppError RATE_LIMITED with `retryAfterSeconds` */
  begin(principal: string): void {
    const now = this.#now();
    const bucket = this.#buckets.get(principal) ?? { left: BURST_PER_PRINCIPAL, atMs: now };
    const gained = ((now - bucket.atMs) / MS_PER_SECOND) * PER_SECOND_PER_PRINCIPAL;
    bucket.left = Math.min(BURST_PER_PRINCIPAL, bucket.left + gained);
    bucket.atMs = now;
    this.#buckets.delete(principal);
    this.#buckets.set(principal, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > PRINCIPALS_MAX && oldest !== undefined) this.#buckets.delete(oldest);
    if (bucket.left < 1) {
      throw new AppError(
        "RATE_LIMITED",
        `At most ${PER_SECOND_PER_PRINCIPAL} subscriptions begin in a second; keep those that you have, and wait before the next.`,
        { details: { retryAfterSeconds: 1 } },
      );
    }
    bucket.left -= 1;
  }
}
