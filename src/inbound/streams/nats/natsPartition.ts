import { setTimeout as delay } from "node:timers/promises";
import type { Consumer, ConsumerMessages, JsMsg } from "@nats-io/jetstream";
import { BATCH_MAX, BrokerError, type OpenPartition, type StreamMessage } from "../broker.ts";

/** How long one request for messages stands, milliseconds; a silent broker is asked again then. */
const PULL_MS = 5_000;
/** Milliseconds that closing waits for the broker. */
const CLOSE_MS = 1_000;
const NANOS_PER_MS = 1_000_000;

/** What a partition is opened with. */
interface Opened {
  readonly lineage: string;
  readonly warning: string | null;
  /** The last message that is stored with us. */
  readonly last: bigint;
  readonly pending: number;
}

/**
 * One consumer, read in order. The broker numbers what it delivers: a number that is missing is a
 * message that went astray, and comes again behind its followers. Then nothing more is taken here.
 */
export class NatsPartition implements OpenPartition {
  readonly lineage: string;
  readonly warning: string | null;
  /** A stream forgets messages of all its subjects: how many were the partition's is not known. */
  readonly lost = null;
  readonly #consumer: Consumer;
  readonly #arrived: JsMsg[] = [];
  /** What was given out and is not acknowledged, by sequence. */
  readonly #unacknowledged = new Map<bigint, JsMsg>();
  #messages: ConsumerMessages | null = null;
  #last: bigint;
  #acknowledged: bigint;
  #lastDelivery = 0;
  #repeated = 0;
  #pending: number;
  #fault: BrokerError | null = null;
  #isClosed = false;
  #wake: (() => void) | null = null;

  private constructor(consumer: Consumer, { lineage, warning, last, pending }: Opened) {
    this.lineage = lineage;
    this.warning = warning;
    this.#consumer = consumer;
    this.#last = last;
    this.#acknowledged = last;
    this.#pending = pending;
  }

  static async open(consumer: Consumer, opened: Opened): Promise<NatsPartition> {
    const partition = new NatsPartition(consumer, opened);
    partition.#messages = await consumer.consume({
      ...{ max_messages: BATCH_MAX, expires: PULL_MS, abort_on_missing_resource: true },
      callback: (message) => partition.#take(message),
    });
    void partition.#messages.closed().then((error) => {
      const reason = error instanceof Error ? error.message : "its consumer is gone";
      partition.#fail(`The stream is not delivered any more: ${reason}.`);
    });
    return partition;
  }

  get repeated(): number {
    return this.#repeated;
  }

  get lag(): number {
    return this.#pending + this.#arrived.length + this.#unacknowledged.size;
  }

  async refresh(): Promise<void> {
    try {
      this.#pending = (await this.#consumer.info()).num_pending;
    } catch (error) {
      throw new BrokerError("The broker does not say how much waits.", { cause: error });
    }
  }

  async next(): Promise<readonly StreamMessage[]> {
    while (this.#arrived.length === 0) {
      if (this.#isClosed) {
        return [];
      }
      if (this.#fault !== null) {
        throw this.#fault;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isClosed) {
      return [];
    }
    const batch = this.#arrived.splice(0, BATCH_MAX);
    for (const message of batch) {
      this.#unacknowledged.set(BigInt(message.seq), message);
    }
    return batch.map(streamMessage);
  }

  acknowledge(sequence: bigint): void {
    this.#acknowledged = sequence;
    // Of all up to there: the consumer takes one for those before it.
    this.#unacknowledged.get(sequence)?.ack();
    for (const before of this.#unacknowledged.keys()) {
      if (before > sequence) {
        break;
      }
      this.#unacknowledged.delete(before);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await Promise.race([this.#messages?.close(), delay(CLOSE_MS, undefined, { ref: false })]);
  }

  #take(message: JsMsg): void {
    if (this.#fault !== null || this.#isClosed) {
      return;
    }
    const { deliverySequence, streamSequence, pending } = message.info;
    if (deliverySequence !== this.#lastDelivery + 1) {
      this.#fail("A message went astray; the partition is read again from there.");
      return;
    }
    this.#lastDelivery = deliverySequence;
    this.#pending = pending;
    if (BigInt(streamSequence) <= this.#last) {
      this.#repeated += 1;
      if (BigInt(streamSequence) <= this.#acknowledged) {
        // Its acknowledgement went astray.
        message.ack();
      }
      return;
    }
    this.#last = BigInt(streamSequence);
    this.#arrived.push(message);
    this.#wake?.();
  }

  #fail(text: string): void {
    this.#fault ??= new BrokerError(text);
    this.#wake?.();
  }
}

function streamMessage(message: JsMsg): StreamMessage {
  const { info, headers } = message;
  const names = headers?.keys() ?? [];
  return {
    sequence: BigInt(info.streamSequence),
    subject: message.subject,
    headers: Object.fromEntries(
      names.map((name) => [name.toLowerCase(), (headers?.values(name) ?? []).join(", ")]),
    ),
    body: Buffer.from(message.data.buffer, message.data.byteOffset, message.data.byteLength),
    storedAtMs: info.timestampNanos / NANOS_PER_MS,
  };
}
