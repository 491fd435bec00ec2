import type { Sql, Tx } from "../../db/client.ts";
import {
  beginSnapshot,
  endSnapshot,
  readRootsAfter,
  tryVerifyTurn,
} from "../../db/queries/verifyGroups.ts";
import type { Catalog } from "../handoff/catalog.ts";
import { AppliedEvents } from "./appliedEvents.ts";
import { checkGroup } from "./checkGroup.ts";
import { Findings, type InvariantReport } from "./findings.ts";
import { loadGroups } from "./group.ts";
import { Tangles } from "./tangles.ts";

export interface VerifyStep {
  /** Customers looked at. */
  readonly customers: number;
  /** The last of them; null when there are no more after them. */
  readonly last: bigint | null;
  readonly invariants: readonly InvariantReport[];
}

/**
 * Checks the next customers after one, each from its recorded facts alone, in a short read-only snapshot: a part of what
 * `verifyDatabase` does, for a job that goes round for ever. Customers whose orders are tangled with others are left to
 * the whole walk. Null when another process has the turn.
 */
export async function verifyStep(
  sql: Sql,
  catalog: Catalog,
  { after, count }: { readonly after: bigint; readonly count: number },
): Promise<VerifyStep | null> {
  const connection = await sql.reserve();
  const tx = connection as unknown as Tx;
  try {
    await beginSnapshot(tx);
    try {
      return (await tryVerifyTurn(tx)) ? await check(tx, catalog, after, count) : null;
    } finally {
      await endSnapshot(tx);
    }
  } finally {
    connection.release();
  }
}

async function check(tx: Tx, catalog: Catalog, after: bigint, count: number): Promise<VerifyStep> {
  const roots = (await readRootsAfter(tx, after, count)).map((row) => row.id);
  const tangles = roots.length === 0 ? null : await Tangles.read(tx);
  const free = roots.filter((root) => tangles?.ofRoot(root) === undefined);
  const applied = await AppliedEvents.of(tx, free);
  const events = await applied.take(false, null);
  const seeds = free.map((root) => ({
    roots: [root],
    guestOrders: [],
    events: events.get(root) ?? [],
  }));
  const findings = new Findings();
  for (const group of await loadGroups(tx, seeds)) {
    // The outbox is pruned and ticked beside us: whether it is whole is for the whole walk.
    checkGroup(group, catalog, false, findings);
  }
  return {
    customers: free.length,
    last: roots.length < count ? null : (roots.at(-1) ?? null),
    invariants: findings.report(),
  };
}
