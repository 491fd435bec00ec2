import type { RecordsBatch } from "@platformatic/kafka";
import { describe, expect, test } from "vitest";
import { committedOf } from "../../../src/inbound/streams/kafka/committed.ts";
import { beginningOf } from "../../../src/inbound/streams/kafka/kafkaBroker.ts";

const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

function batch(firstOffset: bigint, producerId: bigint, attributes = TRANSACTIONAL): RecordsBatch {
  return {
    ...{ firstOffset, producerId, attributes, lastOffsetDelta: 9, magic: 2, length: 0, crc: 0 },
    ...{ firstTimestamp: 0n, maxTimestamp: 0n, partitionLeaderEpoch: 0, producerEpoch: 0 },
    ...{ firstSequence: 0, records: [] },
  };
}

/** The record that ends a transaction. */
function end(firstOffset: bigint, producerId: bigint, isCommit: boolean): RecordsBatch {
  const key = Buffer.from([0, 0, 0, isCommit ? 1 : 0]);
  const record = { key, value: null, headers: [], timestampDelta: 0n, length: 0, attributes: 0 };
  return {
    ...batch(firstOffset, producerId, TRANSACTIONAL | CONTROL),
    ...{ lastOffsetDelta: 0, records: [{ ...record, offsetDelta: 0 }] },
  };
}

const offsets = (...given: Parameters<typeof committedOf>) =>
  committedOf(...given).map(({ firstOffset }) => Number(firstOffset));

describe("messages of a transaction", () => {
  test("that was aborted do not count, also where its end is in no answer yet", () => {
    const aborted = [{ producerId: 7n, firstOffset: 0n }];
    expect(offsets([batch(0n, 7n), batch(10n, 8n)], aborted)).toEqual([10]);
    expect(offsets([batch(0n, 7n), end(20n, 7n, false), batch(21n, 7n)], aborted)).toEqual([21]);
  });

  test("that was aborted before this answer began do not count up to its end", () => {
    const aborted = [{ producerId: 7n, firstOffset: 3n }];
    expect(offsets([batch(50n, 7n), end(60n, 7n, false), batch(61n, 7n)], aborted)).toEqual([61]);
  });

  test("count where one of the same producer between two aborted ones was committed", () => {
    const aborted = [
      { producerId: 7n, firstOffset: 42n },
      { producerId: 7n, firstOffset: 0n },
    ];
    const batches = [
      ...[batch(0n, 7n), end(10n, 7n, false), batch(11n, 7n), end(21n, 7n, true)],
      ...[batch(42n, 7n), end(52n, 7n, false), batch(53n, -1n, 0)],
    ];
    expect(offsets(batches, aborted)).toEqual([11, 53]);
  });
});

describe("where a partition begins", () => {
  const kept = { lineage: "id/0", first: 100n, end: 200n };
  test.each([
    [null, "id/0", 99n, null],
    [{ lineage: "other/0", sequence: 150n }, "id/0", 99n, null],
    [{ lineage: "id/0", sequence: 150n }, "id/0", 150n, null],
    [{ lineage: "id/0", sequence: 99n }, "id/0", 99n, null],
    [{ lineage: "id/0", sequence: 199n }, "id/0", 199n, null],
    [{ lineage: "id/0", sequence: 98n }, "id/0", 99n, 1],
    [{ lineage: "id/0", sequence: 200n }, "id/0~1", 99n, null],
    [{ lineage: "id/0~1", sequence: 120n }, "id/0~1", 120n, null],
    [{ lineage: "id/0~1", sequence: 10n }, "id/0~1", 99n, 89],
    [{ lineage: "id/0~9", sequence: 500n }, "id/0~10", 99n, null],
  ])("behind %o", (behind, lineage, last, atMost) => {
    const at = beginningOf(kept, behind);
    expect([at.lineage, at.last, at.lost?.atMost ?? null]).toEqual([lineage, last, atMost]);
  });
});
