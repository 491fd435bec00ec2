import type { Sql } from "../../db/connection/client.ts";
import {
  type IdentityRow,
  readIdentityMismatch,
} from "../../db/queries/purchases/readIdentityMismatch.ts";
import { OPENING_KINDS } from "../domain/order/mergeOrder.ts";
import {
  isMismatch,
  type MismatchReason,
  type PurchaseIdentity,
} from "../domain/purchase/mismatch.ts";
import { dayNumberAt } from "../domain/time/calendar.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import type { Directory } from "../programme/directory.ts";
import type { HandoffModel } from "./handoffModel.ts";
import type { createHandoffLoaders } from "./handoffs.ts";

/** Days of one report: it reads every purchase that came on them. */
export const IDENTITY_DAYS_MAX = 31;
/** Purchases that can be named of each reason on a day. */
const SAMPLE_MAX = 10;

export interface IdentityMismatchReasonView {
  readonly reason: MismatchReason;
  readonly count: number;
  readonly sampleIds: readonly bigint[];
}

/** The purchases of one source and channel that came on one day. */
export interface IdentityMismatchView {
  readonly day: LocalDate;
  readonly source: string;
  readonly channel: string | null;
  readonly identified: number;
  readonly matchedLate: number;
  readonly unresolved: number;
  readonly guests: number;
  readonly rate: number | null;
  readonly reasons: readonly IdentityMismatchReasonView[];
}

export interface IdentityMismatchDeps {
  readonly sql: Sql;
  readonly directory: Directory;
  readonly handoffs: Pick<ReturnType<typeof createHandoffLoaders>, "byRowId">;
}

/** How many purchases found their customer. Callers have checked the scope. */
export function createIdentityMismatchLoader({ sql, directory, handoffs }: IdentityMismatchDeps) {
  return {
    /** By day, source and channel. @throws AppError BAD_USER_INPUT */
    ofDays: async (
      from: LocalDate,
      to: LocalDate,
      source: string | null,
    ): Promise<readonly IdentityMismatchView[]> => {
      checkDays(from, to);
      const rows = await readIdentityMismatch(sql, {
        ...{ from, to, samples: SAMPLE_MAX, openingKinds: OPENING_KINDS },
        sourceId: source === null ? null : sourceIdOf(source, directory),
      });
      const groups = Map.groupBy(rows, ({ day, sourceId, channel }) =>
        JSON.stringify([day, sourceId, channel]),
      );
      const views = await Promise.all(
        [...groups.values()].map(async (parts) => {
          const [{ day, sourceId, channel }] = parts as [IdentityRow];
          const { code } = await directory.sourceById(sourceId);
          return { day: day as LocalDate, source: code, channel, ...sumsOf(parts) };
        }),
      );
      return views.sort((a, b) => compare(placeOf(a), placeOf(b)));
    },

    /** @throws AppError BAD_USER_INPUT */
    sampleOf: async (
      { sampleIds }: IdentityMismatchReasonView,
      first: number,
    ): Promise<readonly HandoffModel[]> => {
      if (first < 1 || first > SAMPLE_MAX) {
        throw new AppError("BAD_USER_INPUT", `first must be 1 to ${SAMPLE_MAX}.`, {
          details: { argument: "first" },
        });
      }
      const found = await Promise.all(sampleIds.slice(0, first).map(handoffs.byRowId));
      return found.filter((handoff) => handoff !== null);
    },
  };
}

function checkDays(from: LocalDate, to: LocalDate): void {
  const days = dayNumberAt(to) - dayNumberAt(from) + 1;
  if (days < 1 || days > IDENTITY_DAYS_MAX) {
    throw new AppError(
      "BAD_USER_INPUT",
      `to must not be before from, and they may be ${IDENTITY_DAYS_MAX} days at most with both of them; these are ${days}. Ask for a longer time in several calls.`,
      { details: { argument: "to" } },
    );
  }
}

function sourceIdOf(code: string, directory: Directory): number {
  const known = directory.sourceByCode(code);
  if (known === undefined) {
    throw new AppError("BAD_USER_INPUT", "source must be the code of a source that is set up.", {
      details: { argument: "source" },
    });
  }
  return known.id;
}

function sumsOf(parts: readonly IdentityRow[]) {
  const count = (...wanted: readonly PurchaseIdentity[]) =>
    parts.reduce((sum, part) => sum + (wanted.includes(part.identity) ? part.count : 0), 0);
  const reasons = parts
    .flatMap(({ identity, count, sampleIds }) =>
      isMismatch(identity) ? [{ reason: identity, count, sampleIds }] : [],
    )
    .sort((a, b) => b.count - a.count || compare(a.reason, b.reason));
  const unresolved = reasons.reduce((sum, reason) => sum + reason.count, 0);
  const matchedLate = count("MATCHED_LATE");
  const identified = unresolved + matchedLate + count("MATCHED");
  return {
    ...{ identified, matchedLate, unresolved, reasons },
    guests: count("GUEST"),
    rate: identified === 0 ? null : unresolved / identified,
  };
}

function placeOf({ day, source, channel }: IdentityMismatchView): string {
  return JSON.stringify([day, source, channel ?? ""]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
