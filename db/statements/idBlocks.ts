import type { Sql, Tx } from "../connection/client.ts";

/** Ids that one draw of the sequence stands for. */
export const ID_BLOCK_SIZE = 1_000;

/**
 * Ids for the hot tables, drawn in blocks so that a batch knows every id before its transaction
 * begins: claims can be inserted complete, and rows can point at each other without a round trip.
 * Ids are unique over all tables that draw here, rise within a process, and are not dense.
 */
export class IdBlocks {
  readonly #sql: Sql | Tx;
  #next = 0n;
  #left: { from: bigint; count: number }[] = [];
  #available = 0;

  constructor(sql: Sql | Tx) {
    this.#sql = sql;
  }

  /** Makes sure that `count` calls of `next` will succeed without waiting. */
  async ensure(count: number): Promise<void> {
    while (this.#available < count) {
      const blocks = Math.ceil((count - this.#available) / ID_BLOCK_SIZE);
      const rows = await this.#sql<{ n: bigint }[]>`
        select nextval('id_block_seq') as n from generate_series(1, ${blocks}::int)`;
      for (const row of rows) {
        this.#left.push({ from: row.n * BigInt(ID_BLOCK_SIZE), count: ID_BLOCK_SIZE });
        this.#available += ID_BLOCK_SIZE;
      }
    }
  }

  /**
   * The next id. Throws when `ensure` was not asked for enough: a bug, never a state of the
   * database.
   */
  next(): bigint {
    const block = this.#left[0];
    if (block === undefined) {
      throw new Error("no ids left: ensure() was asked for too few");
    }
    this.#next = block.from;
    block.from += 1n;
    block.count -= 1;
    this.#available -= 1;
    if (block.count === 0) {
      this.#left.shift();
    }
    return this.#next;
  }
}
