import { setImmediate } from "node:timers/promises";
import type { Sql, Tx } from "../../db/connection/client.ts";
import { findSetting, putSetting } from "../../db/queries/programme/programme.ts";
import {
  type BodySampleRow,
  lockShapes,
  mayWatchSources,
  readShapes,
  type SourceShapeRow,
  sampleEvents,
  sampleMessages,
  saveShapes,
} from "../../db/queries/sources/shapes.ts";
import type { Catalog } from "../core/catalog.ts";
import type { Shape } from "../domain/sources/shape.ts";
import { type Sampled, seenShape, shapesOf } from "../domain/sources/watchedShape.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";
import type { MappingOf } from "../inbound/messages/mappingOf.ts";
import type { Job } from "../platform/jobs.ts";
import { transact } from "../platform/transact.ts";
import { valuesIn } from "./sampledBodies.ts";

/** How often the newest bodies are looked at, milliseconds. */
const WATCH_MS = 60_000;
/** Bodies of one source that are looked at each time, and the longest of them in bytes. */
const BODIES_MAX = 20;
const BODY_BYTES_MAX = 262_144;
/** The newest events among which those of each source are sought. */
const EVENTS_SCAN = 2_000;
/** Topics of one source; those that come beyond them are not watched. */
const TOPICS_MAX = 50;
/** Up to where bodies were looked at. */
const SETTING = "sources.shapes";

type SampledBody = Sampled & { readonly sourceId: number; readonly topic: string };

export interface WatchShapesDeps {
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  readonly mappings: { ofNow(): MappingOf };
  readonly now: () => Instant;
}

/**
 * Looks at the newest bodies of every source and compares how they look with how they looked
 * before. One process at a time; resolves to how many bodies it looked at, null where another does.
 * Bodies are looked at between two transactions, not in one: PostgreSQL ends those that are idle.
 * What is lost in between is a sample.
 */
export async function watchShapes(deps: WatchShapesDeps): Promise<number | null> {
  const now = deps.now();
  const rows = await transact(deps.sql, (tx) => sampled(tx, now));
  if (rows === null || rows.length === 0) {
    return rows?.length ?? null;
  }
  const mappingOf = deps.mappings.ofNow();
  const bodies: SampledBody[] = [];
  for (const row of rows) {
    const receives = deps.catalog.tables.sourcesById.get(row.sourceId)?.receives ?? null;
    const values = await valuesIn(row, receives, mappingOf);
    bodies.push(...shapesOf(values, row.sample).map((one) => ({ ...row, ...one })));
    // A long body takes milliseconds: whoever waits for an answer goes first.
    await setImmediate();
  }
  await transact(deps.sql, async (tx) => {
    await lockShapes(tx);
    const seen = seenOf(await readShapes(tx), bodies, now);
    if (seen.length > 0) {
      await saveShapes(tx, seen);
    }
  });
  return rows.length;
}

/** The newest bodies since the last time; null: another process takes them. */
async function sampled(tx: Tx, now: Instant): Promise<readonly BodySampleRow[] | null> {
  if (!(await mayWatchSources(tx))) {
    return null;
  }
  const place = (await findSetting(tx, SETTING)) as { until: string } | null;
  const after = place === null ? addMicros(now, -MICROS_PER_DAY) : parseInstant(place.until);
  const bounds = {
    ...{ after: formatInstant(after as Instant), count: BODIES_MAX, bytesMax: BODY_BYTES_MAX },
  };
  const rows = [
    ...(await sampleMessages(tx, bounds)),
    ...(await sampleEvents(tx, { ...bounds, scan: EVENTS_SCAN })),
  ];
  await putSetting(tx, SETTING, { until: formatInstant(now) });
  return rows;
}

/** The shapes of all topics of which something came. */
function seenOf(known: readonly SourceShapeRow[], bodies: readonly SampledBody[], now: Instant) {
  const nameOf = ({ sourceId, topic }: { readonly sourceId: number; readonly topic: string }) =>
    `${sourceId}/${topic}`;
  const byName = new Map(known.map((row) => [nameOf(row), row]));
  const topics = new Map(
    [...Map.groupBy(known, ({ sourceId }) => sourceId)].map(([sourceId, rows]) => [
      sourceId,
      rows.length,
    ]),
  );
  return [...Map.groupBy(bodies, nameOf)].flatMap(([name, own]) => {
    const { sourceId, topic } = own[0] as (typeof own)[number];
    const row = byName.get(name);
    const count = topics.get(sourceId) ?? 0;
    if (row === undefined && count >= TOPICS_MAX) {
      return [];
    }
    topics.set(sourceId, row === undefined ? count + 1 : count);
    const before = row === undefined ? null : { ...row, recentFrom: instantFromPg(row.recentFrom) };
    const { recentFrom, ...shape } = seenShape(before, own, now);
    return [
      {
        ...{ source_id: sourceId, topic, recent_from: formatInstant(recentFrom) },
        ...(shape satisfies { before: Shape; recent: Shape }),
      },
    ];
  });
}

export function shapesJob(deps: WatchShapesDeps): Job {
  return {
    name: "sourceShapes",
    work: async () => {
      await watchShapes(deps);
      return WATCH_MS;
    },
  };
}
