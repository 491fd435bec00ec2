import type { Sql } from "../../db/connection/client.ts";
import { type DeadLetterRow, listDeadLetters } from "../../db/queries/deliveries/operate.ts";
import {
  type FindingRow,
  listFindings,
  readWrongFields,
  type WrongFieldRow,
} from "../../db/queries/deliveries/readBackFindings.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { type DestinationHealth, readDestinationHealth } from "./destinationHealth.ts";
import { findDestination } from "./operate.ts";
import {
  judgeShadow,
  listShadowFields,
  listShadowGroups,
  readShadowCustomers,
  type ShadowBounds,
  type ShadowFieldModel,
  type ShadowJudgement,
  sampleShadowField,
} from "./shadow/shadowReport.ts";

/** Dead letters that are shown at once. */
const DEAD_LETTERS_MAX = 100;

/** Days of which it is told what comparing came to. */
const COMPARED_DAYS = 7;
/** Customers with a wrong value that are shown of a field. */
const WRONG_SAMPLE = 20;

export type WrongValueModel = FindingRow;

/** What comparing one field came to. */
export interface ReadBackDifferenceModel extends WrongFieldRow {
  readonly values: readonly FindingRow[];
}

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

    /** By field, those with most that is wrong now first. */
    wrongValues: async ({
      id: destinationId,
    }: DestinationHealth): Promise<readonly ReadBackDifferenceModel[]> => {
      const rows = await readWrongFields(sql, destinationId, COMPARED_DAYS);
      const found = rows.map(async (row) => {
        const limit = row.wrong + row.open === 0 ? 0 : WRONG_SAMPLE;
        const of = { destinationId, field: row.field, limit };
        return { ...row, values: limit === 0 ? [] : await listFindings(sql, of) };
      });
      return await Promise.all(found);
    },

    /**
     * How a destination compares with the feed that tells it; null: none of this code is set up.
     *
     * @throws AppError BAD_USER_INPUT
     */
    shadowReport: async (code: string, bounds: ShadowBounds): Promise<ShadowJudgement | null> => {
      if (bounds.from !== null && bounds.to !== null && bounds.from >= bounds.to) {
        throw new AppError("BAD_USER_INPUT", "from must be before to.", {
          details: { argument: "from" },
        });
      }
      const destination = await findDestination(sql, code);
      return destination === null
        ? null
        : await judgeShadow(sql, destination, { bounds, now: now() });
    },

    shadowCustomers: (judged: ShadowJudgement) => readShadowCustomers(sql, judged),
    shadowFields: (judged: ShadowJudgement) => listShadowFields(sql, judged),
    shadowSample: (field: ShadowFieldModel) => sampleShadowField(sql, field),
    shadowGroups: (judged: ShadowJudgement) => listShadowGroups(sql, judged),

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
