import type { Tx } from "../../../db/connection/client.ts";
import { apart } from "../../../db/queries/verify/verifyGroups.ts";
import type { IdentityRules } from "../../domain/identity/rules/identityRules.ts";
import type { Findings } from "../findings.ts";
import { checkCandidates } from "./checkCandidates.ts";
import { checkKeys } from "./checkKeys.ts";
import { checkProven } from "./checkProven.ts";
import { checkScores } from "./checkScores.ts";
import { readDeciding } from "./deciding.ts";

/**
 * I11: what records of persons are found by, how alike they are and whom somebody is to look at
 * follow from the records and the weights that decide, whichever came first. Derived here in
 * another way than where it is written, which goes from what came in.
 *
 * @param sample records that are compared anew at most; their keys are looked at all the same
 */
export async function checkEvidence(
  tx: Tx,
  findings: Findings,
  options: {
    readonly sample?: number | undefined;
    readonly rules: IdentityRules;
    readonly progress: () => void;
  },
): Promise<void> {
  const attempt = async (what: string, check: () => Promise<void>): Promise<void> => {
    try {
      await apart(tx, check);
    } catch (error) {
      findings.unreadable("I11", what, error);
    }
  };
  await attempt("keys", () => checkKeys(tx, findings, options.progress));
  await attempt("customers of several leaves", () =>
    checkProven(tx, options.rules, findings, options.progress),
  );
  await attempt("scores", async () => {
    const deciding = await readDeciding(tx);
    if (deciding === null) {
      findings.warned(
        "I11",
        "weights",
        "those that decide are of another version of Tributary; estimate anew with `tributary identity fit`",
      );
      return;
    }
    if (!deciding.isDone) {
      const { version } = deciding.active;
      findings.warned(
        "I11",
        `weights ${version}`,
        `decide, and not everything has been decided under them: tributary identity activate ${version}`,
      );
    }
    await checkScores(tx, deciding, findings, options);
    if (deciding.isDone) {
      await attempt("candidates", () => checkCandidates(tx, deciding.active, findings));
    }
  });
}
