import type { GraphQLError } from "graphql";
import { Buckets } from "../buckets.ts";
import { refusal } from "./refusal.ts";

/**
 * Milliseconds of CPU that one caller's new documents may take to be read (parsed and validated),
 * at once and in each second after that. A console's page takes 1 to 3 ms when the process is new
 * and a tenth of that later; the largest document that is let through took 26.
 */
export const READING_MS_BURST = 300;
export const READING_MS_PER_SECOND = 50;

const MICROS_PER_MS = 1_000;

export interface ReadingTimes {
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
  /** CPU that this thread has used, milliseconds: a busy machine is not charged to anybody. */
  readonly cpu?: () => number;
}

/** How much of this process's time goes into documents that nobody has sent before, by caller. */
export class ReadingTime {
  readonly #buckets: Buckets;
  readonly #cpu: () => number;

  constructor({ now, cpu = cpuMs }: ReadingTimes = {}) {
    this.#buckets = new Buckets({ burst: READING_MS_BURST, perSecond: READING_MS_PER_SECOND }, now);
    this.#cpu = cpu;
  }

  /**
   * Why the caller's next new document is not read; null: it is. What one takes is known only
   * afterwards.
   */
  refusalOf(principal: string): GraphQLError | null {
    const left = this.#buckets.left(principal);
    if (left > 0) {
      return null;
    }
    return refusal(
      "RATE_LIMITED",
      `Reading your new documents takes more than ${READING_MS_PER_SECOND} ms of each second. Send the same documents again with other variables instead of new texts; those that are known go on being answered.`,
      { retryAfterSeconds: Math.max(1, Math.ceil(-left / READING_MS_PER_SECOND)) },
    );
  }

  /** Reads, on the caller's account. */
  spend<Read>(principal: string, read: () => Read): Read {
    const before = this.#cpu();
    try {
      return read();
    } finally {
      this.#buckets.take(principal, this.#cpu() - before);
    }
  }
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROS_PER_MS;
}
