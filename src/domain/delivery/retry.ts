/** How long a message is tried before it is put aside, milliseconds: 72 hours. */
export const HORIZON_MS = 72 * 3_600_000;

/** Between two tries of one message, milliseconds: doubled each time. */
const WAIT_MS = { min: 1_000, max: 15 * 60_000 };

/**
 * How long a message waits after its tries so far have failed, milliseconds: at least half of what
 * is doubled each time, so that many that failed together do not come back together.
 *
 * @param tries so far, at least 1
 * @param random from 0 to 1
 */
export function waitAfter(tries: number, random: number): number {
  const wait = Math.min(WAIT_MS.max, WAIT_MS.min * 2 ** Math.min(tries - 1, 30));
  return Math.round(wait * (0.5 + random / 2));
}

/** Whether a message has been tried for as long as it may be; `firstTriedMs` and `now` alike. */
export function isOverdue(firstTriedMs: number, now: number): boolean {
  return now - firstTriedMs >= HORIZON_MS;
}
