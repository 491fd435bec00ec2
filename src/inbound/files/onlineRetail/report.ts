import type { ImportedMoney } from "../../../../db/queries/inbound/importOrders.ts";
import type { RecordedPurchases } from "../../../../db/queries/inbound/importReport.ts";
import { type Check, check, moneyChecks } from "../check.ts";
import type { Survey } from "./invoices.ts";
import type { InvoiceFault } from "./row.ts";
import type { Amount, DocumentAmount, OutcomeAmount, Tally } from "./tally.ts";
import { EXACT_PER_PENNY } from "./translateInvoice.ts";

const MICRO = "millionths of a pound";

/**
 * What became of every row and every penny. Amounts called `exact` are millionths of a pound as the
 * file has them, returns below zero; those called `minor` are pence as they were sent and are on
 * record.
 */
export interface ImportReport {
  readonly files: readonly string[];
  readonly file: Amount & { readonly invoices: number };
  readonly customers: number;
  readonly identified: {
    /** All of their invoices; what is sent of them stands beside it. */
    readonly all: DocumentAmount;
    readonly sales: DocumentAmount;
    readonly returns: DocumentAmount;
  };
  readonly guests: {
    readonly all: DocumentAmount;
    readonly sales: DocumentAmount;
    readonly returns: DocumentAmount;
  };
  readonly left: readonly (DocumentAmount & { readonly reason: string })[];
  readonly malformed: Amount & { readonly withoutAmount: number };
  readonly faults: readonly InvoiceFault[];
  readonly rounded: Amount;
  readonly notEarning: readonly (Amount & { readonly kind: string })[];
  readonly outcomes: readonly OutcomeAmount[];
  readonly recorded: RecordedPurchases;
  readonly money: ImportedMoney;
  readonly checks: readonly Check[];
  readonly addsUp: boolean;
}

/**
 * Puts the report together and checks that its parts are the whole, and that the database holds
 * what was sent.
 */
export function makeReport(
  survey: Survey,
  tally: Tally,
  recorded: RecordedPurchases,
  money: ImportedMoney,
): ImportReport {
  const checks = checksOf(survey, tally, recorded, money);
  const { identified, guest } = tally.sent;
  return {
    files: survey.files.map(({ path }) => path),
    file: {
      lines: survey.rows,
      exact: survey.exact,
      invoices: survey.linesByInvoice.size - (survey.linesByInvoice.has("") ? 1 : 0),
    },
    customers: tally.customers.size,
    identified: {
      all: tally.identifiedInvoices,
      sales: identified.SALE,
      returns: identified.RETURN,
    },
    guests: { all: tally.guestInvoices, sales: guest.SALE, returns: guest.RETURN },
    left: [...tally.left].map(([reason, amount]) => ({ reason, ...amount })),
    malformed: { ...tally.malformed, withoutAmount: survey.rowsWithoutAmount },
    faults: tally.faults,
    rounded: tally.rounded,
    notEarning: [...tally.notEarning].map(([kind, { lines, exact }]) => ({ kind, lines, exact })),
    outcomes: [...tally.outcomes.values()],
    recorded,
    money,
    checks,
    addsUp: checks.every(({ ok }) => ok),
  };
}

function total(amounts: readonly Amount[]): Amount {
  return {
    lines: amounts.reduce((sum, { lines }) => sum + lines, 0),
    exact: amounts.reduce((sum, { exact }) => sum + exact, 0n),
  };
}

/**
 * The survey's figures come from a reading of their own, so a row lost between the file and its
 * event is found; the database's come from the events on record, so a penny lost behind the door is
 * found too.
 */
function checksOf(
  survey: Survey,
  tally: Tally,
  recorded: RecordedPurchases,
  money: ImportedMoney,
): Check[] {
  const sent = total(Object.values(tally.sent).flatMap((sides) => Object.values(sides)));
  const parts = total([sent, ...tally.left.values(), tally.malformed]);
  const outcomes = [...tally.outcomes.values()];
  const answered = total(outcomes);
  const stored = outcomes.filter(({ outcome }) => outcome === "APPLIED" || outcome === "HELD");
  const storedMinor = stored.reduce((sum, { minor }) => sum + minor, 0n);
  const answeredMinor = outcomes.reduce((sum, { minor }) => sum + minor, 0n);
  return [
    check("rows of the files = sent + left out + malformed", "rows", survey.rows, parts.lines),
    check("amount of the files = sent + left out + malformed", MICRO, survey.exact, parts.exact),
    check("rows sent = rows answered", "rows", sent.lines, answered.lines),
    check("amount sent = amount answered", MICRO, sent.exact, answered.exact),
    check(
      "amount sent = pence sent + rounded away",
      MICRO,
      sent.exact,
      answeredMinor * EXACT_PER_PENNY + tally.rounded.exact,
    ),
    check(
      "purchases accepted = purchases on record",
      "purchases",
      stored.reduce((sum, { documents }) => sum + documents, 0),
      recorded.purchases,
    ),
    check("pence accepted = pence on record", "pence", storedMinor, recorded.minor),
    ...moneyChecks(money, "pence"),
  ];
}
