/** The result of a pipelined statement; read it after `send`. */
export interface Slot<Result> {
  readonly rows: Result;
}

/** What the server says of a statement: the rows it wrote. */
interface Counted {
  readonly count: number;
}

/**
 * Statements that go to the server one behind the other without waiting for each other's answers:
 * one round trip.
 *
 * They are sent in the order of `add`, which is the order of the lock classes. `send` waits for all
 * of them before it throws, so that nothing of a failed batch is still on the wire when the
 * rollback is sent.
 */
export class Pipeline {
  readonly #statements: { run: PromiseLike<unknown>; rows: unknown }[] = [];

  add<Result>(statement: PromiseLike<Result>): Slot<Result> {
    const entry = { run: statement, rows: undefined as unknown };
    this.#statements.push(entry);
    return entry as unknown as Slot<Result>;
  }

  /** Adds the statement when there is something for it to do; else its result is an empty list. */
  addIf<Row>(needed: boolean, statement: () => PromiseLike<readonly Row[]>): Slot<readonly Row[]> {
    return needed ? this.add(statement()) : { rows: [] };
  }

  /** As `addIf`, for a statement whose rows nobody needs: how many it wrote. */
  addCounted(needed: boolean, statement: () => PromiseLike<Counted>): Slot<Counted> {
    return needed ? this.add(statement()) : { rows: { count: 0 } };
  }

  async send(): Promise<void> {
    const results = await Promise.allSettled(this.#statements.map((entry) => entry.run));
    for (const [index, result] of results.entries()) {
      if (result.status === "rejected") {
        throw result.reason;
      }
      (this.#statements[index] as { rows: unknown }).rows = result.value;
    }
  }
}
