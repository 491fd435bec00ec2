import type { Tx } from "../../db/connection/client.ts";
import { apart } from "../../db/queries/verify/verifyGroups.ts";
import type { ReadFor } from "../../db/queries/verify/verifyRows.ts";
import { type Group, loadGroups, type Seed } from "./group.ts";

/** A seed whose rows cannot even be read, and why. */
export interface Unreadable {
  readonly seed: Seed;
  readonly error: unknown;
}

export interface Loaded {
  readonly groups: readonly Group[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * As `loadGroups`; what cannot be read of one customer is no reason not to look at the others: then
 * each is read alone.
 */
export async function loadEach(tx: Tx, seeds: readonly Seed[], readFor: ReadFor): Promise<Loaded> {
  try {
    return { groups: await apart(tx, () => loadGroups(tx, seeds, readFor)), unreadable: [] };
  } catch (error) {
    const [only] = seeds;
    if (only !== undefined && seeds.length === 1) {
      return { groups: [], unreadable: [{ seed: only, error }] };
    }
  }
  const groups: Group[] = [];
  const unreadable: Unreadable[] = [];
  for (const seed of seeds) {
    const loaded = await loadEach(tx, [seed], readFor);
    groups.push(...loaded.groups);
    unreadable.push(...loaded.unreadable);
  }
  return { groups, unreadable };
}

/** Who a seed is, for a finding. */
export function nameOf({ roots, guestOrders }: Seed): string {
  return roots.length > 0 ? `customer ${roots.join(", ")}` : `order ${guestOrders.join(", ")}`;
}
