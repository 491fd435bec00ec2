import type { Tx } from "../../db/connection/client.ts";
import { readDistinct } from "../../db/queries/core/edges.ts";
import type { LeafPair } from "../domain/identity/matching/partition.ts";

/**
 * Pairs of which somebody has said that they are two people, those of these leaves by the smaller
 * of the two; the last word counts. a < b.
 */
export async function readDistinctPairs(tx: Tx, leaves: readonly bigint[]): Promise<LeafPair[]> {
  const said = new Map<string, LeafPair & { readonly isDistinct: boolean }>();
  for (const { kind, survivor_id: one, absorbed_id: other } of await readDistinct(tx, leaves)) {
    const [a, b] = one < other ? [one, other] : [other, one];
    said.set(`${a}/${b}`, { a, b, isDistinct: kind === "DISTINCT" });
  }
  return [...said.values()].filter(({ isDistinct }) => isDistinct).map(({ a, b }) => ({ a, b }));
}
