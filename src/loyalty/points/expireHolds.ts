import { findExpiredHolds } from "../../../db/queries/loyalty/pointsHolds.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Job, JobTools } from "../../platform/jobs.ts";
import { transact } from "../../platform/transact.ts";
import { lapseHold } from "./lapse.ts";

const HOLDS_MS = 1_000;

/** Authorisations in one run; the next run takes more. */
const HOLDS_MAX = 500;

/**
 * Gives back points that were set aside for payments which nobody finished in time, each in a
 * transaction of its own. A command that spends does so itself first
 * (loyalty/points/lapse.ts). @returns how many were given back
 */
export async function expireHolds(deps: CommandDeps): Promise<number> {
  const now = deps.now === undefined ? null : formatInstant(deps.now);
  const expired = await findExpiredHolds(deps.sql, now, HOLDS_MAX);
  for (const { publicId } of expired) {
    await transact(deps.sql, (tx) => lapseHold(tx, deps, publicId));
  }
  return expired.length;
}

/** `now`: tests pass the time; else the database's clock. */
export function holdsJob(
  deps: Omit<CommandDeps, "now"> & { readonly now?: () => Instant },
  { onNews }: Pick<JobTools, "onNews">,
): Job {
  const { now, ...rest } = deps;
  return {
    name: "holds",
    work: async () => {
      const given = await expireHolds({ ...rest, ...(now === undefined ? {} : { now: now() }) });
      if (given > 0) {
        onNews();
      }
      return HOLDS_MS;
    },
  };
}
