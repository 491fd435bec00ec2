import type { ImportedMoney } from "../../../../db/queries/inbound/importOrders.ts";
import type { RecordedPurchases } from "../../../../db/queries/inbound/importReport.ts";
import type { PurchaseResult } from "../../../purchases/receive/submission.ts";
import { type Check, check, moneyChecks } from "../check.ts";
import type { RowFault } from "../csvFile.ts";
import { EXACT_SCALE } from "../exact.ts";
import type { FilePart, FileTally } from "../fileConnector.ts";
import { FAULTS_SHOWN_MAX } from "../reportText.ts";
import type { HasRate } from "./rateOf.ts";
import type { Survey } from "./readTransactions.ts";
import type { TranslatedTransaction } from "./translateTransaction.ts";

/** Rows and their exact amount, millionths of the currency. */
export interface Amount {
  rows: number;
  exact: bigint;
}

export interface OutcomeAmount extends Amount {
  readonly outcome: string;
  readonly reason: string | null;
  /** What was sent of it, minor units. */
  minor: bigint;
  /** Rows whose answer is of an earlier run. */
  duplicates: number;
}

/**
 * Purchases on record whose currency has no rate by the rules of their days: they earn nothing
 * until there is one.
 */
export interface Unrated {
  rows: number;
  /** What they come to, minor units. */
  minor: bigint;
  /** The earliest of them, as it was sent; null when there are none. */
  first: string | null;
}

const nothing = (): Amount => ({ rows: 0, exact: 0n });

function add(sum: Amount, exact: bigint): void {
  sum.rows += 1;
  sum.exact += exact;
}

/** One row: a purchase, or why it is none. */
export interface TransactionPart extends FilePart<TranslatedTransaction> {
  readonly faults: readonly RowFault[];
}

/**
 * Adds up one import, row by row and answer by answer; nothing is rounded, nothing is counted
 * twice.
 */
export class TransactionTally implements FileTally<TranslatedTransaction, TransactionPart> {
  readonly customers = new Set<string>();
  readonly sales = nothing();
  readonly returns = nothing();
  readonly malformed = nothing();
  readonly faults: RowFault[] = [];
  /** Rows with the id of a purchase that another row has brought: one purchase, on record once. */
  readonly repeated = nothing();
  readonly outcomes = new Map<string, OutcomeAmount>();
  readonly unrated: Unrated = { rows: 0, minor: 0n, first: null };
  readonly #hasRate: HasRate;
  readonly #stored = new Set<string>();

  constructor(hasRate: HasRate) {
    this.#hasRate = hasRate;
  }

  read({ events, faults }: TransactionPart): void {
    for (const fault of faults) {
      add(this.malformed, fault.exact ?? 0n);
      if (this.faults.length < FAULTS_SHOWN_MAX) {
        this.faults.push(fault);
      }
    }
    for (const { row } of events) {
      this.customers.add(row.customer);
      add(row.minor < 0n ? this.returns : this.sales, row.exact);
    }
  }

  answer(
    { row, eventId }: TranslatedTransaction,
    { outcome, reason, duplicate }: PurchaseResult,
  ): void {
    if (isStored(outcome)) {
      if (this.#stored.has(eventId)) {
        add(this.repeated, row.exact);
        return;
      }
      this.#stored.add(eventId);
    }
    const key = `${outcome} ${reason ?? ""}`;
    const sum = this.outcomes.get(key) ?? {
      ...nothing(),
      outcome,
      reason,
      minor: 0n,
      duplicates: 0,
    };
    this.outcomes.set(key, sum);
    add(sum, row.exact);
    sum.minor += row.minor;
    sum.duplicates += duplicate ? 1 : 0;
    if (isStored(outcome) && row.minor >= 0n && !this.#hasRate(row.occurredAt)) {
      this.#countUnrated(row);
    }
  }

  #countUnrated({ minor, occurredAt }: TranslatedTransaction["row"]): void {
    this.unrated.rows += 1;
    this.unrated.minor += minor;
    const { first } = this.unrated;
    if (first === null || Date.parse(occurredAt) < Date.parse(first)) {
      this.unrated.first = occurredAt;
    }
  }
}

function isStored(outcome: string): boolean {
  return outcome === "APPLIED" || outcome === "HELD";
}

/** What became of every row and every cent of the files. */
export interface TransactionReport {
  readonly files: readonly string[];
  readonly currency: string;
  readonly exponent: number;
  readonly file: Amount;
  readonly customers: number;
  readonly sales: Amount;
  readonly returns: Amount;
  readonly malformed: Amount;
  readonly faults: readonly RowFault[];
  readonly repeated: Amount;
  /** Lost or won by rounding to the currency's smallest unit, millionths. */
  readonly rounded: bigint;
  readonly outcomes: readonly OutcomeAmount[];
  readonly unrated: Unrated;
  readonly recorded: RecordedPurchases;
  readonly money: ImportedMoney;
  readonly checks: readonly Check[];
  /** Every check holds, and nothing is left undecided for want of a rate. */
  readonly addsUp: boolean;
}

/**
 * Puts the report together and checks that its parts are the whole, and that the database holds
 * what was sent.
 */
export function makeTransactionReport(
  survey: Survey,
  currency: string,
  tally: TransactionTally,
  recorded: RecordedPurchases,
  money: ImportedMoney,
): TransactionReport {
  const outcomes = [...tally.outcomes.values()];
  const sum = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
    items.reduce((total, item) => total + of(item), 0n);
  const exactPerMinor = 10n ** BigInt(EXACT_SCALE - survey.settings.exponent);
  const sent = {
    rows: tally.sales.rows + tally.returns.rows,
    exact: tally.sales.exact + tally.returns.exact,
  };
  const stored = outcomes.filter(({ outcome }) => isStored(outcome));
  const rounded = sum(outcomes, ({ exact, minor }) => exact - minor * exactPerMinor);
  const checks = [
    check(
      "rows of the files = sent + malformed",
      "rows",
      survey.rows,
      sent.rows + tally.malformed.rows,
    ),
    check(
      "amount of the files = sent + malformed",
      "millionths",
      survey.exact,
      sent.exact + tally.malformed.exact,
    ),
    check(
      "rows sent = rows answered",
      "rows",
      sent.rows,
      sum(outcomes, ({ rows }) => BigInt(rows)) + BigInt(tally.repeated.rows),
    ),
    check(
      "purchases accepted = purchases on record",
      "purchases",
      sum(stored, ({ rows }) => BigInt(rows)),
      recorded.purchases,
    ),
    check(
      "amount accepted = amount on record",
      "minor units",
      sum(stored, ({ minor }) => minor),
      recorded.minor,
    ),
    ...moneyChecks(money, "minor units"),
  ];
  return {
    files: survey.files.map(({ path }) => path),
    currency,
    exponent: survey.settings.exponent,
    file: { rows: survey.rows, exact: survey.exact },
    customers: tally.customers.size,
    sales: tally.sales,
    returns: tally.returns,
    malformed: tally.malformed,
    faults: tally.faults,
    repeated: tally.repeated,
    rounded,
    outcomes,
    unrated: tally.unrated,
    recorded,
    money,
    checks,
    addsUp: checks.every(({ ok }) => ok) && tally.unrated.rows === 0,
  };
}
