import { systemViewer } from "../../domain/access/viewer.ts";
import type { PurchaseResult, ReceivePurchases } from "../../handoff/submission.ts";
import { readInvoices, type Survey } from "./invoices.ts";
import { type PlannedEvent, planInvoice, SOURCE } from "./planInvoice.ts";
import { Tally } from "./tally.ts";

/** Batches under way at once. More would only wait in the receiver's queue. */
const BATCHES_IN_FLIGHT = 3;

export interface ImportProgress {
  /** Rows of the file that are answered or need no answer. */
  readonly rows: number;
  readonly events: number;
  readonly duplicates: number;
}

export interface ImportOptions {
  readonly survey: Survey;
  readonly receive: ReceivePurchases;
  /** Events in one submission, at most EVENTS_PER_CALL_MAX. */
  readonly batchSize: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface Imported {
  readonly tally: Tally;
  /** Ids of all events sent, for reading back what became of them. */
  readonly eventIds: readonly string[];
}

interface Batch {
  readonly events: readonly PlannedEvent[];
  /** Rows read up to its end, whatever became of them. */
  readonly rows: number;
}

/**
 * Sends every purchase of the files through the one way in, in the order of the files, in backfill mode.
 *
 * Guarantee: safe to repeat and to resume after a crash at any point: the same file makes the same events, and
 * what is on record already is answered as a duplicate and changes nothing.
 * Order: batches overlap, but are submitted one after another, and the receiver keeps them first in, first out
 * per customer.
 * Throws: ImportFileError; whatever `receive` throws, after the batches under way have ended.
 */
export async function importFiles(options: ImportOptions): Promise<Imported> {
  const tally = new Tally();
  const eventIds: string[] = [];
  const done = { rows: 0, events: 0, duplicates: 0 };
  const inFlight: Promise<void>[] = [];
  const settleOldest = () => inFlight.shift();

  const send = async (batch: Batch): Promise<void> => {
    const results = await submit(options.receive, batch.events);
    for (const [index, result] of results.entries()) {
      const event = batch.events[index];
      if (event === undefined) throw new Error("more answers than events");
      tally.answer(event, result);
      done.duplicates += result.duplicate ? 1 : 0;
    }
    done.events += results.length;
    done.rows = batch.rows;
    options.onProgress?.({ ...done });
  };

  try {
    for await (const batch of readBatches(options, tally)) {
      for (const { eventId } of batch.events) eventIds.push(eventId);
      if (inFlight.length >= BATCHES_IN_FLIGHT) await settleOldest();
      const sending = send(batch);
      // A failure is thrown where it is awaited; until then it must not count as unhandled.
      sending.catch(() => {});
      inFlight.push(sending);
    }
    while (inFlight.length > 0) await settleOldest();
  } finally {
    await Promise.allSettled(inFlight);
  }
  return { tally, eventIds };
}

async function* readBatches(
  { survey, batchSize }: ImportOptions,
  tally: Tally,
): AsyncGenerator<Batch> {
  let events: PlannedEvent[] = [];
  let rows = 0;
  for await (const invoice of readInvoices(survey)) {
    const plan = planInvoice(invoice);
    // An invoice with sales and returns makes two events, which may stand in two batches.
    for (const event of plan.events) {
      events.push(event);
      if (events.length === batchSize) {
        yield { events, rows };
        events = [];
      }
    }
    tally.plan(plan);
    rows += invoice.rows.length + invoice.faults.length;
  }
  if (events.length > 0 || rows > 0) yield { events, rows };
}

async function submit(
  receive: ReceivePurchases,
  planned: readonly PlannedEvent[],
): Promise<readonly PurchaseResult[]> {
  if (planned.length === 0) return [];
  const events = planned.map(({ event }) => event);
  const body = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const results = await receive({
    door: "IMPORT",
    viewer: systemViewer(`import:${SOURCE}`),
    requestId: null,
    headers: {},
    body,
    events,
    mode: "BACKFILL",
  });
  if (results.length !== events.length) {
    throw new Error(`${events.length} events were sent and ${results.length} answered`);
  }
  return results;
}
