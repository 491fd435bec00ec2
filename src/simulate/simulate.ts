import { setImmediate } from "node:timers/promises";
import type { Sql, Tx } from "../../db/connection/client.ts";
import { beginSnapshot, endSnapshot, readSnapshot } from "../../db/queries/verify/verifyGroups.ts";
import { Catalog } from "../core/catalog.ts";
import { worthOf } from "../domain/points/worth.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Group } from "../verify/group.ts";
import { walk } from "../verify/walk.ts";
import { playUnder, standsNow } from "./sides.ts";
import type { Simulation } from "./simulation.ts";
import { Tally } from "./tally.ts";

export interface SimulateOptions {
  readonly draft: Ruleset;
  /**
   * Orders placed from then on earn by the draft, and tiers are decided by it; null: all of
   * history.
   */
  readonly from?: Instant | null;
  /** Look at that many customers taken at random instead of at all. */
  readonly sample?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Tests pass the time as of which both sides are compared; else the database's clock. */
  readonly now?: Instant;
  /** Ends the simulation between two steps. */
  readonly signal?: AbortSignal;
}

/** Milliseconds after which others have a turn: a server answers while it simulates. */
const PLAYED_AT_ONCE_MS = 10;

/** Before every purchase. */
const FROM_THE_BEGINNING = Number.NEGATIVE_INFINITY as Instant;

/**
 * Plays the recorded history again under a draft, through the functions of the write path, and
 * compares where everybody would stand with where they stand.
 *
 * Guarantee: reads one snapshot and writes nothing, also beside a running server. The rules in
 * force, simulated from the beginning, move nobody and change no balance. Memory is bounded by two
 * steps of the walk.
 * Throws: the signal's reason when it was ended.
 */
export async function simulate(sql: Sql, options: SimulateOptions): Promise<Simulation> {
  const connection = await sql.reserve();
  const tx = connection as unknown as Tx;
  try {
    await beginSnapshot(tx);
    try {
      return await simulateSnapshot(tx, options);
    } finally {
      await endSnapshot(tx);
    }
  } finally {
    connection.release();
  }
}

/** The same, each made while the one before is looked at. */
async function* ahead<Step>(steps: AsyncGenerator<Step>): AsyncGenerator<Step> {
  let next = steps.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) {
        return;
      }
      next = steps.next();
      // Whoever stops here waits for it below; until then nobody does.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await steps.return(undefined);
  }
}

async function simulateSnapshot(tx: Tx, options: SimulateOptions): Promise<Simulation> {
  const startedAt = performance.now();
  const live = await Catalog.load(tx as unknown as Sql);
  const tried = live.trying(options.draft, options.from ?? FROM_THE_BEGINNING);
  const snapshot = await readSnapshot(tx);
  const now = options.now ?? instantFromPg(snapshot.now);
  const total = Math.min(Number(snapshot.customers), options.sample ?? Number.POSITIVE_INFINITY);
  const tally = new Tally();
  let done = 0;
  let restedAt = performance.now();
  for await (const { groups, unreadable } of ahead(
    walk(tx, { readFor: "PLAY", sample: options.sample }),
  )) {
    // Figures without them would look whole; verify names them.
    for (const { error } of unreadable) {
      throw error;
    }
    options.signal?.throwIfAborted();
    for (const group of groups) {
      if (group.seed.roots.length > 0) {
        compare(group, { live, tried, now }, tally);
      }
      done += group.seed.roots.length;
      if (performance.now() - restedAt < PLAYED_AT_ONCE_MS) {
        continue;
      }
      await setImmediate();
      restedAt = performance.now();
    }
    options.onProgress?.({ done, total });
  }
  const current = live.rulesetAt(now);
  const worth = (points: bigint, wallet: string, rules: Ruleset) => worthOf(points, wallet, rules);
  return {
    asOf: formatInstant(now),
    customers: done,
    purchases: tally.purchases,
    tiers: tally.tierCounts([...options.draft.tiers, ...current.tiers].map(({ code }) => code)),
    moves: tally.tierMoves(),
    wallets: tally.liabilities().map(({ wallet, before, after }) => ({
      wallet,
      before,
      after,
      worthBeforeMinor: worth(before, wallet, current),
      worthAfterMinor: worth(after, wallet, options.draft),
    })),
    rules: tally.ruleCosts().map((cost) => ({
      ...cost,
      worthMinor: worth(cost.after, options.draft.earning[0]?.wallet ?? "", options.draft),
    })),
    examples: tally.examples(current, options.draft),
    notPlayed: tally.notPlayed,
    notPlayedBecause: [...tally.notPlayedBecause],
    milliseconds: Math.round(performance.now() - startedAt),
  };
}

function compare(
  group: Group,
  { live, tried, now }: { readonly live: Catalog; readonly tried: Catalog; readonly now: Instant },
  tally: Tally,
): void {
  tally.purchases += group.events.length;
  const before = standsNow(group, live, now);
  let after: ReturnType<typeof playUnder>;
  try {
    after = playUnder(group, tried, now);
  } catch (error) {
    tally.failed(group.seed.roots.length, error instanceof Error ? error.message : String(error));
    return;
  }
  for (const rootId of group.seed.roots) {
    const publicId = group.customers.find(({ id }) => id === rootId)?.public_id ?? "";
    tally.compare(publicId, before.customers.get(rootId), after.customers.get(rootId));
  }
  for (const { rule, points } of before.entries) {
    tally.cost(rule, "before", points);
  }
  for (const { rule, points } of after.entries) {
    tally.cost(rule, "after", points);
  }
}
