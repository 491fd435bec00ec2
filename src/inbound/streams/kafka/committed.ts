import type { Consumer, RecordsBatch } from "@platformatic/kafka";

/** What a broker answers of one partition, as the client gives it. */
export type FetchedPartition = Awaited<
  ReturnType<Consumer["fetch"]>
>["responses"][number]["partitions"][number];

/** Bits of a batch's attributes (Kafka protocol, record batch). */
const IS_TRANSACTIONAL = 1 << 4;
const IS_CONTROL = 1 << 5;
/** Where a control record's key has its type, and the type that ends a transaction in vain. */
const CONTROL_TYPE_AT = 2;
const ABORT = 0;

/**
 * The batches of an answer whose messages count: none of transactions that were aborted, and no
 * control records. The client leaves those out whose end stands in the same answer alone; the
 * broker names all that reach into it.
 */
export function committedOf(
  batches: readonly RecordsBatch[],
  aborted: NonNullable<FetchedPartition["abortedTransactions"]>,
): readonly RecordsBatch[] {
  const coming = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  const inVain = new Set<bigint>();
  return batches.filter((batch) => {
    const last = lastOffsetOf(batch);
    while (coming[0] !== undefined && coming[0].firstOffset <= last) {
      inVain.add(coming[0].producerId);
      coming.shift();
    }
    if ((batch.attributes & IS_CONTROL) !== 0) {
      if (batch.records[0]?.key?.readInt16BE(CONTROL_TYPE_AT) === ABORT) {
        inVain.delete(batch.producerId);
      }
      return false;
    }
    return (batch.attributes & IS_TRANSACTIONAL) === 0 || !inVain.has(batch.producerId);
  });
}

/** Also of a batch from whose end the broker took records away. */
export function lastOffsetOf(batch: RecordsBatch): bigint {
  return batch.firstOffset + BigInt(batch.lastOffsetDelta);
}
