import type { Sql, Tx } from "../../db/connection/client.ts";
import { ACT_CHECKS, COUPON_RECORD_CHECKS } from "../../db/queries/verify/verifyActs.ts";
import { LEDGER_RECORD_CHECKS, RECORD_CHECKS } from "../../db/queries/verify/verifyColumns.ts";
import { COUPON_CHECKS, countCoupons } from "../../db/queries/verify/verifyCoupons.ts";
import { DELIVERY_CHECKS, LANE_CHECKS } from "../../db/queries/verify/verifyDeliveries.ts";
import { FILE_CHECKS } from "../../db/queries/verify/verifyFiles.ts";
import { countGifts, GOODWILL_CHECKS } from "../../db/queries/verify/verifyGoodwill.ts";
import {
  apart,
  beginSnapshot,
  endSnapshot,
  readSnapshot,
} from "../../db/queries/verify/verifyGroups.ts";
import { READ_BACK_CHECKS } from "../../db/queries/verify/verifyReadBack.ts";
import {
  countRows,
  type FoundRow,
  findMissingIntakes,
  findOverdue,
  INCOMPLETE_EVENTS,
  LEDGER_MISSING,
  type Lookup,
  MISSING,
  readIssued,
  STRAY_DUE,
} from "../../db/queries/verify/verifyTables.ts";
import { Catalog } from "../core/catalog.ts";
import { INTAKE_RETENTION_DAYS } from "../core/partitions.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { checkGroup } from "./checks/checkGroup.ts";
import { checkHeld } from "./checks/checkHeld.ts";
import { checkWatermark } from "./checks/checkStreams.ts";
import { checkEvidence } from "./evidence/checkEvidence.ts";
import { FINDINGS_SHOWN, Findings, type InvariantCode, type InvariantReport } from "./findings.ts";
import { nameOf } from "./loadEach.ts";
import { walk } from "./walk.ts";

/** Seconds that the due job may be late. */
const DUE_TOLERANCE_S = 60;

export interface VerifyOptions {
  /**
   * Look at that many customers taken at random instead of at all; the checks over whole tables run
   * anyway.
   */
  readonly sample?: number;
  /**
   * Look only at customers for whom something was recorded since then; the checks over whole tables
   * run anyway.
   */
  readonly since?: Instant;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** One violation is answer enough: the rest is not looked at. */
  readonly isFirstEnough?: boolean;
  /**
   * Days for which the receive log is kept. More than INTAKE_RETENTION_DAYS asks for no more: it
   * may have been less, and what was dropped then is gone.
   */
  readonly intakeDays?: number;
  /** Tests pass the time as of which holds and terms are over; else the database's clock. */
  readonly now?: Instant;
}

export interface VerifyProgress {
  /** What is being looked at, for people. */
  readonly doing: string;
  readonly customers: number;
  readonly customersTotal: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly customers: number;
  readonly invariants: readonly InvariantReport[];
}

/**
 * Checks a whole database against the invariants of contract 11 without changing it, in one
 * read-only snapshot, so also while it is in use. Memory is bounded by a step of the walk, not by
 * the number of customers.
 */
export async function verifyDatabase(sql: Sql, options: VerifyOptions = {}): Promise<VerifyReport> {
  const connection = await sql.reserve();
  const tx = connection as unknown as Tx;
  try {
    await beginSnapshot(tx);
    try {
      return await verifySnapshot(tx, options);
    } finally {
      await endSnapshot(tx);
    }
  } finally {
    connection.release();
  }
}

/**
 * As `verifyDatabase`, within a transaction of the caller's, which sees what that has changed and
 * must read one snapshot.
 */
export async function verifySnapshot(tx: Tx, options: VerifyOptions): Promise<VerifyReport> {
  const catalog = await Catalog.load(tx as unknown as Sql);
  const snapshot = await readSnapshot(tx);
  const moment = {
    now: options.now === undefined ? snapshot.now : formatInstant(options.now),
    isTicking: snapshot.isTicking,
  };
  const findings = new Findings();
  const customersTotal = Math.min(
    Number(snapshot.customers),
    options.sample ?? Number.POSITIVE_INFINITY,
  );
  let customers = 0;
  const progress = (doing: string): void =>
    options.onProgress?.({ doing, customers, customersTotal });

  const reportNow = () => {
    const invariants = findings.report();
    return { ok: invariants.every(({ status }) => status !== "VIOLATED"), customers, invariants };
  };
  const isEnough = () => options.isFirstEnough === true && !reportNow().ok;

  const intakeDays = Math.min(options.intakeDays ?? INTAKE_RETENTION_DAYS, INTAKE_RETENTION_DAYS);
  await checkTables(tx, checksOf(intakeDays), findings, progress);
  if (isEnough()) {
    return reportNow();
  }
  progress("holds");
  await attempt(tx, findings, "I9", "held events", () => checkHeld(tx, catalog, moment, findings));
  progress("due customers");
  await checkOverdue(tx, moment, findings);
  progress("the outbox");
  const isWhole = await checkWatermark(tx, snapshot.isTicking, findings);

  if (isEnough()) {
    return reportNow();
  }
  await checkEvidence(tx, findings, {
    sample: options.sample,
    rules: catalog.installation.identity,
    progress: () => progress("records of persons"),
  });
  if (isEnough()) {
    return reportNow();
  }

  for await (const { groups, unreadable, strays } of walk(tx, {
    readFor: "CHECK",
    sample: options.sample,
    since: options.since === undefined ? undefined : formatInstant(options.since),
  })) {
    for (const event of strays) {
      findings.violated(
        "I1",
        `event ${event}`,
        "its order, or the order's customer, does not exist",
      );
    }
    for (const { seed, error } of unreadable) {
      findings.unreadable("I1", nameOf(seed), error);
      customers += seed.roots.length;
    }
    for (const group of groups) {
      checkGroup(group, catalog, isWhole, findings);
      customers += group.seed.roots.length;
      if (isEnough()) {
        return reportNow();
      }
    }
    progress(customers < customersTotal ? "customers" : "guest orders");
  }
  return reportNow();
}

type Check = readonly [invariant: InvariantCode, doing: string, lookup: Lookup];

/** The checks over whole tables, where the receive log is kept for so many days. */
const checksOf = (intakeDays: number): readonly Check[] => [
  ["I1", "incomplete events", INCOMPLETE_EVENTS],
  ["I1", "events -> intakes", (tx, limit) => findMissingIntakes(tx, intakeDays - 1, limit)],
  ...named("I1", { ...MISSING, ...RECORD_CHECKS, ...ACT_CHECKS }),
  ...named("I2", { ...LEDGER_MISSING, ...LEDGER_RECORD_CHECKS }),
  ...named("I3", { ...COUPON_CHECKS, ...COUPON_RECORD_CHECKS }),
  ["I4", "due -> customers", STRAY_DUE],
  ...named("I5", { ...DELIVERY_CHECKS, ...FILE_CHECKS, ...READ_BACK_CHECKS }),
  ...named("I6", LANE_CHECKS),
  ...named("I10", GOODWILL_CHECKS),
];

function named(invariant: InvariantCode, lookups: Readonly<Record<string, Lookup>>): Check[] {
  return Object.entries(lookups).map(([doing, lookup]) => [invariant, doing, lookup] as const);
}

/** What cannot be read is a finding too, and no reason to leave out what comes after it. */
async function attempt(
  tx: Tx,
  findings: Findings,
  invariant: InvariantCode,
  doing: string,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await apart(tx, check);
  } catch (error) {
    findings.unreadable(invariant, doing, error);
  }
}

async function checkTables(
  tx: Tx,
  checks: readonly Check[],
  findings: Findings,
  progress: (doing: string) => void,
): Promise<void> {
  const counts = await countRows(tx);
  findings.checked("I1", "events", Number(counts.events));
  const coupons = await countCoupons(tx);
  for (const [what, count] of Object.entries(coupons)) {
    findings.checked("I3", what, Number(count));
  }
  findings.checked("I10", "gifts", await countGifts(tx));
  const found = ([invariant]: Check, rows: readonly FoundRow[]): void => {
    for (const { id, detail } of rows) {
      findings.violated(invariant, id, detail);
    }
  };
  try {
    // Sent at once and answered one after the other: they need nothing of each other.
    const answers = await apart(tx, () =>
      Promise.all(
        checks.map(async (check) => {
          const rows = await check[2](tx, FINDINGS_SHOWN);
          progress(check[1]);
          return [check, rows] as const;
        }),
      ),
    );
    for (const [check, rows] of answers) {
      found(check, rows);
    }
  } catch {
    // One of them cannot be made: which?
    for (const check of checks) {
      const [invariant, doing, lookup] = check;
      await attempt(tx, findings, invariant, doing, async () =>
        found(check, await lookup(tx, FINDINGS_SHOWN)),
      );
    }
  }
  progress("issued points");
  for (const { programme, wallet, issued, held } of await readIssued(tx)) {
    findings.checked("I2", "wallets", 1);
    findings.compare("I2", `wallet ${programme}/${wallet}`, "the customers' points", held, issued);
  }
}

async function checkOverdue(
  tx: Tx,
  { now, isTicking }: { readonly now: string; readonly isTicking: boolean },
  findings: Findings,
): Promise<void> {
  for (const { id, detail } of await findOverdue(tx, now, DUE_TOLERANCE_S, FINDINGS_SHOWN)) {
    if (isTicking) {
      findings.violated("I4", id, `${detail} and not advanced, although jobs run`);
    } else {
      findings.warned("I4", id, `${detail}; no server runs to advance it`);
    }
  }
}
