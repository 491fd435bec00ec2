import type { Tx } from "../../../db/connection/client.ts";
import {
  closeCursor,
  fetchSuspects,
  isTooLarge,
  openSuspectsCursor,
} from "../../../db/queries/verify/verifyEvidence.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { COMPONENT_LEAVES_MAX } from "../../domain/identity/matching/partition.ts";
import type { Findings } from "../findings.ts";

/** Suspects read at once. */
const PAGE = 100;

/**
 * I11 of whom somebody is to look at: of two customers whose records are alike the likeliest pair,
 * as likely as its edge says, and whoever showed something together.
 *
 * Leaves that hang together with too many stay as they were when those grew too many, and are left
 * out here (ADR-0044).
 */
export async function checkCandidates(
  tx: Tx,
  { thresholds }: MatchModel,
  findings: Findings,
): Promise<void> {
  await openSuspectsCursor(tx, thresholds.review);
  const limit = { most: COMPONENT_LEAVES_MAX, merge: thresholds.merge };
  for (let rows = await fetchSuspects(tx, PAGE); rows.length > 0; ) {
    for (const { a, b, id, detail } of rows) {
      if (!(await isTooLarge(tx, a, limit)) && !(await isTooLarge(tx, b, limit))) {
        findings.violated("I11", id, detail);
      }
    }
    rows = await fetchSuspects(tx, PAGE);
  }
  await closeCursor(tx, "verify_suspects");
}
