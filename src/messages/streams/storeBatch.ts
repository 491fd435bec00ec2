import type { Sql } from "../../../db/connection/client.ts";
import type { PartitionLease } from "../../../db/queries/inbound/partitions.ts";
import { storePartitionMessages } from "../../../db/queries/inbound/storeMessages.ts";
import type { IdBlocks } from "../../../db/statements/idBlocks.ts";
import { keptText } from "../../domain/inbound/message.ts";
import type { MessageConnector } from "../../inbound/messages/messageConnector.ts";
import type { StreamMessage } from "../../inbound/streams/broker.ts";
import { transactAtOnce } from "../../platform/transact.ts";
import type { MessageToRead } from "../messageToRead.ts";
import { type ArrivedMessage, claimsOf, keyOf, newMessage } from "../storedMessage.ts";

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
  const arrived = batch.map((one) => arrivedMessage(one, of));
  const given = arrived.map((message) => newMessage(message, ids.next()));
  const at = { ...lease, lineage, position };
  const stored = await transactAtOnce(() => storePartitionMessages(sql, given, at));
  if (stored === null) {
    return null;
  }
  const taken = new Map(arrived.map((message) => [keyOf(message), message]));
  return { messages: claimsOf(taken, stored), repeated: batch.length - stored.won.length };
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
