import type { Instant } from "../time/instant.ts";
import { type PathShape, pathOf, type Shape } from "./shape.ts";

/** Bodies of which something may be said: before, and of the newest. */
export const BEFORE_MIN = 50;
export const RECENT_MIN = 20;

/**
 * GONE and NEW: it stands there in many more bodies, or many fewer, than before. KIND: it is
 * something else, as a number that became a text. RANGE: numbers are of another order of magnitude,
 * as with cents for euros.
 */
export type DriftKind = "GONE" | "NEW" | "KIND" | "RANGE";

/** One path of a topic that does not look as it did. */
export interface FieldDrift {
  readonly path: string;
  readonly kind: DriftKind;
  /** When it was first seen. */
  readonly since: Instant;
  readonly before: string;
  readonly now: string;
  /** Of a body that shows it: the number of a message, or the id of an event. */
  readonly sample: string;
}

/** How much a share must move, and by how many standard errors, before it is no chance. */
const SHARE_STEP = 0.3;
const ERRORS_MIN = 4;
/** Powers of two by which numbers must move: eight times as large, or as small. */
const SIZE_STEP = 3;
/** Numbers of which an order of magnitude is told. */
const NUMBERS_MIN = 20;
/** What is told of one topic. */
export const DRIFTS_MAX = 20;

/** What moved between two shapes, the shortest paths first: those that hold the others. */
export function driftsBetween(
  before: Shape,
  recent: Shape,
): readonly Pick<FieldDrift, "path" | "kind" | "before" | "now">[] {
  if (before.bodies < BEFORE_MIN || recent.bodies < RECENT_MIN) {
    return [];
  }
  const names = [...new Set([...Object.keys(before.paths), ...Object.keys(recent.paths)])].sort(
    (a, b) => a.length - b.length || (a < b ? -1 : 1),
  );
  const found: Pick<FieldDrift, "path" | "kind" | "before" | "now">[] = [];
  for (const path of names) {
    const isInside = found.some(
      (one) =>
        (one.kind === "GONE" || one.kind === "NEW") &&
        (path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`)),
    );
    const drift = isInside ? null : driftAt(path, before, recent);
    if (drift !== null && found.length < DRIFTS_MAX) {
      found.push({ path, ...drift });
    }
  }
  return found;
}

type Drift = Pick<FieldDrift, "kind" | "before" | "now">;

function driftAt(path: string, before: Shape, recent: Shape): Drift | null {
  const [old, now] = [pathOf(before, path), pathOf(recent, path)];
  return (
    presenceDrift(
      { count: old?.present ?? 0, of: before.bodies },
      { count: now?.present ?? 0, of: recent.bodies },
    ) ??
    (old === undefined || now === undefined ? null : (kindDrift(old, now) ?? sizeDrift(old, now)))
  );
}

interface Share {
  readonly count: number;
  readonly of: number;
}

function presenceDrift(before: Share, now: Share): Drift | null {
  return hasMoved(before, now)
    ? {
        kind: now.count / now.of < before.count / before.of ? "GONE" : "NEW",
        before: `in ${percent(before)} of bodies`,
        now: `in ${percent(now)} of ${Math.round(now.of)} bodies`,
      }
    : null;
}

function kindDrift(before: PathShape, now: PathShape): Drift | null {
  const [old, recent] = [sum(before.kinds), sum(now.kinds)];
  const names = [...new Set([...Object.keys(before.kinds), ...Object.keys(now.kinds)])];
  const moved = names.some((name) =>
    hasMoved(
      { count: before.kinds[name] ?? 0, of: old },
      { count: now.kinds[name] ?? 0, of: recent },
    ),
  );
  return moved && recent >= RECENT_MIN && old >= BEFORE_MIN
    ? { kind: "KIND", before: kindsIn(before.kinds), now: kindsIn(now.kinds) }
    : null;
}

function sizeDrift(before: PathShape, now: PathShape): Drift | null {
  if (sum(before.sizes) < NUMBERS_MIN || sum(now.sizes) < NUMBERS_MIN) {
    return null;
  }
  const [old, recent] = [medianSize(before.sizes), medianSize(now.sizes)];
  return Math.abs(old - recent) < SIZE_STEP
    ? null
    : { kind: "RANGE", before: `about ${about(old)}`, now: `about ${about(recent)}` };
}

/** Two shares of which the one is not the other by chance (pooled two-proportion z). */
function hasMoved(before: Share, now: Share): boolean {
  const [a, b] = [before.count / before.of, now.count / now.of];
  if (Math.abs(a - b) < SHARE_STEP) {
    return false;
  }
  const all = (before.count + now.count) / (before.of + now.of);
  const error = Math.sqrt(all * (1 - all) * (1 / before.of + 1 / now.of));
  return Math.abs(a - b) >= error * ERRORS_MIN;
}

function medianSize(sizes: Readonly<Record<string, number>>): number {
  const sorted = Object.entries(sizes)
    .map(([size, count]) => ({ size: Number(size), count }))
    .sort((a, b) => a.size - b.size);
  const half = sum(sizes) / 2;
  let seen = 0;
  const middle = sorted.find(({ count }) => {
    seen += count;
    return seen >= half;
  });
  return middle?.size ?? 0;
}

/** The middle of a power of two, to two digits: 2^6 is about 91. */
function about(size: number): string {
  return String(Number((2 ** (size + 0.5)).toPrecision(2)));
}

function kindsIn(kinds: Readonly<Record<string, number>>): string {
  const of = sum(kinds);
  return Object.entries(kinds)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${percent({ count, of })}`)
    .join(", ");
}

function percent({ count, of }: Share): string {
  return `${Math.round((100 * count) / of)} %`;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
