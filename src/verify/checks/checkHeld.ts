import type { Tx } from "../../../db/connection/client.ts";
import {
  type HeldEventRow,
  type RecordedEventRow,
  readHeldEvents,
  readIdentifiersOf,
  readRefusedFacts,
} from "../../../db/queries/verify/verifyRows.ts";
import {
  countRows,
  findHeldOver,
  readHeldForRate,
} from "../../../db/queries/verify/verifyTables.ts";
import type { Catalog } from "../../core/catalog.ts";
import {
  decodeFact,
  type FactJson,
  identifiersOfFact,
  referencesOfFact,
} from "../../domain/purchase/factCodec.ts";
import {
  currencyOfRate,
  FUTURE_TOLERANCE_MINUTES,
  HOLDS,
  type HoldReason,
  isHoldReason,
  leafOfSale,
  WAIT_FOR_OCCURRENCE,
  waitKey,
} from "../../domain/purchase/holds.ts";
import { latestMoment } from "../../domain/purchase/moments.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import { waitsForSomeOf } from "../../purchases/keys.ts";
import type { Findings } from "../findings.ts";
import { checkFact } from "./checkFacts.ts";

/** What jobs may take to end a hold. */
const LATE_S = 60;

/** Holds looked at; thousands whose wait is over are one fault. */
const LIMIT = 10_000;

/**
 * I9. What ends with an event must have ended with it. What a job ends counts as violated only
 * while jobs run: a database that nobody serves stands still.
 */
export async function checkHeld(
  tx: Tx,
  catalog: Catalog,
  { now, isTicking }: { readonly now: string; readonly isTicking: boolean },
  findings: Findings,
): Promise<void> {
  findings.checked("I9", "held events", Number((await countRows(tx)).held));
  const tell = (id: string, detail: string, byJob: boolean): void => {
    if (byJob && !isTicking) {
      findings.warned("I9", id, `${detail}; no server runs to end it`);
    } else {
      findings.violated("I9", id, detail);
    }
  };
  const over = await findHeldOver(tx, now, FUTURE_TOLERANCE_MINUTES, LATE_S, LIMIT);
  for (const { id, detail, by_job } of over) {
    tell(id, detail, by_job);
  }
  const check = { tx, catalog, findings };
  await checkUnapplied(check, WAITING_STEP, readHeldEvents, (row) => checkWait(row, findings));
  await checkUnapplied(check, REFUSED_STEP, readRefusedFacts, () => {});
  for (const { id, wait_key: key, fact, placed_at: before } of await readHeldForRate(tx, LIMIT)) {
    const currency = currencyOfRate(key);
    const { pa, o } = fact as FactJson;
    const own = (pa ?? o) as Instant;
    // Which of the two moments the order is placed at is decided when the event is applied.
    const placedAt = before === null ? own : (Math.min(own, instantFromPg(before)) as Instant);
    const { rates, programme } = catalog.rulesetAt(placedAt);
    const day = localDateOf(placedAt, programme.timeZone);
    if (rates.some((rate) => rate.currency === currency && rate.from <= day)) {
      tell(`event ${id}`, `waits for a rate of ${currency}, which the rules have`, true);
    }
  }
}

/** Waiting events looked at in one step. */
const WAITING_STEP = 500;
/** Refused ones, which no index leads to: each step may read the whole table. */
const REFUSED_STEP = 5_000;

/** I1 of events that are not applied and have a fact: each is what was received. */
async function checkUnapplied<Row extends RecordedEventRow>(
  { tx, catalog, findings }: { tx: Tx; catalog: Catalog; findings: Findings },
  step: number,
  read: (tx: Tx, after: bigint, limit: number) => PromiseLike<readonly Row[]>,
  checkOther: (row: Row) => void,
): Promise<void> {
  for (let after = 0n; ; ) {
    const rows = await read(tx, after, step);
    const ids = rows.flatMap(({ fact }) => identifiersOfFact(fact as FactJson).map(({ id }) => id));
    const identifiers = new Map(
      (await readIdentifiersOf(tx, [], [...new Set(ids)])).map((row) => [String(row.id), row]),
    );
    for (const row of rows) {
      try {
        checkFact(row, identifiers, catalog, findings);
        checkOther(row);
      } catch (error) {
        findings.unreadable("I1", `event ${row.id}`, error);
      }
    }
    if (rows.length < step) {
      return;
    }
    after = rows.at(-1)?.id ?? after;
  }
}

/** I1 of an event that waits: for what its fact names, and as long as its reason allows. */
function checkWait(row: HeldEventRow, findings: Findings): void {
  const id = `event ${row.id}`;
  const { reason, wait_key: key } = row;
  if (!isHoldReason(reason)) {
    findings.violated("I1", id, `is held for ${reason}, which is no reason`);
    return;
  }
  // One that ran in vain and waits on keeps the end of its first wait.
  const recordedAt = instantFromPg(row.recorded_at);
  const receivedAt = row.received_at === null ? null : instantFromPg(row.received_at);
  const wait = HOLDS[reason].maxAgeDays * MICROS_PER_DAY;
  const until = instantFromPg(row.wait_until);
  const isTooSoon = receivedAt !== null && until < Math.min(receivedAt, recordedAt) + wait;
  if (isTooSoon || until > recordedAt + wait) {
    findings.violated(
      "I1",
      id,
      `waits until ${row.wait_until}, which is not as long as ${reason} may`,
    );
  }
  if (!mayWaitFor(row, reason, key)) {
    findings.violated("I1", id, `waits for ${key}, which is not what ${reason} waits for here`);
  }
}

function mayWaitFor(
  { fact: stored, has_order: hasOrder }: HeldEventRow,
  reason: HoldReason,
  key: string,
): boolean {
  const fact = stored as FactJson;
  switch (reason) {
    case "UNKNOWN_ORDER":
      return waitsForSomeOf(key, referencesOfFact(fact).map(waitKey.order));
    case "UNKNOWN_CUSTOMER":
      return waitsForSomeOf(key, identifiersOfFact(fact).map(waitKey.identifier));
    case "RETURN_WITHOUT_SALE":
      return leafOfSale(key) !== null;
    case "RATE_MISSING":
      // Of an order that others told of, the currency need not be the event's.
      return fact.cu === undefined || hasOrder
        ? currencyOfRate(key) !== null
        : key === waitKey.rate(fact.cu);
    case "UNKNOWN_STORE":
      return fact.st !== undefined && key === waitKey.store(fact.st);
    case "UNKNOWN_CHANNEL":
      return fact.ch !== undefined && key === waitKey.channel(fact.ch);
    case "IN_THE_FUTURE": {
      const { at } = latestMoment(decodeFact(fact, new Map()));
      return key === WAIT_FOR_OCCURRENCE || key === waitKey.time(formatInstant(at));
    }
    default:
      return key === waitKey.operator;
  }
}
