import { randomBytes } from "node:crypto";

/** Where a record batch (version 2) has its length, and the last of its offsets less its first. */
const LENGTH_AT = 8;
const HEAD_BYTES = 12;
const LAST_DELTA_AT = 23;

interface StoredBatch {
  readonly first: bigint;
  readonly last: bigint;
  readonly bytes: Buffer;
}

/** A partition's log, as it was produced: batches are kept whole, and numbered. */
export class PartitionLog {
  leader: number;
  /** Rises with each leader. */
  epoch = 0;
  first = 0n;
  #batches: StoredBatch[] = [];
  #waiting: (() => void)[] = [];

  constructor(leader: number) {
    this.leader = leader;
  }

  /** Where the next message will be put. */
  get end(): bigint {
    return (this.#batches.at(-1)?.last ?? this.first - 1n) + 1n;
  }

  /** @returns the first offset of what was appended */
  append(records: Buffer): bigint {
    const begin = this.end;
    for (let at = 0; at < records.length; ) {
      const length = HEAD_BYTES + records.readInt32BE(at + LENGTH_AT);
      const bytes = Buffer.from(records.subarray(at, at + length));
      const first = this.end;
      bytes.writeBigInt64BE(first);
      const last = first + BigInt(bytes.readInt32BE(LAST_DELTA_AT));
      this.#batches.push({ first, last, bytes });
      at += length;
    }
    this.wakeAll();
    return begin;
  }

  /** Whole batches from the one with the offset, at least one, up to so many bytes. */
  from(offset: bigint, bytesMax: number): Buffer {
    const found: Buffer[] = [];
    let length = 0;
    for (const { last, bytes } of this.#batches) {
      if (last >= offset && (found.length === 0 || length + bytes.length <= bytesMax)) {
        found.push(bytes);
        length += bytes.length;
      }
    }
    return Buffer.concat(found);
  }

  /** Drops batches that end before an offset, as retention does. */
  dropBefore(offset: bigint): void {
    this.#batches = this.#batches.filter(({ last }) => last >= offset);
    this.first = offset;
    this.wakeAll();
  }

  /** Drops the end, as an unclean election does. */
  dropFrom(offset: bigint): void {
    this.#batches = this.#batches.filter(({ first }) => first < offset);
    this.wakeAll();
  }

  /** Resolves when something changes, or after so long. */
  async changed(waitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) {
      wake();
    }
  }
}

/** Topics by name; one that is made anew has another id. */
export class Topics {
  readonly #byName = new Map<
    string,
    { readonly id: string; readonly partitions: PartitionLog[] }
  >();
  readonly #nodes: number;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  create(name: string, partitions: number): void {
    this.#byName.set(name, { id: randomBytes(16).toString("hex"), partitions: [] });
    this.grow(name, partitions);
  }

  grow(name: string, partitions: number): void {
    const topic = this.#byName.get(name);
    while (topic !== undefined && topic.partitions.length < partitions) {
      topic.partitions.push(new PartitionLog(1 + (topic.partitions.length % this.#nodes)));
    }
  }

  delete(name: string): void {
    const topic = this.#byName.get(name);
    this.#byName.delete(name);
    for (const log of topic?.partitions ?? []) {
      log.wakeAll();
    }
  }

  moveLeader(name: string, partition: number, node: number): void {
    const log = this.log(name, partition);
    if (log !== undefined) {
      log.leader = node;
      log.epoch += 1;
      log.wakeAll();
    }
  }

  find(name: string) {
    return this.#byName.get(name);
  }

  nameOf(id: string): string | null {
    return [...this.#byName].find(([, topic]) => topic.id === id)?.[0] ?? null;
  }

  log(name: string | null, partition: number): PartitionLog | undefined {
    return name === null ? undefined : this.#byName.get(name)?.partitions[partition];
  }
}
