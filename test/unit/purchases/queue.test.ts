import { describe, expect, test } from "vitest";
import type { Item, OpenIntake } from "../../../src/purchases/item.ts";
import {
  BATCH_EVENTS_MAX,
  EventQueue,
  REMATCH_EVENTS_MAX,
} from "../../../src/purchases/receive/queue.ts";
import { rng, testSeed } from "../../support/seed.ts";

let made = 0;

/** An item as far as the queue looks at it. */
function item(keys: readonly string[], more: Partial<Item> = {}): Item {
  made += 1;
  const eventKey = `event-${made}`;
  return {
    eventId: String(made),
    keys: [eventKey, ...keys],
    eventKey,
    slow: false,
    rematches: false,
    waits: false,
    queuedAtMs: 0,
    intake: null,
    ...more,
  } as Item;
}

const intake = (): OpenIntake => ({ stored: false }) as OpenIntake;

describe("a batch", () => {
  test("takes what shares a key together, in the order it came", () => {
    const queue = new EventQueue();
    const items = [item(["a"]), item(["b"]), item(["a"])];
    queue.push(items);
    expect(queue.take()).toEqual(items);
    expect(queue.length).toBe(0);
  });

  test("holds at most what one transaction may, and the rest waits", () => {
    const queue = new EventQueue();
    const items = Array.from({ length: BATCH_EVENTS_MAX + 1 }, () => item([]));
    queue.push(items);
    expect(queue.take()).toHaveLength(BATCH_EVENTS_MAX);
    expect(queue.take()).toEqual([items.at(-1)]);
  });

  test("holds events that rematch returns among their like, and no more than their sales may be", () => {
    const queue = new EventQueue();
    const [plain, behind] = [item(["other"]), item(["customer"])];
    const rematching = Array.from({ length: REMATCH_EVENTS_MAX + 1 }, (_, at) =>
      item(at === 0 ? ["customer"] : [], { rematches: true }),
    );
    queue.push([...rematching, behind, plain]);
    const first = queue.take();
    expect(first).toEqual(rematching.slice(0, REMATCH_EVENTS_MAX));
    expect(queue.take()).toEqual([rematching.at(-1)]);
    expect(queue.take()).toEqual([plain]);
    queue.release(first);
    expect(queue.take()).toEqual([behind]);
  });

  test("leaves what shares a key with a batch in flight, and what stands behind that", () => {
    const queue = new EventQueue();
    const [first, behind, behindBoth, free] = [
      item(["a"]),
      item(["a", "b"]),
      item(["b"]),
      item(["c"]),
    ];
    queue.push([first]);
    const inFlight = queue.take();
    queue.push([behind, behindBoth, free]);
    expect(queue.take()).toEqual([free]);
    expect(queue.take()).toEqual([]);
    queue.release(inFlight);
    expect(queue.take()).toEqual([behind, behindBoth]);
  });

  test("never holds the same event twice", () => {
    const queue = new EventQueue();
    const twice = [
      item(["a"], { eventKey: "same", keys: ["same"] }),
      item([], { eventKey: "same", keys: ["same"] }),
    ];
    queue.push(twice);
    expect(queue.take()).toEqual([twice[0]]);
    expect(queue.take()).toEqual([]);
    queue.release([twice[0] as Item]);
    expect(queue.take()).toEqual([twice[1]]);
  });

  test("is the slow event alone, and nobody overtakes it on its keys", () => {
    const queue = new EventQueue();
    const [slow, same, other] = [item(["a"], { slow: true }), item(["a"]), item(["b"])];
    queue.push([slow, same, other]);
    expect(queue.take()).toEqual([slow]);
    expect(queue.take()).toEqual([other]);
    queue.release([slow]);
    expect(queue.take()).toEqual([same]);
  });

  test("goes without a slow event that stands behind others, and keeps its place for it", () => {
    const queue = new EventQueue();
    const [before, slow, same] = [item(["a"]), item(["b"], { slow: true }), item(["b"])];
    queue.push([before, slow, same]);
    expect(queue.take()).toEqual([before]);
    expect(queue.take()).toEqual([slow]);
    expect(queue.take()).toEqual([]);
  });

  test("is led by what an earlier one left", () => {
    const queue = new EventQueue();
    const [waiting, left] = [item(["a"]), item(["a"])];
    queue.push([waiting]);
    queue.pushFirst([left]);
    expect(queue.take()).toEqual([left, waiting]);
  });

  test("alone stores a submission's intake: the submission's others wait until it is stored", () => {
    const queue = new EventQueue();
    const one = intake();
    const items = Array.from({ length: BATCH_EVENTS_MAX + 1 }, () => item([], { intake: one }));
    const stranger = item([], { intake: intake() });
    queue.push([...items, stranger]);
    const first = queue.take();
    expect(queue.take()).toEqual([stranger]);
    one.stored = true;
    expect(queue.take()).toEqual([items.at(-1)]);
    queue.release(first);
  });
});

test("whatever is pushed, taken and released: per key first in, first out, and never two in flight", () => {
  const random = rng(testSeed());
  const below = (n: number): number => Math.floor(random() * n);
  for (let round = 0; round < 200; round += 1) {
    const queue = new EventQueue();
    const pushed: Item[] = [];
    const taken: Item[] = [];
    const inFlight: Item[][] = [];
    for (let step = 0; step < 60; step += 1) {
      const what = below(3);
      if (what === 0) {
        const items = Array.from({ length: 1 + below(4) }, () =>
          item([`k${below(6)}`, `k${below(6)}`], { slow: below(8) === 0 }),
        );
        pushed.push(...items);
        queue.push(items);
      } else if (what === 1) {
        const batch = queue.take(1 + below(5));
        const busy = new Set(inFlight.flat().flatMap(({ keys }) => keys));
        expect(batch.flatMap(({ keys }) => keys).filter((key) => busy.has(key))).toEqual([]);
        taken.push(...batch);
        if (batch.length > 0) {
          inFlight.push(batch);
        }
      } else if (inFlight.length > 0) {
        queue.release(inFlight.splice(below(inFlight.length), 1)[0] as Item[]);
      }
    }
    for (let key = 0; key < 6; key += 1) {
      const of = (items: readonly Item[]): string[] =>
        items.filter(({ keys }) => keys.includes(`k${key}`)).map(({ eventId }) => eventId);
      expect(of(taken)).toEqual(of(pushed).slice(0, of(taken).length));
    }
    expect(queue.length).toBe(pushed.length - taken.length);
  }
});
