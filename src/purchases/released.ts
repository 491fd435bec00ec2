import type { Sql } from "../../db/connection/client.ts";
import { findReleasedBy, readGiven } from "../../db/queries/purchases/held.ts";
import {
  type FactJson,
  identifiersOfFact,
  referencesOfFact,
} from "../domain/purchase/factCodec.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { anyWaitPatterns } from "./keys.ts";

/**
 * Held events that are released and have not run, of those that wait for anything that the events
 * `by` name.
 */
export async function findReleasedInTurn(sql: Sql, by: readonly bigint[]): Promise<bigint[]> {
  const keys = new Set<string>();
  for (const row of await readGiven(sql, by)) {
    for (const key of waitKeysOf(row.fact as FactJson, row.leaf_id)) {
      keys.add(key);
    }
  }
  if (keys.size === 0) {
    return [];
  }
  const rows = await findReleasedBy(sql, [...keys], anyWaitPatterns([...keys]));
  return rows.map((row) => row.id);
}

function waitKeysOf(fact: FactJson, leafId: bigint | null): string[] {
  const numbers = referencesOfFact(fact).map(waitKey.order);
  const identifiers = identifiersOfFact(fact).map(waitKey.identifier);
  return [...numbers, ...identifiers, ...(leafId === null ? [] : [waitKey.sale(leafId)])];
}
