import type { Sql } from "../../db/connection/client.ts";
import { type DeadLetterRow, listDeadLetters } from "../../db/queries/deliveries/operate.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { type DestinationHealth, readDestinationHealth } from "./destinationHealth.ts";

/** Dead letters that are shown at once. */
const DEAD_LETTERS_MAX = 100;

/** A dead letter, with the destination whose it is. */
export interface DeadLetterModel extends DeadLetterRow {
  readonly code: string;
}

/** How destinations do, for operations; whoever asks has shown that they may. */
export function createDestinationLoaders({
  sql,
  now,
}: {
  readonly sql: Sql;
  readonly now: () => Instant;
}) {
  return {
    all: () => readDestinationHealth(sql, now()),

    /** @throws AppError BAD_USER_INPUT */
    deadLetters: async (
      { id, code }: DestinationHealth,
      first: number,
    ): Promise<readonly DeadLetterModel[]> => {
      if (first < 1 || first > DEAD_LETTERS_MAX) {
        throw new AppError("BAD_USER_INPUT", `first must be 1 to ${DEAD_LETTERS_MAX}.`, {
          details: { argument: "first" },
        });
      }
      const rows = await listDeadLetters(sql, { destinationId: id, after: null, limit: first });
      return rows.map((row) => ({ ...row, code }));
    },
  };
}
