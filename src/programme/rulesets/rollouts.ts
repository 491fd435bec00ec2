import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import {
  lockRollout,
  type RolloutRow,
  setRolloutPaused,
} from "../../../db/queries/programme/rollouts.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { textFault } from "../../domain/identity/seen.ts";
import { transact } from "../../platform/transact.ts";
import { type RulesetAnswer, refuse } from "./rulesetAnswer.ts";

/** Characters of a reason. */
const REASON_LENGTH_MAX = 500;

interface RolloutRequest {
  readonly viewer: Viewer;
  readonly version: number;
}

/**
 * Stops the rollout of a version after the customers that are under way. Purchases go on, and who
 * buys is decided by the version all the same. Throws: AppError FORBIDDEN.
 */
export async function pauseRollout(
  deps: Pick<CommandDeps, "sql">,
  request: RolloutRequest & { readonly reason: string },
): Promise<RulesetAnswer> {
  const { viewer, version } = request;
  const because = request.reason.trim();
  const hasNoLength = because === "" || because.length > REASON_LENGTH_MAX;
  const fault = hasNoLength
    ? `Say why, in at most ${REASON_LENGTH_MAX} characters.`
    : textFault(because, "LINES");
  if (fault !== null) {
    requireScope(viewer, "programme:activate");
    return refuse("REASON_NEEDED", fault, "reason");
  }
  return await change(deps, request, "RUNNING", async (tx) => {
    await setRolloutPaused(tx, version, { by: actorOf(viewer), because });
    return { action: "rollout.pause", details: { version, because } };
  });
}

/** Lets a rollout go on where it stopped. Throws: AppError FORBIDDEN. */
export async function resumeRollout(
  deps: Pick<CommandDeps, "sql">,
  request: RolloutRequest,
): Promise<RulesetAnswer> {
  const { version } = request;
  return await change(deps, request, "PAUSED", async (tx) => {
    await setRolloutPaused(tx, version, null);
    return { action: "rollout.resume", details: { version } };
  });
}

async function change(
  deps: Pick<CommandDeps, "sql">,
  { viewer, version }: RolloutRequest,
  from: RolloutRow["status"],
  run: (tx: Tx) => Promise<{ readonly action: string; readonly details: object }>,
): Promise<RulesetAnswer> {
  requireScope(viewer, "programme:activate");
  return await transact(deps.sql, async (tx) => {
    const rollout = await lockRollout(tx, version);
    if (rollout === undefined) {
      return refuse("NO_ROLLOUT", `Version ${version} is not being rolled out.`, "version");
    }
    // Asked for twice is asked for once.
    if (rollout.status === "DONE") {
      return refuse("ROLLOUT_OVER", `Version ${version} has reached everybody.`, "version");
    }
    if (rollout.status === from) {
      const { action, details } = await run(tx);
      await insertAudit(tx, { actor: actorOf(viewer), action, leafId: null, details });
    }
    return { version, userErrors: [] };
  });
}
