import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds. From a cached read to what a client gives up on. */
const REQUEST_BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds from happening to being visible here: the goal is 1, the field's is 300. */
const LAG_BUCKETS_S = [0.1, 0.5, 1, 5, 30, 60, 300, 900, 3_600, 21_600, 86_400];
const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/**
 * Seconds that customer locks are held over the two awaits of contract 6.1: 3 ms on an idle loop.
 */
const LOCK_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1];

/**
 * Seconds that a key waits until its statement goes out: under a millisecond when little is asked.
 */
const WAIT_BUCKETS_S = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 3];

/** Seconds from a broker's taking a message to our acknowledgement. */
const ACKNOWLEDGE_BUCKETS_S = [
  0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600,
];

/** Seconds from recording a change to the first answer of a destination: the goal is 1. */
const DELIVERY_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400];

/** What a process has of streams, asked at each scrape. */
export interface StreamFigures {
  readonly lags: readonly {
    readonly source: string;
    readonly partition: number;
    readonly messages: number;
  }[];
  readonly warned: readonly { readonly source: string; readonly partition: number }[];
  readonly connections: readonly { readonly kind: string; readonly isConnected: boolean }[];
}

/** The process's instruments; made once in main and handed to whoever measures. */
export type Metrics = ReturnType<typeof createMetrics>;

export interface MetricsOptions {
  /** Also measure memory, event loop and garbage collection. */
  readonly process?: boolean;
  /**
   * Asked at each scrape: milliseconds that this machine's clock is ahead of the database's; null:
   * not known.
   */
  readonly clockAheadMs?: () => number | null;
  /** Asked at each scrape. */
  readonly streams?: () => StreamFigures;
  /** Asked at each scrape: keys that wait, by lookup. */
  readonly readQueues?: () => ReadonlyMap<string, number>;
}

/**
 * Every instrument in a registry of its own, so that two servers in one process (tests) do not
 * share figures.
 */
export function createMetrics(options: MetricsOptions = {}) {
  const { clockAheadMs, readQueues, streams } = options;
  const registry = new Registry();
  const registers = [registry];
  if (options.process === true) {
    collectDefaultMetrics({ register: registry });
  }
  return {
    registry,
    ...streamInstruments(registry, streams),
    ...deliveryInstruments(registry),
    /**
     * `operation` is "adhoc" for what is no trusted document: its names are the client's, and
     * unbounded.
     */
    graphqlSeconds: new Histogram({
      name: "tributary_graphql_request_duration_seconds",
      help: "Time from the parsed request to the answer. Too long: compare tributary_pool_waiting and tributary_read_batch_wait_seconds, then the database (runbook performance).",
      labelNames: ["operation", "type", "outcome"],
      buckets: REQUEST_BUCKETS_S,
      registers,
    }),
    httpRequests: new Counter({
      name: "tributary_http_requests_total",
      help: "Answered HTTP requests. Many of status 5xx: the log has each by its requestId; 503 says overload or a database that is away.",
      labelNames: ["route", "method", "status"],
      registers,
    }),
    ingestEvents: new Counter({
      name: "tributary_ingest_events_total",
      help: "Purchase events answered. `source` is empty for those whose source is not registered. Many REJECTED or CONFLICT: tell the sender, their answers name the field (runbook received).",
      labelNames: ["source", "outcome"],
      registers,
    }),
    ingestBatchSize: new Histogram({
      name: "tributary_ingest_batch_events",
      help: "Events of one transaction of the group commit. Near 500 all the time: the database is the limit, not the senders.",
      buckets: BATCH_BUCKETS,
      registers,
    }),
    ingestLagSeconds: new Histogram({
      name: "tributary_ingest_lag_seconds",
      help: "Time from when a purchase happened to when it was applied. Growing: tributary_hop_lag_seconds says at which boundary it is spent.",
      labelNames: ["source"],
      buckets: LAG_BUCKETS_S,
      registers,
    }),
    lockHeldSeconds: new Histogram({
      name: "tributary_customer_lock_held_seconds",
      help: "Time from taking the customer locks of a transaction to its commit. Above 50 ms: the disk of the database or its network is slow (runbook performance).",
      buckets: LOCK_BUCKETS_S,
      registers,
    }),
    readBatchSize: new Histogram({
      name: "tributary_read_batch_keys",
      help: "Keys of one statement of a shared lookup. More keys mean more load, and cost less each.",
      labelNames: ["lookup"],
      buckets: BATCH_BUCKETS,
      registers,
    }),
    readBatchWaitSeconds: new Histogram({
      name: "tributary_read_batch_wait_seconds",
      help: "Time that the oldest key of a batch waited for its statement to go out. Above 100 ms: raise READ_POOL_MAX, or give the database more (runbook performance).",
      labelNames: ["lookup"],
      buckets: WAIT_BUCKETS_S,
      registers,
    }),
    readBatchFailures: new Counter({
      name: "tributary_read_batch_failures_total",
      help: "Batches tried again in halves (SPLIT), keys that cannot be read (KEY), statements given up or lost with the database (LOST), keys past their deadline (DEADLINE). KEY is a fault of ours, see the log; the others: the database.",
      labelNames: ["lookup", "kind"],
      registers,
    }),
    readQueueLength: new Gauge({
      name: "tributary_read_queue_keys",
      help: "Keys that wait for a statement of their lookup. Growing: readers ask for more than the database gives.",
      labelNames: ["lookup"],
      registers,
      ...(readQueues === undefined
        ? {}
        : {
            collect() {
              for (const [lookup, length] of readQueues()) {
                this.set({ lookup }, length);
              }
            },
          }),
    }),
    clockAhead: new Gauge({
      name: "tributary_clock_ahead_seconds",
      help: "By how much this machine's clock is ahead of the database's. More than 5 either way judges tokens wrongly: set it right (runbook ready).",
      registers,
      ...(clockAheadMs === undefined
        ? {}
        : {
            collect() {
              this.set((clockAheadMs() ?? 0) / 1_000);
            },
          }),
    }),
    streamsActive: new Gauge({
      name: "tributary_ingest_streams",
      help: "Open NDJSON streams of /v1/events. None for long: the senders are gone (runbook received).",
      registers,
    }),
  };
}

function deliveryInstruments(registry: Registry) {
  const registers = [registry];
  return {
    deliveryAttempts: new Counter({
      name: "tributary_delivery_attempts_total",
      help: "Tries to tell a destination. failed: it is tried again. refused: somebody has to look after it (runbook destinations).",
      labelNames: ["destination", "outcome"],
      registers,
    }),
    readBacks: new Counter({
      name: "tributary_read_back_customers_total",
      help: "Customers of whom a destination was asked what it stores, by what came of it. UNREADABLE: it does not say; NO_ROOM: its rate or quota is used up (runbook destinations).",
      labelNames: ["destination", "outcome"],
      registers,
    }),
    deliveryDelaySeconds: new Histogram({
      name: "tributary_delivery_first_attempt_seconds",
      help: "Time from when a change was recorded to when a destination had answered the first try. Growing: it is slower than what happens, or rests (runbook destinations).",
      labelNames: ["destination"],
      buckets: DELIVERY_BUCKETS_S,
      registers,
    }),
  };
}

function streamInstruments(registry: Registry, streams: MetricsOptions["streams"]) {
  const registers = [registry];
  return {
    streamMessages: new Counter({
      name: "tributary_stream_messages_total",
      help: "Messages of a source's stream. STORED: new. REPEATED: they came again and changed nothing; many: the broker loses acknowledgements (runbook streams).",
      labelNames: ["source", "outcome"],
      registers,
    }),
    streamLost: new Counter({
      name: "tributary_stream_lost_messages_total",
      help: "Messages that the broker no longer had when we came for them, at most: it keeps them for too short a time. They have to be sent again (runbook streams).",
      labelNames: ["source"],
      registers,
    }),
    streamAcknowledgeSeconds: new Histogram({
      name: "tributary_stream_acknowledge_seconds",
      help: "Time from when the broker took a message, by its clock, to when we acknowledged it. Growing: tributary_stream_lag_messages (runbook streams).",
      labelNames: ["source"],
      buckets: ACKNOWLEDGE_BUCKETS_S,
      registers,
    }),
    streamLag: new Gauge({
      name: "tributary_stream_lag_messages",
      help: "Messages of a partition that this server reads and has not acknowledged. Growing: it is slower than what comes, or the broker is away (runbook streams).",
      labelNames: ["source", "partition"],
      registers,
      collect() {
        this.reset();
        for (const { source, partition, messages } of streams?.().lags ?? []) {
          this.set({ source, partition }, messages);
        }
      },
    }),
    streamWarned: new Gauge({
      name: "tributary_stream_warned",
      help: "1 for a partition that is read although something is amiss with its stream, such as partitions that nobody reads; the log says what (runbook streams).",
      labelNames: ["source", "partition"],
      registers,
      collect() {
        this.reset();
        for (const { source, partition } of streams?.().warned ?? []) {
          this.set({ source, partition }, 1);
        }
      },
    }),
    streamConnected: new Gauge({
      name: "tributary_stream_connected",
      help: "1 while the broker can be reached, 0 while not: nothing is lost, and nothing comes (runbook streams).",
      labelNames: ["kind"],
      registers,
      collect() {
        for (const { kind, isConnected } of streams?.().connections ?? []) {
          this.set({ kind }, isConnected ? 1 : 0);
        }
      },
    }),
  };
}
