import type { LookupDefinition } from "./batch.ts";

/** A small table, read whole. */
export function whole<Value>(
  name: string,
  fetch: () => Promise<Value>,
): LookupDefinition<"all", Value> {
  return {
    name,
    idOf: (key) => key,
    fetch: async (keys) => {
      const value = await fetch();
      return keys.map(() => value);
    },
  };
}

/** Answers from what was read last, while it is no older than this. */
export function keptFor<Value>(
  ageMs: number,
  { name, idOf, fetch }: LookupDefinition<"all", Value>,
): LookupDefinition<"all", Value> {
  let kept: { readonly values: readonly Value[]; readonly readAtMs: number } | null = null;
  return {
    name,
    idOf,
    fetch: async (keys) => {
      const nowMs = performance.now();
      if (kept === null || nowMs - kept.readAtMs >= ageMs) {
        kept = { values: await fetch(["all"]), readAtMs: nowMs };
      }
      const [value] = kept.values;
      return keys.map(() => value as Value);
    },
  };
}
