import type { ReceivePurchases } from "../../purchases/receive/submission.ts";
import type { TranslatedEvent } from "../connector.ts";
import type { FilePart, FileTally } from "./fileConnector.ts";
import { type Batch, type ImportProgress, sendBatches } from "./sendBatches.ts";

export interface ImportOptions<Event extends TranslatedEvent, Part extends FilePart<Event>> {
  /** The registered source that the events are from. */
  readonly source: string;
  /** Rows of all files. */
  readonly rows: number;
  readonly tally: FileTally<Event, Part>;
  readonly receive: ReceivePurchases;
  /** Events in one submission, at most EVENTS_PER_CALL_MAX. */
  readonly batchSize: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Sends every purchase of the files through the one way in, in the order of the files, in backfill
 * mode. Resolves to the ids of all events sent, for reading back what became of them.
 *
 * Guarantee: safe to repeat and to resume after a crash at any point: the same files make the same
 * events, and what is on record already is answered as a duplicate and changes nothing.
 * Throws: ImportFileError; whatever `sendBatches` throws.
 */
export async function importFiles<Event extends TranslatedEvent, Part extends FilePart<Event>>(
  parts: AsyncIterable<Part>,
  options: ImportOptions<Event, Part>,
): Promise<readonly string[]> {
  const { source, tally, receive, onProgress } = options;
  return await sendBatches(batchesOf(parts, options), {
    source,
    receive,
    onAnswer: (event, result) => tally.answer(event, result),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

/** The events of a part may stand in two batches. */
async function* batchesOf<Event extends TranslatedEvent, Part extends FilePart<Event>>(
  parts: AsyncIterable<Part>,
  { rows, batchSize, tally }: ImportOptions<Event, Part>,
): AsyncGenerator<Batch<Event>> {
  let events: Event[] = [];
  for await (const part of parts) {
    tally.read(part);
    for (const event of part.events) {
      events.push(event);
      if (events.length === batchSize) {
        yield { events, rows: part.rowsDone };
        events = [];
      }
    }
  }
  if (rows > 0) {
    yield { events, rows };
  }
}
