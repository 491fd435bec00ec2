import { addMicros, type Instant, MICROS_PER_DAY, MICROS_PER_MINUTE } from "../time/instant.ts";
import { driftsBetween, type FieldDrift, RECENT_MIN } from "./drift.ts";
import { faded, joinShapes, NO_SHAPE, pathOf, type Shape, shapeOf } from "./shape.ts";

/** Bodies of the newest that are compared with those before; then they are of those before. */
const RECENT_MAX = 200;
/** Of a source that sends little: hours after which few bodies do. */
const RECENT_MICROS = 6 * 60 * MICROS_PER_MINUTE;
/** Days after which what has changed is how it is. */
const SETTLED_DAYS = 14;

/** One body, by its shape. */
export interface Sampled {
  readonly shape: Shape;
  /** Number of the message, or id of the event. */
  readonly sample: string;
}

/** How the bodies of a topic look, and what of it has changed. */
export interface WatchedShape {
  readonly before: Shape;
  readonly recent: Shape;
  readonly recentFrom: Instant;
  readonly drift: readonly FieldDrift[];
}

export function shapesOf(values: readonly unknown[], sample: string): readonly Sampled[] {
  return values.map((value) => ({ shape: shapeOf(value), sample }));
}

/**
 * What is known of a topic once some more bodies are seen. The newest are compared with those
 * before and then join them, unless something has changed: then they are kept apart until that has
 * gone again, or has been so for two weeks.
 */
export function seenShape(
  known: WatchedShape | null,
  bodies: readonly Sampled[],
  now: Instant,
): WatchedShape {
  const { before, recentFrom } = known ?? { before: NO_SHAPE, recentFrom: now };
  const recent = bodies.reduce(
    (all, { shape }) => joinShapes(all, shape),
    known?.recent ?? NO_SHAPE,
  );
  const drift = driftsBetween(before, recent).map((one): FieldDrift => {
    const same = known?.drift.find(({ path, kind }) => path === one.path && kind === one.kind);
    const shows = bodies.findLast(
      ({ shape }) => (pathOf(shape, one.path) === undefined) === (one.kind === "GONE"),
    );
    return {
      ...{ ...one, since: same?.since ?? now },
      sample: shows?.sample ?? same?.sample ?? bodies.at(-1)?.sample ?? "",
    };
  });
  const isFull =
    recent.bodies >= RECENT_MAX ||
    (recent.bodies >= RECENT_MIN && now - recentFrom >= RECENT_MICROS);
  const settled = addMicros(now, -SETTLED_DAYS * MICROS_PER_DAY);
  const isSettled = drift.every(({ since }) => since <= settled);
  if (isFull && isSettled) {
    // Of what has settled nothing more is said: what came before it must not outweigh it.
    const older = drift.length === 0 ? before : NO_SHAPE;
    return { before: joinShapes(older, recent), recent: NO_SHAPE, recentFrom: now, drift: [] };
  }
  // Not below what a drift is told of: it would be gone and come back.
  return isFull && recent.bodies >= 2 * RECENT_MIN
    ? { before, recent: faded(recent), recentFrom: now, drift }
    : { before, recent, recentFrom, drift };
}
