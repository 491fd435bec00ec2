import { setImmediate } from "node:timers/promises";
import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  beginSnapshot,
  endSnapshot,
  readRootsWithOrders,
  tryVerifyTurn,
} from "../../db/queries/verify/verifyGroups.ts";
import type { Catalog } from "../core/catalog.ts";
import { AppliedEvents } from "./appliedEvents.ts";
import { checkGroup } from "./checks/checkGroup.ts";
import { Findings, type InvariantReport } from "./findings.ts";
import { loadEach, nameOf } from "./loadEach.ts";
import { Tangles } from "./tangles.ts";

export interface VerifyStep {
  /** Customers looked at. */
  readonly customers: number;
  /** The last of them; null when there are no more after them. */
  readonly last: bigint | null;
  readonly invariants: readonly InvariantReport[];
}

/**
 * Checks the next customers after one, each from its recorded facts alone, in a short read-only
 * snapshot: a part of what `verifyDatabase` does, for a job that goes round for ever. Customers
 * whose orders are tangled with others, and those with very many, are left to the whole walk. Null
 * when another process has the turn.
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

/** Orders that one step plays again: it runs beside requests, which wait for it. */
const ORDERS_PER_STEP_MAX = 500;
/** Customers with more orders are left to the whole walk. */
const ORDERS_PER_CUSTOMER_MAX = 1_000;
/** Customers between two looks at what else there is to do. */
const CUSTOMERS_AT_ONCE = 5;

async function check(tx: Tx, catalog: Catalog, after: bigint, count: number): Promise<VerifyStep> {
  const rows = await readRootsWithOrders(tx, after, count, ORDERS_PER_CUSTOMER_MAX);
  let orders = 0;
  let taken = 0;
  while (taken < rows.length && (taken === 0 || orders < ORDERS_PER_STEP_MAX)) {
    const own = rows[taken]?.orders ?? 0;
    orders += own > ORDERS_PER_CUSTOMER_MAX ? 0 : own;
    taken += 1;
  }
  const roots = rows
    .slice(0, taken)
    .filter((row) => row.orders <= ORDERS_PER_CUSTOMER_MAX)
    .map((row) => row.id);
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
  for (let from = 0; from < seeds.length; from += CUSTOMERS_AT_ONCE) {
    const part = seeds.slice(from, from + CUSTOMERS_AT_ONCE);
    const { groups, unreadable } = await loadEach(tx, part, "CHECK");
    for (const { seed, error } of unreadable) {
      findings.unreadable("I1", nameOf(seed), error);
    }
    for (const group of groups) {
      // The outbox is pruned and ticked beside us: whether it is whole is for the whole walk.
      checkGroup(group, catalog, false, findings);
    }
    await setImmediate();
  }
  return {
    customers: free.length,
    last: rows.length < count && taken === rows.length ? null : (rows[taken - 1]?.id ?? null),
    invariants: findings.report(),
  };
}
