import { setTimeout as delay } from "node:timers/promises";
import type { Consumer, KafkaRecord, RecordsBatch } from "@platformatic/kafka";
import {
  BATCH_MAX,
  BrokerError,
  type LostMessages,
  type OpenPartition,
  type StreamMessage,
} from "../broker.ts";
import { committedOf, type FetchedPartition, lastOffsetOf } from "./committed.ts";
import { brokerErrorOf, isAnswer, isPassing } from "./kafkaError.ts";

/** How long a broker holds a request until there is something, milliseconds. */
const FETCH_WAIT_MS = 2_000;
/** Bytes of one answer; a single larger batch of messages comes whole nevertheless. */
const FETCH_BYTES = 1_048_576;
/** How often a broker is asked while its partition goes to another one, and the first wait, ms. */
const FETCH_TRIES = 6;
const RETRY_MS = 100;
/** Milliseconds that closing waits for the broker. */
const CLOSE_MS = 1_000;
/** The record format since Kafka 0.11; what is older has no headers. */
const MAGIC = 2;
/** Bit of a batch's attributes: its time is the broker's, not the producer's. */
const IS_APPEND_TIME = 1 << 3;
/** We know no epoch of the leader, and are told when it is another one. */
const NO_EPOCH = -1;

/** A client, and which partition it is to read. */
export interface PartitionPlace {
  readonly consumer: Consumer;
  readonly topic: string;
  /** As the client has it: the topic's own id, or its name. */
  readonly topicId: string;
  readonly partition: number;
}

/** What a partition is opened with. */
export interface OpenedAt {
  readonly lineage: string;
  /** For as long as it is open. */
  readonly warning: string | null;
  /** For as long as it is so. */
  readonly unread: string | null;
  readonly lost: LostMessages | null;
  /** The last message that is stored with us, or gone. */
  readonly last: bigint;
  /** Where the next message will be put. */
  readonly end: bigint;
}

/** How the partition tells and asks whoever opened it. */
export interface PartitionWatch {
  readonly onReach: (isReached: boolean) => void;
  /** Where the next message will be put now, and whether nobody reads some. @throws Error */
  readonly look: () => Promise<Pick<OpenedAt, "end" | "unread">>;
}

/**
 * One partition of a topic, fetched from its leader by offset, without a group: who reads it and
 * from where is decided with us. What comes next is fetched while the batch before it is stored.
 */
export class KafkaPartition implements OpenPartition {
  readonly lineage: string;
  readonly lost: LostMessages | null;
  /** An offset is asked for once. */
  readonly repeated = 0;
  readonly #place: PartitionPlace;
  readonly #watch: PartitionWatch;
  readonly #closing = new AbortController();
  readonly #arrived: StreamMessage[] = [];
  readonly #warning: string | null;
  #unread: string | null;
  #fetching: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #nextOffset: bigint;
  #acknowledged: bigint;
  #end: bigint;

  constructor(place: PartitionPlace, watch: PartitionWatch, at: OpenedAt) {
    this.#place = place;
    this.#watch = watch;
    this.lineage = at.lineage;
    this.lost = at.lost;
    this.#warning = at.warning;
    this.#unread = at.unread;
    this.#nextOffset = at.last + 1n;
    this.#acknowledged = at.last;
    this.#end = at.end;
  }

  get warning(): string | null {
    return this.#warning ?? this.#unread;
  }

  get lag(): number {
    return Math.max(0, Number(this.#end - 1n - this.#acknowledged));
  }

  async refresh(): Promise<void> {
    try {
      const { end, unread } = await this.#watch.look();
      this.#end = end;
      this.#unread = unread;
    } catch (error) {
      throw new BrokerError("The broker does not say how much waits.", { cause: error });
    }
  }

  async next(): Promise<readonly StreamMessage[]> {
    const { signal } = this.#closing;
    while (this.#arrived.length === 0 && !signal.aborted) {
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve;
        this.#fetched().then(resolve, reject);
      });
    }
    if (signal.aborted) {
      return [];
    }
    const batch = this.#arrived.splice(0, BATCH_MAX);
    if (this.#arrived.length === 0) {
      // Whoever asks for the next batch is told if it fails.
      this.#fetched().catch(() => undefined);
    }
    return batch;
  }

  /** Nothing is told to the broker: the position is with us alone. */
  acknowledge(sequence: bigint): void {
    this.#acknowledged = sequence;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake?.();
    const closed = this.#place.consumer.close(true).catch(() => undefined);
    await Promise.race([closed, delay(CLOSE_MS, undefined, { ref: false })]);
  }

  #fetched(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** Asks the leader, and whoever leads then: a partition that moves is no trouble yet. */
  async #fetch(): Promise<void> {
    const { consumer, topic } = this.#place;
    for (let tries = 1; !this.#closing.signal.aborted; tries += 1) {
      try {
        const answer = await this.#ask();
        this.#watch.onReach(true);
        if (answer !== null) {
          this.#take(answer);
        }
        return;
      } catch (error) {
        if (this.#closing.signal.aborted) {
          return;
        }
        if (error instanceof BrokerError || !isPassing(error) || tries === FETCH_TRIES) {
          this.#watch.onReach(isAnswer(error));
          throw brokerErrorOf(error, topic);
        }
        const waitMs = RETRY_MS * 2 ** (tries - 1);
        await delay(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
        consumer.clearMetadata();
      }
    }
  }

  /** Null: nothing has come meanwhile. */
  async #ask(): Promise<FetchedPartition | null> {
    const { consumer, topic, topicId, partition } = this.#place;
    const metadata = await consumer.metadata({ topics: [topic] });
    const found = metadata.topics.get(topic);
    if (found?.id !== topicId) {
      throw new BrokerError(`The topic ${topic} was made anew; it is read from its beginning.`);
    }
    const wanted = {
      ...{ partition, currentLeaderEpoch: NO_EPOCH, lastFetchedEpoch: NO_EPOCH },
      ...{ fetchOffset: this.#nextOffset, partitionMaxBytes: FETCH_BYTES },
    };
    const { responses } = await consumer.fetch({
      ...{ node: found.partitions[partition]?.leader ?? -1, minBytes: 1 },
      ...{ maxBytes: FETCH_BYTES, maxWaitTime: FETCH_WAIT_MS },
      topics: [{ topicId, partitions: [wanted] }],
    });
    const own = responses.flatMap(({ partitions }) => partitions);
    return own.find(({ partitionIndex }) => partitionIndex === partition) ?? null;
  }

  #take({ highWatermark, records, abortedTransactions }: FetchedPartition): void {
    const { topic } = this.#place;
    this.#end = highWatermark;
    const batches = records ?? [];
    for (const batch of committedOf(batches, abortedTransactions ?? [])) {
      if (batch.magic !== MAGIC) {
        const text = `The topic ${topic} has messages in a format from before Kafka 0.11.`;
        throw new BrokerError(text);
      }
      for (const record of batch.records) {
        const offset = batch.firstOffset + BigInt(record.offsetDelta);
        // The broker gives whole batches, also of an offset in their middle.
        if (offset >= this.#nextOffset) {
          this.#arrived.push(streamMessage(batch, record, { topic, offset }));
        }
      }
    }
    const last = batches.at(-1);
    if (last !== undefined && lastOffsetOf(last) >= this.#nextOffset) {
      this.#nextOffset = lastOffsetOf(last) + 1n;
    }
  }
}

function streamMessage(
  { attributes, firstTimestamp, maxTimestamp }: RecordsBatch,
  { timestampDelta, value, headers }: KafkaRecord,
  { topic, offset }: { readonly topic: string; readonly offset: bigint },
): StreamMessage {
  const isAppendTime = (attributes & IS_APPEND_TIME) !== 0;
  const grouped = Map.groupBy(headers, ([name]) => headerName(String(name ?? "")));
  return {
    ...{ sequence: offset, subject: topic },
    headers: Object.fromEntries(
      [...grouped].map(([name, all]) => [
        name,
        all.map(([, value]) => String(value ?? "")).join(", "),
      ]),
    ),
    // A tombstone has none.
    body: value ?? Buffer.alloc(0),
    storedAtMs: Number(isAppendTime ? maxTimestamp : firstTimestamp + timestampDelta),
  };
}

/** CloudEvents are `ce_id` and so on here, `ce-id` everywhere else (their Kafka binding 3.2.3). */
function headerName(name: string): string {
  return name.toLowerCase().replace(/^ce_/, "ce-");
}
