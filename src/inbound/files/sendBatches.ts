import { systemViewer } from "../../domain/access/viewer.ts";
import type { PurchaseResult, ReceivePurchases } from "../../purchases/receive/submission.ts";
import type { TranslatedEvent } from "../connector.ts";

/** Batches under way at once. More would only wait in the receiver's queue. */
const BATCHES_IN_FLIGHT = 3;

export interface Batch<E extends TranslatedEvent> {
  readonly events: readonly E[];
  /** Rows of the files read up to its end, whatever became of them. */
  readonly rows: number;
}

export interface ImportProgress {
  /** Rows of the files that are answered or need no answer. */
  readonly rows: number;
  readonly events: number;
  readonly duplicates: number;
}

export interface SendOptions<E extends TranslatedEvent> {
  /** The registered source that the events are from. */
  readonly source: string;
  readonly receive: ReceivePurchases;
  readonly onAnswer: (event: E, result: PurchaseResult) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Sends batches of purchases through the one way in, in backfill mode. Returns the ids of all
 * events sent, each once, for reading back what became of them.
 *
 * Order: batches overlap, but are submitted one after another, and the receiver keeps them first
 * in, first out per customer.
 * Throws: whatever the batches or `receive` throw, after the batches under way have ended.
 */
export async function sendBatches<E extends TranslatedEvent>(
  batches: AsyncIterable<Batch<E>>,
  options: SendOptions<E>,
): Promise<readonly string[]> {
  const eventIds = new Set<string>();
  const done = { rows: 0, events: 0, duplicates: 0 };
  const inFlight: Promise<void>[] = [];
  const settleOldest = () => inFlight.shift();

  const send = async (batch: Batch<E>): Promise<void> => {
    const results = await submit(batch.events, options);
    for (const [index, result] of results.entries()) {
      const event = batch.events[index];
      if (event === undefined) {
        throw new Error("more answers than events");
      }
      options.onAnswer(event, result);
      done.duplicates += result.duplicate ? 1 : 0;
    }
    done.events += results.length;
    done.rows = batch.rows;
    options.onProgress?.({ ...done });
  };

  try {
    for await (const batch of batches) {
      for (const { eventId } of batch.events) {
        eventIds.add(eventId);
      }
      if (inFlight.length >= BATCHES_IN_FLIGHT) {
        await settleOldest();
      }
      const sending = send(batch);
      // A failure is thrown where it is awaited; until then it must not count as unhandled.
      sending.catch(() => {});
      inFlight.push(sending);
    }
    while (inFlight.length > 0) {
      await settleOldest();
    }
  } finally {
    await Promise.allSettled(inFlight);
  }
  return [...eventIds];
}

async function submit(
  translated: readonly TranslatedEvent[],
  { source, receive }: Pick<SendOptions<never>, "source" | "receive">,
): Promise<readonly PurchaseResult[]> {
  if (translated.length === 0) {
    return [];
  }
  const events = translated.map(({ event }) => event);
  const body = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const results = await receive({
    door: "IMPORT",
    viewer: systemViewer(`import:${source}`),
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
