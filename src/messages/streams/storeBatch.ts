import type { Sql } from "../../../db/connection/client.ts";
import { insertMessages } from "../../../db/queries/inbound/messages.ts";
import { movePartition, type PartitionLease } from "../../../db/queries/inbound/partitions.ts";
import type { IdBlocks } from "../../../db/statements/idBlocks.ts";
import { keptText } from "../../domain/inbound/message.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { MessageConnector } from "../../inbound/messages/messageConnector.ts";
import type { StreamMessage } from "../../inbound/streams/broker.ts";
import { transact } from "../../platform/transact.ts";
import type { MessageToRead } from "../messageToRead.ts";
import {
  type ArrivedMessage,
  claimsOf,
  keyOf,
  newMessage,
  type TakenMessage,
} from "../storedMessage.ts";

/** Digits of the longest sequence: keys sort as sequences do, and rows are inserted by key. */
const SEQUENCE_DIGITS = 20;

/** What came of a batch. */
export interface StoredBatch {
  /** Those that are new, in the stream's order, for the caller to read. */
  readonly messages: readonly MessageToRead[];
  /** How many were stored before. */
  readonly repeated: number;
}

/** Whose messages they are, and which lease they came by. */
export interface BatchOf {
  readonly lease: PartitionLease;
  readonly source: string;
  readonly connector: Pick<MessageConnector, "headers" | "streamContentType">;
  readonly lineage: string;
}

/**
 * Stores messages of a partition, and how far it is stored, in one transaction.
 *
 * Guarantee: a message is stored once, by whoever has the partition, however often it comes.
 *
 * @returns null: somebody else has the partition, and nothing was stored
 * @throws AppError UNAVAILABLE: whether it is stored is not known; store it again
 */
export async function storeBatch(
  { sql, ids }: { readonly sql: Sql; readonly ids: IdBlocks },
  batch: readonly StreamMessage[],
  of: BatchOf,
): Promise<StoredBatch | null> {
  const { lease, lineage } = of;
  const position = batch.at(-1)?.sequence;
  if (position === undefined) {
    return { messages: [], repeated: 0 };
  }
  await ids.ensure(batch.length);
  const given = batch.map((one) => ({ message: arrivedMessage(one, of), id: ids.next() }));
  return await transact(sql, async (tx) => {
    const clock = await movePartition(tx, { ...lease, lineage, position });
    if (clock === null) {
      return null;
    }
    const now = instantFromPg(clock);
    const receivedAt = formatInstant(now);
    const times = { receivedAt, dueAt: "infinity", tries: 1, partition: lease.partition };
    const taken = new Map<string, TakenMessage>(
      given.map(({ message, id }) => {
        return [keyOf(message), { message, row: newMessage(message, id, times) }];
      }),
    );
    const won = await insertMessages(
      tx,
      [...taken.values()].map(({ row }) => row),
    );
    return { messages: claimsOf(taken, won, now), repeated: batch.length - won.length };
  });
}

function arrivedMessage(
  { sequence, subject, headers, body }: StreamMessage,
  { lease, source, connector, lineage }: BatchOf,
): ArrivedMessage {
  const given = Object.entries(headers).filter(([name]) => connector.headers.includes(name));
  const kept = Object.fromEntries(given.map(([name, value]) => [name, storable(value)]));
  const { streamContentType } = connector;
  const isSilent = streamContentType !== undefined && given.length === 0;
  return {
    ...{ sourceId: lease.sourceId, principal: `source:${source}`, door: "STREAM" },
    ...{ key: `${lineage}/${String(sequence).padStart(SEQUENCE_DIGITS, "0")}` },
    ...{ topic: keptText(subject), requestId: null, body },
    headers: isSilent ? { "content-type": streamContentType } : kept,
  };
}

/** Headers of a stream may be any text, and one that a database refuses must not stop the rest. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\ufffd");
}
