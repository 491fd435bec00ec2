import type { Command } from "commander";
import type { ShadowSums } from "../../../db/queries/deliveries/shadow.ts";
import { findDestination } from "../../deliveries/operate.ts";
import { allHaveHeard, type Cut, cutIn } from "../../deliveries/shadow/cutDestination.ts";
import { readShadowReport } from "../../deliveries/shadow/shadowReport.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../domain/time/instant.ts";
import { encodeGlobalId } from "../../platform/globalId.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

/** Groups and customers of a field that are listed for people; JSON has all. */
const LISTED_MAX = 20;

type ShadowReport = Awaited<ReturnType<typeof readShadowReport>>;

interface ShadowOptions extends JsonOption {
  readonly from?: Instant;
  readonly to?: Instant;
}

interface CutOptions extends JsonOption {
  readonly reason: string;
  readonly force?: true;
}

/** Says how a destination compares with the feed that tells it; exit code 1: no-go. */
export async function showShadow(
  code: string,
  { from, to, json }: ShadowOptions,
  command: Command,
): Promise<void> {
  if (from !== undefined && to !== undefined && from >= to) {
    command.error("error: --from must be before --to.");
  }
  const report = await withDatabase(async ({ sql }) => {
    const destination = await findDestination(sql, code);
    if (destination === null) {
      return command.error(`error: no destination ${code} is set up.`);
    }
    const bounds = { from: from ?? null, to: to ?? null };
    const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
    return await readShadowReport(sql, destination, { bounds, now });
  });
  if (report.verdict === "NO_GO") {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify(jsonOf(report), null, 2));
  } else {
    for (const line of linesOf(report)) {
      console.log(printable(line));
    }
  }
}

function jsonOf({ since, from, to, fields, ...report }: ShadowReport): object {
  return {
    ...report,
    since: since === null ? null : formatInstant(since),
    ...{ from: formatInstant(from), to: formatInstant(to) },
    fields: fields.map(({ sample, ...field }) => ({
      ...field,
      equal: field.compared - field.different - field.missing,
      sample: sample.map(({ customerId, ...one }) => ({
        customerId: encodeGlobalId("Customer", customerId),
        ...one,
      })),
    })),
  };
}

function linesOf({
  destination,
  mode,
  verdict,
  by,
  reason,
  ...report
}: ShadowReport): readonly string[] {
  const { customers, fields, groups, reasons, from, to } = report;
  const { unknown, inFlight, notCompared } = customers;
  const said = verdict === "GO" ? "go" : "no-go";
  const others = groups.length - LISTED_MAX;
  return [
    `${destination}  ${mode === "SHADOW" ? "in shadow" : "is told"}: ${said}`,
    ...(by === null ? [] : [`  cut by ${by}: ${reason}`]),
    ...reasons.map((reason) => `  ${reason}`),
    `From ${formatInstant(from)} to ${formatInstant(to)}: ${sumOf(customers)}`,
    `  not known by us ${unknown}, in flight ${inFlight}, not compared yet ${notCompared}`,
    ...fields.flatMap(({ field, compared, different, missing, sample }) => [
      `${field}: ${compared} compared, ${different} different, ${missing} missing`,
      ...sample.slice(0, LISTED_MAX).map(({ customerId, ours, theirs, ...of }) => {
        const where = [of.currency, of.band, of.tier, of.status].filter((one) => one !== null);
        const values = `ours ${ours ?? "nothing"}, theirs ${theirs ?? "nothing"}`;
        return `  ${encodeGlobalId("Customer", customerId)}: ${values}; ${where.join(" ")}`;
      }),
    ]),
    ...groups.slice(0, LISTED_MAX).map(({ by, value, currency, ...sums }) => {
      const name = [currency, value].filter((one) => one !== null).join(" ") || "none";
      return `${GROUPED[by]} ${name}: ${sumOf(sums)}`;
    }),
    ...(others > 0 ? [`${others} more groups: --json`] : []),
  ];
}

const GROUPED = { ORDER_SIZE: "last order", TIER: "tier", ORDER_STATUS: "status" } as const;

function sumOf({ compared, equal, different, missing }: ShadowSums): string {
  return `${compared} customers compared, ${equal} equal, ${different} different, ${missing} missing there`;
}

/** Has a destination told from now on, or puts it in shadow again, by the operator's word. */
export async function cut(
  code: string,
  mode: Cut["mode"],
  { reason, force, json }: CutOptions,
  command: Command,
): Promise<void> {
  const answer = await withDatabase(async ({ sql }) => {
    const asked = { destination: code, mode, force: force === true, reason };
    const done = await sql.begin((tx) => cutIn(tx, asked, operator()));
    if (done.userErrors.length === 0) {
      await allHaveHeard();
    }
    return done;
  });
  const [fault] = answer.userErrors;
  if (fault !== undefined) {
    command.error(printable(`error: ${fault.message.replace("`force`", "`--force`")}`));
  }
  if (json === true) {
    console.log(JSON.stringify({ destination: code, mode }, null, 2));
    return;
  }
  console.log(
    mode === "LIVE"
      ? `${code} is told from now on; what was settled in shadow is not. Stop the other feed.`
      : `${code} is in shadow: nothing is sent from now on. Let the other feed go on.`,
  );
}
