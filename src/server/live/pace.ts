import { AppError } from "../../errors.ts";
import { Buckets } from "../buckets.ts";

/**
 * Subscriptions that one caller may begin at once, and per second after that: a beginning costs
 * some half a millisecond.
 */
const BURST_PER_PRINCIPAL = 1_000;
export const PER_SECOND_PER_PRINCIPAL = 100;

/**
 * How fast each caller may begin subscriptions in this process, over all its sockets and streams.
 */
export class Pace {
  readonly #buckets: Buckets;

  /** @param now milliseconds that only go forward */
  constructor(now?: () => number) {
    this.#buckets = new Buckets(
      { burst: BURST_PER_PRINCIPAL, perSecond: PER_SECOND_PER_PRINCIPAL },
      now,
    );
  }

  /** Takes one beginning. @throws AppError RATE_LIMITED with `retryAfterSeconds` */
  begin(principal: string): void {
    if (this.#buckets.left(principal) < 1) {
      throw new AppError(
        "RATE_LIMITED",
        `At most ${PER_SECOND_PER_PRINCIPAL} subscriptions begin in a second; keep those that you have, and wait before the next.`,
        { details: { retryAfterSeconds: 1 } },
      );
    }
    this.#buckets.take(principal, 1);
  }
}
