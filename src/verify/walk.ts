import type { Tx } from "../../db/connection/client.ts";
import {
  readGuestOrdersAfter,
  readRandomRoots,
  readRootsAfter,
  readRootsChangedAfter,
} from "../../db/queries/verify/verifyGroups.ts";
import type { ReadFor } from "../../db/queries/verify/verifyRows.ts";
import { AppliedEvents } from "./appliedEvents.ts";
import type { Group, Seed } from "./group.ts";
import { loadEach, type Unreadable } from "./loadEach.ts";
import { Tangles } from "./tangles.ts";

/** Customers, or guest orders, looked at in one step of the walk. */
const STEP = 500;

/** Events loaded at once, with their facts: some megabytes. One seed is never divided. */
const EVENTS_AT_ONCE = 5_000;

export interface WalkStep {
  readonly groups: readonly Group[];
  /** Whose rows cannot be read. */
  readonly unreadable: readonly Unreadable[];
  /** Applied events whose customer or order is not there. */
  readonly strays: readonly bigint[];
}

/**
 * Walks through all customers, then all guest orders, then what is tangled, a step at a time. With
 * `sample`, only through that many customers taken at random; with `since`, only through those for
 * whom something was recorded since then.
 */
export async function* walk(
  tx: Tx,
  options: {
    readonly readFor: ReadFor;
    readonly sample?: number | undefined;
    readonly since?: string | undefined;
  },
): AsyncGenerator<WalkStep> {
  const { readFor, sample, since } = options;
  const tangles = await Tangles.read(tx);
  if (sample !== undefined) {
    const roots = (await readRandomRoots(tx, sample)).map((row) => row.id);
    yield* walkSome(tx, tangles, roots, readFor);
    return;
  }
  if (since !== undefined) {
    yield* walkChanged(tx, tangles, since, readFor);
    return;
  }
  const applied = await AppliedEvents.open(tx);
  for (let after = 0n; ; ) {
    const roots = (await readRootsAfter(tx, after, STEP)).map((row) => row.id);
    after = roots.at(-1) ?? after;
    const events = await applied.take(false, roots.length < STEP ? null : after);
    const seeds: Seed[] = [];
    for (const root of roots) {
      const tangle = tangles.ofRoot(root);
      const ids = events.get(root) ?? [];
      events.delete(root);
      if (tangle === undefined) {
        seeds.push({ roots: [root], guestOrders: [], events: ids });
      } else {
        tangle.events.push(...ids);
      }
    }
    yield* load(tx, seeds, [...events.values()].flat(), readFor);
    if (roots.length < STEP) {
      break;
    }
  }
  for (let after = 0n; ; ) {
    const orders = (await readGuestOrdersAfter(tx, after, STEP)).map((row) => row.id);
    after = orders.at(-1) ?? after;
    const events = await applied.take(true, orders.length < STEP ? null : after);
    const seeds: Seed[] = [];
    for (const order of orders) {
      const tangle = tangles.ofGuestOrder(order);
      const ids = events.get(order) ?? [];
      events.delete(order);
      if (tangle === undefined) {
        seeds.push({ roots: [], guestOrders: [order], events: ids });
      } else {
        tangle.events.push(...ids);
      }
    }
    yield* load(tx, seeds, [...events.values()].flat(), readFor);
    if (orders.length < STEP) {
      break;
    }
  }
  yield* load(tx, [...tangles.all()].map(seedOf), [], readFor);
}

async function* walkChanged(
  tx: Tx,
  tangles: Tangles,
  since: string,
  readFor: ReadFor,
): AsyncGenerator<WalkStep> {
  for (let after = 0n; ; ) {
    const roots = (await readRootsChangedAfter(tx, after, STEP, since)).map((row) => row.id);
    yield* walkSome(tx, tangles, roots, readFor);
    if (roots.length < STEP) {
      return;
    }
    after = roots.at(-1) ?? after;
  }
}

async function* walkSome(
  tx: Tx,
  tangles: Tangles,
  roots: readonly bigint[],
  readFor: ReadFor,
): AsyncGenerator<WalkStep> {
  // Guest orders come with the customers they are tangled with only in a whole walk.
  const free = roots.filter((root) => tangles.ofRoot(root) === undefined);
  const applied = await AppliedEvents.of(tx, free);
  const events = await applied.take(false, null);
  const seeds = free.map((root) => ({
    roots: [root],
    guestOrders: [],
    events: events.get(root) ?? [],
  }));
  yield* load(tx, seeds, [], readFor);
}

function seedOf({
  roots,
  orders,
  events,
}: ReturnType<Tangles["all"]> extends Iterable<infer T> ? T : never): Seed {
  return { roots: [...roots], guestOrders: [...orders], events };
}

async function* load(
  tx: Tx,
  seeds: readonly Seed[],
  strays: readonly bigint[],
  readFor: ReadFor,
): AsyncGenerator<WalkStep> {
  if (strays.length > 0) {
    yield { groups: [], unreadable: [], strays };
  }
  let part: Seed[] = [];
  let events = 0;
  for (const seed of seeds) {
    if (part.length > 0 && (events + seed.events.length > EVENTS_AT_ONCE || part.length === STEP)) {
      yield { ...(await loadEach(tx, part, readFor)), strays: [] };
      part = [];
      events = 0;
    }
    part.push(seed);
    events += seed.events.length;
  }
  if (part.length > 0) {
    yield { ...(await loadEach(tx, part, readFor)), strays: [] };
  }
}
