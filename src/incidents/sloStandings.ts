import type { Sql } from "../../db/connection/client.ts";
import { readSlices, readSloSums } from "../../db/queries/incidents/slos.ts";
import { BURN_SECONDS_MAX, type BudgetFigures, budgetFigures } from "../domain/incident/budget.ts";
import { grainSecondsOf, type SloSettings } from "../domain/incident/sloSettings.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";

/** The longest slice: a window that begins within one takes it whole. */
const GRAIN_SECONDS_MAX = 3_600;

/** A promise, and how it stands. */
export interface SloStanding extends SloSettings, BudgetFigures {
  /** Its budget is not used up, and does not burn too fast. */
  readonly isOk: boolean;
}

/** How each promise stands, by code. */
export async function readSloStandings(sql: Sql, now: Instant): Promise<readonly SloStanding[]> {
  const from = addMicros(now, -(BURN_SECONDS_MAX + GRAIN_SECONDS_MAX) * MICROS_PER_SECOND);
  const [slos, slices] = await Promise.all([
    readSloSums(sql, formatInstant(now)),
    readSlices(sql, formatInstant(from)),
  ]);
  const bySlo = Map.groupBy(slices, ({ sloId }) => sloId);
  return slos.map(({ id, settings, total, bad }) => {
    const own = (bySlo.get(id) ?? []).map((row) => ({ ...row, at: instantFromPg(row.at) }));
    const grainSeconds = grainSecondsOf(settings.indicator);
    const figures = budgetFigures(own, { ...settings, total, bad, grainSeconds }, now);
    return { ...settings, ...figures, isOk: figures.budgetLeft > 0 && figures.alert === null };
  });
}

/** Decimals of percentages, as people are told. */
const PERCENT_DECIMALS = 2;

/** What is promised, in a few words: `99.5 % in 30 days`. */
export function targetText({ targetPercent, windowDays }: SloSettings): string {
  return `${targetPercent} % in ${windowDays} days`;
}

/** How it stands, in a few words: `99.93 % of 12000`. */
export function nowText({ total, bad }: BudgetFigures): string {
  if (total === 0) {
    return "nothing to count yet";
  }
  // Rounded down: 100 % is said of all alone.
  const scale = 10 ** PERCENT_DECIMALS;
  const percent = Math.floor(((total - bad) / total) * 100 * scale) / scale;
  return `${percent.toFixed(PERCENT_DECIMALS)} % of ${total}`;
}
