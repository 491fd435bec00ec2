import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  type DayComparison,
  type DayKey,
  type DeclaredDayRow,
  storeComparison,
  takeDaysToCompare,
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
import type { Job } from "../platform/jobs.ts";
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
 * agreed may have got one too many. Two at once take different ones.
 *
 * @returns how many were compared
 */
export async function compareDays(deps: CompareDeps & { readonly now?: Instant }): Promise<number> {
  return await transact(deps.sql, async (tx) => {
    const now = deps.now ?? (await clockOf(tx));
    const days = await takeDaysToCompare(tx, {
      from: formatInstant(addMicros(now, -COMPARED_DAYS * MICROS_PER_DAY)).slice(0, 10),
      before: formatInstant(addMicros(now, -COMPARE_AGAIN_MICROS)),
      limit: COMPARED_MAX,
    });
    for (const day of days) {
      const figures = await figuresOfDay(tx, deps.catalog, day, now);
      const at = formatInstant(now);
      await storeComparison(tx, { id: day.id, at, ...compare(day, figures) });
    }
    return days.length;
  });
}

/** `now`: tests pass the time; else the database's clock. */
export function daysJob(deps: CompareDeps & { readonly now?: () => Instant }): Job {
  const { now, ...rest } = deps;
  return {
    name: "days",
    work: async () => {
      const done = await compareDays({ ...rest, ...(now === undefined ? {} : { now: now() }) });
      return done === COMPARED_MAX ? 0 : REST_MS;
    },
  };
}
