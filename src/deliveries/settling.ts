import type { Sql } from "../../db/connection/client.ts";
import {
  type EndedRow,
  type SentRow,
  type SettledKey,
  type SettledLaneRow,
  settleLanes,
} from "../../db/queries/deliveries/lanes.ts";
import { failureKind } from "../platform/failure.ts";

/** Lanes that are settled by one statement. */
const LANES_MAX = 200;
/** How long the first of them waits for others, milliseconds. */
const GATHER_MS = 3;

interface Settlement {
  readonly lane: SettledLaneRow;
  readonly rows: readonly EndedRow[];
  /** What was said last of the customer, where that is compared with what is stored. */
  readonly sent: SentRow | null;
}

interface Waiting extends Settlement {
  readonly done: PromiseWithResolvers<boolean>;
}

/**
 * Settles lanes, those of one destination that end at the same time together. Bounded by what was
 * claimed.
 */
export class Settling {
  readonly #sql: Sql;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /**
   * @returns whether something waits there still; false when the claim was lost. Rejects with what
   *   the database throws.
   */
  settle(settlement: Settlement): Promise<boolean> {
    const done = Promise.withResolvers<boolean>();
    this.#waiting.push({ ...settlement, done });
    if (this.#waiting.length >= LANES_MAX) {
      this.#flush();
    } else {
      this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
    }
    return done.promise;
  }

  #flush(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    const waiting = Map.groupBy(this.#waiting, ({ lane }) => lane.destination_id);
    this.#waiting = [];
    for (const together of waiting.values()) {
      void this.#write(together);
    }
  }

  /**
   * What cannot be written keeps nobody else's from being. While the database is away nobody is to
   * blame: all are tried once more together, and not one after the other, of which each would wait
   * for a connection. Never rejects.
   */
  async #write(together: readonly Waiting[], isAgain = false): Promise<void> {
    try {
      const mine = await settleLanes(
        this.#sql,
        together.map(({ lane }) => lane),
        together.flatMap(({ rows }) => rows),
        together.flatMap(({ sent }) => sent ?? []),
      );
      const more = new Set(mine.filter(({ isMore }) => isMore).map(keyOf));
      for (const { lane, done } of together) {
        const key = keyOf({ destinationId: lane.destination_id, rootId: lane.root_id });
        done.resolve(more.has(key));
      }
    } catch (error) {
      const isAway = failureKind(error) === "CONNECTION";
      if (isAway && !isAgain) {
        await this.#write(together, true);
        return;
      }
      if (isAway || together.length === 1) {
        for (const { done } of together) {
          done.reject(error);
        }
        return;
      }
      for (const one of together) {
        await this.#write([one]);
      }
    }
  }
}

function keyOf({ destinationId, rootId }: Omit<SettledKey, "isMore">): string {
  return `${destinationId} ${rootId}`;
}
