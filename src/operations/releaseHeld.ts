import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { releaseEvents } from "../../db/queries/core/effects.ts";
import {
  countOutcomes,
  lockHeldByIds,
  lockHeldByReason,
} from "../../db/queries/purchases/releaseHeld.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { onceReleasing, RELEASED_AT_ONCE_MAX, type Releasing } from "../core/onceReleasing.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import { reasonFault } from "../domain/tier/overrideRules.ts";

/** Events that may be named in one call. */
const NAMED_MAX = 100;

/** Which held events are let go on, and why. */
export interface ReleaseHeldRequest {
  readonly viewer: Viewer;
  /** Row ids of the events, null for an id that is none of ours; or, without any: */
  readonly events: readonly (bigint | null)[] | null;
  /** All that are held for this. */
  readonly heldFor: string | null;
  /** Why, for colleagues. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

interface ReleaseFault {
  readonly code:
    | "NAME_EVENTS_OR_REASON"
    | "TOO_MANY"
    | "UNKNOWN_HOLD"
    | "NOT_HELD"
    | "OWN_PURCHASE"
    | "REASON_INVALID";
  readonly message: string;
  readonly field: readonly string[];
}

/** Ids as text: it is kept with the idempotency key. */
interface StoredRelease {
  readonly released: readonly string[];
  readonly userErrors: readonly ReleaseFault[];
}

/** What was let go on, and what has become of it by now. */
export interface ReleaseHeldAnswer {
  readonly released: number;
  readonly applied: number;
  readonly rejected: number;
  /** Still held: what they wait for is not there, or they have not run yet. */
  readonly waiting: number;
  readonly userErrors: readonly ReleaseFault[];
}

/**
 * Lets held events go on now, named or all that are held for a reason, the oldest
 * RELEASED_AT_ONCE_MAX of them: what waits for an operator is approved by it, the rest tries again.
 * They run before the answer, or by the job of held events where they cannot.
 *
 * Guarantee: one effect per idempotency key, on record with who and why; nobody lets go on what
 * they sent or what is about themselves: named it is refused, of a reason it is left out. Of
 * several that are named, all go on or none. Throws: AppError FORBIDDEN, BAD_USER_INPUT,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function releaseHeld(
  deps: CommandDeps,
  request: ReleaseHeldRequest,
): Promise<ReleaseHeldAnswer> {
  const { viewer, events, heldFor, reason, idempotencyKey } = request;
  requireScope(viewer, "held:release");
  const input = { events: events?.map(String) ?? null, heldFor, reason };
  const command = { operation: "releaseHeld" as const, key: idempotencyKey, input };
  const run = async (tx: Tx) => await release(tx, request);
  const { released, userErrors } = await onceReleasing(deps, viewer, command, run);
  const rows = released.length === 0 ? [] : await countOutcomes(deps.sql, released.map(BigInt));
  const countOf = (outcome: string) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    released: released.length,
    applied: countOf("APPLIED"),
    rejected: countOf("REJECTED"),
    waiting: countOf("HELD"),
    userErrors,
  };
}

async function release(tx: Tx, request: ReleaseHeldRequest): Promise<Releasing<StoredRelease>> {
  const { viewer, heldFor, reason } = request;
  const fault = faultOf(request);
  if (fault !== null) {
    return { answer: { released: [], userErrors: [fault] }, released: [] };
  }
  const ids = await lock(tx, request);
  if ("code" in ids) {
    return { answer: { released: [], userErrors: [ids] }, released: [] };
  }
  if (ids.length > 0) {
    await releaseEvents(tx, ids);
    await insertAudit(tx, {
      actor: actorOf(viewer),
      action: "held.release",
      leafId: null,
      details: { events: ids.map(String), heldFor, reason: reason.trim() },
    });
  }
  return { answer: { released: ids.map(String), userErrors: [] }, released: ids };
}

function faultOf({ events, heldFor, reason }: ReleaseHeldRequest): ReleaseFault | null {
  const saidWhy = reasonFault(reason);
  if (saidWhy !== null) {
    return { code: "REASON_INVALID", message: saidWhy, field: ["input", "reason"] };
  }
  if ((events === null) === (heldFor === null) || events?.length === 0) {
    const message = "Name the handoffs, or what they are held for: one of the two.";
    return { code: "NAME_EVENTS_OR_REASON", message, field: ["input", "handoffs"] };
  }
  if (events !== null && events.length > NAMED_MAX) {
    const message = `At most ${NAMED_MAX} in one call.`;
    return { code: "TOO_MANY", message, field: ["input", "handoffs"] };
  }
  if (heldFor !== null && !isHoldReason(heldFor)) {
    const message = `Use one of ${Object.keys(HOLDS).join(", ")}.`;
    return { code: "UNKNOWN_HOLD", message, field: ["input", "heldFor"] };
  }
  return null;
}

/** The events, under their locks; or why none of them may go on. */
async function lock(
  tx: Tx,
  { viewer, events, heldFor }: ReleaseHeldRequest,
): Promise<readonly bigint[] | ReleaseFault> {
  const { customerId: customer } = viewer;
  if (events === null) {
    const wanted = { reason: heldFor as string, customer, limit: RELEASED_AT_ONCE_MAX };
    return (await lockHeldByReason(tx, wanted)).map(({ id }) => id);
  }
  const ids = events.filter((id) => id !== null);
  const rows = new Map((await lockHeldByIds(tx, ids, customer)).map((row) => [row.id, row]));
  for (const [at, id] of events.entries()) {
    const row = id === null ? undefined : rows.get(id);
    const field = ["input", "handoffs", String(at)];
    if (row === undefined) {
      const message = "This one is not held, so nothing was released.";
      return { code: "NOT_HELD", message, field };
    }
    if (row.isOwn) {
      const message =
        "You sent it or it is a purchase of yours; somebody else has to let it go on.";
      return { code: "OWN_PURCHASE", message, field };
    }
  }
  return [...rows.keys()];
}
