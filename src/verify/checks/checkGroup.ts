import type { Catalog } from "../../core/catalog.ts";
import type { Findings, InvariantCode } from "../findings.ts";
import type { Group } from "../group.ts";
import { nameOf } from "../loadEach.ts";
import { replay } from "../replay/replay.ts";
import { checkAmounts } from "./checkAmounts.ts";
import { checkIdentity } from "./checkIdentity.ts";
import { checkLedger } from "./checkLedger.ts";
import { checkNews } from "./checkNews.ts";
import { checkRecord } from "./checkRecord.ts";
import { checkReplay } from "./checkReplay.ts";
import { checkRules } from "./checkRules.ts";
import { checkStreams } from "./checkStreams.ts";

/**
 * Everything that can be said of one customer, or of some who belong together, from their rows
 * alone.
 */
export function checkGroup(
  group: Group,
  catalog: Catalog,
  isWhole: boolean,
  findings: Findings,
): void {
  // What one check cannot read is a finding, and no reason to leave out the others, or the other
  // customers.
  const attempt = (invariant: InvariantCode, check: () => void): void => {
    try {
      check();
    } catch (error) {
      findings.unreadable(invariant, nameOf(group.seed), error);
    }
  };
  attempt("I1", () => checkRecord(group, catalog, findings));
  attempt("I1", () => checkIdentity(group, findings));
  attempt("I2", () => checkLedger(group, catalog, findings));
  attempt("I6", () => checkStreams(group, isWhole, findings));
  const replayed = replayedOrNull(group, catalog, findings);
  attempt("I4", () => checkRules(group, replayed, catalog, findings));
  attempt("I4", () => checkAmounts(group, findings));
  if (replayed !== null) {
    attempt("I7b", () => checkReplay(group, replayed, findings));
    attempt("I6", () => checkNews(group, replayed, isWhole, findings));
  }
}

/** A fact that cannot even be played. */
function replayedOrNull(group: Group, catalog: Catalog, findings: Findings) {
  try {
    return replay(group, catalog);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.violated("I7b", nameOf(group.seed), `cannot be replayed: ${why}`);
    return null;
  }
}
