import type { Sql } from "../../db/connection/client.ts";
import {
  addToSourceHours,
  forgetSourceHours,
  type OrderStandRow,
  readOrderStands,
  type SourceHourAdded,
} from "../../db/queries/sources/hours.ts";
import type { OrderStatus } from "../domain/order/facts.ts";
import { addCounts, type Counts, noCounts, noteTimes } from "../domain/sources/counts.ts";
import { hourOf, MICROS_PER_HOUR, USUAL_WEEKS } from "../domain/sources/usual.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { identityNow } from "../operations/watch/identityCounts.ts";
import type { Job } from "../platform/jobs.ts";
import type { BatchOutcome } from "../purchases/batch.ts";
import type { Answered } from "../purchases/results.ts";

/** How often counts are written, milliseconds: what a crash loses of them. */
const TALLY_MS = 5_000;
/** How often old hours are forgotten, milliseconds. */
const FORGET_MS = 60 * 60_000;
/** Hours that are kept: those that say what is usual, and a week beside. */
const KEPT_HOURS = (USUAL_WEEKS + 1) * 168;
/** Orders that are looked at by one writing; beyond it they are not counted, a sample is enough. */
const ORDERS_MAX = 500;
/** What is handed over within it was handed over as it was placed. */
const AT_ONCE_MICROS = MICROS_PER_MINUTE;

/** An event that says that an order was handed over, or cancelled. */
interface OrderSaid {
  readonly orderId: bigint;
  readonly sourceId: number;
  readonly saidAt: Instant;
  readonly occurredAt: Instant;
  readonly isCancelled: boolean;
}

/**
 * What each source tells in each hour, counted in memory where it is answered and written every few
 * seconds: a row a source would be the hottest of all inside the business transactions. It holds
 * one entry a source and hour since the last writing, and what cannot be written is kept.
 */
export class SourceTally {
  readonly #sql: Sql;
  readonly #now: () => Instant;
  #noted = new Map<string, { sourceId: number; hour: Instant; counts: Counts }>();
  #orders: OrderSaid[] = [];
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(sql: Sql, now: () => Instant) {
    this.#sql = sql;
    this.#now = now;
  }

  /** For the receiver's observer: what a committed batch answered, each event when it is new. */
  noteBatch({ answered }: Pick<BatchOutcome, "answered">): void {
    const now = this.#now();
    for (const one of answered) {
      this.#note(one, now);
    }
  }

  /** A message, which came before. */
  noteRepeated(sourceId: number): void {
    this.#countsOf(sourceId, this.#now()).duplicates += 1;
  }

  /** Interactions or records that were new. */
  noteTold(sourceId: number, count = 1): void {
    this.#countsOf(sourceId, this.#now()).told += count;
  }

  #note(answered: Answered, now: Instant): void {
    const { item, result } = answered;
    const { source, event, mode } = item;
    // What a file brings in says nothing of how its source usually sends.
    const isFile = item.intake?.submission.door === "IMPORT";
    if (source === null || mode !== "LIVE" || event?.test === true || isFile) {
      return;
    }
    const counts = this.#countsOf(source.id, now);
    const identity = identityNow(answered);
    if (identity === "GUEST") {
      counts.guests += 1;
    } else if (identity !== null && identity !== "MATCHED_LATE") {
      counts.presented += 1;
      counts.unmatched += identity === "MATCHED" ? 0 : 1;
    }
    if (item.origin === "RERUN") {
      return;
    }
    if (result.duplicate) {
      counts.duplicates += 1;
    } else if (event === null || result.outcome === "REJECTED" || result.outcome === "CONFLICT") {
      counts.rejected += 1;
    } else {
      counts.told += 1;
      noteTimes(counts, event.occurredAt, now);
      this.#noteOrder(answered, source.id, now);
    }
  }

  #noteOrder({ item: { event }, result }: Answered, sourceId: number, saidAt: Instant): void {
    // A till hands over as it sells; whoever ships says so by an event.
    const isHandedOver = event?.kind === "FULFILLED" || (event?.kind === "SOLD" && !event.till);
    const isCancelled = event?.kind === "CANCELLED";
    if (
      event !== null &&
      (isHandedOver || isCancelled) &&
      result.outcome === "APPLIED" &&
      result.orderId !== null &&
      this.#orders.length < ORDERS_MAX
    ) {
      const { occurredAt } = event;
      this.#orders.push({ orderId: result.orderId, sourceId, saidAt, occurredAt, isCancelled });
    }
  }

  /** Writes what was noted since; resolves to how many rows of the table that was. */
  async flush(): Promise<number> {
    await this.#lookAtOrders();
    const noted = this.#noted;
    if (noted.size === 0) {
      return 0;
    }
    this.#noted = new Map();
    try {
      await addToSourceHours(
        this.#sql,
        [...noted.values()].map(({ sourceId, hour, counts }) => rowOf(sourceId, hour, counts)),
      );
    } catch (error) {
      for (const { sourceId, hour, counts } of noted.values()) {
        addCounts(this.#countsOf(sourceId, hour), counts);
      }
      throw error;
    }
    return noted.size;
  }

  /** Forgets hours that no comparison looks at any more. */
  async forget(): Promise<void> {
    const now = this.#now();
    if (now - this.#forgotAt >= FORGET_MS * 1_000) {
      await forgetSourceHours(
        this.#sql,
        formatInstant(addMicros(hourOf(now), -KEPT_HOURS * MICROS_PER_HOUR)),
      );
      this.#forgotAt = now;
    }
  }

  /** What became of orders that were said to be handed over, or cancelled. */
  async #lookAtOrders(): Promise<void> {
    const said = this.#orders;
    if (said.length === 0) {
      return;
    }
    this.#orders = [];
    try {
      const ids = [...new Set(said.map(({ orderId }) => orderId))];
      const stands = await readOrderStands(this.#sql, ids);
      const byId = new Map(stands.map((stand) => [stand.id, stand]));
      for (const one of said) {
        const stand = byId.get(one.orderId);
        if (stand !== undefined) {
          noteStand(this.#countsOf(one.sourceId, one.saidAt), one, stand);
        }
      }
    } catch (error) {
      this.#orders = [...said, ...this.#orders].slice(0, ORDERS_MAX);
      throw error;
    }
  }

  #countsOf(sourceId: number, at: Instant): Counts {
    const hour = hourOf(at);
    const key = `${sourceId}/${hour}`;
    const known = this.#noted.get(key)?.counts;
    if (known !== undefined) {
      return known;
    }
    const counts = noCounts();
    this.#noted.set(key, { sourceId, hour, counts });
    return counts;
  }
}

export function sourceTallyJob(tally: SourceTally): Job {
  const flush = async (): Promise<void> => {
    await tally.flush();
  };
  return {
    name: "sourceTally",
    work: async () => {
      await flush();
      await tally.forget();
      return TALLY_MS;
    },
    stop: flush,
  };
}

/** Counts as a row of the table. */
export function rowOf(sourceId: number, hour: Instant, counts: Counts): SourceHourAdded {
  return {
    ...{ source_id: sourceId, hour: formatInstant(hour) },
    ...{ told: counts.told, duplicates: counts.duplicates, rejected: counts.rejected },
    ...{ presented: counts.presented, unmatched: counts.unmatched, guests: counts.guests },
    ...{ ahead: counts.ahead, ahead_seconds: counts.aheadSeconds },
    ...{ handed_over: counts.handedOver, handed_over_at_once: counts.handedOverAtOnce },
    cancelled_late: counts.cancelledLate,
    cancelled_late_points: counts.cancelledLatePoints,
    ...{ lags: counts.lags, arrived: counts.arrived, happened: counts.happened },
  };
}

function noteStand(counts: Counts, { occurredAt, isCancelled }: OrderSaid, stand: OrderStandRow) {
  if (!isCancelled) {
    counts.handedOver += 1;
    const after = occurredAt - instantFromPg(stand.placedAt);
    counts.handedOverAtOnce += after <= AT_ONCE_MICROS ? 1 : 0;
  } else if (HANDED_OVER.has(stand.status)) {
    counts.cancelledLate += 1;
    counts.cancelledLatePoints += stand.points;
  }
}

/** Statuses in which a cancellation found nothing open: all of it had been handed over. */
const HANDED_OVER: ReadonlySet<string> = new Set(["FULFILLED"] satisfies OrderStatus[]);
