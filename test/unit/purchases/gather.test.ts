import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Item } from "../../../src/purchases/item.ts";
import { GATHER_MS_MAX, Gather } from "../../../src/purchases/receive/gather.ts";
import { EventQueue } from "../../../src/purchases/receive/queue.ts";

let queue: EventQueue;
let due: number;
let gather: Gather;
let made = 0;

beforeEach(() => {
  vi.useFakeTimers();
  queue = new EventQueue();
  due = 0;
  gather = new Gather(queue, () => {
    due += 1;
  });
});
afterEach(() => vi.useRealTimers());

function items(count: number): Item[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const eventKey = `event-${made}`;
    return { keys: [eventKey], eventKey, slow: false, intake: null } as unknown as Item;
  });
}

test("an idle system starts with the first event at once", () => {
  queue.push(items(1));
  expect(gather.take()).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("beside a batch in flight the next one waits until it is as large", () => {
  queue.push(items(4));
  const inFlight = gather.take();
  for (const one of items(3)) {
    queue.push([one]);
    expect(gather.take()).toEqual([]);
  }
  queue.push(items(1));
  expect(gather.take()).toHaveLength(4);
  // Nobody is woken for what has started already.
  expect(vi.getTimerCount()).toBe(0);
  queue.release(inFlight);
});

test("a small batch beside a large one waits for its time at most, and only once", () => {
  queue.push(items(500));
  gather.take();
  queue.push(items(1));
  expect(gather.take()).toEqual([]);
  queue.push(items(1));
  expect(gather.take()).toEqual([]);
  vi.advanceTimersByTime(GATHER_MS_MAX - 1);
  expect(due).toBe(0);
  vi.advanceTimersByTime(1);
  expect(due).toBe(1);
  expect(gather.take()).toHaveLength(2);
  queue.push(items(1));
  expect(gather.take()).toEqual([]);
});

test("when the batch in flight ends before the time is over, nothing waits any longer", () => {
  queue.push(items(2));
  const inFlight = gather.take();
  queue.push(items(1));
  expect(gather.take()).toEqual([]);
  queue.release(inFlight);
  expect(gather.take()).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
