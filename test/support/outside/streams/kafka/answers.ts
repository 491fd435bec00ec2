import { type PeerUser, SaslSession } from "./sasl.ts";
import type { PartitionLog, Topics } from "./topics.ts";
import { type WireReader, WireWriter } from "./wire.ts";

/** Kafka's error codes. */
const OFFSET_OUT_OF_RANGE = 1;
const UNKNOWN_TOPIC = 3;
const NOT_LEADER = 6;
const UNSUPPORTED_MECHANISM = 33;
const SASL_FAILED = 58;
const UNKNOWN_TOPIC_ID = 100;

const NO_ID = "0".repeat(32);
const LATEST = -1n;

/** What is spoken: the number of each request, and the one version of it. */
const PRODUCE = 0;
const FETCH = 1;
const LIST_OFFSETS = 2;
const METADATA = 3;
const SASL_HANDSHAKE = 17;
const API_VERSIONS = 18;
const SASL_AUTHENTICATE = 36;
const VERSIONS = [
  [PRODUCE, 9, 9],
  [FETCH, 17, 17],
  [LIST_OFFSETS, 7, 7],
  [METADATA, 12, 12],
  [SASL_HANDSHAKE, 1, 1],
  [API_VERSIONS, 0, 3],
  [SASL_AUTHENTICATE, 2, 2],
] as const;

/** One node, as its clients see it. */
export interface Node {
  readonly id: number;
  readonly topics: Topics;
  /** Nodes that are up. */
  readonly nodes: () => readonly { readonly id: number; readonly port: number }[];
  readonly host: string;
  readonly user: PeerUser | null;
}

/** A connection to a node. */
export class Conversation {
  readonly #node: Node;
  readonly #sasl: SaslSession | null;

  constructor(node: Node) {
    this.#node = node;
    this.#sasl = node.user === null ? null : new SaslSession(node.user);
  }

  /** Whether the connection is ended behind what was answered. */
  get isOver(): boolean {
    return this.#sasl?.isRefused === true;
  }

  /** @returns the answer with its header; null: the connection is closed */
  async answer(request: WireReader): Promise<Buffer | null> {
    const [key, version, correlation] = [request.int16(), request.int16(), request.int32()];
    request.string();
    const isFlexible = key !== SASL_HANDSHAKE && !(key === API_VERSIONS && version < 3);
    if (isFlexible) {
      request.tags();
    }
    const isOpen = [SASL_HANDSHAKE, API_VERSIONS, SASL_AUTHENTICATE].includes(key);
    if (!isOpen && this.#sasl?.isProven === false) {
      return null;
    }
    const out = new WireWriter().int32(correlation);
    if (isFlexible && key !== API_VERSIONS) {
      out.tags();
    }
    switch (key) {
      case API_VERSIONS:
        return versions(out, version);
      case SASL_HANDSHAKE:
        return handshake(request, out, this.#node.user);
      case SASL_AUTHENTICATE:
        return authenticate(request, out, this.#sasl);
      case METADATA:
        return metadata(request, out, this.#node);
      case LIST_OFFSETS:
        return listOffsets(request, out, this.#node);
      case FETCH:
        return await fetch(request, out, this.#node);
      case PRODUCE:
        return produce(request, out, this.#node);
      default:
        return null;
    }
  }
}

function versions(out: WireWriter, version: number): Buffer {
  out.int16(0);
  if (version < 3) {
    out.int32(VERSIONS.length);
    for (const [key, min, max] of VERSIONS) {
      out.int16(key).int16(min).int16(max);
    }
    return (version === 0 ? out : out.int32(0)).buffer;
  }
  return out
    .array(VERSIONS, ([key, min, max]) => out.int16(key).int16(min).int16(max).tags())
    .int32(0)
    .tags().buffer;
}

function handshake(request: WireReader, out: WireWriter, user: PeerUser | null): Buffer {
  const isKnown = user !== null && request.string() === user.mechanism;
  out.int16(isKnown ? 0 : UNSUPPORTED_MECHANISM).int32(1);
  return out.string(user?.mechanism ?? "").buffer;
}

function authenticate(request: WireReader, out: WireWriter, sasl: SaslSession | null): Buffer {
  const answer = sasl?.answer(request.compactBytes() ?? Buffer.alloc(0)) ?? null;
  out.int16(answer === null ? SASL_FAILED : 0);
  out.compactString(answer === null ? "Authentication failed." : null);
  return out
    .compactBytes(answer ?? Buffer.alloc(0))
    .int64(0n)
    .tags().buffer;
}

function metadata(request: WireReader, out: WireWriter, node: Node): Buffer {
  const names = request.array(() => {
    request.uuid();
    const name = request.compactString() ?? "";
    request.tags();
    return name;
  });
  const nodes = node.nodes();
  out.int32(0).array(nodes, ({ id, port }) => {
    out.int32(id).compactString(node.host).int32(port).compactString(null).tags();
  });
  out
    .compactString("peer")
    .int32(1)
    .array(names, (name) => {
      const topic = node.topics.find(name);
      out.int16(topic === undefined ? UNKNOWN_TOPIC : 0).compactString(name);
      out.uuid(topic?.id ?? NO_ID).int8(0);
      out.array(topic?.partitions ?? [], (log) => {
        const index = topic?.partitions.indexOf(log) ?? -1;
        out.int16(0).int32(index).int32(log.leader).int32(log.epoch);
        const [replicas, none] = [nodes.map(({ id }) => id), [] as number[]];
        for (const ids of [replicas, replicas, none]) {
          out.array(ids, (id) => out.int32(id));
        }
        out.tags();
      });
      out.int32(-1).tags();
    });
  return out.tags().buffer;
}

function listOffsets(request: WireReader, out: WireWriter, node: Node): Buffer {
  request.int32();
  request.int8();
  const topics = request.array(() => {
    const name = request.compactString();
    const partitions = request.array(() => {
      const [index] = [request.int32(), request.int32()];
      const timestamp = request.int64();
      request.tags();
      return { index, timestamp };
    });
    request.tags();
    return { name, partitions };
  });
  out.int32(0).array(topics, ({ name, partitions }) => {
    out.compactString(name).array(partitions, ({ index, timestamp }) => {
      const log = node.topics.log(name, index);
      const offset = timestamp === LATEST ? log?.end : log?.first;
      out
        .int32(index)
        .int16(errorOf(log, node, UNKNOWN_TOPIC))
        .int64(-1n)
        .int64(offset ?? -1n);
      out.int32(log?.epoch ?? -1).tags();
    });
    out.tags();
  });
  return out.tags().buffer;
}

function errorOf(log: PartitionLog | undefined, { id }: Node, unknown: number): number {
  if (log === undefined) {
    return unknown;
  }
  return log.leader === id ? 0 : NOT_LEADER;
}

async function fetch(request: WireReader, out: WireWriter, node: Node): Promise<Buffer> {
  const waitMs = request.int32();
  request.int32();
  request.int32();
  request.int8();
  request.int32();
  request.int32();
  const wanted = request.array(() => {
    const id = request.uuid();
    const partitions = request.array(() => {
      const [index] = [request.int32(), request.int32()];
      const offset = request.int64();
      request.int32();
      request.int64();
      const bytesMax = request.int32();
      request.tags();
      return { index, offset, bytesMax };
    });
    request.tags();
    return { id, partitions };
  });
  const parts = wanted.flatMap(({ id, partitions }) =>
    partitions.map((one) => ({ ...one, log: node.topics.log(node.topics.nameOf(id), one.index) })),
  );
  const waits = parts.every(
    ({ log, offset }) => errorOf(log, node, UNKNOWN_TOPIC_ID) === 0 && log?.end === offset,
  );
  if (waits && parts[0]?.log !== undefined) {
    await parts[0].log.changed(waitMs);
  }
  out
    .int32(0)
    .int16(0)
    .int32(0)
    .array(wanted, ({ id, partitions }) => {
      out.uuid(id).array(partitions, ({ index, offset, bytesMax }) => {
        const log = node.topics.log(node.topics.nameOf(id), index);
        const error = errorOf(log, node, UNKNOWN_TOPIC_ID);
        const isInside = log !== undefined && offset >= log.first && offset <= log.end;
        fetched(out.int32(index), {
          error: error === 0 && !isInside ? OFFSET_OUT_OF_RANGE : error,
          log,
          records: error === 0 && isInside ? log.from(offset, bytesMax) : Buffer.alloc(0),
        });
      });
      out.tags();
    });
  return out.tags().buffer;
}

function fetched(
  out: WireWriter,
  of: {
    readonly error: number;
    readonly log: PartitionLog | undefined;
    readonly records: Buffer;
  },
): void {
  const end = of.log?.end ?? -1n;
  out
    .int16(of.error)
    .int64(end)
    .int64(end)
    .int64(of.log?.first ?? -1n);
  out.array([], () => undefined);
  out.int32(-1).compactBytes(of.records).tags();
}

function produce(request: WireReader, out: WireWriter, node: Node): Buffer {
  request.compactString();
  request.int16();
  request.int32();
  const topics = request.array(() => {
    const name = request.compactString();
    const partitions = request.array(() => {
      const one = { index: request.int32(), records: request.compactBytes() };
      request.tags();
      return one;
    });
    request.tags();
    return { name, partitions };
  });
  out.array(topics, ({ name, partitions }) => {
    out.compactString(name).array(partitions, ({ index, records }) => {
      const log = node.topics.log(name, index);
      const error = errorOf(log, node, UNKNOWN_TOPIC);
      const first = error === 0 ? log?.append(records ?? Buffer.alloc(0)) : -1n;
      out
        .int32(index)
        .int16(error)
        .int64(first ?? -1n)
        .int64(-1n)
        .int64(log?.first ?? -1n);
      out
        .array([], () => undefined)
        .compactString(null)
        .tags();
    });
    out.tags();
  });
  return out.int32(0).tags().buffer;
}
