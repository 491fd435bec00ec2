import type { Sql } from "../../db/connection/client.ts";
import { addToSourceHours } from "../../db/queries/sources/hours.ts";
import { saveShapes } from "../../db/queries/sources/shapes.ts";
import type { Catalog } from "../core/catalog.ts";
import { type Counts, noCounts, noteTimes } from "../domain/sources/counts.ts";
import { hourOf, MICROS_PER_HOUR, USUAL_WEEKS } from "../domain/sources/usual.ts";
import { seenShape, shapesOf, type WatchedShape } from "../domain/sources/watchedShape.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import type { PurchaseResult } from "../purchases/receive/submission.ts";
import { rowOf } from "../sources/sourceTally.ts";
import type { DemoPurchase } from "./demoEvent.ts";
import type { DemoInteraction } from "./serviceLife.ts";

/** What the demo's sources told. */
export interface DemoTold {
  readonly purchases: readonly DemoPurchase[];
  /** What became of each purchase, in their order. */
  readonly results: readonly PurchaseResult[];
  readonly interactions: readonly DemoInteraction[];
  readonly now: Instant;
}

/**
 * Counts and shapes of the demo's last nine weeks, as watching would have written them while they
 * came: by the same rules, at the demo's own times.
 */
export async function watchDemoSources(
  sql: Sql,
  catalog: Pick<Catalog, "source">,
  told: DemoTold,
): Promise<void> {
  const idOf = (code: string) => catalog.source(code)?.id ?? null;
  // Made first: it takes longer than PostgreSQL lets a transaction be idle.
  const [hours, shapes] = [hoursOf(told, idOf), shapesIn(told, idOf)];
  await sql.begin(async (tx) => {
    await addToSourceHours(tx, hours);
    await saveShapes(tx, shapes);
  });
}

type IdOf = (code: string) => number | null;

function hoursOf({ purchases, results, interactions, now }: DemoTold, idOf: IdOf) {
  const from = addMicros(hourOf(now), -(USUAL_WEEKS + 1) * 168 * MICROS_PER_HOUR);
  const hours = new Map<string, { sourceId: number; hour: Instant; counts: Counts }>();
  const countsOf = (sourceId: number, at: Instant): Counts => {
    const hour = hourOf(at);
    const key = `${sourceId}/${hour}`;
    const known = hours.get(key) ?? { sourceId, hour, counts: noCounts() };
    hours.set(key, known);
    return known.counts;
  };
  for (const [index, { arrivesAt, event }] of purchases.entries()) {
    const sourceId = idOf(event.source);
    if (sourceId === null || arrivesAt < from) {
      continue;
    }
    const counts = countsOf(sourceId, arrivesAt);
    counts.told += 1;
    noteTimes(counts, momentOf(event["occurredAt"]), arrivesAt);
    if (event.kind === "SOLD" || event.kind === "PLACED") {
      const isGuest = event["customer"] === undefined;
      counts.guests += isGuest ? 1 : 0;
      counts.presented += isGuest ? 0 : 1;
      counts.unmatched += results[index]?.reason === "UNKNOWN_CUSTOMER" ? 1 : 0;
    }
  }
  for (const { interaction, occurredAt: at } of interactions) {
    const sourceId = idOf(String(interaction["source"]));
    if (sourceId !== null && at >= from && at <= now) {
      countsOf(sourceId, at).told += 1;
    }
  }
  return [...hours.values()].map(({ sourceId, hour, counts }) => rowOf(sourceId, hour, counts));
}

function shapesIn({ purchases, now }: DemoTold, idOf: IdOf) {
  const from = addMicros(hourOf(now), -(USUAL_WEEKS + 1) * 168 * MICROS_PER_HOUR);
  const shapes = new Map<string, { sourceId: number; topic: string; shape: WatchedShape }>();
  for (const { arrivesAt, event } of purchases) {
    const sourceId = idOf(event.source);
    if (sourceId !== null && arrivesAt >= from) {
      const key = `${sourceId}/${event.kind}`;
      const known = shapes.get(key)?.shape ?? null;
      const shape = seenShape(known, shapesOf([event], event.eventId), arrivesAt);
      shapes.set(key, { sourceId, topic: event.kind, shape });
    }
  }
  return [...shapes.values()].map(({ sourceId, topic, shape: { recentFrom, ...shape } }) => ({
    ...{ source_id: sourceId, topic, recent_from: formatInstant(recentFrom) },
    ...shape,
  }));
}

function momentOf(text: unknown): Instant {
  return parseInstant(String(text)) as Instant;
}
