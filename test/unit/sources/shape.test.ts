import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEPTH_MAX,
  faded,
  joinShapes,
  NO_SHAPE,
  PATHS_MAX,
  shapeOf,
} from "../../../src/domain/sources/shape.ts";
import {
  seenShape,
  shapesOf,
  type WatchedShape,
} from "../../../src/domain/sources/watchedShape.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";

const NOW = parseInstant("2026-11-26T14:30:00Z") as Instant;

function order(index: number, changes: object = {}): object {
  return {
    id: 1_000_000 + index,
    total: (10 + (index % 50)).toFixed(2),
    customer: { email: `${index}@example.com`, phone: index % 2 === 0 ? "1" : null },
    lines: [{ sku: `S${index}`, quantity: 1 + (index % 3) }],
    placedAt: "2026-11-26T10:00:00Z",
    ...changes,
  };
}

/** What is known after bodies came one by one, a minute apart. */
function watched(bodies: readonly object[], start: WatchedShape | null = null, from = NOW) {
  return bodies.reduce<WatchedShape | null>(
    (known, body, index) =>
      seenShape(known, shapesOf([body], `m${index}`), addMicros(from, index * 60_000_000)),
    start,
  ) as WatchedShape;
}

const many = (count: number, changes: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => order(index, changes(index)));
const known = watched(many(400));
const driftAfter = (count: number, changes: (index: number) => object) =>
  watched(many(count, changes), known).drift.map(({ path, kind }) => `${kind} ${path}`);

describe("a field", () => {
  test("that looks as before is no drift, whatever stands in it", () => {
    expect(
      driftAfter(100, (index) => ({ total: String(index % 60), placedAt: "2027-01-01T00:00:00Z" })),
    ).toEqual([]);
  });

  test("that is gone is told by its outermost name, with a body that shows it", () => {
    const { drift } = watched(
      many(60, () => ({ customer: undefined })).map(
        (body) => JSON.parse(JSON.stringify(body)) as object,
      ),
      known,
    );
    expect(drift).toMatchObject([
      { path: "customer", kind: "GONE", before: "in 100 % of bodies", sample: "m59" },
    ]);
  });

  test("that is new, of another kind, or of another order of magnitude is told", () => {
    expect(driftAfter(60, () => ({ vat: { id: "x" } }))).toEqual(["NEW vat"]);
    expect(driftAfter(60, (index) => ({ total: `${index},50` }))).toEqual(["KIND total"]);
    expect(driftAfter(60, (index) => ({ total: String(1_000 + (index % 50) * 100) }))).toEqual([
      "RANGE total",
    ]);
  });

  test("is told nothing of until there are enough bodies", () => {
    expect(driftAfter(19, () => ({ vat: 1 }))).toEqual([]);
    expect(driftAfter(20, () => ({ vat: 1 }))).toEqual(["NEW vat"]);
    expect(
      watched(
        many(20, () => ({ vat: 1 })),
        watched(many(30)),
      ).drift,
    ).toEqual([]);
  });

  test("that has changed stays told of, however slowly bodies come", () => {
    let slow: WatchedShape = known;
    for (let day = 1; day <= 100; day += 1) {
      const at = addMicros(NOW, day * 3 * 3_600_000_000);
      slow = seenShape(slow, shapesOf([order(day, { vat: 1 })], `d${day}`), at);
      expect([day, slow.drift.length]).toEqual([day, day < 20 ? 0 : 1]);
    }
  });

  test("that looks as before again is no drift any more", () => {
    const odd = watched(
      many(200, () => ({ vat: 1 })),
      known,
    );
    expect(odd.drift).toHaveLength(1);
    const later = addMicros(NOW, MICROS_PER_DAY);
    expect(watched(many(900), odd, later).drift).toEqual([]);
  });

  test("that has looked otherwise for two weeks is how it is", () => {
    const odd = watched(
      many(200, () => ({ vat: 1 })),
      known,
    );
    const since = odd.drift[0]?.since as Instant;
    const soon = watched(
      many(100, () => ({ vat: 1 })),
      odd,
      addMicros(since, 13 * MICROS_PER_DAY),
    );
    expect(soon.drift).toMatchObject([{ path: "vat", since }]);
    const settled = watched(
      many(300, () => ({ vat: 1 })),
      soon,
      addMicros(since, 14 * MICROS_PER_DAY),
    );
    expect(settled.drift).toEqual([]);
  });
});

test("nothing that stands in a body stands in its shape, nor what is named by content", () => {
  const shape = JSON.stringify(
    shapeOf({ email: "ada@example.com", "ada@example.com": 1, by: { "4711-22": { total: 12.5 } } }),
  );
  expect(shape).not.toMatch(/ada|4711|12\.5/);
  expect(shape).toContain("by.{}.total");
});

test("any body has a shape, and shapes are bounded however many are joined", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 20 }), { maxLength: 30 }), (bodies) => {
      const joined = bodies.map(shapeOf).reduce(joinShapes, NO_SHAPE);
      expect(joined.bodies).toBe(bodies.length);
      expect(Object.keys(joined.paths).length).toBeLessThanOrEqual(PATHS_MAX);
      for (const { present } of Object.values(joined.paths)) {
        expect(present).toBeLessThanOrEqual(bodies.length);
      }
      expect(JSON.parse(JSON.stringify(joined))).toEqual(joined);
    }),
  );
  const wide = shapeOf(
    Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`f${at % 1_000}x${Math.floor(at / 1_000)}`, 1]),
    ),
  );
  expect(Object.keys(wide.paths)).toHaveLength(PATHS_MAX);
  let deep: unknown = 1;
  for (let depth = 0; depth < 1_000; depth += 1) {
    deep = { a: deep };
  }
  expect(Object.keys(shapeOf(deep).paths)).toHaveLength(DEPTH_MAX + 1);
  expect(shapeOf(JSON.parse('{"__proto__": 1, "constructor": [1]}')).paths).toHaveProperty(
    "constructor[]",
  );
});

test("what fades keeps its shares", () => {
  const shape = many(10).map(shapeOf).reduce(joinShapes, NO_SHAPE);
  const half = faded(shape);
  expect([half.bodies, half.paths["customer.email"]?.present]).toEqual([5, 5]);
});
