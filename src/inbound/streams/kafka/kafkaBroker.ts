import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import {
  Consumer,
  type ConsumerOptions,
  FetchIsolationLevels,
  ListOffsetTimestamps,
} from "@platformatic/kafka";
import type { StreamSettings } from "../../../domain/inbound/settings/from.ts";
import type { KafkaSettings } from "../../../platform/streams/kafkaSettings.ts";
import {
  type Broker,
  BrokerError,
  type OpenPartition,
  type PartitionOf,
  type StreamPosition,
} from "../broker.ts";
import { brokerErrorOf, isAnswer } from "./kafkaError.ts";
import { KafkaPartition, type OpenedAt } from "./kafkaPartition.ts";

type Settings = Extract<StreamSettings, { kind: "kafka" }>;
type Options = ConsumerOptions<Buffer, Buffer, Buffer, Buffer>;

/** How long connecting may take, and each request beyond what it waits by itself, milliseconds. */
const CONNECT_MS = 5_000;
const REQUEST_MS = 10_000;
/** For so long what a topic has is known, milliseconds, when all its partitions ask. */
const LOOK_MS = 5_000;
/** No group is joined: the client asks for a name of one. */
const NO_GROUP = "tributary";

/**
 * Kafka 0.11 and later, and what speaks its protocol. Each partition has a client of its own, whose
 * connections are held up by no other partition's requests. Nothing is told to the broker: groups
 * and commits are left out, because leases and positions are ours.
 */
export class KafkaBroker implements Broker<Settings> {
  readonly kind = "kafka";
  readonly #settings: KafkaSettings;
  #isConnected: boolean | null = null;
  /** Asked how things are, beside those that wait for messages. */
  #asked: Consumer | null = null;
  #clients = 0;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  get isConnected(): boolean | null {
    return this.#isConnected;
  }

  async open(of: PartitionOf<Settings>, behind: StreamPosition | null): Promise<OpenPartition> {
    const { topic } = of.settings;
    this.#isConnected ??= false;
    let consumer: Consumer | null = null;
    try {
      consumer = this.#client();
      const { topicId, at } = await openOn(consumer, of, behind);
      this.#isConnected = true;
      return new KafkaPartition(
        { consumer, topic, topicId, partition: of.partition },
        {
          onReach: (isReached) => {
            this.#isConnected = isReached;
          },
          look: () => this.#look(of),
        },
        at,
      );
    } catch (error) {
      if (consumer !== null) {
        await consumer.close(true).catch(() => undefined);
        this.#isConnected = isAnswer(error);
      }
      throw brokerErrorOf(error, topic);
    }
  }

  async close(): Promise<void> {
    const asked = this.#asked;
    this.#asked = null;
    await asked?.close(true).catch(() => undefined);
  }

  async #look(of: PartitionOf<Settings>) {
    const { topic } = of.settings;
    this.#asked ??= this.#client();
    const asked = this.#asked;
    try {
      const metadata = await asked.metadata({ topics: [topic], metadataMaxAge: LOOK_MS });
      const end = await offsetOf(asked, of, ListOffsetTimestamps.LATEST);
      return { end, unread: unreadWarning(of, metadata.topics.get(topic)?.partitionsCount ?? 0) };
    } catch (error) {
      this.#asked = null;
      await asked.close(true).catch(() => undefined);
      throw error;
    }
  }

  #client(): Consumer {
    // The first one is asked first, and one that hangs must not be the first each time.
    this.#clients += 1;
    const consumer = new Consumer(optionsOf(this.#settings, this.#clients));
    // One that nobody listens to ends the process; whoever asks is told by the answer.
    consumer.connections.on("connecting", ({ connection }) => {
      connection.on("error", () => undefined);
    });
    return consumer;
  }
}

async function openOn(
  consumer: Consumer,
  of: PartitionOf<Settings>,
  behind: StreamPosition | null,
): Promise<{ readonly topicId: string; readonly at: OpenedAt }> {
  const { topic } = of.settings;
  const found = (await consumer.metadata({ topics: [topic] })).topics.get(topic);
  if (found === undefined || of.partition >= found.partitionsCount) {
    const text = `The topic ${topic} has ${found?.partitionsCount ?? 0} partitions, but the set-up says partitions: ${of.settings.partitions}.`;
    throw new BrokerError(text);
  }
  consumer.topics.track(topic);
  const first = await offsetOf(consumer, of, ListOffsetTimestamps.EARLIEST);
  const end = await offsetOf(consumer, of, ListOffsetTimestamps.LATEST);
  const lineage = `${hasOwnId(found.id) ? found.id : topic}/${of.partition}`;
  const at = beginningOf({ lineage, first, end }, behind);
  const unread = unreadWarning(of, found.partitionsCount);
  return { topicId: found.id, at: { ...at, end, unread } };
}

/** Brokers before 2.8 know a topic by its name alone. */
function hasOwnId(id: string | undefined): boolean {
  return id !== undefined && /[1-9a-f]/.test(id) && id.includes("-");
}

async function offsetOf(
  consumer: Consumer,
  { settings: { topic }, partition }: PartitionOf<Settings>,
  timestamp: bigint,
): Promise<bigint> {
  const offsets = await consumer.listOffsets({
    ...{ topics: [topic], partitions: { [topic]: [partition] }, timestamp },
    // What a transaction has not ended yet waits for us as well.
    isolationLevel: FetchIsolationLevels.READ_UNCOMMITTED,
  });
  const offset = offsets.get(topic)?.[partition];
  if (offset === undefined) {
    throw new BrokerError(`The broker does not say what the topic ${topic} has.`);
  }
  return offset;
}

/** What a broker has of a partition, and what it is then known by. */
interface Kept {
  readonly lineage: string;
  readonly first: bigint;
  readonly end: bigint;
}

/** Where to begin behind what is stored. */
export function beginningOf(
  { lineage, first, end }: Kept,
  behind: StreamPosition | null,
): Omit<OpenedAt, "end" | "unread"> {
  const last = first - 1n;
  const [known, generation = "0"] = behind?.lineage.split("~") ?? [];
  if (behind === null || known !== lineage) {
    return { lineage, last, lost: null, warning: null };
  }
  const { sequence } = behind;
  if (sequence >= end) {
    // Its offsets are given a second time: under another name, or they were taken for repetitions.
    return {
      ...{ lineage: `${lineage}~${Number(generation) + 1}`, last, lost: null },
      warning: `The partition ends at ${end - 1n}, but ${sequence} is stored: it has lost messages. It is read again from its beginning; what was applied before changes nothing.`,
    };
  }
  const lost = { atMost: Number(last - sequence), last };
  return sequence < last
    ? { lineage: behind.lineage, last, lost, warning: null }
    : { lineage: behind.lineage, last: sequence, lost: null, warning: null };
}

/** Whether the topic has more partitions than are read. */
function unreadWarning(
  { settings: { topic, partitions }, partition }: PartitionOf<Settings>,
  count: number,
): string | null {
  return partition > 0 || count <= partitions
    ? null
    : `${topic} has ${count} partitions, but the set-up says partitions: ${partitions}; nobody reads those from ${partitions} on.`;
}

function optionsOf({ brokers, tls, sasl }: KafkaSettings, turn: number): Options {
  const at = turn % brokers.length;
  const turned = [...brokers.slice(at), ...brokers.slice(0, at)].map(hostAndPort);
  return {
    ...{ clientId: "tributary", groupId: NO_GROUP, bootstrapBrokers: turned },
    ...{ connectTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
    // We ask again ourselves, and a partition that moves is found by what its broker answers.
    ...{ retries: 0, metadataMaxAge: Number.POSITIVE_INFINITY },
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
    ...(tls === null ? {} : { tls: tlsOf(tls) }),
    // Brokers behind one address are told apart by the name; an address is none.
    tlsServerName: turned.every(({ host }) => isIP(host) === 0),
    ...(sasl === null ? {} : { sasl: saslOf(sasl) }),
  };
}

function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const at = text.lastIndexOf(":");
  return { host: text.slice(0, at).replace(/^\[(.*)\]$/, "$1"), port: Number(text.slice(at + 1)) };
}

function tlsOf({ caFile, certificate }: NonNullable<KafkaSettings["tls"]>) {
  return {
    ...(caFile === null ? {} : { ca: readFileSync(caFile) }),
    ...(certificate === null
      ? {}
      : { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) }),
  };
}

/** The file is read anew each time, so that credentials are changed without a restart. */
function saslOf({ mechanism, credentialsFile }: NonNullable<KafkaSettings["sasl"]>) {
  const parts = () => readFileSync(credentialsFile, "utf8").trim().split(":");
  return {
    mechanism,
    username: () => parts()[0] ?? "",
    password: () => parts().slice(1).join(":"),
  };
}
