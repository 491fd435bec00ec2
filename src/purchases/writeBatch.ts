import type { Tx } from "../../db/connection/client.ts";
import {
  type EdgeRow,
  insertEdges,
  insertSurplus,
  type SurplusRow,
} from "../../db/queries/core/edges.ts";
import * as effectsOf from "../../db/queries/core/effects.ts";
import {
  deleteTaken,
  type ReferenceRow,
  type TakenEventRow,
} from "../../db/queries/core/takeKeys.ts";
import type { Workset } from "../core/state.ts";
import { addEffects, addRows, type ToStore } from "../core/store.ts";
import { Pipeline } from "../platform/pipeline.ts";
import type { Deferral } from "./defer.ts";
import type { EventItem, Item } from "./item.ts";
import type { Resolved } from "./resolution.ts";
import type { World } from "./world.ts";
import { attachedIdentifiers, seenIdentifiers } from "./writtenIdentifiers.ts";

export interface ToWrite extends ToStore {
  readonly resolved: Resolved;
  readonly world: World;
  readonly corrected: readonly TakenEventRow[];
  readonly deferred: ReadonlyMap<EventItem, Deferral>;
  readonly rows: ReadonlyMap<Item, TakenEventRow>;
  readonly released: readonly bigint[];
  readonly onWritten: () => void;
}

/** Writes all that was decided and commits: one round trip under the locks (contract 6.1). */
export async function writeEffects(tx: Tx, write: ToWrite): Promise<void> {
  const { workset, resolved } = write;
  const pipeline = new Pipeline();
  giveBackKeys(tx, pipeline, write);
  addEffects(tx, pipeline, write);
  addRows(tx, pipeline, attachedIdentifiers(resolved, write.deferred), effectsOf.attachIdentifiers);
  addRows(tx, pipeline, seenIdentifiers(write), effectsOf.seeIdentifiers);
  addRows(
    tx,
    pipeline,
    changedReferences(workset, resolved, write.deferred),
    effectsOf.updateReferences,
  );
  addRows(tx, pipeline, edgesOf(write), insertEdges);
  addRows(tx, pipeline, surplusOf(write), insertSurplus);
  addRows(tx, pipeline, write.corrected, effectsOf.correctEvents);
  addRows(tx, pipeline, write.released, effectsOf.releaseEvents);
  write.onWritten();
  const commit = pipeline.add(tx`commit`);
  await pipeline.send();
  // In a failed transaction COMMIT answers ROLLBACK; every statement was awaited, so this cannot
  // be, and must not pass.
  if ((commit.rows as unknown as { command?: string }).command !== "COMMIT") {
    throw new Error("the transaction was rolled back at COMMIT");
  }
}

/** What the batch took for events that it leaves to a later one. */
function giveBackKeys(tx: Tx, pipeline: Pipeline, write: ToWrite): void {
  if (write.deferred.size === 0) {
    return;
  }
  const { resolved, deferred, rows } = write;
  const events = [...deferred.keys()]
    .filter((item) => item.origin === "NEW")
    .flatMap((item) => rows.get(item)?.id ?? []);
  const stays = new Set(
    [...resolved.resolutions.keys()]
      .filter((item) => !deferred.has(item))
      .flatMap((item) => item.event.identifiers.map(({ kind, value }) => `${kind}\u0000${value}`)),
  );
  const identifiers = [...resolved.identifiers.values()]
    .filter(({ isNew, kind, value }) => isNew && !stays.has(`${kind}\u0000${value}`))
    .map(({ id }) => id);
  const references = [...resolved.newReferences.values()]
    .filter((row) => deferred.has(row.owner))
    .map(({ owner: _owner, ...row }) => row);
  for (const statement of deleteTaken(tx, { events, references, identifiers })) {
    pipeline.add(statement);
  }
}

/**
 * Numbers whose order is not the one they were taken with: found without one and filled, or left
 * without one.
 */
function changedReferences(
  workset: Workset,
  resolved: Resolved,
  deferred: ReadonlyMap<EventItem, Deferral>,
): ReferenceRow[] {
  const changed: ReferenceRow[] = [];
  // The order has it only once an event that names it was applied: that event may be left to a
  // later batch.
  const exists = ({ value, kind, source, scope, order_id }: ReferenceRow): boolean =>
    order_id !== null &&
    (workset.orders.get(order_id)?.refs ?? []).some(
      (ref) => ref[3] === value && ref[1] === kind && ref[0] === source && ref[2] === scope,
    );
  for (const row of resolved.filledReferences.values()) {
    if (exists(row)) {
      changed.push(row);
    }
  }
  for (const row of resolved.newReferences.values()) {
    if (row.order_id !== null && !exists(row) && !deferred.has(row.owner)) {
      const { owner: _owner, ...reference } = row;
      changed.push({ ...reference, order_id: null });
    }
  }
  for (const order of workset.orders.values()) {
    if (order.absorbedInto === null || !order.dirty) {
      continue;
    }
    for (const [source, kind, scope, value] of order.refs) {
      changed.push({ source, kind, scope, value, order_id: order.absorbedInto });
    }
  }
  return changed;
}

/** Evidence of the events that were applied, that customers may be one. */
function edgesOf({ resolved, deferred, rows }: ToWrite): EdgeRow[] {
  const edges = new Map<string, EdgeRow>();
  for (const { item, a, b, via, evidence } of resolved.shown) {
    const row = rows.get(item);
    if (deferred.has(item) || row?.outcome !== "APPLIED") {
      continue;
    }
    const key = `${a}/${b}/${via}`;
    if (evidence.proven || !edges.has(key)) {
      edges.set(key, { a, b, via: String(via), evidence, at: row.recorded_at });
    }
  }
  return [...edges.values()];
}

/** What customers did not get of the events that were applied, because of a limit. */
function surplusOf({ resolved, deferred, rows }: ToWrite): SurplusRow[] {
  return resolved.surplus.flatMap(({ item, leafId, identifierId }): SurplusRow[] => {
    const row = rows.get(item);
    return deferred.has(item) || row?.outcome !== "APPLIED"
      ? []
      : [
          {
            ...{ leaf_id: leafId, identifier_id: identifierId, event_id: row.id },
            ...{ reason: "LIMIT_OF_CUSTOMER", at: row.recorded_at },
          },
        ];
  });
}
