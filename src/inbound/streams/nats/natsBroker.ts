import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  type StreamInfo,
} from "@nats-io/jetstream";
import {
  type Authenticator,
  connect,
  credsAuthenticator,
  type NatsConnection,
  nanos,
  usernamePasswordAuthenticator,
} from "@nats-io/transport-node";
import { PARTITION_TOKEN, type StreamSettings } from "../../../domain/inbound/settings/from.ts";
import type { NatsSettings } from "../../../platform/streams/natsSettings.ts";
import {
  BATCH_MAX,
  BATCHES_UNACKNOWLEDGED,
  type Broker,
  BrokerError,
  type OpenPartition,
  type PartitionOf,
  type StreamPosition,
} from "../broker.ts";
import { NatsPartition } from "./natsPartition.ts";

type Settings = Extract<StreamSettings, { kind: "nats_jetstream" }>;

/** How long connecting and each request may take, milliseconds. */
const TIMEOUT_MS = 5_000;
/** How long closing waits for what is on its way, milliseconds. */
const FLUSH_MS = 1_000;
/** Between attempts to come back, milliseconds, and what is added to it at random. */
const RECONNECT_MS = 1_000;
const RECONNECT_JITTER_MS = 1_000;
/** A broker that does not answer two of these is gone, milliseconds. */
const PING_MS = 5_000;
/** What was delivered and not acknowledged comes again after that, milliseconds. */
const ACK_WAIT_MS = 30_000;

/**
 * NATS JetStream 2.9 and later. A partition is a durable consumer of its own, which begins behind
 * what is stored with us; who opens a partition makes it anew, so that whoever had it gets nothing
 * more. Servers before 2.11 pin no consumer to a reader, so leases of ours do.
 */
export class NatsBroker implements Broker<Settings> {
  readonly kind = "nats_jetstream";
  readonly #settings: NatsSettings | null;
  #connection: NatsConnection | null = null;
  #connecting: Promise<NatsConnection> | null = null;
  #isConnected: boolean | null = null;

  constructor(settings: NatsSettings | null) {
    this.#settings = settings;
  }

  get isConnected(): boolean | null {
    return this.#isConnected;
  }

  async open(
    partition: PartitionOf<Settings>,
    behind: StreamPosition | null,
  ): Promise<OpenPartition> {
    try {
      const connection = await this.#connected();
      const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS });
      return await openOn(manager, partition, behind);
    } catch (error) {
      throw error instanceof BrokerError ? error : brokerError(error, partition.settings);
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection ?? (await this.#connecting?.catch(() => null)) ?? null;
    this.#connection = null;
    if (connection !== null && !connection.isClosed()) {
      // What is acknowledged is on its way then; a broker that is away is not waited for.
      const flushed = connection.flush().catch(() => undefined);
      await Promise.race([flushed, delay(FLUSH_MS, undefined, { ref: false })]);
      await connection.close();
    }
  }

  async #connected(): Promise<NatsConnection> {
    if (this.#connection !== null && !this.#connection.isClosed()) {
      return this.#connection;
    }
    if (this.#settings === null) {
      throw new BrokerError("NATS_URL is not set; set it to where NATS is.");
    }
    this.#isConnected ??= false;
    this.#connecting ??= this.#connect(this.#settings).finally(() => {
      this.#connecting = null;
    });
    return await this.#connecting;
  }

  async #connect(settings: NatsSettings): Promise<NatsConnection> {
    const connection = await connect({
      ...{ servers: settings.urls.map(hostOf), name: "tributary", timeout: TIMEOUT_MS },
      ...{ maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_MS },
      ...{ reconnectJitter: RECONNECT_JITTER_MS, reconnectJitterTLS: RECONNECT_JITTER_MS },
      ...{ pingInterval: PING_MS, maxPingOut: 2 },
      ...tlsOf(settings),
      ...(settings.credentialsFile === null
        ? {}
        : { authenticator: authenticatorOf(settings.credentialsFile) }),
    });
    this.#connection = connection;
    this.#isConnected = true;
    void this.#follow(connection);
    return connection;
  }

  /** Until it is closed: by us, or because the broker does not let us in any more. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === "disconnect" || type === "reconnect") {
        this.#isConnected = type === "reconnect";
      }
    }
    this.#isConnected = false;
  }
}

async function openOn(
  manager: JetStreamManager,
  { source, settings, partition }: PartitionOf<Settings>,
  behind: StreamPosition | null,
): Promise<OpenPartition> {
  const stream = await manager.streams.info(settings.stream);
  if (stream.config.retention !== RetentionPolicy.Limits) {
    const text = `The stream ${settings.stream} forgets what is acknowledged; give it retention limits.`;
    throw new BrokerError(text);
  }
  const lineage = new Date(stream.created).toISOString();
  const last = behind?.lineage === lineage ? BigInt(behind.sequence) : 0n;
  const name = `tributary-${source}-${partition}`.replaceAll(/[^\w-]/g, "_");
  // Anew, so that it begins exactly there, and whoever read by it before reads nothing more.
  await manager.consumers.delete(settings.stream, name).catch(passOverMissing);
  const info = await manager.consumers.add(settings.stream, {
    durable_name: name,
    filter_subject: settings.subject.replace(PARTITION_TOKEN, String(partition)),
    ...{ deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Number(last) + 1 },
    // The last of a batch is acknowledged for all of it.
    ...{ ack_policy: AckPolicy.All, ack_wait: nanos(ACK_WAIT_MS) },
    max_ack_pending: BATCHES_UNACKNOWLEDGED * BATCH_MAX,
  });
  const consumer = manager.jetstream().consumers.getConsumerFromInfo(info);
  const warning =
    warningOf(stream, last) ?? (partition === 0 ? await strayWarning(manager, settings) : null);
  return await NatsPartition.open(consumer, { lineage, warning, last, pending: info.num_pending });
}

/** A stream that lost its end gives numbers a second time, and what has them would not be read. */
function warningOf({ state, config }: StreamInfo, last: bigint): string | null {
  return BigInt(state.last_seq) < last
    ? `${config.name} ends at ${state.last_seq}, but ${last} is stored: it has lost messages. Make it anew, or what it numbers up to there is passed over.`
    : null;
}

/** Whether somebody publishes to more partitions than are read. */
async function strayWarning(manager: JetStreamManager, settings: Settings): Promise<string | null> {
  const { stream, subject, partitions } = settings;
  if (!subject.includes(PARTITION_TOKEN)) {
    return null;
  }
  const next = subject.replace(PARTITION_TOKEN, String(partitions));
  const found = await manager.streams
    .getMessage(stream, { last_by_subj: next })
    .catch(passOverMissing);
  return found == null
    ? null
    : `${stream} has messages of partition ${partitions}, but the set-up says partitions: ${partitions}; nobody reads those.`;
}

/** What is not there need not be deleted, or is not found. */
function passOverMissing(error: unknown): null {
  const codes: readonly number[] = [
    JetStreamApiCodes.ConsumerNotFound,
    JetStreamApiCodes.NoMessageFound,
  ];
  if (error instanceof JetStreamApiError && codes.includes(error.code)) {
    return null;
  }
  throw error;
}

function brokerError(error: unknown, { stream }: Settings): BrokerError {
  const text = error instanceof Error ? error.message : String(error);
  return new BrokerError(`The stream ${stream} cannot be read now: ${text}`, { cause: error });
}

function hostOf(text: string): string {
  const { hostname, port } = new URL(text);
  return `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port === "" ? "4222" : port}`;
}

function tlsOf({ urls, caFile, certificate }: NatsSettings) {
  if (!urls.some((text) => text.startsWith("tls:"))) {
    return {};
  }
  return {
    tls: { ...(caFile === null ? {} : { caFile }), ...(certificate ?? {}) },
  };
}

/** Read anew each time, so that credentials are changed without a restart. */
function authenticatorOf(file: string): Authenticator {
  return (nonce) => {
    const text = readFileSync(file, "utf8");
    if (text.includes("-----BEGIN")) {
      return credsAuthenticator(new TextEncoder().encode(text))(nonce);
    }
    const [name = "", ...password] = text.trim().split(":");
    return usernamePasswordAuthenticator(name, password.join(":"))(nonce);
  };
}
