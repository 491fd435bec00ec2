import type { Tx } from "../../db/client.ts";
import { countRows, findHeldOver, readHeldForRate } from "../../db/queries/verifyTables.ts";
import type { FactJson } from "../domain/purchase/factCodec.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import type { Instant } from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import type { Catalog } from "../handoff/catalog.ts";
import type { Findings } from "./findings.ts";

/** What jobs may take to end a hold. */
const LATE_S = 60;

/** Holds looked at; thousands whose wait is over are one fault. */
const LIMIT = 10_000;

/**
 * I9. What ends with an event must have ended with it. What a job ends counts as violated only while jobs run: a
 * database that nobody serves stands still.
 */
export async function checkHeld(
  tx: Tx,
  catalog: Catalog,
  { now, isTicking }: { readonly now: string; readonly isTicking: boolean },
  findings: Findings,
): Promise<void> {
  findings.checked("I9", "held events", Number((await countRows(tx)).held));
  const tell = (id: string, detail: string, byJob: boolean): void => {
    if (byJob && !isTicking) findings.warned("I9", id, `${detail}; no server runs to end it`);
    else findings.violated("I9", id, detail);
  };
  const over = await findHeldOver(tx, now, FUTURE_TOLERANCE_MINUTES, LATE_S, LIMIT);
  for (const { id, detail, by_job } of over) {
    tell(id, detail, by_job);
  }
  for (const { id, currency, fact } of await readHeldForRate(tx, LIMIT)) {
    const { pa, o } = fact as FactJson;
    const placedAt = (pa ?? o) as Instant;
    const { rates, programme } = catalog.rulesetAt(placedAt);
    const day = localDateOf(placedAt, programme.timeZone);
    if (rates.some((rate) => rate.currency === currency && rate.from <= day)) {
      tell(`event ${id}`, `waits for a rate of ${currency}, which the rules have`, true);
    }
  }
}
