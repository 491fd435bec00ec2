import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { dropReplays, lockMode, putMode } from "../../../db/queries/deliveries/modes.ts";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { Mode } from "../../domain/delivery/shadow.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { findDestination } from "../operate.ts";
import { LEAVE_MS } from "../sendLeave.ts";
import { judgeShadow } from "./shadowReport.ts";

/** A destination is to be told from now on, or to be in shadow again. */
export interface Cut {
  /** Code of the destination. */
  readonly destination: string;
  readonly mode: Mode;
  /** It is cut over whatever the verdict. */
  readonly force: boolean;
  readonly reason: string;
}

export type CutFault =
  | "DESTINATION_NOT_FOUND"
  | "NOTHING_CHANGED"
  | "REASON_INVALID"
  | "VERDICT_NO_GO";

export interface CutAnswer {
  /** As it is now; null: there is no such destination, or nothing was looked at. */
  readonly mode: Mode | null;
  readonly userErrors: readonly {
    readonly code: CutFault;
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

const FIELDS: Readonly<Record<CutFault, string>> = {
  DESTINATION_NOT_FOUND: "destination",
  NOTHING_CHANGED: "mode",
  REASON_INVALID: "reason",
  VERDICT_NO_GO: "force",
};

const refuse = (code: CutFault, message: string, mode: Mode | null = null): CutAnswer => ({
  mode,
  userErrors: [{ code, message, field: ["input", FIELDS[code]] }],
});

/**
 * Cuts in the caller's transaction, on record. What was settled in shadow before is not sent after,
 * and what was not is.
 *
 * Guarantee: refused, nothing is changed. After the commit whoever needs nothing to be sent any
 * more waits for `allHaveHeard`.
 */
export async function cutIn(
  tx: Tx,
  { destination: code, mode, force, reason }: Cut,
  actor: string,
): Promise<CutAnswer> {
  const fault = reasonFault(reason);
  if (fault !== null) {
    return refuse("REASON_INVALID", fault);
  }
  const destination = await findDestination(tx, code);
  if (destination === null) {
    return refuse("DESTINATION_NOT_FOUND", "No destination of this code is set up.");
  }
  const { id } = destination;
  const { mode: before } = await lockMode(tx, id);
  if (before === mode) {
    const message = `${code} is ${mode === "LIVE" ? "told" : "in shadow"} already.`;
    return refuse("NOTHING_CHANGED", message, mode);
  }
  const details: Record<string, unknown> = { destination: code };
  if (mode === "LIVE") {
    const now = Math.round(await readClockMicros(tx)) as Instant;
    const bounds = { from: null, to: null };
    const { verdict, reasons } = await judgeShadow(tx, destination, { bounds, now });
    if (verdict === "NO_GO" && !force) {
      const message = `The verdict is no-go: ${reasons.join(" ")} \`force\` cuts over all the same.`;
      return refuse("VERDICT_NO_GO", message, before);
    }
    await dropReplays(tx, id);
    Object.assign(details, { verdict, reasons, force });
  }
  await putMode(tx, id, { mode, actor, reason: reason.trim() });
  const action = mode === "LIVE" ? "destination.cut_over" : "destination.cut_back";
  await insertAudit(tx, { actor, action, leafId: null, details });
  return { mode, userErrors: [] };
}

/** Until no process begins to send by what held before a cut that is committed. */
export async function allHaveHeard(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
}

/**
 * Cuts a destination over to us, or back to the feed that told it before, by somebody's word.
 *
 * Guarantee: once per idempotency key, on record with who and why; refused, nothing is changed.
 * Answered, nobody begins to send to what is in shadow; requests that were under way end within
 * its `timeoutSeconds`. Throws: AppError FORBIDDEN, BAD_USER_INPUT,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function cutOverDestination(
  deps: Pick<CommandDeps, "sql" | "catalog">,
  { viewer, idempotencyKey, ...cut }: CutDestinationRequest,
): Promise<CutAnswer> {
  requireScope(viewer, "destination:operate");
  const command = {
    ...{ operation: "cutOverDestination" as const, key: idempotencyKey, input: cut },
  };
  const answer = await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => cutIn(tx, cut, actorOf(viewer))),
  );
  if (answer.userErrors.length === 0) {
    await allHaveHeard();
    await deps.catalog.refresh();
  }
  return answer;
}

export interface CutDestinationRequest extends Cut {
  readonly viewer: Viewer;
  readonly idempotencyKey: string;
}
