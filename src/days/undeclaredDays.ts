import type { Sql } from "../../db/connection/client.ts";
import { readUndeclaredDays, type UndeclaredDayRow } from "../../db/queries/days/declaredDays.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Directory } from "../programme/directory.ts";

/** Hours that a day may be over before somebody is to have declared it: the next noon. */
export const DECLARED_WITHIN_HOURS = 12;
/** Business days that are looked at. */
const LOOKED_AT_DAYS = 7;
/** Days that are told at once. */
export const UNDECLARED_MAX = 500;

/** Days that are over and of which those who declare have declared nothing, the latest first. */
export async function undeclaredDays(
  sql: Sql,
  directory: Pick<Directory, "rulesetAt">,
  now: Instant,
): Promise<readonly UndeclaredDayRow[]> {
  const { timeZone } = directory.rulesetAt(now).programme;
  return await readUndeclaredDays(sql, {
    ...{ timeZone, now: formatInstant(now), hours: DECLARED_WITHIN_HOURS },
    ...{ days: LOOKED_AT_DAYS, limit: UNDECLARED_MAX },
  });
}
