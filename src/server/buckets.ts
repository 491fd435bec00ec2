/** Callers whose bucket is known; the ones that have rested longest are forgotten. */
const PRINCIPALS_MAX = 10_000;

const MS_PER_SECOND = 1_000;

interface Bucket {
  left: number;
  atMs: number;
}

/**
 * How much each caller may use: so much at once, and so much of it back in each second. In this
 * process alone.
 */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;

  /** @param now milliseconds that only go forward */
  constructor(
    limits: { readonly burst: number; readonly perSecond: number },
    now: () => number = () => performance.now(),
  ) {
    this.#burst = limits.burst;
    this.#perSecond = limits.perSecond;
    this.#now = now;
  }

  /** What the caller may use now; below zero when the last use was of more than there was. */
  left(principal: string): number {
    return this.#bucketOf(principal).left;
  }

  take(principal: string, amount: number): void {
    this.#bucketOf(principal).left -= amount;
  }

  #bucketOf(principal: string): Bucket {
    const now = this.#now();
    const bucket = this.#buckets.get(principal) ?? { left: this.#burst, atMs: now };
    const gained = ((now - bucket.atMs) / MS_PER_SECOND) * this.#perSecond;
    bucket.left = Math.min(this.#burst, bucket.left + gained);
    bucket.atMs = now;
    this.#buckets.delete(principal);
    this.#buckets.set(principal, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > PRINCIPALS_MAX && oldest !== undefined) {
      this.#buckets.delete(oldest);
    }
    return bucket;
  }
}
