import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  type DayComparison,
  type DayKey,
  type DeclaredDayRow,
  findDaysToCompare,
  postponeDay,
  storeComparison,
  takeDayToCompare,
} from "../../db/queries/days/declaredDays.ts";
import type { Catalog } from "../core/catalog.ts";
import { clockOf } from "../core/loadState.ts";
import { type DayFigures, stateOfDay } from "../domain/day/dayState.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import { transact } from "../platform/transact.ts";
import { readSourceDay } from "./sourceDay.ts";
import { figuresOf, readStoreDay } from "./storeDay.ts";

/** Business dates that are compared again and again, days; older ones keep what they were. */
export const COMPARED_DAYS = 14;
/** A declaration is compared so often at most. */
const COMPARE_AGAIN_MICROS = MICROS_PER_MINUTE;
/** Declarations of one run: each reads a till's day, some milliseconds. */
export const COMPARED_MAX = 20;
const REST_MS = 5_000;

export interface CompareDeps {
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "source" | "rulesetAt">;
}

/** What came of the day that somebody declares. */
export async function figuresOfDay(
  db: Sql | Tx,
  catalog: CompareDeps["catalog"],
  { businessDate, store, till, source, currency }: DayKey & Pick<DeclaredDayRow, "currency">,
  now: Instant,
): Promise<DayFigures> {
  if (store !== "") {
    const of = { store, businessDate, till: till === "" ? null : till };
    return figuresOf((await readStoreDay(db, of)).values());
  }
  const sourceId = catalog.source(source)?.id;
  if (sourceId === undefined) {
    throw new Error(`source ${source} has declared days but is not registered`);
  }
  const { timeZone } = catalog.rulesetAt(now).programme;
  return await readSourceDay(db, { sourceId, businessDate, currency, timeZone });
}

/** How a declaration compares with what came. */
export function compare(
  said: Pick<DeclaredDayRow, "receipts" | "totalMinor" | "currency">,
  figures: DayFigures,
): DayComparison {
  return {
    state: stateOfDay(said, figures),
    received: figures.received,
    receivedMinor: figures.totals.get(said.currency) ?? 0n,
    held: figures.heldCount,
    heldMinor: figures.heldTotals.get(said.currency) ?? 0n,
  };
}

/**
 * Compares declarations of the last COMPARED_DAYS again: what was missing may have come, and what
 * agreed may have got one too many. Each in a transaction of its own, so that one that cannot be
 * compared holds no other up. Two at once take different ones.
 *
 * @returns how many were due
 */
export async function compareDays(
  deps: CompareDeps & {
    readonly now?: Instant;
    /** Is told of a day that could not be compared; it is tried again with the next ones. */
    readonly onFailure: (id: bigint, error: unknown) => void;
  },
): Promise<number> {
  const { sql, catalog, onFailure } = deps;
  const now = deps.now ?? (await clockOf(sql));
  const at = formatInstant(now);
  const before = formatInstant(addMicros(now, -COMPARE_AGAIN_MICROS));
  const due = await findDaysToCompare(sql, {
    from: formatInstant(addMicros(now, -COMPARED_DAYS * MICROS_PER_DAY)).slice(0, 10),
    before,
    limit: COMPARED_MAX,
  });
  for (const { id } of due) {
    try {
      await transact(sql, async (tx) => {
        const day = await takeDayToCompare(tx, { id, before });
        if (day !== null) {
          const figures = await figuresOfDay(tx, catalog, day, now);
          await storeComparison(tx, { id, at, ...compare(day, figures) });
        }
      });
    } catch (error) {
      onFailure(id, error);
      await postponeDay(sql, { id, at });
    }
  }
  return due.length;
}

/** `now`: tests pass the time; else the database's clock. */
export function daysJob(
  { now, ...deps }: CompareDeps & { readonly now?: () => Instant },
  { log }: Pick<JobTools, "log">,
): Job {
  const onFailure = (id: bigint, error: unknown): void =>
    log.error({ id: String(id), error }, "a declared day could not be compared");
  return {
    name: "days",
    work: async () => {
      const at = now === undefined ? {} : { now: now() };
      const due = await compareDays({ ...deps, ...at, onFailure });
      return due === COMPARED_MAX ? 0 : REST_MS;
    },
  };
}
