import type { Sql } from "../../db/connection/client.ts";
import {
  findIncident,
  type IncidentRow,
  listIncidents,
  readMeans,
} from "../../db/queries/incidents/incidents.ts";
import { listMutes, type MuteRow, type NoticeRow } from "../../db/queries/incidents/notices.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import type { Reads } from "../reads/requestReads.ts";
import { readSloStandings, type SloStanding } from "./sloStandings.ts";

/** Incidents that are listed at once. */
const LISTED_MAX = 500;
/** Days over which means are taken: incidents are kept for longer. */
export const MEAN_DAYS_MAX = 365;

/** An incident as it was read. */
export interface IncidentModel extends IncidentRow {
  readonly kind: "Incident";
}

export interface IncidentDeps {
  readonly sql: Sql;
  readonly reads: Pick<Reads, "incidentNotices">;
  readonly policy: Pick<ReadPolicy, "handoff">;
  readonly now: () => Instant;
}

/** What is promised and what was broken. Callers have checked the scope; `byId` checks it again. */
export function createIncidentLoaders({ sql, reads, policy, now }: IncidentDeps) {
  let standings: Promise<readonly SloStanding[]> | undefined;
  const slos = () => {
    standings ??= readSloStandings(sql, now());
    return standings;
  };
  return {
    slos,

    isOk: async (): Promise<boolean> => {
      const [all, open] = await Promise.all([
        slos(),
        listIncidents(sql, { isOpen: true, code: null, limit: 1 }),
      ]);
      return open.length === 0 && all.every(({ isOk }) => isOk);
    },

    /** @throws AppError BAD_USER_INPUT */
    list: async (isOpen: boolean | null, first: number): Promise<readonly IncidentModel[]> => {
      checkWithin("first", first, LISTED_MAX);
      const rows = await listIncidents(sql, { isOpen, code: null, limit: first });
      return rows.map(modelOf);
    },

    /** Mean minutes of the last days. @throws AppError BAD_USER_INPUT */
    means: async (days: number) => {
      checkWithin("days", days, MEAN_DAYS_MAX);
      return await readMeans(sql, formatInstant(addMicros(now(), -days * MICROS_PER_DAY)));
    },

    notices: ({ id }: IncidentModel): Promise<readonly NoticeRow[]> =>
      reads.incidentNotices.load(id),

    mutes: (): Promise<readonly MuteRow[]> => listMutes(sql, formatInstant(now())),

    /** For `node` and what was just changed: operations only. */
    byPublicId: async (publicId: string): Promise<IncidentModel | null> => {
      const row = policy.handoff() ? await findIncident(sql, publicId) : undefined;
      return row === undefined ? null : modelOf(row);
    },
  };
}

function modelOf(row: IncidentRow): IncidentModel {
  return { kind: "Incident", ...row };
}

function checkWithin(argument: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new AppError("BAD_USER_INPUT", `${argument} must be 1 to ${max}.`, {
      details: { argument },
    });
  }
}
