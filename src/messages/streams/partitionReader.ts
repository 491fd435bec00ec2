import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "../../../db/connection/client.ts";
import {
  claimPartition,
  findPosition,
  movePosition,
  type PartitionLease,
  releasePartition,
} from "../../../db/queries/inbound/partitions.ts";
import { IdBlocks } from "../../../db/statements/idBlocks.ts";
import type { Receives } from "../../domain/inbound/receives.ts";
import type { StreamSettings } from "../../domain/inbound/settings/from.ts";
import { connectorOf } from "../../inbound/messages/connectors.ts";
import {
  BATCH_MAX,
  type Broker,
  BrokerError,
  type OpenPartition,
  type StreamMessage,
} from "../../inbound/streams/broker.ts";
import type { Logger } from "../../platform/logger.ts";
import { type MessageToRead, messageToRead } from "../messageToRead.ts";
import type { MessageReader } from "../reader.ts";
import { isAway } from "../room.ts";
import { storeBatch } from "./storeBatch.ts";

/** Messages of a partition that are stored and wait to be read; more are not fetched. */
const WAITING_MAX = 4 * BATCH_MAX;
/** Milliseconds until a partition that cannot be read is tried again; doubled each time. */
const RETRY_MS = { min: 500, max: 15_000 };
/** Milliseconds that reading goes on for when it is to end; the rest is the next owner's. */
const STOP_MS = 5_000;

/** What happens to messages of a partition, for whoever counts it. */
export interface StreamObserver {
  readonly stored: (source: string, messages: readonly StreamMessage[], repeated: number) => void;
  readonly repeated: (source: string, count: number) => void;
  /** Messages that were gone before they were stored: so many at most. */
  readonly lost: (source: string, atMost: number) => void;
}

export interface PartitionReaderDeps {
  readonly sql: Sql;
  readonly log: Logger;
  readonly reader: Pick<MessageReader, "readInOrder">;
  readonly broker: Broker;
  readonly observer: StreamObserver;
  /** Told when it cannot be read, and (null) when it can be again. */
  readonly onTrouble: (problem: string | null) => void;
}

/** What is read, and by which lease. */
export interface PartitionToRead {
  readonly lease: PartitionLease;
  readonly source: string;
  readonly receives: Receives;
  readonly settings: StreamSettings;
}

/**
 * Reads one partition, for as long as its lease is this process's: what comes is stored, then
 * acknowledged, then told, all in the stream's order.
 *
 * Guarantee: nothing is acknowledged that is not committed; what the last owner stored is told
 * before anything that comes behind it.
 */
export class PartitionReader {
  readonly #deps: PartitionReaderDeps;
  readonly #of: PartitionToRead;
  readonly #ids: IdBlocks;
  /** Nothing more is stored. */
  readonly #stopping = new AbortController();
  /** Nothing more is told, either. */
  readonly #ended = new AbortController();
  readonly #waiting: MessageToRead[] = [];
  #open: OpenPartition | null = null;
  #telling: Promise<void> | null = null;
  #running: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #isLost = false;
  #warned: string | null = null;

  constructor(deps: PartitionReaderDeps, of: PartitionToRead) {
    this.#deps = deps;
    this.#of = of;
    this.#ids = new IdBlocks(deps.sql);
  }

  get of(): PartitionToRead {
    return this.#of;
  }

  /** Messages that the broker has for us; null while it is not known. */
  get lag(): number | null {
    return this.#open?.lag ?? null;
  }

  /** What is amiss with its stream while it is read; null: nothing. */
  get warning(): string | null {
    return this.#open?.warning ?? null;
  }

  start(): void {
    this.#running = this.#run();
  }

  async refresh(): Promise<void> {
    await this.#open?.refresh().catch((error: unknown) => {
      this.#deps.log.debug({ error }, "how much of a partition waits is not known");
    });
    this.#warn();
  }

  /** Somebody else has it: nothing more is done for it here. */
  lose(): void {
    this.#isLost = true;
    this.#stopping.abort();
    this.#ended.abort();
    void this.#open?.close();
  }

  /** Ends what is under way, and gives the partition back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const patience = setTimeout(() => this.#ended.abort(), STOP_MS);
    await this.#open?.close();
    await this.#running;
    await this.#telling;
    clearTimeout(patience);
    if (!this.#isLost) {
      await releasePartition(this.#deps.sql, this.#of.lease);
    }
  }

  async #run(): Promise<void> {
    for (let waitMs = RETRY_MS.min; !this.#stopping.signal.aborted; ) {
      try {
        await this.#telling;
        await this.#tellLeftOver();
        await this.#read(() => {
          waitMs = RETRY_MS.min;
          this.#deps.onTrouble(null);
        });
      } catch (error) {
        if (this.#stopping.signal.aborted) {
          return;
        }
        this.#note(error);
        await delay(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        waitMs = Math.min(2 * waitMs, RETRY_MS.max);
      }
    }
  }

  /** From the position that is stored until it breaks off, or is to end. */
  async #read(onOpen: () => void): Promise<void> {
    const { sql, broker } = this.#deps;
    const { lease, source, settings } = this.#of;
    const found = await findPosition(sql, lease);
    if (found === null) {
      this.lose();
      return;
    }
    const { lineage, position } = found;
    const behind = lineage === null || position === null ? null : { lineage, sequence: position };
    const open = await broker.open({ source, settings, partition: lease.partition }, behind);
    this.#open = open;
    onOpen();
    this.#warn();
    let repeated = 0;
    try {
      await this.#passOverLost(open);
      while (!this.#stopping.signal.aborted) {
        const batch = await open.next();
        if (batch.length === 0) {
          break;
        }
        await this.#take(open, batch);
        this.#deps.observer.repeated(source, open.repeated - repeated);
        repeated = open.repeated;
      }
    } finally {
      this.#open = null;
      await open.close();
    }
    this.#throwFailure();
  }

  /** Said once for each change of it, not for each attempt to read. */
  #warn(): void {
    const warning = this.#open?.warning;
    if (warning !== undefined && warning !== this.#warned) {
      this.#warned = warning;
      if (warning !== null) {
        const { source, lease } = this.#of;
        this.#deps.log.warn({ source, partition: lease.partition }, warning);
      }
    }
  }

  /** What was lost is told of once, by whoever moves the position past it. */
  async #passOverLost({ lost, lineage }: OpenPartition): Promise<void> {
    if (lost === null) {
      return;
    }
    const { source, lease } = this.#of;
    const { atMost, last } = lost;
    const said = { source, partition: lease.partition, atMost, last: String(last) };
    this.#deps.log.error(said, "messages of a stream were gone before they were read");
    if (await movePosition(this.#deps.sql, lease, { lineage, position: last })) {
      this.#deps.observer.lost(source, atMost);
    } else {
      this.lose();
    }
  }

  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) {
      throw failure;
    }
  }

  async #take(open: OpenPartition, batch: readonly StreamMessage[]): Promise<void> {
    const { lease, source, receives } = this.#of;
    const connector = connectorOf(receives);
    const of = { lease, source, connector, lineage: open.lineage };
    const stored = await storeBatch({ sql: this.#deps.sql, ids: this.#ids }, batch, of);
    if (stored === null) {
      this.lose();
      return;
    }
    open.acknowledge((batch.at(-1) as StreamMessage).sequence);
    this.#deps.observer.stored(source, batch, stored.repeated);
    if (stored.repeated === 0) {
      await this.#tell(stored.messages);
    } else {
      // Some may be stored by a commit whose answer was lost, and wait among the partition's.
      await this.#telling;
      await this.#tellLeftOver();
    }
  }

  /** Has messages told behind those that wait; resolves when there is room for more. */
  async #tell(messages: readonly MessageToRead[]): Promise<void> {
    this.#waiting.push(...messages);
    this.#telling ??= this.#work().finally(() => {
      this.#telling = null;
    });
    if (this.#waiting.length > WAITING_MAX) {
      await this.#telling;
    }
  }

  async #work(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && !this.#ended.signal.aborted) {
        await this.#deps.reader.readInOrder(this.#waiting.splice(0, BATCH_MAX), this.#ended.signal);
      }
    } catch (error) {
      // What is stored and not told is told first when it begins anew, here or by the next owner.
      this.#failure = error instanceof Error ? error : new Error(String(error));
      void this.#open?.close();
    }
    this.#waiting.length = 0;
  }

  /** What is stored and not told, by whomever. */
  async #tellLeftOver(): Promise<void> {
    const { lease } = this.#of;
    for (let isMore = true; isMore && !this.#ended.signal.aborted; ) {
      const claimed = await claimPartition(this.#deps.sql, lease, BATCH_MAX);
      await this.#deps.reader.readInOrder(claimed.map(messageToRead), this.#ended.signal);
      isMore = claimed.length === BATCH_MAX;
    }
  }

  #note(error: unknown): void {
    if (error instanceof BrokerError) {
      this.#deps.onTrouble(error.message);
    } else if (isAway(error)) {
      this.#deps.onTrouble("The database is away.");
    } else {
      const { source, lease } = this.#of;
      this.#deps.log.error({ error, source, partition: lease.partition }, "a partition fails");
      this.#deps.onTrouble("It fails for a reason of ours; the log has it.");
    }
  }
}
