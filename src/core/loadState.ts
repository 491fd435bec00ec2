import type { Sql, Tx } from "../../db/connection/client.ts";
import * as state from "../../db/queries/core/writeState.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import type { StateRows } from "./decode.ts";
import { Following } from "./followers/following.ts";
import { FOLLOWERS } from "./followers.ts";
import { needsLots } from "./state.ts";

/** Whose state is read, and what of it beside accounts and memberships. */
export interface Wanted {
  /** Customers whose locks are held: they come with all their leaves. */
  readonly roots: readonly bigint[];
  /** Leaves that are looked at whatever customer they belong to by now. */
  readonly leaves?: readonly bigint[];
  /** Orders, each with the points it brought. */
  readonly orders?: readonly bigint[];
  /** Points that came in together, by their ids; what was spent too. */
  readonly lots?: readonly bigint[];
  /** Whether points are to be taken: then all that is left of them is read. */
  readonly spendsPoints?: boolean;
  /** Whether what was brought back to `leaves` without an order is read. */
  readonly returns?: boolean;
}

/** The rows, and what follows their customers. */
export interface LoadedState extends StateRows {
  readonly following: readonly Following[];
}

/**
 * Adds to a round trip what decisions about customers look at: the one loader of batches, commands
 * and what time does. Send it when the locks are held, because its statements must start after them
 * (contract 5.3). The rows are had once it was sent; where lots are needed, that takes a round trip
 * of its own.
 */
export function addState(tx: Tx, read: Pipeline, wanted: Wanted): () => Promise<LoadedState> {
  const { roots, leaves = [], orders = [], lots = [], spendsPoints = false } = wanted;
  const anyone = roots.length + leaves.length > 0;
  const customers = read.addIf(anyone, () => state.readCustomers(tx, roots, leaves));
  const accounts = read.addIf(anyone, () => state.readAccounts(tx, roots, leaves));
  const memberships = read.addIf(anyone, () => state.readMemberships(tx, roots, leaves));
  const anyOrder = orders.length > 0;
  const orderRows = read.addIf(anyOrder, () => state.readOrders(tx, orders));
  const lotsOfOrders = read.addIf(anyOrder, () => state.readLotsOfOrders(tx, orders));
  const namedLots = read.addIf(lots.length > 0, () => state.readLotsById(tx, lots));
  const unlinked = read.addIf(wanted.returns === true && leaves.length > 0, () =>
    state.readUnlinkedReturns(tx, leaves),
  );
  const following = FOLLOWERS.map(
    (follower) => new Following(follower, follower.load(tx, read, roots)),
  );
  return async () => {
    const spent = accounts.rows.filter((row) => spendsPoints || needsLots(row));
    const accountIds = spent.map((row) => row.id);
    return {
      customers: customers.rows,
      accounts: accounts.rows,
      memberships: memberships.rows,
      orders: orderRows.rows,
      lots: [...lotsOfOrders.rows, ...namedLots.rows],
      openLots: accountIds.length === 0 ? [] : await state.readOpenLots(tx, accountIds),
      unlinked: unlinked.rows,
      following,
    };
  };
}

/** `addState` in a round trip of its own. */
export async function loadState(tx: Tx, wanted: Wanted): Promise<LoadedState> {
  const read = new Pipeline();
  const rows = addState(tx, read, wanted);
  await read.send();
  return await rows();
}

/** The database's time: the only clock of the write path (contract 8.2). */
export async function clockOf(db: Sql | Tx): Promise<Instant> {
  return instantOf(await state.readClock(db));
}

/** As `clockOf`, in a round trip with others; `given` is taken instead where it is there. */
export function addClock(tx: Tx, read: Pipeline, given: Instant | undefined): () => Instant {
  if (given !== undefined) {
    return () => given;
  }
  const clock = read.add(state.readClock(tx));
  return () => instantOf(clock.rows);
}

function instantOf(rows: readonly { readonly now: string }[]): Instant {
  return instantFromPg((rows[0] as { now: string }).now);
}
