import type { Sql } from "../../db/connection/client.ts";
import { findSetting, putSetting } from "../../db/queries/programme/programme.ts";
import type { Catalog } from "../core/catalog.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";
import type { InvariantReport } from "./findings.ts";
import { verifyStep } from "./verifyStep.ts";

const VERIFY_MS = 5_000;
/**
 * Between two rounds: a small database would be played again without end, 6 MB of garbage a second
 * on the demo's.
 */
const VERIFY_REST_MS = 10 * 60_000;

/** Customers looked at in one step: some tens of milliseconds. */
const CUSTOMERS_PER_STEP = 50;
/** Where the round is, so that a restart does not begin it anew. */
const SETTING = "verify.rolling";

export interface RollingVerified {
  readonly customers: number;
  /** Invariants that some of them break. */
  readonly violated: readonly InvariantReport[];
  /** Whether everybody has been looked at since the round began. */
  readonly isRoundOver: boolean;
}

/**
 * Recomputes the next few customers from their recorded facts and compares (I1, I2, I4, I7b), round
 * after round. One process at a time; the others get null.
 */
export async function rollVerify(sql: Sql, catalog: Catalog): Promise<RollingVerified | null> {
  const place = (await findSetting(sql, SETTING)) as { after: string } | null;
  const step = await verifyStep(sql, catalog, {
    after: BigInt(place?.after ?? 0),
    count: CUSTOMERS_PER_STEP,
  });
  if (step === null) {
    return null;
  }
  await putSetting(sql, SETTING, { after: String(step.last ?? 0n) });
  return {
    customers: step.customers,
    violated: step.invariants.filter(({ status }) => status === "VIOLATED"),
    isRoundOver: step.last === null,
  };
}

export function verifyJob(
  { sql, catalog }: { readonly sql: Sql; readonly catalog: Catalog },
  { log, registry }: JobTools,
): Job {
  const customers = counterIn(registry, {
    name: "tributary_verify_customers_total",
    help: "Customers that the rolling check has recomputed from their recorded facts. Stands still: runbook jobs.",
  });
  const findings = counterIn(registry, {
    name: "tributary_verify_findings_total",
    help: "Customers or orders whose stored state differs from their recorded facts. Anything above 0 is a fault: runbook verify.",
    labelNames: ["invariant"],
  });
  const rounds = counterIn(registry, {
    name: "tributary_verify_rounds_total",
    help: "Times that the rolling check has been through all customers. A round of a million takes about a day.",
  });
  return {
    name: "verify",
    work: async () => {
      const verified = await rollVerify(sql, catalog);
      if (verified === null) {
        return VERIFY_MS;
      }
      customers.inc(verified.customers);
      for (const { invariant, violations, found } of verified.violated) {
        findings.inc({ invariant }, violations);
        log.error({ invariant, found }, "stored state differs from its recorded facts: run verify");
      }
      if (!verified.isRoundOver) {
        return VERIFY_MS;
      }
      rounds.inc();
      return VERIFY_REST_MS;
    },
  };
}
