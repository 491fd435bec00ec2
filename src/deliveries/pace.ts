import { setImmediate as nextTurn } from "node:timers/promises";

/** Messages that are begun in one turn of the event loop, of all destinations together. */
export const PER_TURN = 8;

/**
 * Lets few messages begin in each turn of the event loop. A claim takes as many lanes as there is
 * room for, and begun all at once they would keep everything else of the process waiting: a
 * purchase waits for a turn with each of its statements.
 */
export class Pace {
  #left = PER_TURN;
  #turn: Promise<void> | null = null;

  /** Resolves when one may begin. */
  async take(): Promise<void> {
    while (this.#left === 0) {
      await this.#turn;
    }
    this.#left -= 1;
    this.#turn ??= nextTurn().then(() => {
      this.#left = PER_TURN;
      this.#turn = null;
    });
  }
}
