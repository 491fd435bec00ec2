import type { StreamSettings } from "../../domain/inbound/settings/from.ts";

/** A message of a partition. */
export interface StreamMessage {
  /** Its place in the partition: rises, with gaps. */
  readonly sequence: bigint;
  /** What it was published as. */
  readonly subject: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** When the broker took it, milliseconds since 1970 by its clock. */
  readonly storedAtMs: number;
}

/** How far a partition was stored. */
export interface StreamPosition {
  readonly lineage: string;
  readonly sequence: bigint;
}

/** A partition that is being read. */
export interface OpenPartition {
  /**
   * Which sequences they are: the same for as long as those go on, another when the stream was
   * deleted and made anew, and another for each partition where each counts its own. A message is
   * known by this and its sequence.
   */
  readonly lineage: string;
  /** What is amiss with the stream, and what to do; reading goes on. It may change meanwhile. */
  readonly warning: string | null;
  /** What was gone before it was stored; null: nothing, or the broker cannot tell. */
  readonly lost: LostMessages | null;
  /**
   * What comes next: in the partition's order, without a gap, at most BATCH_MAX messages, as soon
   * as there is one. Nothing behind BATCHES_UNACKNOWLEDGED batches that are not acknowledged.
   * Empty: it was closed.
   *
   * @throws BrokerError it does not go on here; open it anew behind what was stored
   */
  next(): Promise<readonly StreamMessage[]>;
  /** What is up to there is committed with us; it never comes again, unless that is lost. */
  acknowledge(sequence: bigint): void;
  /** Messages that came again, and were passed over. */
  readonly repeated: number;
  /** Messages of the partition that are not acknowledged, as far as the broker has told. */
  readonly lag: number;
  /** Asks the broker for the lag, and whether something is amiss. @throws BrokerError */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Messages that the broker no longer had when we came for them. */
export interface LostMessages {
  /** How many there can have been. */
  readonly atMost: number;
  /** The last of them: reading goes on behind it. */
  readonly last: bigint;
}

/** Messages of one `next`, and of one transaction. */
export const BATCH_MAX = 500;
/** Batches that are under way at once: one is stored while the next one comes. */
export const BATCHES_UNACKNOWLEDGED = 2;

/**
 * What is between us and one broker. Who reads a partition, and from where, is ours to say
 * (leases, and positions in our database): a broker delivers one partition in order from a place.
 */
export interface Broker<Settings extends StreamSettings = StreamSettings> {
  readonly kind: Settings["kind"];
  /** Whether we are connected; null: nobody has asked for a connection yet. */
  readonly isConnected: boolean | null;
  /**
   * Reads a partition behind a position; null, or one of another lineage: from its beginning.
   * Whoever read it before gets nothing more of it, or gets it in vain: it is stored by lease.
   *
   * @throws BrokerError there is no such stream, it cannot be read without loss, or not now
   */
  open(partition: PartitionOf<Settings>, behind: StreamPosition | null): Promise<OpenPartition>;
  close(): Promise<void>;
}

/** A partition of a source's stream. */
export interface PartitionOf<Settings extends StreamSettings = StreamSettings> {
  /** Code of the source; it is part of what the broker knows us by. */
  readonly source: string;
  readonly settings: Settings;
  readonly partition: number;
}

/** Why nothing can be read from a broker now, and what to do. */
export class BrokerError extends Error {
  override readonly name = "BrokerError";
}
