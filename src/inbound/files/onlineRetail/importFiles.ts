import type { ReceivePurchases } from "../../../purchases/receive/submission.ts";
import { type Batch, type ImportProgress, sendBatches } from "../sendBatches.ts";
import { readInvoices, type Survey } from "./invoices.ts";
import { type PlannedEvent, planInvoice, SOURCE } from "./planInvoice.ts";
import { Tally } from "./tally.ts";

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

/**
 * Sends every purchase of the files through the one way in, in the order of the files, in backfill mode.
 *
 * Guarantee: safe to repeat and to resume after a crash at any point: the same file makes the same events, and
 * what is on record already is answered as a duplicate and changes nothing.
 * Throws: ImportFileError; whatever `sendBatches` throws.
 */
export async function importFiles(options: ImportOptions): Promise<Imported> {
  const tally = new Tally();
  const eventIds = await sendBatches(readBatches(options, tally), {
    source: SOURCE,
    receive: options.receive,
    onAnswer: (event, result) => tally.answer(event, result),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  return { tally, eventIds };
}

async function* readBatches(
  { survey, batchSize }: ImportOptions,
  tally: Tally,
): AsyncGenerator<Batch<PlannedEvent>> {
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
