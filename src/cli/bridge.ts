import { type Command, InvalidArgumentError } from "commander";
import { Catalog } from "../core/catalog.ts";
import { bridgeOfDay, type DayBridge } from "../days/bridge.ts";
import { repairsOf } from "../days/bridgeRepairs.ts";
import { dayNumberAt } from "../domain/time/calendar.ts";
import { type Instant, type LocalDate, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { addDaysToDate, parseLocalDate } from "../domain/time/localDate.ts";
import { amountOf } from "../platform/money.ts";
import { withDatabase } from "./context.ts";
import { printable } from "./printable.ts";

/** Days of one call. */
const DAYS_MAX = 92;
/** Sources of one call. */
const SOURCES_MAX = 20;
/** Wide enough for a total of a large day. */
const AMOUNT_WIDTH = 16;

interface BridgeOptions {
  readonly source: readonly string[];
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  npx tributary bridge --source shop --from 2026-11-01 --to 2026-11-07
  npx tributary bridge --source shop --source till --from 2026-11-29 --to 2026-11-29
  npx tributary bridge --source erp --from 2026-11-01 --to 2026-11-30 --json

It changes nothing and may run beside a server. Exit code 0 when everything adds up, 1 when something
is unexplained.`;

/** `tributary bridge`: from what a source says of its days to what the ledger has of them. */
export function register(program: Command): void {
  program
    .command("bridge")
    .description("show whether a source's days add up to the ledger, step by step")
    .requiredOption("--source <code...>", `whose days, ${SOURCES_MAX} sources at most`)
    .requiredOption("--from <day>", "the first day", parseDay)
    .requiredOption("--to <day>", `the last day; ${DAYS_MAX} days at most with both`, parseDay)
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(bridge);
}

function parseDay(text: string): LocalDate {
  const day = parseLocalDate(text);
  if (day === null) {
    throw new InvalidArgumentError("It must be a day, such as 2026-11-29.");
  }
  return day;
}

async function bridge(options: BridgeOptions, command: Command): Promise<void> {
  const { from, to } = options;
  const days = dayNumberAt(to) - dayNumberAt(from) + 1;
  if (days < 1 || days > DAYS_MAX) {
    command.error(
      `error: --to must not be before --from, and both ${DAYS_MAX} days at most apart.`,
    );
  }
  const codes = [...new Set(options.source)];
  if (codes.length > SOURCES_MAX) {
    command.error(
      `error: --source takes ${SOURCES_MAX} sources at most; these are ${codes.length}.`,
    );
  }
  const bridges = await withDatabase(async ({ sql }) => {
    const catalog = await Catalog.load(sql);
    const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
    const { timeZone } = catalog.rulesetAt(now).programme;
    const rulesetAt = (instant: Instant) => catalog.rulesetAt(instant);
    const all: DayBridge[] = [];
    for (const code of codes) {
      const source = catalog.source(code);
      if (source === undefined) {
        command.error(`error: --source ${code}: no such source is set up.`);
      }
      for (let day = 0; day < days; day += 1) {
        const businessDate = addDaysToDate(from, day);
        all.push(
          ...(await bridgeOfDay({ db: sql, rulesetAt }, { source, businessDate, timeZone })),
        );
      }
    }
    return all;
  });
  const isSound = bridges.every(addsUp);
  if (options.json === true) {
    console.log(JSON.stringify({ from, to, ok: isSound, bridges: bridges.map(jsonOf) }, null, 2));
  } else {
    console.log(bridges.map(textOf).join("\n\n") || `Nothing came from ${from} to ${to}.`);
  }
  if (!isSound) {
    process.exitCode = 1;
  }
}

function addsUp({ unexplainedMinor, points, findings }: DayBridge): boolean {
  return unexplainedMinor === 0n && points.shown === points.booked && findings.length === 0;
}

function jsonOf(day: DayBridge) {
  const { currency, declared, points } = day;
  const money = (minor: bigint) => amountOf(minor, currency);
  return {
    ...{ businessDate: day.businessDate, source: day.source, currency },
    sourceTotal: money(day.sourceMinor),
    declared: declared === null ? null : { count: declared.receipts },
    count: day.purchases,
    steps: day.steps.map(({ reason, minor, count, causes }) => ({
      ...{ reason, amount: money(minor), count },
      causes: causes.map((cause) => ({
        ...{ code: cause.code, amount: money(cause.minor), count: cause.count },
      })),
    })),
    ledgerTotal: money(day.ledgerMinor),
    unexplained: money(day.unexplainedMinor),
    unexplainedPoints: String(points.shown - points.booked),
    findings: day.findings.map((finding) => ({
      ...{ kind: finding.kind, references: finding.references, order: finding.order },
      ...{ told: money(finding.toldMinor), ledger: money(finding.ledgerMinor) },
      unexplained: money(finding.unexplainedMinor),
      pointsShown: String(finding.points.shown),
      pointsBooked: String(finding.points.booked),
    })),
    repairs: repairsOf(day),
  };
}

function textOf(day: DayBridge): string {
  const { currency, declared, points } = day;
  const line = (name: string, minor: bigint, more = ""): string =>
    `  ${name.padEnd(AMOUNT_WIDTH)}${amountOf(minor, currency).padStart(AMOUNT_WIDTH)}${more}`;
  const said = declared === null ? "by its messages" : `declared, ${declared.receipts} purchases`;
  const steps = day.steps.map(({ reason, minor, count, causes }) =>
    count === 0
      ? line(reason.toLowerCase(), minor)
      : line(
          reason.toLowerCase(),
          minor,
          `  ${count}: ${causes.map(({ code }) => code).join(", ")}`,
        ),
  );
  const findings = day.findings.map(
    ({ kind, references, unexplainedMinor, points: { shown, booked } }) =>
      `  ! ${kind} ${references.map(({ value }) => printable(value)).join(" ")}: ` +
      `${amountOf(unexplainedMinor, currency)} ${currency}, ` +
      `${shown} points shown and ${booked} booked`,
  );
  return [
    `${day.businessDate}  ${printable(day.source)}  ${currency}`,
    line("source", day.sourceMinor, `  ${said}; ${day.purchases} came`),
    ...steps,
    line("ledger", day.ledgerMinor),
    line("unexplained", day.unexplainedMinor, addsUp(day) ? "  all adds up" : "  DOES NOT ADD UP"),
    ...(points.shown === points.booked
      ? []
      : [`  ! points: ${points.shown} shown, ${points.booked} in the ledger`]),
    ...findings,
    ...repairsOf(day).map(
      ({ sentence, command, safe }) =>
        `  > ${sentence}${command === null ? "" : `\n    ${safe ? "" : "(look first) "}${command}`}`,
    ),
  ].join("\n");
}
