import type { Logger } from "../../platform/logger.ts";

/** Reasons that are said of one trouble; whatever else comes is somewhere among them. */
const REASONS_MAX = 10;

/**
 * Says once that a source's stream cannot be read, once more for each other reason, and once that
 * it is read again: not for each partition and each attempt, nor by turns where partitions have
 * reasons of their own.
 */
export class Troubles {
  readonly #log: Logger;
  readonly #bySource = new Map<
    string,
    { readonly said: Set<string>; readonly partitions: Set<number> }
  >();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Null: the partition is read. */
  note(source: string, partition: number, problem: string | null): void {
    if (problem === null) {
      this.#noteRead(source, partition);
      return;
    }
    const known = this.#bySource.get(source) ?? { said: new Set(), partitions: new Set() };
    this.#bySource.set(source, known);
    known.partitions.add(partition);
    if (!known.said.has(problem) && known.said.size < REASONS_MAX) {
      known.said.add(problem);
      this.#log.warn({ source, problem }, "a stream cannot be read; it is tried again");
    }
  }

  #noteRead(source: string, partition: number): void {
    const known = this.#bySource.get(source);
    known?.partitions.delete(partition);
    if (known?.partitions.size === 0) {
      this.#bySource.delete(source);
      this.#log.info({ source }, "a stream is read again");
    }
  }
}
