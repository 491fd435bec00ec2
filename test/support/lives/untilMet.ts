/** A property that chance kept from what it is to prove is tried with this many times its runs. */
const ROUNDS_MAX = 8;

/**
 * `round` again, with other values, until `met` says that the cases that matter came up often
 * enough. Without an end to bad luck the last of `ROUNDS_MAX` rounds is the end: the caller's own
 * assertion says then what is still missing.
 */
export async function untilMet(round: () => Promise<void>, met: () => boolean): Promise<void> {
  for (let rounds = 0; rounds < ROUNDS_MAX; rounds += 1) {
    await round();
    if (met()) {
      return;
    }
  }
}
