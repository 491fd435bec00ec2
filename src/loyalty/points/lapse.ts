import type { Tx } from "../../../db/connection/client.ts";
import { lockCustomers } from "../../../db/queries/core/takeKeys.ts";
import { findExpiredHoldsOf } from "../../../db/queries/loyalty/pointsHolds.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { systemViewer } from "../../domain/access/viewer.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { changeHold, closeBack } from "./hold.ts";
import { done } from "./pointsAnswer.ts";

/** Who gives back what nobody finished in time. */
const VIEWER = systemViewer("job:holds");

/**
 * Gives back the points of an authorisation whose end has passed; nothing for one that was ended
 * meanwhile.
 */
export async function lapseHold(tx: Tx, deps: CommandDeps, publicId: string): Promise<void> {
  const wanted = {
    viewer: VIEWER,
    act: null,
    publicId,
    kind: "AUTHORISATION",
    field: "authorisation",
  } as const;
  await changeHold(tx, deps, wanted, async (change) => {
    if (change.hold.state === "OPEN") {
      await closeBack(change, "EXPIRED");
    }
    return done(change);
  });
}

/**
 * As `lapseHold`, for all of one customer: before points are spent, so that a till is refused
 * nothing that is there.
 */
export async function lapseHoldsOf(
  tx: Tx,
  deps: CommandDeps,
  rootId: bigint | null,
): Promise<void> {
  if (rootId === null) {
    return;
  }
  const now = deps.now === undefined ? null : formatInstant(deps.now);
  const expired = await findExpiredHoldsOf(tx, rootId, now);
  const roots = new Set(expired.flatMap((hold) => hold.roots));
  if (roots.size > 1) {
    // All at once and in order: hold by hold, two of us could each wait for the other.
    await lockCustomers(tx, [...roots.add(rootId)], false);
  }
  for (const { publicId } of expired) {
    await lapseHold(tx, deps, publicId);
  }
}
