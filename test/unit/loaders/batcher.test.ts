import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Batcher, type BatchFailure } from "../../../src/platform/reads/batcher.ts";
import {
  BATCH_LIMITS,
  type BatchLimits,
  BatchScheduler,
  SWEEP_MS,
} from "../../../src/platform/reads/batchScheduler.ts";

/** A fetch that answers when the test says so. */
interface Call {
  readonly keys: readonly number[];
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

const AWAY = new Error("away");

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything that can happen now happen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function createScheduler(limits: Partial<BatchLimits> = {}): BatchScheduler {
  return new BatchScheduler({ ...BATCH_LIMITS, ...limits });
}

function createLookup(scheduler: BatchScheduler, name = "lookup") {
  const calls: Call[] = [];
  const failures: BatchFailure[] = [];
  const batcher = new Batcher<number, string>(
    name,
    scheduler,
    (keys) =>
      new Promise((resolve, reject) => {
        calls.push({ keys, answer: () => resolve(keys.map((key) => `v${key}`)), fail: reject });
      }),
    {
      isTransient: (error) => error === AWAY,
      observer: { sent: () => {}, failed: ({ kind }) => failures.push(kind) },
    },
  );
  return { batcher, calls, failures };
}

const range = (count: number) => [...Array(count).keys()];

/** How many of the calls failed, by code or message. */
async function outcomesOf(loads: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(loads)) {
    const reason =
      result.status === "fulfilled" ? "ok" : (result.reason.code ?? result.reason.message);
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

describe("collecting", () => {
  test("keys asked for in one turn of the event loop go in one batch, whoever asks", async () => {
    const { batcher, calls } = createLookup(createScheduler());
    const loads = [batcher.load(1), Promise.resolve().then(() => batcher.load(2)), batcher.load(3)];
    await turns();
    expect(calls.map(({ keys }) => keys)).toEqual([[1, 3, 2]]);
    calls[0]?.answer();
    expect(await Promise.all(loads)).toEqual(["v1", "v2", "v3"]);
  });

  test("keys collect while the lookup has as many batches in flight as it may", async () => {
    const { batcher, calls } = createLookup(createScheduler({ inFlightPerLookupMax: 1 }));
    const first = batcher.load(1);
    await turns();
    const later = [2, 3, 4].map((key) => batcher.load(key));
    await turns();
    expect(calls).toHaveLength(1);
    calls[0]?.answer();
    await first;
    await turns();
    expect(calls[1]?.keys).toEqual([2, 3, 4]);
    calls[1]?.answer();
    await Promise.all(later);
  });

  test("a key never joins a fetch that is under way: one reads what one wrote", async () => {
    const { batcher, calls } = createLookup(createScheduler());
    const before = batcher.load(7);
    await turns();
    const after = batcher.load(7);
    await turns();
    expect(calls.map(({ keys }) => keys)).toEqual([[7], [7]]);
    calls[1]?.answer();
    calls[0]?.answer();
    expect(await Promise.all([before, after])).toEqual(["v7", "v7"]);
  });

  test("a batch holds no more keys than it may", async () => {
    const { batcher, calls } = createLookup(createScheduler({ keysPerBatchMax: 3 }));
    const loads = range(5).map((key) => batcher.load(key));
    await turns();
    expect(calls.map(({ keys }) => keys)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    for (const call of calls) {
      call.answer();
    }
    expect(await outcomesOf(loads)).toEqual({ ok: 5 });
  });

  test("all lookups together have no more batches in flight than there is room, and take turns", async () => {
    const scheduler = createScheduler({ inFlightMax: 2, keysPerBatchMax: 1 });
    const greedy = createLookup(scheduler, "greedy");
    const modest = createLookup(scheduler, "modest");
    const loads = [...range(4).map((key) => greedy.batcher.load(key)), modest.batcher.load(9)];
    await turns();
    expect([greedy.calls.length, modest.calls.length]).toEqual([1, 1]);
    for (let round = 0; round < 4; round += 1) {
      for (const call of [...greedy.calls, ...modest.calls]) {
        call.answer();
      }
      await turns();
    }
    expect(await outcomesOf(loads)).toEqual({ ok: 5 });
  });

  test("bulk reads go when nobody else can, and leave room", async () => {
    const limits = {
      inFlightMax: 3,
      inFlightPerLookupMax: 3,
      bulkInFlightMax: 1,
      keysPerBatchMax: 1,
    };
    const { batcher, calls } = createLookup(createScheduler(limits));
    const bulk = [1, 2].map((key) => batcher.load(key, { isBulk: true }));
    const other = [11, 12].map((key) => batcher.load(key));
    await turns();
    expect(calls.map(({ keys }) => keys)).toEqual([[11], [12], [1]]);
    for (const call of calls) {
      call.answer();
    }
    await turns();
    calls[3]?.answer();
    expect(await outcomesOf([...bulk, ...other])).toEqual({ ok: 4 });
  });
});

describe("a key that cannot be read", () => {
  test("among 200 fails alone, and costs few statements", async () => {
    const { batcher, calls, failures } = createLookup(createScheduler());
    const loads = range(200).map((key) => batcher.load(key));
    const outcomes = outcomesOf(loads);
    for (let at = 0; at < 100; at += 1) {
      await turns();
      const call = calls[at];
      if (call === undefined) {
        break;
      }
      if (call.keys.includes(137)) {
        call.fail(new Error("malformed"));
      } else {
        call.answer();
      }
    }
    expect(await outcomes).toEqual({ ok: 199, malformed: 1 });
    await expect(loads[137]).rejects.toThrow("malformed");
    expect(calls.length).toBeLessThanOrEqual(1 + 2 * 8);
    expect(failures.filter((kind) => kind === "KEY")).toHaveLength(1);
  });

  test("when all are, the statements that are tried are bounded", async () => {
    const { batcher, calls } = createLookup(createScheduler());
    const outcomes = outcomesOf(range(1_000).map((key) => batcher.load(key)));
    for (let at = 0; at < 2_000; at += 1) {
      await turns();
      const call = calls[at];
      if (call === undefined) {
        break;
      }
      call.fail(new Error("broken"));
    }
    expect(await outcomes).toEqual({ broken: 1_000 });
    expect(calls.length).toBeLessThan(100);
  });

  test("a fetch that gives other than one value per key is a fault, not a shift of values", async () => {
    const batcher = new Batcher<number, string>("short", createScheduler(), async () => [], {
      isTransient: () => false,
    });
    await expect(batcher.load(1)).rejects.toThrow("0 values for 1 keys");
  });
});

describe("a database that is away or slow", () => {
  test("a lost connection fails the callers of its batch at once, and the next batch goes", async () => {
    const { batcher, calls } = createLookup(createScheduler());
    const loads = range(200).map((key) => batcher.load(key));
    const outcomes = outcomesOf(loads);
    await turns();
    calls[0]?.fail(AWAY);
    expect(await outcomes).toEqual({ away: 200 });
    expect(calls).toHaveLength(1);
    const next = batcher.load(1);
    await turns();
    calls[1]?.answer();
    expect(await next).toBe("v1");
  });

  test("a statement that never ends is given up, its slot freed, and other lookups do not wait for it", async () => {
    const scheduler = createScheduler({ inFlightPerLookupMax: 1, inFlightMax: 2 });
    const slow = createLookup(scheduler, "slow");
    const quick = createLookup(scheduler, "quick");
    const stuck = outcomesOf([slow.batcher.load(1)]);
    const other = quick.batcher.load(2);
    await turns();
    quick.calls[0]?.answer();
    expect(await other).toBe("v2");
    const behind = slow.batcher.load(3);
    await turns();
    expect(slow.calls).toHaveLength(1);
    vi.advanceTimersByTime(BATCH_LIMITS.watchdogMs);
    expect(await stuck).toEqual({ UNAVAILABLE: 1 });
    await turns();
    expect(slow.calls).toHaveLength(2);
    slow.calls[1]?.answer();
    expect(await behind).toBe("v3");
    // What comes after all is nobody's.
    slow.calls[0]?.answer();
    await turns();
    expect(slow.failures).toEqual(["LOST"]);
  });

  test("a key that waits longer than its deadline fails, in the queue and in flight", async () => {
    const limits = { inFlightPerLookupMax: 1, watchdogMs: 60_000 };
    const { batcher, calls, failures } = createLookup(createScheduler(limits));
    const outcomes = [outcomesOf([batcher.load(1)])];
    await turns();
    outcomes.push(outcomesOf([batcher.load(2)]));
    await turns();
    vi.advanceTimersByTime(BATCH_LIMITS.keyDeadlineMs + SWEEP_MS);
    expect(await Promise.all(outcomes)).toEqual([{ UNAVAILABLE: 1 }, { UNAVAILABLE: 1 }]);
    expect(failures).toEqual(["DEADLINE", "DEADLINE"]);
    // Nobody waits for key 2 any more: it is never sent.
    calls[0]?.answer();
    await turns();
    const next = batcher.load(3);
    await turns();
    calls[1]?.answer();
    expect(await next).toBe("v3");
    expect(calls.map(({ keys }) => keys)).toEqual([[1], [3]]);
  });

  test("the queue is bounded over all lookups: one key more is OVERLOADED with a time to come again", async () => {
    const scheduler = createScheduler({ queuedMax: 5, inFlightPerLookupMax: 1, inFlightMax: 1 });
    const { batcher, calls } = createLookup(scheduler);
    const other = createLookup(scheduler, "other");
    const sent = batcher.load(0);
    await turns();
    const waiting = [1, 2, 3, 4, 5].map((key) => batcher.load(key));
    await expect(other.batcher.load(6)).rejects.toMatchObject({
      code: "OVERLOADED",
      details: { retryAfterSeconds: 1 },
    });
    calls[0]?.answer();
    await sent;
    await turns();
    calls[1]?.answer();
    expect(await outcomesOf(waiting)).toEqual({ ok: 5 });
    const again = other.batcher.load(6);
    await turns();
    other.calls[0]?.answer();
    expect(await again).toBe("v6");
  });
});

test("an aborted request's keys are not sent; those of the others are", async () => {
  const { batcher, calls } = createLookup(createScheduler());
  const gone = new AbortController();
  const dropped = batcher.load(1, { signal: gone.signal });
  const kept = batcher.load(2, { signal: new AbortController().signal });
  gone.abort();
  await expect(dropped).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await turns();
  calls[0]?.answer();
  expect(await kept).toBe("v2");
  expect(calls.map(({ keys }) => keys)).toEqual([[2]]);
});

test("a queue that never runs empty gives every key its own value", async () => {
  const limits = { keysPerBatchMax: 100, inFlightPerLookupMax: 1 };
  const { batcher, calls } = createLookup(createScheduler(limits));
  const loads: Promise<string>[] = [];
  for (let key = 0; key < 5_000; key += 1) {
    loads.push(batcher.load(key));
    if (key >= 500 && key % 100 === 0) {
      await turns();
      for (const call of calls) {
        call.answer();
      }
    }
  }
  while (batcher.queued > 0) {
    await turns();
    for (const call of calls) {
      call.answer();
    }
  }
  await turns();
  for (const call of calls) {
    call.answer();
  }
  expect(await Promise.all(loads)).toEqual(range(5_000).map((key) => `v${key}`));
});
