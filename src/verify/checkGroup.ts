import type { Catalog } from "../handoff/catalog.ts";
import { checkAmounts } from "./checkAmounts.ts";
import { checkLedger } from "./checkLedger.ts";
import { checkRecord } from "./checkRecord.ts";
import { checkReplay } from "./checkReplay.ts";
import { checkRules } from "./checkRules.ts";
import { checkStreams } from "./checkStreams.ts";
import type { Findings } from "./findings.ts";
import type { Group } from "./group.ts";
import { replay } from "./replay.ts";

/** Everything that can be said of one customer, or of some who belong together, from their rows alone. */
export function checkGroup(
  group: Group,
  catalog: Catalog,
  isWhole: boolean,
  findings: Findings,
): void {
  checkRecord(group, findings);
  checkLedger(group, catalog, findings);
  checkStreams(group, isWhole, findings);
  // A merge is a fact of its own; its replay comes with the issue that brings merging.
  const isMerged = group.customers.some((row) => row.id !== row.root_id);
  const replayed = isMerged ? null : replayedOrNull(group, catalog, findings);
  checkRules(group, replayed, catalog, findings);
  checkAmounts(group, findings);
  if (isMerged) {
    findings.warned(
      "I7b",
      `customer ${group.seed.roots.join(", ")}`,
      "was merged and is not replayed",
    );
  }
  if (replayed !== null) {
    checkReplay(group, replayed, findings);
  }
}

/** A fact that cannot even be played is a finding, and no reason to leave the other customers unchecked. */
function replayedOrNull(group: Group, catalog: Catalog, findings: Findings) {
  try {
    return replay(group, catalog);
  } catch (error) {
    const { roots, guestOrders } = group.seed;
    const id =
      roots.length > 0 ? `customer ${roots.join(", ")}` : `order ${guestOrders.join(", ")}`;
    findings.violated(
      "I7b",
      id,
      `cannot be replayed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}
