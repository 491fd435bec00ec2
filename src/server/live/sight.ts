import { hasScope } from "../../access/authorise.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { AppError } from "../../errors.ts";
import type { Context } from "../../graph/context.ts";
import { Change, type FeedEvent } from "../../stream/change.ts";
import { isRegrouping } from "../../stream/whose.ts";

/** What a follower may do with an event by the rights of now. */
type Sight = "SEEN" | "PASSED_OVER" | "REFUSED";

/** Said to whoever a merge or an undo takes the right to see whom they follow. */
const BECAUSE = {
  MERGED: "This customer is one with another now, whom you may not see.",
  UNMERGED: "This customer is no longer one with those whom you may see.",
};

/**
 * Authorises a follower again, as of now: for whomever the followed one belongs to by now, and for
 * whose change it is. A change that is another's by now, because a merge was undone, is passed
 * over: their own stream goes on behind it.
 *
 * @param leafId who is followed; null: everybody, which takes a scope that sees all
 * @returns whether the event is to be told
 * @throws AppError FORBIDDEN, whose `reason` says when a merge or an undo was it
 */
export async function isSeenBy(
  viewer: Viewer,
  { change }: Pick<FeedEvent, "change">,
  leafId: bigint | null,
  createContext: (viewer: Viewer) => Context,
): Promise<boolean> {
  const { role, customerId } = viewer;
  const isStaff = hasScope(viewer, "customer:read");
  if (leafId === null || (isStaff && customerId === null && !isRegrouping(change))) {
    return isStaff || refuse(change);
  }
  const look = () => sightOf(createContext(viewer), { change }, leafId);
  // Of a merge it is put on record who opened whom by it, so everybody looks for themselves.
  const sight = isRegrouping(change)
    ? await look()
    : await change.once(`seen by ${role} ${customerId} of ${leafId}`, look);
  return sight === "REFUSED" ? refuse(change) : sight === "SEEN";
}

async function sightOf(
  { viewer, loaders: { customers }, streams }: Context,
  { change }: Pick<FeedEvent, "change">,
  leafId: bigint,
): Promise<Sight> {
  const now = isRegrouping(change)
    ? await customers.byLeaf(leafId)
    : await customers.ofChange(leafId);
  if (now === null) {
    return "REFUSED";
  }
  if ((await customers.ofChange(change.rootId)) === null) {
    return "PASSED_OVER";
  }
  // Who became one with whom is ids alone; all else may tell of somebody who has left.
  const isOthers =
    viewer.customerId !== null &&
    change instanceof Change &&
    !isRegrouping(change) &&
    (await streams.tellsOfOthers(change));
  return isOthers ? "PASSED_OVER" : "SEEN";
}

function refuse({ kind }: FeedEvent["change"]): never {
  if (kind === "MERGED" || kind === "UNMERGED") {
    throw new AppError("FORBIDDEN", BECAUSE[kind], { details: { reason: kind } });
  }
  throw new AppError("FORBIDDEN", "You may not see this customer's changes any more.");
}
