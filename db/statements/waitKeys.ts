import { WAIT_FOR_OCCURRENCE, WAIT_KEY_START } from "../../src/domain/purchase/holds.ts";

/** Waits for any of several keys, as a range of the index of held events. */
export const WAITS_FOR_ANY = rangeOf(WAIT_KEY_START.any, WAIT_KEY_START.any);

/**
 * Waits for a moment, also those that older versions wrote for the moment it happened: a range of
 * the same index.
 */
export const WAITS_FOR_TIME = rangeOf(WAIT_FOR_OCCURRENCE, WAIT_KEY_START.time);

/** The moment that a held event waits for; null when it waits for something else. */
export const WAIT_MOMENT =
  `case when starts_with(wait_key, '${WAIT_KEY_START.time}') ` +
  `then substr(wait_key, ${WAIT_KEY_START.time.length + 1})::timestamptz ` +
  `when wait_key = '${WAIT_FOR_OCCURRENCE}' then occurred_at end`;

/**
 * From `first` up to everything that begins with `last`: the range ends with the character after
 * its last one.
 */
function rangeOf(first: string, last: string): string {
  const after = String.fromCharCode(last.charCodeAt(last.length - 1) + 1);
  return `wait_key >= '${first}' and wait_key < '${last.slice(0, -1)}${after}'`;
}
