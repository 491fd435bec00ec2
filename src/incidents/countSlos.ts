import type { Sql } from "../../db/connection/client.ts";
import { countSlices } from "../../db/queries/incidents/indicators.ts";
import { forgetSlices, listSlos, type SloRow } from "../../db/queries/incidents/slos.ts";
import { floorTo } from "../domain/incident/budget.ts";
import { grainSecondsOf } from "../domain/incident/sloSettings.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  laterOf,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { transact } from "../platform/transact.ts";

/**
 * How long after its end a slice may still change, seconds: longer than any transaction that
 * records, and than counts stay in the memory of who counts them.
 */
const SETTLE_SECONDS = 120;
/** What is counted by one statement at most: a day, which is read where nothing was counted yet. */
const STEP_MICROS = MICROS_PER_DAY;
/** Days for which slices are kept: longer than the longest window. */
export const SLICE_RETENTION_DAYS = 90;
const FORGET_MAX = 10_000;

/**
 * Counts on for each promise, from where it was counted to for good: usually the last minutes, a
 * day where nothing was counted for longer.
 *
 * Guarantee: two at once count nothing twice; what fails is counted by the next.
 *
 * @returns whether there is more to count
 */
export async function countSlos(sql: Sql, now: Instant): Promise<boolean> {
  let isMore = false;
  for (const slo of await listSlos(sql)) {
    isMore = (await countOn(sql, slo, now)) || isMore;
  }
  return isMore;
}

async function countOn(sql: Sql, slo: SloRow, now: Instant): Promise<boolean> {
  const { indicator, windowDays } = slo.settings;
  const grainSeconds = grainSecondsOf(indicator);
  const first = floorTo(addMicros(now, -windowDays * MICROS_PER_DAY), grainSeconds);
  const from = slo.countedTo === null ? first : laterOf(first, instantFromPg(slo.countedTo));
  const end = floorTo(addMicros(now, grainSeconds * MICROS_PER_SECOND), grainSeconds);
  const to = Math.min(addMicros(from, STEP_MICROS), end) as Instant;
  const settled = floorTo(addMicros(now, -SETTLE_SECONDS * MICROS_PER_SECOND), grainSeconds);
  const countedTo = laterOf(from, Math.min(to, settled) as Instant);
  const counted = await transact(sql, (tx) =>
    countSlices(tx, slo, {
      ...{ indicator, grainSeconds },
      ...{ from: formatInstant(from), to: formatInstant(to) },
      countedTo: formatInstant(countedTo),
    }),
  );
  return counted && to < end;
}

/** Forgets slices that no window reaches. @returns whether there are more */
export async function forgetOldSlices(sql: Sql, now: Instant): Promise<boolean> {
  const before = formatInstant(addMicros(now, -SLICE_RETENTION_DAYS * MICROS_PER_DAY));
  return (await forgetSlices(sql, { before, limit: FORGET_MAX })) >= FORGET_MAX;
}
