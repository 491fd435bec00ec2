import type { Sql } from "../../db/connection/client.ts";
import { findSetting, putSetting } from "../../db/queries/programme/programme.ts";
import type { Catalog } from "../core/catalog.ts";
import type { InvariantReport } from "./findings.ts";
import { verifyStep } from "./verifyStep.ts";

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
 * Recomputes the next few customers from their recorded facts and compares (I1, I2, I4, I7b), round after round. One
 * process at a time; the others get null.
 */
export async function rollVerify(sql: Sql, catalog: Catalog): Promise<RollingVerified | null> {
  const place = (await findSetting(sql, SETTING)) as { after: string } | null;
  const step = await verifyStep(sql, catalog, {
    after: BigInt(place?.after ?? 0),
    count: CUSTOMERS_PER_STEP,
  });
  if (step === null) return null;
  await putSetting(sql, SETTING, { after: String(step.last ?? 0n) });
  return {
    customers: step.customers,
    violated: step.invariants.filter(({ status }) => status === "VIOLATED"),
    isRoundOver: step.last === null,
  };
}
