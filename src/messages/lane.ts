import type { MessageToRead } from "./messageToRead.ts";

/** How often claims are renewed within a lease. */
const RENEWALS_PER_LEASE = 3;
/** A batch that takes longer hangs: it is left to others, milliseconds. */
const READING_MS_MAX = 10 * 60_000;

export interface LaneDeps {
  /** Messages that are read together. */
  readonly batchMax: number;
  readonly leaseMs: number;
  /** Never rejects. */
  readonly read: (messages: readonly MessageToRead[]) => Promise<void>;
  /** Keeps claims for longer. Never rejects. */
  readonly renew: (claims: readonly Pick<MessageToRead, "id" | "tries">[]) => Promise<void>;
}

/**
 * Messages that wait to be read behind each other. What is read, and what waits for it, stays this
 * process's as long as it gets on.
 */
export class Lane {
  readonly #deps: LaneDeps;
  readonly #waiting: MessageToRead[] = [];
  #reading: readonly MessageToRead[] = [];
  #readingSinceMs = 0;
  #working: Promise<void> | null = null;

  constructor(deps: LaneDeps) {
    this.#deps = deps;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Until nothing waits any more; null: nothing does. */
  get working(): Promise<void> | null {
    return this.#working;
  }

  hand(messages: readonly MessageToRead[]): void {
    this.#waiting.push(...messages);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting.length = 0;
  }

  async #work(): Promise<void> {
    const { batchMax, leaseMs } = this.#deps;
    const renewal = setInterval(() => void this.#renew(), leaseMs / RENEWALS_PER_LEASE);
    renewal.unref();
    try {
      while (this.#waiting.length > 0) {
        this.#reading = this.#waiting.splice(0, batchMax);
        this.#readingSinceMs = performance.now();
        await this.#deps.read(this.#reading);
      }
    } finally {
      clearInterval(renewal);
      this.#reading = [];
    }
  }

  async #renew(): Promise<void> {
    const claims = [...this.#reading, ...this.#waiting].map(({ id, tries }) => ({ id, tries }));
    const isStuck = performance.now() - this.#readingSinceMs > READING_MS_MAX;
    if (claims.length > 0 && !isStuck) {
      await this.#deps.renew(claims);
    }
  }
}
