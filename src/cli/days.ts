import { type Command, InvalidArgumentError } from "commander";
import { uuidv7 } from "uuidv7";
import {
  type DayKey,
  type DeclaredDayRow,
  readDeclaration,
  readDeclaredDays,
} from "../../db/queries/days/declaredDays.ts";
import { Catalog } from "../core/catalog.ts";
import { declareDay } from "../days/declareDay.ts";
import { undeclaredDays } from "../days/undeclaredDays.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import { DAY_STATES, type DayState } from "../domain/day/dayState.ts";
import { type Instant, type LocalDate, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { addDaysToDate, parseLocalDate } from "../domain/time/localDate.ts";
import { amountOf } from "../platform/money.ts";
import { withDatabase } from "./context.ts";
import { operator } from "./operator.ts";
import { printable } from "./printable.ts";

/** Days listed when nothing else is asked for. */
const LIST_DAYS = 7;
/** Declarations listed at most. */
const LIST_LIMIT = 1_000;

interface ListOptions {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly store?: string;
  readonly source?: string;
  readonly state?: DayState;
  readonly json?: true;
}

interface DeclareOptions {
  readonly store?: string;
  readonly till?: string;
  readonly source?: string;
  readonly first?: string;
  readonly last?: string;
  readonly key?: string;
  readonly json?: true;
}

/** `tributary days`: what tills and sources say that business days came to, and what came. */
export function register(program: Command): void {
  const days = program
    .command("days")
    .description("business days as they were declared, and what came of them");
  days
    .command("list")
    .description("list declarations that stand, the latest days first, as they last compared")
    .option("--from <day>", `the first day; ${LIST_DAYS} days before --to if left out`, parseDay)
    .option("--to <day>", "the last day; tomorrow if left out", parseDay)
    .option("--store <code>", "of this store alone")
    .option("--source <code>", "of this source alone")
    .option("--state <state>", `one of ${DAY_STATES.join(", ")}`, parseState)
    .option("--json", "print one JSON object")
    .action(list);
  days
    .command("undeclared")
    .description("list days that are over and were not declared by whoever declares days")
    .option("--json", "print one JSON object")
    .action(undeclared);
  days
    .command("declare")
    .description("say what a day came to, in a till's place or for a source")
    .argument("<day>", "the business date, YYYY-MM-DD", parseDay)
    .argument("<receipts>", "how many", parseCount)
    .argument("<total>", "such as 1204.50, or -8.00 behind --")
    .argument("<currency>", "ISO 4217, such as GBP")
    .option("--store <code>", "of this store; left out: all orders of the source")
    .option("--till <number>", "of this till")
    .option("--source <code>", "it is this source's word; left out: the till's own")
    .option("--first <number>", "the first number of the till's day")
    .option("--last <number>", "the last number of the till's day")
    .option("--key <text>", "idempotency key, to repeat a call safely")
    .option("--json", "print one JSON object")
    .action(declare);
}

function parseDay(text: string): LocalDate {
  const day = parseLocalDate(text);
  if (day === null) {
    throw new InvalidArgumentError("It must be a day, such as 2026-11-29.");
  }
  return day;
}

function parseCount(text: string): number {
  if (/^\d{1,7}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number, 0 or more.");
}

function parseState(text: string): DayState {
  const state = DAY_STATES.find((one) => one === text);
  if (state === undefined) {
    throw new InvalidArgumentError(`Use one of ${DAY_STATES.join(", ")}.`);
  }
  return state;
}

async function list(options: ListOptions): Promise<void> {
  const { store = null, source = null, state } = options;
  const today = new Date().toISOString().slice(0, 10) as LocalDate;
  const to = options.to ?? addDaysToDate(today, 1);
  const from = options.from ?? addDaysToDate(to, -LIST_DAYS);
  const states = state === undefined ? null : [state];
  const filter = { from, to, store, source, states, before: null };
  const rows = await withDatabase(({ sql }) =>
    readDeclaredDays(sql, { ...filter, limit: LIST_LIMIT + 1 }),
  );
  const shown = rows.slice(0, LIST_LIMIT);
  if (options.json === true) {
    const isComplete = rows.length <= LIST_LIMIT;
    console.log(JSON.stringify({ from, to, isComplete, days: shown.map(jsonOf) }, null, 2));
    return;
  }
  console.log(shown.map(lineOf).join("\n") || `Nothing was declared from ${from} to ${to}.`);
  if (rows.length > LIST_LIMIT) {
    console.log(`There are more than these ${LIST_LIMIT}: see --from, --to and --state.`);
  }
}

async function undeclared({ json }: Pick<ListOptions, "json">): Promise<void> {
  const rows = await withDatabase(async ({ sql }) => {
    const catalog = await Catalog.load(sql);
    const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
    return await undeclaredDays(sql, catalog, now);
  });
  if (json === true) {
    const orNull = (text: string) => (text === "" ? null : text);
    const told = rows.map(({ businessDate, store, till, source }) => ({
      ...{ businessDate, store: orNull(store), till: orNull(till), source: orNull(source) },
    }));
    console.log(JSON.stringify({ days: told }, null, 2));
    return;
  }
  const lines = rows.map((row) => `${row.businessDate}  ${whoseDay(row)}`);
  console.log(lines.join("\n") || "Every day that is to be declared was declared.");
}

function lineOf(row: DeclaredDayRow): string {
  const { currency } = row;
  const money = (minor: bigint) => `${amountOf(minor, currency)} ${currency}`;
  const held = row.held === 0 ? "" : `, ${row.held} of them held (${money(row.heldMinor)})`;
  return (
    `${row.businessDate}  ${row.state.padEnd(7)}  ${whoseDay(row)}  ` +
    `declared ${row.receipts}, ${money(row.totalMinor)}  ` +
    `came ${row.received}, ${money(row.receivedMinor)}${held}`
  );
}

function whoseDay({ store, till, source }: DayKey): string {
  const parts = [
    ...(store === "" ? [] : [`store ${printable(store)}`]),
    ...(till === "" ? [] : [`till ${printable(till)}`]),
    ...(source === "" ? [] : [`source ${printable(source)}`]),
  ];
  return parts.join(" ");
}

function jsonOf(row: DeclaredDayRow) {
  const { businessDate, receipts, currency, firstNumber, lastNumber, state, received, held } = row;
  const orNull = (text: string) => (text === "" ? null : text);
  return {
    businessDate,
    ...{ store: orNull(row.store), till: orNull(row.till), source: orNull(row.source) },
    ...{ receipts, total: amountOf(row.totalMinor, currency), currency, firstNumber, lastNumber },
    ...{ state, received, receivedTotal: amountOf(row.receivedMinor, currency) },
    ...{ held, heldTotal: amountOf(row.heldMinor, currency) },
    ...{ by: row.actor, at: row.recordedAt, since: row.since, comparedAt: row.comparedAt },
  };
}

async function declare(
  businessDate: LocalDate,
  receipts: number,
  amount: string,
  currencyCode: string,
  options: DeclareOptions,
  command: Command,
): Promise<void> {
  const { row, userErrors } = await withDatabase(async ({ sql }) => {
    const answer = await declareDay(
      { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 },
      {
        ...{ viewer: systemViewer(operator()), businessDate, receipts },
        idempotencyKey: options.key ?? uuidv7(),
        ...{ store: options.store ?? null, till: options.till ?? null },
        ...{ source: options.source ?? null, total: { amount, currencyCode } },
        ...{ firstNumber: options.first ?? null, lastNumber: options.last ?? null },
      },
    );
    const { day } = answer;
    return { ...answer, row: day === null ? null : await readDeclaration(sql, day) };
  });
  if (row === null) {
    command.error(`error: ${userErrors.map(({ message }) => message).join(" ")}`);
  }
  console.log(options.json === true ? JSON.stringify(jsonOf(row), null, 2) : lineOf(row));
}
