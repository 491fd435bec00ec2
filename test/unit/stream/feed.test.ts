import { describe, expect, test } from "vitest";
import { AppError } from "../../../src/errors.ts";
import { Change } from "../../../src/stream/change.ts";
import { Feed, LAG_MS_MAX, QUEUE_CHANGES_MAX, type Stream } from "../../../src/stream/feed.ts";

function change(seq: number, changes: { readonly announce?: boolean } = {}): Change {
  return new Change({
    id: BigInt(seq) * 10n,
    rootId: 1n,
    seq: BigInt(seq),
    kind: "POINTS_CHANGED",
    announce: true,
    payload: {},
    recordedAt: "2026-03-01 00:00:00+00",
    ...changes,
  });
}

/** A stream of which the first `stored` changes can be read, in pages of 3; and what was read. */
function streamOf(stored: { count: number }): Stream & { readonly reads: bigint[] } {
  const reads: bigint[] = [];
  return {
    reads,
    positionOf: ({ seq }) => seq,
    isContiguous: true,
    read: async (after) => {
      reads.push(after);
      const upTo = Math.min(stored.count, Number(after) + 3);
      const changes = Array.from({ length: upTo - Number(after) }, (_, at) =>
        change(Number(after) + at + 1),
      );
      return { changes, upTo: BigInt(upTo), isLast: changes.length < 3 };
    },
    accepts: () => true,
    isHandedOut: () => false,
    cursorOf: String,
    expired: (oldest) => new AppError("CURSOR_EXPIRED", String(oldest)),
  };
}

async function take(feed: Feed, count: number): Promise<string[]> {
  const cursors: string[] = [];
  while (cursors.length < count) {
    const { value } = await feed.next();
    if (value === undefined) {
      break;
    }
    cursors.push(value.cursor);
  }
  return cursors;
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at));

describe("a feed", () => {
  test("tells what is stored, then what comes, each once, whatever overlaps", async () => {
    const feed = new Feed({ stream: streamOf({ count: 7 }), onClose: () => {} });
    for (const seq of [5, 6, 7, 8, 9]) {
      feed.push(change(seq));
    }
    feed.begin(2n, true);
    expect(await take(feed, 7)).toEqual(numbers(3, 9));
  });

  test("passes over what is not announced, and goes on behind it", async () => {
    const feed = new Feed({ stream: streamOf({ count: 0 }), onClose: () => {} });
    feed.begin(0n, false);
    feed.push(change(1));
    feed.push(change(2, { announce: false }));
    feed.push(change(3));
    expect(await take(feed, 2)).toEqual(["1", "3"]);
  });

  test("reads what it was not told", async () => {
    const stored = { count: 0 };
    const stream = streamOf(stored);
    const feed = new Feed({ stream, onClose: () => {} });
    feed.begin(0n, false);
    stored.count = 4;
    feed.push(change(4));
    expect(await take(feed, 4)).toEqual(numbers(1, 4));
    expect(stream.reads[0]).toBe(0n);
  });

  test("keeps no more than its bound for a reader that does not read, and loses nothing", async () => {
    const stored = { count: 0 };
    const stream = streamOf(stored);
    const feed = new Feed({ stream, onClose: () => {} });
    feed.begin(0n, false);
    const total = QUEUE_CHANGES_MAX * 3;
    for (let seq = 1; seq <= total; seq += 1) {
      feed.push(change(seq));
      stored.count = seq;
    }
    expect(await take(feed, total)).toEqual(numbers(1, total));
    expect(stream.reads.length).toBeGreaterThan(0);
  });

  test("ends a reader that lags for too long, with the cursor to go on from", async () => {
    const stored = { count: QUEUE_CHANGES_MAX * 2 };
    let now = 0;
    const feed = new Feed({ stream: streamOf(stored), onClose: () => {}, now: () => now });
    feed.begin(0n, false);
    for (let seq = 1; seq <= stored.count; seq += 1) {
      feed.push(change(seq));
    }
    expect(await take(feed, 3)).toEqual(numbers(1, 3));
    now = LAG_MS_MAX;
    await expect(feed.next()).rejects.toMatchObject({
      code: "SLOW_READER",
      details: { after: "3" },
    });
  });

  test.each([["EPIPE"], ["40001"], ["57014"]])(
    "goes on when a read of the outbox failed for what passes: %s",
    async (code) => {
      const stream = streamOf({ count: 4 });
      let failures = 1;
      const read = async (after: bigint) => {
        if (failures > 0) {
          failures -= 1;
          throw Object.assign(new Error("it failed"), { code });
        }
        return await stream.read(after);
      };
      const feed = new Feed({ stream: { ...stream, read }, onClose: () => {} });
      feed.begin(0n, true);
      expect(await take(feed, 4)).toEqual(numbers(1, 4));
    },
  );

  test("ends when a read of the outbox fails for a fault of ours", async () => {
    const read = () => Promise.reject(Object.assign(new Error("it failed"), { code: "42P01" }));
    const feed = new Feed({ stream: { ...streamOf({ count: 4 }), read }, onClose: () => {} });
    feed.begin(0n, true);
    await expect(feed.next()).rejects.toMatchObject({ code: "42P01" });
  });

  test("says so when rows on its way are gone", async () => {
    const stream = streamOf({ count: 9 });
    const feed = new Feed({
      stream: {
        ...stream,
        read: async () => ({ changes: [change(5)], upTo: 5n, isLast: true }),
      },
      onClose: () => {},
    });
    feed.begin(1n, true);
    await expect(feed.next()).rejects.toMatchObject({ code: "CURSOR_EXPIRED", message: "4" });
  });

  test("ends at once when it is closed, and leaves", async () => {
    let left = 0;
    const feed = new Feed({
      stream: streamOf({ count: 0 }),
      onClose: () => {
        left += 1;
      },
    });
    feed.begin(0n, false);
    const next = feed.next();
    feed.close();
    feed.close();
    feed.push(change(1));
    expect(await next).toEqual({ done: true, value: undefined });
    expect(left).toBe(1);
  });
});
