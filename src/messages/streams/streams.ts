import { randomUUID } from "node:crypto";
import type { Sql } from "../../../db/connection/client.ts";
import {
  askForPartitions,
  freePartitionMessages,
  type PartitionKey,
  readPartitions,
  renewPartitions,
  takePartitions,
} from "../../../db/queries/inbound/partitions.ts";
import type { Catalog } from "../../core/catalog.ts";
import { type Receives, streamOf } from "../../domain/inbound/receives.ts";
import type { StreamSettings } from "../../domain/inbound/settings/from.ts";
import { planSharing } from "../../domain/inbound/sharing.ts";
import type { Brokers } from "../../inbound/streams/brokers.ts";
import type { Job } from "../../platform/jobs.ts";
import type { Logger } from "../../platform/logger.ts";
import type { MessageReader } from "../reader.ts";
import { PartitionReader, type StreamObserver } from "./partitionReader.ts";
import { Troubles } from "./troubles.ts";

/** How long a partition is one server's, milliseconds, without being renewed. */
const LEASE_MS = 10_000;
/** How often leases are renewed and shared out, milliseconds. */
const SHARE_MS = 1_000;
/** How long asking for a partition holds, milliseconds: it is asked for again at each sharing. */
const ASK_MS = 4_000;
/** Sharings from one look at how much waits to the next, and at what nobody has any more. */
const SHARINGS_PER_LOOK = 10;

export interface StreamsDeps {
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  readonly reader: Pick<MessageReader, "readInOrder">;
  readonly brokers: Brokers;
  readonly observer: StreamObserver;
  readonly log: Logger;
}

/** A source whose messages come from a stream. */
interface StreamSource {
  readonly id: number;
  readonly code: string;
  readonly receives: Receives;
  readonly settings: StreamSettings;
}

/** A partition of whose stream the broker says that something is amiss; the log says what. */
export interface WarnedPartition {
  readonly source: string;
  readonly partition: number;
}

/** How much of a partition waits at its broker. */
export interface PartitionLag {
  readonly source: string;
  readonly partition: number;
  readonly messages: number;
}

/**
 * The streams that messages of sources come from. All servers share the partitions: each is one
 * server's by a lease in the database, and goes to another when that one stops, dies or freezes.
 */
export class Streams {
  readonly #deps: StreamsDeps;
  readonly #me = randomUUID();
  readonly #readers = new Map<string, PartitionReader>();
  readonly #stopping = new Map<string, Promise<void>>();
  readonly #troubles: Troubles;
  #sharings = 0;

  constructor(deps: StreamsDeps) {
    this.#deps = deps;
    this.#troubles = new Troubles(deps.log);
  }

  /** Shares, again and again; its end gives every partition back. */
  get job(): Job {
    return {
      name: "streams",
      work: async () => {
        await this.share();
        return SHARE_MS;
      },
      stop: () => this.close(),
    };
  }

  /** Partitions that this server reads, as far as it is known how much waits. */
  get lags(): readonly PartitionLag[] {
    return [...this.#readers.values()].flatMap(({ of, lag }) =>
      lag === null ? [] : [{ source: of.source, partition: of.lease.partition, messages: lag }],
    );
  }

  /** Partitions that this server reads, of whose stream something is amiss. */
  get warned(): readonly WarnedPartition[] {
    return [...this.#readers.values()].flatMap(({ of, warning }) =>
      warning === null ? [] : [{ source: of.source, partition: of.lease.partition }],
    );
  }

  /** Whether brokers that are read from can be reached, by kind. */
  get connections(): readonly { readonly kind: string; readonly isConnected: boolean }[] {
    return Object.values(this.#deps.brokers).flatMap(({ kind, isConnected }) =>
      isConnected === null ? [] : [{ kind, isConnected }],
    );
  }

  /** Keeps what is this server's, gives back what others ask for, and takes what nobody has. */
  async share(): Promise<void> {
    const { sql } = this.#deps;
    const sources = this.#sources();
    await this.#renew();
    this.#leaveUnset(sources);
    const isLook = this.#sharings % SHARINGS_PER_LOOK === 0;
    this.#sharings += 1;
    if (sources.length > 0) {
      const keys = sources.flatMap(({ id, settings }) =>
        Array.from({ length: settings.partitions }, (_, partition) => ({
          sourceId: id,
          partition,
        })),
      );
      const partitions = await readPartitions(sql, keys);
      for (const row of partitions) {
        if (row.owner === this.#me && row.askedBy !== null && row.askedBy !== this.#me) {
          this.#stop(nameOf(row));
        }
      }
      const { take, ask } = planSharing(partitions, this.#me);
      await this.#take(take, sources);
      if (ask.length > 0) {
        await askForPartitions(sql, this.#me, ask, ASK_MS);
      }
    }
    if (isLook) {
      await Promise.all([...this.#readers.values()].map((reader) => reader.refresh()));
      const streams = sources.map(({ id, settings: { partitions } }) => {
        return { sourceId: id, partitions };
      });
      await freePartitionMessages(sql, streams);
    }
  }

  /** Ends what is under way and gives every partition back. */
  async close(): Promise<void> {
    for (const name of this.#readers.keys()) {
      this.#stop(name);
    }
    await Promise.all(this.#stopping.values());
    await Promise.all(Object.values(this.#deps.brokers).map((broker) => broker.close()));
  }

  #sources(): readonly StreamSource[] {
    return this.#deps.catalog.tables.sources.flatMap(({ id, code, receives, retired_at }) => {
      const settings = streamOf(receives);
      return receives === null || settings === null || retired_at !== null
        ? []
        : [{ id, code, receives, settings }];
    });
  }

  async #renew(): Promise<void> {
    const leases = [...this.#readers.values()].map(({ of }) => of.lease);
    if (leases.length === 0) {
      return;
    }
    const kept = await renewPartitions(this.#deps.sql, leases, LEASE_MS);
    const names = new Set(kept.map(nameOf));
    for (const [name, reader] of this.#readers) {
      if (!names.has(name)) {
        // A server that was frozen for longer than a lease: somebody else reads it by now.
        reader.lose();
        this.#forget(name, reader);
      }
    }
  }

  /** What is set up otherwise now is not read on as it was. */
  #leaveUnset(sources: readonly StreamSource[]): void {
    const byId = new Map(sources.map((source) => [source.id, source]));
    for (const [name, { of }] of this.#readers) {
      const source = byId.get(of.lease.sourceId);
      const isSame =
        source !== undefined &&
        of.lease.partition < source.settings.partitions &&
        JSON.stringify(source.receives) === JSON.stringify(of.receives);
      if (!isSame) {
        this.#stop(name);
      }
    }
  }

  async #take(keys: readonly PartitionKey[], sources: readonly StreamSource[]): Promise<void> {
    if (keys.length === 0) {
      return;
    }
    const { sql, reader, log, observer, brokers } = this.#deps;
    const byId = new Map(sources.map((source) => [source.id, source]));
    for (const lease of await takePartitions(sql, this.#me, keys, LEASE_MS)) {
      const source = byId.get(lease.sourceId) as StreamSource;
      const name = nameOf(lease);
      const onTrouble = (problem: string | null) =>
        this.#troubles.note(source.code, lease.partition, problem);
      const { code, receives, settings } = source;
      const one = new PartitionReader(
        { sql, log, reader, observer, broker: brokers[settings.kind], onTrouble },
        { lease, source: code, receives, settings },
      );
      this.#readers.set(name, one);
      one.start();
    }
  }

  /** Not waited for: the leases of the others are renewed meanwhile, and this one's, too. */
  #stop(name: string): void {
    const reader = this.#readers.get(name);
    if (reader === undefined || this.#stopping.has(name)) {
      return;
    }
    const stopped = reader.stop().catch((error: unknown) => {
      this.#deps.log.warn({ error }, "a partition was not given back; its lease ends by itself");
    });
    this.#stopping.set(
      name,
      stopped.finally(() => this.#forget(name, reader)),
    );
  }

  #forget(name: string, reader: PartitionReader): void {
    this.#stopping.delete(name);
    this.#readers.delete(name);
    this.#troubles.note(reader.of.source, reader.of.lease.partition, null);
  }
}

function nameOf({ sourceId, partition }: PartitionKey): string {
  return `${sourceId} ${partition}`;
}
