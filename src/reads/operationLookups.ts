import type { Sql } from "../../db/connection/client.ts";
import { readAcknowledgements } from "../../db/queries/deliveries/acknowledgements.ts";
import { listNotices } from "../../db/queries/incidents/notices.ts";
import { readWatermarks, type WatermarkRow } from "../../db/queries/programme/readWatermarks.ts";
import { readEventsByIds } from "../../db/queries/purchases/readHandoffs.ts";
import {
  readHeldByWaitKeys,
  readHeldGroups,
  readHeldSamples,
} from "../../db/queries/purchases/readHeld.ts";
import { readTold } from "../../db/queries/purchases/readTold.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { dense, manyByArguments, manyByKey, oneByKey } from "../platform/reads/batch.ts";
import { keptFor, whole } from "../platform/reads/whole.ts";

export interface HeldSampleKey {
  readonly reason: string;
  readonly limit: number;
}

export function operationLookups(sql: Sql, watermarkAgeMs: number) {
  return {
    heldByWaitKey: manyByKey(
      "heldByWaitKey",
      (waitKeys: readonly string[]) => readHeldByWaitKeys(sql, waitKeys),
      (row) => row.waitKey,
    ),
    eventById: oneByKey(
      "eventById",
      (ids: readonly bigint[]) => readEventsByIds(sql, ids),
      (row) => row.id,
    ),
    told: oneByKey(
      "told",
      (eventIds: readonly bigint[]) => readTold(sql, eventIds),
      (row) => row.eventId,
    ),
    incidentNotices: manyByKey(
      "incidentNotices",
      (incidentIds: readonly bigint[]) => listNotices(sql, incidentIds),
      (row) => row.incidentId,
    ),
    acknowledgements: manyByKey(
      "acknowledgements",
      (eventIds: readonly bigint[]) => readAcknowledgements(sql, eventIds),
      (row) => row.of,
    ),
    heldSample: manyByArguments(
      "heldSample",
      (keys: readonly HeldSampleKey[]) => readHeldSamples(sql, keys),
      ({ reason, limit }) => `${limit} ${reason}`,
    ),
    heldGroups: whole("heldGroups", () => readHeldGroups(sql).then(dense)),
    watermarks: keptFor(
      watermarkAgeMs,
      whole("watermarks", async () => watermarksOf(dense(await readWatermarks(sql)))),
    ),
  };
}

function watermarksOf(rows: readonly WatermarkRow[]): ReadonlyMap<number, Instant> {
  return new Map(rows.map(({ sourceId, watermark }) => [sourceId, instantFromPg(watermark)]));
}
