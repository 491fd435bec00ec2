import type { Sql } from "../../db/connection/client.ts";
import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import { readWatermarks } from "../../db/queries/programme/readWatermarks.ts";
import { readSourceHours, type SourceHourRow } from "../../db/queries/sources/hours.ts";
import { readDrifts } from "../../db/queries/sources/shapes.ts";
import type { FieldDrift } from "../domain/sources/drift.ts";
import { type SourceStatus, statusAt } from "../domain/sources/freshness.ts";
import { addedUp, LAG_BUCKETS, lagQuantile } from "../domain/sources/lags.ts";
import { figuresOf, type SourceFigures, type SourceHour } from "../domain/sources/signs.ts";
import { hourOf, MICROS_PER_HOUR, USUAL_WEEKS } from "../domain/sources/usual.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";

/** Hours that can be asked for at once: a week. */
export const HOURS_MAX = 168;
/** Hours of which lags and minutes are read. */
const SHAPE_HOURS = 168;
/** The hour of today eight weeks ago, and those of the 24 hours before. */
const HISTORY_HOURS = USUAL_WEEKS * 168 + 25;
const DAY_HOURS = 24;

export interface FieldDriftView extends FieldDrift {
  /** A message's topic, or the kind of an event in our own words. */
  readonly topic: string;
}

/** What one source does, and what is odd about it. */
export interface SourceHealthView extends SourceFigures {
  readonly source: string;
  readonly status: SourceStatus;
  readonly watermark: Instant | null;
  readonly lastToldAt: Instant | null;
  /** Of the last 24 hours, seconds; null where nothing came. */
  readonly lagP50Seconds: number | null;
  readonly lagP95Seconds: number | null;
  readonly drift: readonly FieldDriftView[];
  readonly history: readonly SourceHour[];
}

export interface SourceHealthDeps {
  readonly sql: Sql;
  readonly directory: { readonly sources: readonly SourceRow[] };
  readonly now: () => Instant;
}

/** How the sources do. Callers have checked the scope. */
export function createSourceHealthLoader({ sql, directory, now }: SourceHealthDeps) {
  return {
    /** Of all sources that are not retired, by code. */
    all: async (): Promise<readonly SourceHealthView[]> => {
      const at = now();
      const from = (hours: number) =>
        formatInstant(addMicros(hourOf(at), -hours * MICROS_PER_HOUR));
      const [hours, watermarks, drifts] = await Promise.all([
        readSourceHours(sql, {
          ...{ from: from(HISTORY_HOURS), shapesFrom: from(SHAPE_HOURS), sourceId: null },
        }),
        readWatermarks(sql),
        readDrifts(sql),
      ]);
      const byId = Map.groupBy(hours, ({ sourceId }) => sourceId);
      const sources = directory.sources
        .filter(({ retired_at: retiredAt }) => retiredAt === null)
        .toSorted((a, b) => (a.code < b.code ? -1 : 1));
      return sources.map((source) => {
        const watermark = watermarks.find(({ sourceId }) => sourceId === source.id);
        const history = (byId.get(source.id) ?? []).map(hourFrom);
        const drift = drifts
          .filter(({ sourceId }) => sourceId === source.id)
          .flatMap(({ topic, drift }) => drift.map((one) => ({ ...one, topic })));
        const seen = watermark === undefined ? null : instantFromPg(watermark.watermark);
        const lastToldAt = watermark === undefined ? null : instantFromPg(watermark.receivedAt);
        const lags = lagsSince(history, addMicros(hourOf(at), -DAY_HOURS * MICROS_PER_HOUR));
        return {
          source: source.code,
          status: statusAt(source.expected_every_seconds, seen, at),
          ...{ watermark: seen, lastToldAt, drift, history },
          lagP50Seconds: lagQuantile(lags, 0.5),
          lagP95Seconds: lagQuantile(lags, 0.95),
          ...figuresOf({ hours: history, lastToldAt, drift }, at),
        };
      });
    },

    /**
     * The last hours of a source, the first one first, also those in which nothing came.
     *
     * @throws AppError BAD_USER_INPUT
     */
    hours: ({ history }: SourceHealthView, last: number): readonly SourceHour[] => {
      if (!Number.isInteger(last) || last < 1 || last > HOURS_MAX) {
        throw new AppError("BAD_USER_INPUT", `last must be 1 to ${HOURS_MAX}.`, {
          details: { argument: "last" },
        });
      }
      const first = addMicros(hourOf(now()), -(last - 1) * MICROS_PER_HOUR);
      const known = new Map(history.map((hour) => [hour.hour, hour]));
      return Array.from({ length: last }, (_, index) => {
        const hour = addMicros(first, index * MICROS_PER_HOUR);
        return known.get(hour) ?? emptyHour(hour);
      });
    },
  };
}

function hourFrom({ sourceId: _, ...row }: SourceHourRow): SourceHour {
  return { ...row, hour: instantFromPg(row.hour) };
}

function lagsSince(hours: readonly SourceHour[], from: Instant): readonly number[] {
  return addedUp(
    LAG_BUCKETS,
    hours.filter(({ hour }) => hour >= from).map(({ lags }) => lags),
  );
}

function emptyHour(hour: Instant): SourceHour {
  return {
    ...{ hour, told: 0, duplicates: 0, rejected: 0, presented: 0, unmatched: 0, guests: 0 },
    ...{ ahead: 0, aheadSeconds: 0, handedOver: 0, handedOverAtOnce: 0 },
    ...{ cancelledLate: 0, cancelledLatePoints: 0n, lags: [], arrived: [], happened: [] },
  };
}
