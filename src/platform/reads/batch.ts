import DataLoader from "dataloader";
import { Batcher, type BatcherOptions, type BatchFetch, type Caller } from "./batcher.ts";
import type { BatchScheduler } from "./batchScheduler.ts";

/** A lookup as it is written down: what it is called and what fetches its keys. */
export interface LookupDefinition<Key, Value> {
  readonly name: string;
  readonly fetch: BatchFetch<Key, Value>;
  /** What tells keys apart, where they are no bigint or text themselves. */
  readonly idOf: (key: Key) => unknown;
}

/** A lookup that can be asked. */
export interface Lookup<Key, Value> {
  readonly idOf: (key: Key) => unknown;
  readonly load: (key: Key, caller: Caller) => Promise<Value>;
}

/** What is made of a record of definitions. */
export type LookupsOf<Definitions> = {
  readonly [Name in keyof Definitions]: Definitions[Name] extends LookupDefinition<
    infer Key,
    infer Value
  >
    ? Lookup<Key, Value>
    : never;
};

const itself = (key: unknown): unknown => key;

/**
 * A lookup of at most one row per key.
 *
 * @param fetch rows of any of the keys, in any order
 */
export function oneByKey<Key, Row>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): LookupDefinition<Key, Row | null> {
  return {
    name,
    idOf: itself,
    fetch: async (keys) => {
      const rows = new Map<Key, Row>();
      for (const row of dense(await fetch(distinct(keys)))) {
        rows.set(keyOf(row), frozen(row));
      }
      return keys.map((key) => rows.get(key) ?? null);
    },
  };
}

/** A lookup of all rows per key, in the order of the statement. */
export function manyByKey<Key, Row>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): LookupDefinition<Key, readonly Row[]> {
  return {
    name,
    idOf: itself,
    fetch: async (keys) => groupsOf(keys, await fetch(distinct(keys)), keyOf),
  };
}

/**
 * A lookup whose keys carry arguments; `placeOf` says, 0-based, to which key of the call a row
 * belongs.
 */
export function manyByPlace<Key, Row>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  idOf: (key: Key) => string,
  placeOf: (row: Row) => number,
): LookupDefinition<Key, readonly Row[]> {
  return {
    name,
    idOf,
    fetch: async (keys) => groupsOf([...keys.keys()], await fetch(keys), placeOf),
  };
}

/** The same where each row says its place by `at`. */
export function manyByArguments<Key, Row extends { readonly at: number }>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  idOf: (key: Key) => string,
): LookupDefinition<Key, readonly Row[]> {
  return manyByPlace(name, fetch, idOf, ({ at }) => at);
}

/** The lookups of a process, and how many keys wait for each. */
export interface Batched<Definitions> {
  readonly lookups: LookupsOf<Definitions>;
  readonly queued: () => ReadonlyMap<string, number>;
}

/** Puts a batcher behind each definition: one per process, shared by all its requests. */
export function batched<Definitions extends Readonly<Record<string, unknown>>>(
  definitions: Definitions,
  scheduler: BatchScheduler,
  options: BatcherOptions,
): Batched<Definitions> {
  const batchers: Batcher<unknown, unknown>[] = [];
  const lookups = Object.entries(definitions).map(([place, definition]) => {
    const { name, fetch, idOf } = definition as LookupDefinition<unknown, unknown>;
    const batcher = new Batcher(name, scheduler, fetch, options);
    batchers.push(batcher);
    return [place, { idOf, load: batcher.load.bind(batcher) }] as const;
  });
  return {
    lookups: Object.fromEntries(lookups) as LookupsOf<Definitions>,
    queued: () => new Map(batchers.map(({ name, queued }) => [name, queued])),
  };
}

/** What one request has asked of a lookup: nothing is asked twice, until it is forgotten. */
export type Memo<Key, Value> = DataLoader<Key, Value, unknown>;

/**
 * The memo of one request. It batches nothing: the batcher behind the lookup does, for all requests
 * together.
 */
export function memoOf<Key, Value>(lookup: Lookup<Key, Value>, caller: Caller): Memo<Key, Value> {
  return new DataLoader(
    // A failure is a value: one that is thrown would not be remembered.
    ([key]) => lookup.load(key as Key, caller).then(only, only<Error>),
    { batch: false, batchScheduleFn: queueMicrotask, cacheKeyFn: lookup.idOf },
  );
}

function only<Value>(value: Value): readonly [Value] {
  return [value];
}

function distinct<Key>(keys: readonly Key[]): readonly Key[] {
  const set = new Set(keys);
  return set.size === keys.length ? keys : [...set];
}

/**
 * postgres.js 3.4 counts on where a statement stopped that failed among its rows: the next result
 * of that connection then begins with as many holes (porsager/postgres#1181).
 */
export function dense<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 || 0 in rows ? rows : rows.filter(() => true);
}

const NO_ROWS: readonly never[] = Object.freeze([]);

function groupsOf<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly (readonly Row[])[] {
  const groups = Map.groupBy(dense(rows), keyOf);
  for (const group of groups.values()) {
    frozen(group);
  }
  return keys.map((key) => groups.get(key) ?? NO_ROWS);
}

/** Rows go to several requests: nobody may change what another one sees. */
function frozen<Value>(value: Value): Value {
  // Bytes cannot be frozen.
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
    return value;
  }
  Object.freeze(value);
  for (const name in value) {
    const part = value[name];
    if (typeof part === "object") {
      frozen(part);
    }
  }
  return value;
}
