import type { Logger } from "../../platform/logger.ts";

/**
 * Says once that a source's stream cannot be read, once more when the reason is another one, and
 * once that it is read again: not for each partition and each attempt.
 */
export class Troubles {
  readonly #log: Logger;
  readonly #bySource = new Map<string, { problem: string; readonly partitions: Set<number> }>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Null: the partition is read. */
  note(source: string, partition: number, problem: string | null): void {
    const known = this.#bySource.get(source);
    if (problem === null) {
      known?.partitions.delete(partition);
      if (known?.partitions.size === 0) {
        this.#bySource.delete(source);
        this.#log.info({ source }, "a stream is read again");
      }
      return;
    }
    if (known === undefined) {
      this.#bySource.set(source, { problem, partitions: new Set([partition]) });
    } else {
      known.partitions.add(partition);
    }
    if (known?.problem !== problem) {
      this.#log.warn({ source, problem }, "a stream cannot be read; it is tried again");
      const noted = this.#bySource.get(source);
      if (noted !== undefined) {
        noted.problem = problem;
      }
    }
  }
}
