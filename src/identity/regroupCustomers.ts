import type { Tx } from "../../db/connection/client.ts";
import {
  type RootDecisionRow,
  readGrantOwners,
  readRootDecisions,
  readRootsOf,
} from "../../db/queries/core/decisions.ts";
import {
  type ChangeManyOptions,
  type CommandDeps,
  type CustomerChange,
  changeCustomers,
} from "../core/changeCustomer.ts";
import { decisionOf } from "../core/decode.ts";
import {
  type Regrouped,
  type RegroupPlan,
  regroup,
  type TargetGroup,
} from "../core/moves/regroup.ts";
import { MergeHistory } from "../domain/identity/mergeHistory.ts";
import { StaleError } from "../platform/stale.ts";

export interface RegroupRequest
  extends Pick<ChangeManyOptions, "viewer" | "actor" | "act" | "store"> {
  /** Leaves that are one customer each. No leaf twice. */
  readonly groups: readonly TargetGroup[];
  readonly reason?: string | null;
  /** Ids, codes and figures; no personal data. */
  readonly evidence?: object | null;
  /** That a split is taken back. */
  readonly undoneSplit?: RegroupPlan["undoneSplit"];
  /** Whether subscribers are told; a bulk load is no news. Told unless it says so. */
  readonly announce?: boolean;
  /** Looks at the customers under their locks before anything is done; what it throws, ends it. */
  readonly check?: (changes: ReadonlyMap<bigint, CustomerChange>) => Promise<void>;
}

/** Of one customer, its tier change and the stream's rows need no ids of ours. */
const IDS_PER_ROOT = 2;

/**
 * Makes leaves belong together as `groups` say, in the caller's transaction: customers become one,
 * or come apart again, with tier, streams, audit of the decision and due instants (contract 2.2;
 * `core/moves/regroup.ts` has the rules). All customers that the leaves belong to are locked (class
 * 4), so classes 0 to 3 must be taken before. Leaves that no group names stay with the leaf that is
 * their root. What is so already changes nothing.
 *
 * Throws: StaleError when a leaf went elsewhere before it was locked: run the transaction again
 * (`transact` does). AppError CUSTOMER_MARKED where `act` is forbidden by a mark on one of them.
 */
export async function regroupCustomers(
  tx: Tx,
  deps: CommandDeps,
  request: RegroupRequest,
): Promise<Regrouped> {
  const leaves = request.groups.flatMap((group) => group.leaves);
  const rows = await readRootsOf(tx, leaves);
  const rootIds = [...new Set(rows.map((row) => row.root_id))];
  const { viewer, act, actor, store } = request;
  const options = {
    ...{ viewer, act, rootIds, isOneMoment: true },
    ...(actor === undefined ? {} : { actor }),
    ...(store === undefined ? {} : { store }),
    idsMax: () => IDS_PER_ROOT * (rootIds.length + leaves.length),
  };
  return await changeCustomers(tx, deps, options, async (changes) => {
    const [any] = changes.values();
    if (any === undefined) {
      throw new StaleError("nobody is there to be regrouped");
    }
    const { context, cause } = any;
    const { roots, customers } = context.workset;
    for (const leaf of leaves) {
      if (!customers.has(roots.get(leaf) ?? -1n)) {
        throw new StaleError(`leaf ${leaf} went elsewhere`);
      }
    }
    await request.check?.(changes);
    const divided = dividedBy(request.groups, changes);
    const history = await readHistory(
      tx,
      divided.flatMap((change) => change.customer.leaves),
    );
    const grants = divided.flatMap(({ customer }) => customer.basis?.grants ?? []);
    const owners =
      grants.length === 0
        ? []
        : await readGrantOwners(
            tx,
            grants.map(({ id }) => id),
          );
    return regroup(
      context,
      {
        groups: request.groups,
        history: new MergeHistory(history.map(decisionOf)),
        grantOwners: new Map(owners.map((row) => [row.id, row.root_id])),
        reason: request.reason ?? null,
        evidence: request.evidence ?? null,
        ...(request.undoneSplit && { undoneSplit: request.undoneSplit }),
        announce: request.announce ?? true,
      },
      cause,
    );
  });
}

/** Customers of whom some leaves leave. */
function dividedBy(
  groups: readonly TargetGroup[],
  changes: ReadonlyMap<bigint, CustomerChange>,
): CustomerChange[] {
  const groupOf = new Map(
    groups.flatMap(({ leaves }, index) => leaves.map((leaf) => [leaf, index] as const)),
  );
  return [...changes.values()].filter(({ customer: { leaves, rootId } }) => {
    const stays = groupOf.get(rootId);
    return leaves.some((leaf) => (groupOf.get(leaf) ?? stays) !== stays);
  });
}

/**
 * All decisions that had a part in what these leaves are, also those that they reach through
 * others: read under the locks, where customers are divided.
 */
export async function readHistory(
  tx: Tx,
  leaves: readonly bigint[],
): Promise<readonly RootDecisionRow[]> {
  const known = new Set(leaves);
  for (let asked = 0; asked < known.size; ) {
    asked = known.size;
    const rows = await readRootDecisions(tx, [...known]);
    for (const row of rows) {
      for (const leaf of [row.survivor_id, row.absorbed_id, ...(row.leaves ?? [])]) {
        known.add(leaf);
      }
    }
    if (known.size === asked) {
      return rows;
    }
  }
  return [];
}
