import type { ReceivePurchases } from "../../../purchases/receive/submission.ts";
import { type Batch, type ImportProgress, sendBatches } from "../sendBatches.ts";
import {
  type PlannedTransaction,
  planTransaction,
  TransactionNames,
  type TransactionSettings,
} from "./planTransaction.ts";
import { readTransactions, type Survey } from "./readTransactions.ts";
import { type HasRate, TransactionTally } from "./report.ts";

export interface TransactionImport {
  readonly survey: Survey;
  readonly settings: TransactionSettings;
  readonly receive: ReceivePurchases;
  /** Events in one submission, at most EVENTS_PER_CALL_MAX. */
  readonly batchSize: number;
  readonly hasRate: HasRate;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Sends every row of the files as a purchase through the one way in, in backfill mode.
 *
 * Guarantee: safe to repeat and to resume after a crash at any point, see `TransactionNames`.
 * Throws: ImportFileError; whatever `sendBatches` throws.
 */
export async function importTransactions(
  options: TransactionImport,
): Promise<{ readonly tally: TransactionTally; readonly eventIds: readonly string[] }> {
  const tally = new TransactionTally(options.hasRate);
  const eventIds = await sendBatches(readBatches(options, tally), {
    source: options.settings.source,
    receive: options.receive,
    onAnswer: (planned, result) => tally.answer(planned, result),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  return { tally, eventIds };
}

async function* readBatches(
  { survey, settings, batchSize }: TransactionImport,
  tally: TransactionTally,
): AsyncGenerator<Batch<PlannedTransaction>> {
  const names = new TransactionNames();
  let events: PlannedTransaction[] = [];
  let rows = 0;
  for await (const parsed of readTransactions(survey)) {
    rows += 1;
    if (!parsed.ok) {
      tally.fault(parsed.fault);
      continue;
    }
    const planned = planTransaction(parsed.row, names.nameOf(parsed.row), settings);
    tally.sent(planned);
    events.push(planned);
    if (events.length === batchSize) {
      yield { events, rows };
      events = [];
    }
  }
  if (rows > 0) yield { events, rows };
}
