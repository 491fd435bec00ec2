import type { Sql } from "../../db/connection/client.ts";

const LOOK_MS = 50;

/**
 * Looks at the watermark all the time: whatever wakes up and whoever takes over, it never goes
 * back.
 */
export class WatermarkWatch {
  readonly #sql: Sql;
  readonly #problems: string[] = [];
  #highest = 0n;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#next();
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #next(): void {
    if (this.#isStopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().finally(() => this.#next());
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    try {
      const [row] = await this.#sql<{ safeId: bigint }[]>`
        select safe_id as "safeId" from outbox_watermark where id = 1`;
      const safeId = row?.safeId ?? 0n;
      if (safeId < this.#highest) {
        this.#problems.push(`the watermark went back from ${this.#highest} to ${safeId}`);
      } else {
        this.#highest = safeId;
      }
    } catch {
      // The database is away.
    }
  }
}
