import DataLoader from "dataloader";

/** Keys of one statement. */
export const BATCH_SIZE_MAX = 1_000;

/**
 * A loader of at most one row per key, remembered for the request.
 *
 * @param fetch rows of any of the keys, in any order
 */
export function oneByKey<Key, Row>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, Row | null> {
  return new DataLoader<Key, Row | null>(
    async (keys) => {
      const rows = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
    { name, maxBatchSize: BATCH_SIZE_MAX },
  );
}

/** A loader of all rows per key, in the order of the statement. */
export function manyByKey<Key, Row>(
  name: string,
  fetch: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, readonly Row[]> {
  return new DataLoader<Key, readonly Row[]>(
    async (keys) => {
      const groups = Map.groupBy(await fetch(keys), keyOf);
      return keys.map((key) => groups.get(key) ?? []);
    },
    { name, maxBatchSize: BATCH_SIZE_MAX },
  );
}
