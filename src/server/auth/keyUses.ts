import type { Logger } from "../../platform/logger.ts";

/** How often uses are written, milliseconds: a key's last use is known to within this. */
export const KEY_USES_WRITTEN_MS = 5 * 60_000;
/** Keys noted between two writes; more are not noted. */
const KEYS_MAX = 10_000;

export interface KeyUse {
  readonly prefix: string;
  readonly atMs: number;
}
export type WriteKeyUses = (uses: readonly KeyUse[]) => Promise<void>;

/**
 * When keys were last used: noted in memory by each request, written together now and then, never
 * waited for.
 */
export class KeyUses {
  readonly #write: WriteKeyUses;
  readonly #atMs = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #log: Pick<Logger, "warn"> | null = null;

  constructor(write: WriteKeyUses) {
    this.#write = write;
  }

  readonly note = (prefix: string, atMs: number): void => {
    if (this.#atMs.size < KEYS_MAX || this.#atMs.has(prefix)) {
      this.#atMs.set(prefix, atMs);
    }
  };

  /** Writes every KEY_USES_WRITTEN_MS until `stop`. */
  start(log: Pick<Logger, "warn">): void {
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), KEY_USES_WRITTEN_MS);
    this.#timer.unref();
  }

  /** Writes what is noted. What could not be written is noted again. */
  async flush(): Promise<void> {
    const uses = [...this.#atMs].map(([prefix, atMs]) => ({ prefix, atMs }));
    if (uses.length === 0) {
      return;
    }
    this.#atMs.clear();
    try {
      // In one order, so that two processes do not wait for each other.
      await this.#write(uses.sort((a, b) => (a.prefix < b.prefix ? -1 : 1)));
    } catch (error) {
      for (const { prefix, atMs } of uses) {
        if (!this.#atMs.has(prefix)) {
          this.note(prefix, atMs);
        }
      }
      this.#log?.warn({ error }, "uses of keys not written");
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}
