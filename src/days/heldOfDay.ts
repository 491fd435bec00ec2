import type { HeldOfDayRow, HeldPage } from "../../db/queries/days/receipts.ts";

/** Held events of one reading: an outage can hold more of a day than is good for memory. */
const HELD_PER_READING = 1_000;

/** All of them, however many: a day of which some are left out would seem to lack them. */
export async function* heldOfDay(
  read: (page: HeldPage) => Promise<readonly HeldOfDayRow[]>,
): AsyncGenerator<HeldOfDayRow> {
  let after = 0n;
  for (;;) {
    const rows = await read({ after, limit: HELD_PER_READING });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < HELD_PER_READING) {
      return;
    }
    after = last.id;
  }
}
