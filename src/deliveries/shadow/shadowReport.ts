import type { Sql, Tx } from "../../../db/connection/client.ts";
import type { DestinationRow } from "../../../db/queries/deliveries/destinations.ts";
import { readMode } from "../../../db/queries/deliveries/modes.ts";
import { readReadBackStates } from "../../../db/queries/deliveries/readBackFindings.ts";
import {
  listShadowSample,
  readShadowFields,
  readShadowGroups,
  readShadowOthers,
  readShadowSums,
  type ShadowFieldRow,
  type ShadowGroupRow,
  type ShadowOthers,
  type ShadowRange,
  type ShadowSampleRow,
  type ShadowSums,
} from "../../../db/queries/deliveries/shadow.ts";
import { fileComparing, type NoFile } from "../../domain/delivery/comparing.ts";
import { READ_RULES } from "../../domain/delivery/readBack.ts";
import { askedBy } from "../../domain/delivery/sends.ts";
import { shadowCriteriaOf } from "../../domain/delivery/settings.ts";
import { type Mode, type ShadowVerdict, shadowVerdict } from "../../domain/delivery/shadow.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { READ_BACK_RETENTION_DAYS } from "../readBack/readBackJobs.ts";

/** Groups that are told of, those in which most differs first. */
const GROUPS_MAX = 200;
/** Customers that are named of a field. */
const SAMPLE_MAX = 20;

/** Why nothing of a destination can be compared. */
const NO_FILE_SAID: Readonly<Record<Exclude<NoFile, "READ_BACK">, string>> = {
  NO_CUSTOMERS: "It is told of coupons alone, so that it cannot be compared.",
  NO_FIELDS: "Its set-up has no `fields`, so that it cannot be compared.",
};

/** How a destination compares with what we would have told it, and whether it may be cut over. */
export interface ShadowJudgement extends ShadowVerdict {
  /** Code of the destination. */
  readonly destination: string;
  readonly mode: Mode;
  /** Since when; null: it was always so. */
  readonly since: Instant | null;
  /** Who cut it then, and why; null: nobody has. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly from: Instant;
  readonly to: Instant;
  /** What it rests on, and what the rest of the report is counted by. */
  readonly counted: {
    readonly sums: ShadowSums;
    readonly range: ShadowRange;
    /** How long it may take to store something. */
    readonly settleSeconds: number;
  };
}

/** What comparing one field came to, of a range. */
export interface ShadowFieldModel extends ShadowFieldRow {
  readonly range: ShadowRange;
}

export type ShadowCustomers = ShadowSums & ShadowOthers;

/** Null bounds: from when it is in shadow, or for as long as is kept, until now. */
export interface ShadowBounds {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * Judges a destination by what was compared. What was compared before it was in shadow this time is
 * not looked at. Counts what was compared and nothing else, so that a cut need not wait for the
 * rest of the report.
 */
export async function judgeShadow(
  sql: Sql | Tx,
  destination: DestinationRow,
  { bounds, now }: { readonly bounds: ShadowBounds; readonly now: Instant },
): Promise<ShadowJudgement> {
  const { id, code, settings } = destination;
  const { mode, since: said, actor: by, reason } = await readMode(sql, id);
  const since = said === "-infinity" ? null : instantFromPg(said);
  const kept = addMicros(now, -READ_BACK_RETENTION_DAYS * MICROS_PER_DAY);
  const begins = mode === "SHADOW" && since !== null ? Math.max(since, kept) : kept;
  const from = Math.max(bounds.from ?? begins, begins) as Instant;
  // What is compared in this very moment is in it.
  const to = bounds.to ?? addMicros(now, MICROS_PER_SECOND);
  const range = { destinationId: id, from: formatInstant(from), to: formatInstant(to) };
  const sums = await readShadowSums(sql, range);
  const states = await readReadBackStates(sql);
  const problem = states.find(({ destinationId }) => destinationId === id)?.problem ?? null;
  const criteria = shadowCriteriaOf(settings);
  const verdict = shadowVerdict(sums, { criteria, days: daysOf(from, to, now), problem });
  return {
    ...{ destination: code, mode, since, by, reason, from, to },
    ...verdictOf(verdict, againstAll(mode, settings, sums.compared < criteria.customersMin)),
    counted: { sums, range, settleSeconds: settings.readBack?.settleSeconds ?? 0 },
  };
}

/**
 * What stands against cutting over whatever was counted.
 *
 * @param isMoreToCompare too few customers were compared
 */
function againstAll(
  mode: Mode,
  settings: DestinationRow["settings"],
  isMoreToCompare: boolean,
): string[] {
  const told = mode === "LIVE" ? ["It is told by us: there is no other feed to compare."] : [];
  const byFile = fileComparing(settings);
  const cannot =
    byFile === "READ_BACK"
      ? []
      : typeof byFile === "string"
        ? [NO_FILE_SAID[byFile]]
        : isMoreToCompare
          ? [byFileSaid(settings)]
          : [];
  return [...told, ...cannot];
}

function byFileSaid({ sends }: DestinationRow["settings"]): string {
  const how = "`destinations compare` compares it with a file of what the other feed told.";
  return READ_RULES[sends.kind] === null || askedBy(sends) === null
    ? `A ${sends.kind} cannot be asked what it stores; ${how}`
    : `It is not read back: \`readBack\` of its set-up says how; or ${how}`;
}

function verdictOf(counted: ShadowVerdict, against: readonly string[]): ShadowVerdict {
  return against.length === 0
    ? counted
    : {
        verdict: "NO_GO",
        reasons: [...against, ...(counted.verdict === "NO_GO" ? counted.reasons : [])],
      };
}

/** Customers who were compared, and those who were not. */
export async function readShadowCustomers(
  sql: Sql,
  { counted: { sums, range, settleSeconds } }: ShadowJudgement,
): Promise<ShadowCustomers> {
  return { ...sums, ...(await readShadowOthers(sql, range, settleSeconds)) };
}

export async function listShadowFields(
  sql: Sql,
  { counted: { range } }: ShadowJudgement,
): Promise<readonly ShadowFieldModel[]> {
  return (await readShadowFields(sql, range)).map((field) => ({ ...field, range }));
}

/** Customers in whom a field is not equal. */
export async function sampleShadowField(
  sql: Sql,
  { field, different, missing, range }: ShadowFieldModel,
): Promise<readonly ShadowSampleRow[]> {
  return different + missing === 0
    ? []
    : await listShadowSample(sql, range, { field, limit: SAMPLE_MAX });
}

export async function listShadowGroups(
  sql: Sql,
  { counted: { range } }: ShadowJudgement,
): Promise<readonly ShadowGroupRow[]> {
  return await readShadowGroups(sql, range, GROUPS_MAX);
}

/** All that is known of how a destination compares. */
export async function readShadowReport(
  sql: Sql,
  destination: DestinationRow,
  asOf: { readonly bounds: ShadowBounds; readonly now: Instant },
) {
  const judged = await judgeShadow(sql, destination, asOf);
  const { counted, ...verdict } = judged;
  const { range } = counted;
  const fields = [];
  for (const field of await readShadowFields(sql, range)) {
    fields.push({ ...field, sample: await sampleShadowField(sql, { ...field, range }) });
  }
  return {
    ...verdict,
    customers: await readShadowCustomers(sql, judged),
    groups: await listShadowGroups(sql, judged),
    fields,
  };
}

/** Whole days that have passed of a range. */
function daysOf(from: Instant, to: Instant, now: Instant): number {
  return Math.max(0, Math.floor((Math.min(to, now) - from) / MICROS_PER_DAY));
}
