import { Gauge } from "prom-client";
import * as queries from "../../../db/queries/identity/profiles.ts";
import { readRecordsByKey, waitForLane } from "../../../db/queries/identity/records.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { PersonFields } from "../../domain/identity/matching/record.ts";
import type { Job, JobTools } from "../../platform/jobs.ts";
import { transact } from "../../platform/transact.ts";
import { RecentRecords } from "./recentRecords.ts";
import { isSame, resolveRecordsIn } from "./resolveRecords.ts";

/** Profiles of one run; the next run takes more. */
const PROFILES_MAX = 100;
const PROFILES_MS = 2_000;
/** Less than a statement of the jobs' pool may take. */
const LANE_WAIT_MS = 4_000;
/** Waiting profiles are counted no further. */
const WAITING_MAX = 10_000;

/** Marks of customers who are compared with nobody: made up, or not to be worked on by us. */
const NOT_COMPARED = ["TEST", "RESTRICTED"];

/**
 * Takes in what customers' own profiles say since, as records on the leaves they are of, and
 * decides who is who with them. A profile without a name says nothing, and what its record had
 * joined comes apart.
 *
 * Guarantee: a profile that is changed meanwhile is taken in again by a later run; what is
 * interrupted is done again and comes to the same.
 */
export async function takeProfiles(
  deps: CommandDeps,
  recent: RecentRecords = new RecentRecords(),
): Promise<number> {
  const due = await queries.findDueProfiles(deps.sql, PROFILES_MAX);
  if (due.length === 0) {
    return 0;
  }
  const taken = await transact(deps.sql, async (tx) => {
    await waitForLane(tx, LANE_WAIT_MS);
    const profiles = new Map(
      (await queries.readProfiles(tx, due)).map((row) => [row.leaf_id, fieldsOf(row)]),
    );
    const keys = due.map((leaf) => ({ source_id: null, key: String(leaf) }));
    const known = new Set((await readRecordsByKey(tx, keys)).map(({ key }) => key));
    const records = [...profiles]
      .map(([leafId, fields]) => ({ sourceId: null, key: String(leafId), leafId, fields }))
      .filter(({ key, fields }) => known.has(key) || Object.keys(fields).length > 0);
    await resolveRecordsIn(tx, deps, records, { recent });
    return profiles;
  });
  // Afterwards: customers are locked before their profiles, and many were locked.
  await transact(deps.sql, async (tx) => {
    await queries.lockProfiles(tx, due);
    const rows = await queries.readProfiles(tx, due);
    const same = rows.filter((row) => isSame(taken.get(row.leaf_id) ?? {}, fieldsOf(row)));
    await queries.settleProfiles(
      tx,
      same.map((row) => row.leaf_id),
    );
  });
  return due.length;
}

function fieldsOf({ name, flags, email, phone }: queries.ProfileRow): PersonFields {
  if (name === null || flags.some((flag) => NOT_COMPARED.includes(flag))) {
    return {};
  }
  return {
    ...(flags.includes("BUSINESS") ? { organisation: name } : { fullName: name }),
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
  };
}

export function profilesJob(deps: CommandDeps, { registry, onNews }: JobTools): Job {
  const recent = new RecentRecords();
  const waiting = new Gauge({
    name: "tributary_identity_profiles_waiting",
    help: "Customers whose profile has changed and is not compared yet; 10,000 at most. Growing for long: something holds the lane of records (runbook jobs).",
    registers: registry === null ? [] : [registry],
  });
  return {
    name: "profiles",
    work: async () => {
      const taken = await takeProfiles(deps, recent);
      waiting.set((await queries.findDueProfiles(deps.sql, WAITING_MAX)).length);
      if (taken > 0) {
        onNews();
      }
      return taken === PROFILES_MAX ? 0 : PROFILES_MS;
    },
  };
}
