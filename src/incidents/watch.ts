import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  endWatch,
  forgetIncidents,
  insertIncidents,
  lockOpenIncidents,
  noteClear,
  noteSeen,
  resolveIncidents,
  takeWatch,
} from "../../db/queries/incidents/incidents.ts";
import { forgetNotices, insertNotices } from "../../db/queries/incidents/notices.ts";
import { type IncidentPlan, planIncidents } from "../domain/incident/lifecycle.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Job } from "../platform/jobs.ts";
import type { Logger } from "../platform/logger.ts";
import { transact } from "../platform/transact.ts";
import { forgetOldSlices } from "./countSlos.ts";
import { readSigns, type Seen, type Sign, type SignDeps } from "./signs.ts";

/** Between two looks of all servers together, seconds: a fault is found within it. */
const LOOK_SECONDS = 15;
/**
 * From a server's start to its first look, milliseconds: the partitions that it makes then wait for
 * whoever reads them for a moment alone.
 */
const FIRST_LOOK_MS = 2_000;
/** After which a look that does not end is another server's, seconds. */
const LOOK_LEASE_SECONDS = 120;
/** Days for which an incident that is over is kept. */
export const INCIDENT_RETENTION_DAYS = 400;
const FORGET_MAX = 1_000;

export interface WatchDeps extends SignDeps {
  readonly newPublicId: () => string;
}

/** What a look changed. */
export interface Watched {
  readonly opened: readonly bigint[];
  readonly resolved: readonly bigint[];
  readonly unknown: Seen["unknown"];
}

/**
 * Looks at everything once: counts promises on, and opens and ends incidents by what is seen.
 *
 * Guarantee: one server at a time; a look that was overtaken changes nothing. At most one incident
 * of a code and subject is open.
 *
 * @returns null: it is not due, or another server looks
 */
export async function watchOnce(deps: WatchDeps, now: Instant): Promise<Watched | null> {
  const { sql } = deps;
  const token = await takeWatch(sql, {
    now: formatInstant(now),
    until: formatInstant(addMicros(now, LOOK_LEASE_SECONDS * MICROS_PER_SECOND)),
  });
  if (token === null) {
    return null;
  }
  const seen = await readSigns(deps, now);
  const dueAt = formatInstant(addMicros(now, LOOK_SECONDS * MICROS_PER_SECOND));
  return await transact(sql, async (tx) =>
    (await endWatch(tx, { token, dueAt })) ? await noteSigns(tx, deps, { seen, now }) : null,
  );
}

/** Opens and ends incidents by what was seen, in the caller's transaction. */
export async function noteSigns(
  tx: Tx,
  { newPublicId }: Pick<WatchDeps, "newPublicId">,
  { seen, now }: { readonly seen: Seen; readonly now: Instant },
): Promise<Watched> {
  const open = (await lockOpenIncidents(tx)).map((row) => ({
    ...row,
    clearSince: row.clearSince === null ? null : instantFromPg(row.clearSince),
  }));
  const plan = planIncidents(open, seen.signs, now, new Set(seen.unknown.keys()));
  const opened = await openAll(tx, plan.opens, { newPublicId, now });
  await goOn(tx, plan.goesOn);
  await noteClear(
    tx,
    plan.clears.map(({ id }) => id),
    formatInstant(now),
  );
  const resolved = plan.resolves.map(({ id }) => id);
  await resolveIncidents(tx, resolved);
  const at = formatInstant(now);
  await insertNotices(tx, { incidentIds: opened, moment: "OPENED", at });
  await insertNotices(tx, { incidentIds: resolved, moment: "RESOLVED", at });
  return { opened, resolved, unknown: seen.unknown };
}

async function openAll(
  tx: Tx,
  signs: readonly Sign[],
  { newPublicId, now }: Pick<WatchDeps, "newPublicId"> & { readonly now: Instant },
): Promise<readonly bigint[]> {
  if (signs.length === 0) {
    return [];
  }
  return await insertIncidents(
    tx,
    signs.map(({ code, subject, title, owner, runbook, startedAt, evidence, impact }) => ({
      ...{ publicId: newPublicId(), code, subject, title, runbook, evidence, ...impact },
      ...{ ownerTeam: owner.team, ownerContact: owner.contact },
      // Others' clocks may be ahead of ours.
      startedAt: formatInstant(Math.min(startedAt, now) as Instant),
      detectedAt: formatInstant(now),
    })),
  );
}

async function goOn(tx: Tx, goesOn: IncidentPlan<Sign>["goesOn"]): Promise<void> {
  if (goesOn.length > 0) {
    const rows = goesOn.map(({ incident, sign: { title, startedAt, evidence, impact } }) => ({
      ...{ id: String(incident.id), title, evidence, ...impact },
      startedAt: formatInstant(startedAt),
    }));
    await noteSeen(tx, rows);
  }
}

/** Looks again and again; `now` is the database's clock, or the tests'. */
export function watchJob(
  deps: WatchDeps & { readonly now: () => Instant },
  { log }: { readonly log: Logger },
): Job {
  let isFirst = true;
  return {
    name: "incidents",
    work: async () => {
      if (isFirst) {
        isFirst = false;
        return FIRST_LOOK_MS;
      }
      const watched = await watchOnce(deps, deps.now());
      for (const [code, error] of watched?.unknown ?? []) {
        if (error !== null) {
          log.warn({ code, error }, "what is broken could not be looked at");
        }
      }
      return LOOK_SECONDS * 1_000;
    },
  };
}

/** How often what is over is forgotten, milliseconds. */
const FORGET_MS = 10 * 60_000;

/** Forgets counts and incidents of long ago. */
export function forgetIncidentsJob({
  sql,
  now,
}: {
  readonly sql: Sql;
  readonly now: () => Instant;
}): Job {
  return {
    name: "forgetIncidents",
    work: async () => {
      const before = formatInstant(addMicros(now(), -INCIDENT_RETENTION_DAYS * MICROS_PER_DAY));
      const isMore = await forgetOldSlices(sql, now());
      const forgotten = await forgetIncidents(sql, { before, limit: FORGET_MAX });
      await forgetNotices(sql, before);
      return isMore || forgotten >= FORGET_MAX ? 0 : FORGET_MS;
    },
  };
}
