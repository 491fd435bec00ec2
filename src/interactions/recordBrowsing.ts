import type { Sql } from "../../db/connection/client.ts";
import { insertViews, nameViews } from "../../db/queries/interactions/browsing.ts";
import { clockOf } from "../core/loadState.ts";
import {
  keptName,
  keptView,
  type ToldName,
  type ToldView,
} from "../domain/interaction/browsing.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { transact } from "../platform/transact.ts";

/** What a source says of what people looked at. */
export interface RecordBrowsingRequest {
  readonly sourceId: number;
  readonly views: readonly ToldView[];
  /** Who uses which browser: views of it are theirs, the same call's too. */
  readonly names: readonly ToldName[];
}

/**
 * Keeps what people looked at, and says whose it is where that was not known.
 *
 * Guarantee: a view is kept once, however often it is told; what was said to be somebody's is never
 * said to be another's by a name of its browser.
 *
 * @returns of each view whether it is kept
 * @throws AppError UNAVAILABLE: tell it again
 */
export async function recordBrowsing(
  sql: Sql,
  { sourceId, views, names }: RecordBrowsingRequest,
): Promise<readonly boolean[]> {
  return await transact(sql, async (tx) => {
    const now = await clockOf(tx);
    const kept = views.map((told) => keptView(told, now));
    const rows = kept.flatMap((view) => {
      if (view === null) {
        return [];
      }
      const { key, kind, identifier, anonymousId, name, article, occurredAt } = view;
      return {
        ...{ source_id: sourceId, view_key: key, kind, anonymous_id: anonymousId, name, article },
        ...{
          identifier_kind: identifier?.kind ?? null,
          identifier_value: identifier?.value ?? null,
        },
        ...{ occurred_at: formatInstant(occurredAt), recorded_at: formatInstant(now) },
      };
    });
    if (rows.length > 0) {
      await insertViews(tx, rows);
    }
    // Of two names of one browser the first is that of what was seen before it.
    const byBrowser = new Map<string, { anonymousId: string; kind: string; value: string }>();
    for (const told of names) {
      const name = keptName(told);
      if (name !== null && !byBrowser.has(name.anonymousId)) {
        byBrowser.set(name.anonymousId, { anonymousId: name.anonymousId, ...name.identifier });
      }
    }
    if (byBrowser.size > 0) {
      await nameViews(tx, sourceId, [...byBrowser.values()]);
    }
    return kept.map((view) => view !== null);
  });
}
