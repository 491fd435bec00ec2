/** Paths of one shape, and the depth to which they are followed: what is deeper is not compared. */
export const PATHS_MAX = 400;
export const DEPTH_MAX = 12;
/** Elements of one list that are looked at. */
const ELEMENTS_MAX = 50;
/** Bodies that count fully; beyond, older ones weigh less and less. */
const WEIGHT_MAX = 4_000;

/** What somebody named a field; all else is content, such as an address, and stands as {}. */
const FIELD_NAME = /^[A-Za-z_$@#][\w$:\- ]{0,60}$/;
const MANY_DIGITS = /\d{4}/;

/** What stands at one path, counted over bodies. */
export interface PathShape {
  /** Bodies in which something stands there. */
  readonly present: number;
  /** Values by what they are, such as `number` or `text:decimal`. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Numbers by their order of magnitude: the power of two, as text. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** How bodies look: nothing of what they say but orders of magnitude. */
export interface Shape {
  /** Bodies that it was made from. */
  readonly bodies: number;
  /** By path: names by dots, every element of a list as `[]`. */
  readonly paths: Readonly<Record<string, PathShape>>;
}

export const NO_SHAPE: Shape = { bodies: 0, paths: {} };

/** The shape of one body: JSON, or what a mapping makes of other forms. Bounded, whatever it is. */
export function shapeOf(body: unknown): Shape {
  const found = new Map<string, { kinds: Record<string, number>; sizes: Record<string, number> }>();
  const look = (value: unknown, path: string, depth: number): void => {
    const known = found.get(path);
    if (known === undefined && found.size >= PATHS_MAX) {
      return;
    }
    const at = known ?? { kinds: {}, sizes: {} };
    found.set(path, at);
    const { kind, size } = kindOf(value);
    at.kinds[kind] = (at.kinds[kind] ?? 0) + 1;
    if (size !== null) {
      at.sizes[size] = (at.sizes[size] ?? 0) + 1;
    }
    if (depth === DEPTH_MAX || typeof value !== "object" || value === null) {
      return;
    }
    if (isList(value)) {
      for (const one of [...value].slice(0, ELEMENTS_MAX)) {
        look(one, `${path}[]`, depth + 1);
      }
      return;
    }
    for (const [name, one] of value instanceof Map ? value : Object.entries(value)) {
      const shown = FIELD_NAME.test(name) && !MANY_DIGITS.test(name) ? name : "{}";
      look(one, path === "" ? shown : `${path}.${shown}`, depth + 1);
    }
  };
  look(body, "", 0);
  const paths = [...found].map(([path, at]) => [path, { present: 1, ...at }] as const);
  return { bodies: 1, paths: Object.fromEntries(paths) };
}

/**
 * Two shapes as one. Where it has more bodies than count fully, all of it is halved: what was long
 * ago is forgotten.
 */
export function joinShapes(a: Shape, b: Shape): Shape {
  const names = new Set([...Object.keys(a.paths), ...Object.keys(b.paths)]);
  const joined = new Map<string, PathShape>();
  const factor = a.bodies + b.bodies > WEIGHT_MAX ? 0.5 : 1;
  for (const path of names) {
    const [one, other] = [pathOf(a, path), pathOf(b, path)];
    const present = ((one?.present ?? 0) + (other?.present ?? 0)) * factor;
    // A path that has all but gone makes room for others.
    if (present >= 1) {
      joined.set(path, {
        present,
        kinds: joinCounts(one?.kinds, other?.kinds, factor),
        sizes: joinCounts(one?.sizes, other?.sizes, factor),
      });
    }
  }
  return { bodies: (a.bodies + b.bodies) * factor, paths: mostPresent(joined) };
}

/** What stands at a path; a path may be called like something that every object has. */
export function pathOf({ paths }: Shape, path: string): PathShape | undefined {
  return Object.hasOwn(paths, path) ? paths[path] : undefined;
}

/** The same with half the weight, so that what comes next counts for more. */
export function faded(shape: Shape): Shape {
  const half = (counts: Readonly<Record<string, number>>) => joinCounts(counts, {}, 0.5);
  const paths = Object.entries(shape.paths).map(
    ([path, { present, kinds, sizes }]) =>
      [path, { present: present / 2, kinds: half(kinds), sizes: half(sizes) }] as const,
  );
  return { bodies: shape.bodies / 2, paths: Object.fromEntries(paths) };
}

function mostPresent(paths: ReadonlyMap<string, PathShape>): Record<string, PathShape> {
  const sorted = [...paths].sort(([, a], [, b]) => b.present - a.present);
  return Object.fromEntries(sorted.slice(0, PATHS_MAX));
}

function joinCounts(
  a: Readonly<Record<string, number>> = {},
  b: Readonly<Record<string, number>> = {},
  factor: number,
): Record<string, number> {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...names].map((name) => [name, ((a[name] ?? 0) + (b[name] ?? 0)) * factor]),
  );
}

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d{1,3}(?:\.\d{3})*,\d+$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** Texts of which it is looked what they are; longer ones are texts. */
const FORM_LENGTH_MAX = 40;

function kindOf(value: unknown): { readonly kind: string; readonly size: string | null } {
  if (typeof value === "number") {
    return { kind: "number", size: sizeOf(value) };
  }
  if (typeof value === "string") {
    const form = formOf(value);
    return {
      kind: form,
      size: form === "text:decimal" ? sizeOf(Number(value)) : null,
    };
  }
  if (typeof value === "bigint") {
    return { kind: "number", size: sizeOf(Number(value)) };
  }
  if (value === null || value === undefined) {
    return { kind: "null", size: null };
  }
  return { kind: isList(value) ? "list" : typeof value, size: null };
}

function isList(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Map) &&
    Symbol.iterator in value
  );
}

function formOf(text: string): string {
  if (text === "") {
    return "text:empty";
  }
  if (text.length > FORM_LENGTH_MAX) {
    return "text";
  }
  if (DECIMAL.test(text)) {
    return "text:decimal";
  }
  if (DECIMAL_COMMA.test(text)) {
    return "text:decimal-comma";
  }
  if (MOMENT.test(text)) {
    return "text:moment";
  }
  return DAY.test(text) ? "text:day" : "text";
}

/** Of 0: none, since it is of no order. */
function sizeOf(value: number): string | null {
  return value === 0 || !Number.isFinite(value)
    ? null
    : String(Math.floor(Math.log2(Math.abs(value))));
}
