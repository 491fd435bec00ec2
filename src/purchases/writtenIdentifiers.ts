import type { TakenEventRow } from "../../db/queries/core/takeKeys.ts";
import type { StoredRowOf } from "../../db/schema/rows.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { dayOf } from "./batchIdentifiers.ts";
import type { Deferral } from "./defer.ts";
import type { WorkingIdentifier } from "./identify.ts";
import type { EventItem, Item } from "./item.ts";
import { identifierKey } from "./keys.ts";
import type { Resolved } from "./resolution.ts";
import type { World } from "./world.ts";

type AttachedRow = StoredRowOf<"identifiers", "id" | "leaf_id" | "source_id" | "last_seen_on">;

function attachedRow({ id, leafId, sourceId, lastSeenOn }: WorkingIdentifier): AttachedRow {
  return { id, leaf_id: leafId, source_id: sourceId, last_seen_on: lastSeenOn };
}

/** Existing identifiers that got a customer; one that a left event would have made gets none. */
export function attachedIdentifiers(
  resolved: Resolved,
  deferred: ReadonlyMap<EventItem, Deferral>,
): AttachedRow[] {
  const notMade = new Set(
    [...resolved.newCustomers].filter(([, item]) => deferred.has(item)).map(([leafId]) => leafId),
  );
  const attachedByStaying = new Set(
    [...resolved.resolutions.keys()]
      .filter((item) => !deferred.has(item) && resolved.resolutions.get(item)?.kind === "APPLY")
      .flatMap((item) => item.event.identifiers.map(({ kind, value }) => `${kind}\u0000${value}`)),
  );
  // Taken with the customer of an event that is left, and kept because a waiting event presents
  // it too.
  const givenTooSoon =
    deferred.size === 0
      ? []
      : [...resolved.identifiers.values()]
          .filter(
            ({ isNew, leafId, kind, value }) =>
              isNew && leafId !== null && !attachedByStaying.has(`${kind}\u0000${value}`),
          )
          .map((one) => ({ ...attachedRow(one), leaf_id: null }));
  const attached = resolved.attached
    .filter(
      ({ leafId, kind, value }) =>
        leafId !== null && !notMade.has(leafId) && attachedByStaying.has(`${kind}\u0000${value}`),
    )
    .map(attachedRow);
  return [...givenTooSoon, ...attached];
}

type SeenRow = Pick<AttachedRow, "id" | "last_seen_on">;

interface AppliedEvents {
  readonly resolved: Resolved;
  readonly world: World;
  readonly deferred: ReadonlyMap<EventItem, Deferral>;
  readonly rows: ReadonlyMap<Item, TakenEventRow>;
}

/**
 * Identifiers of the customers whose purchases were applied, where a purchase shows them on a later
 * day than any before. Only of the event's own customer: others need not be locked.
 */
export function seenIdentifiers({ resolved, deferred, rows, world }: AppliedEvents): SeenRow[] {
  const days = new Map<bigint, LocalDate>();
  for (const [item, resolution] of resolved.resolutions) {
    const isApplied = rows.get(item)?.outcome === "APPLIED" && !deferred.has(item);
    if (resolution.kind !== "APPLY" || resolution.leafId === null || !isApplied) {
      continue;
    }
    const day = dayOf(item.event.occurredAt);
    const presented = item.event.identifiers.map((one) =>
      world.identifiers.get(identifierKey(one)),
    );
    const own = presented.find((one) => one?.leafId === resolution.leafId)?.rootId;
    for (const one of presented) {
      const isOwn = one !== undefined && one.leafId !== null && one.rootId === own;
      const before = isOwn ? (days.get(one.id) ?? one.lastSeenOn) : null;
      if (isOwn && (before === null || before < day)) {
        days.set(one.id, day);
      }
    }
  }
  return [...days].map(([id, day]) => ({ id, last_seen_on: day }));
}
