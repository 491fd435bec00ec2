import type { Sql, Tx } from "../../../db/connection/client.ts";
import type { DestinationRow } from "../../../db/queries/deliveries/destinations.ts";
import { readMode } from "../../../db/queries/deliveries/modes.ts";
import { readReadBackStates } from "../../../db/queries/deliveries/readBackFindings.ts";
import {
  listShadowSample,
  readShadowFields,
  readShadowGroups,
  readShadowTotals,
  type ShadowFieldRow,
  type ShadowGroupRow,
  type ShadowRange,
  type ShadowSampleRow,
  type ShadowTotals,
} from "../../../db/queries/deliveries/shadow.ts";
import { READ_RULES } from "../../domain/delivery/readBack.ts";
import { shadowCriteriaOf } from "../../domain/delivery/settings.ts";
import { type Mode, type ShadowVerdict, shadowVerdict } from "../../domain/delivery/shadow.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { READ_BACK_RETENTION_DAYS } from "../readBack/readBackJobs.ts";

/** Groups that are told of, those in which most differs first. */
const GROUPS_MAX = 200;
/** Customers that are named of a field. */
const SAMPLE_MAX = 20;

const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** What comparing one field came to, and in whom it differs. */
export interface ShadowFieldModel extends ShadowFieldRow {
  readonly sample: readonly ShadowSampleRow[];
}

/** A destination beside the feed that tells it. */
export interface ShadowReport extends ShadowVerdict {
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
  readonly customers: ShadowTotals;
  readonly groups: readonly ShadowGroupRow[];
  readonly fields: readonly ShadowFieldModel[];
}

/** Null bounds: from when it is in shadow, or for as long as is kept, until now. */
export interface ShadowBounds {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * Reports how a destination compares with what we would have told it, counted from what was
 * compared. What was compared before it was in shadow this time is not looked at.
 */
export async function readShadowReport(
  sql: Sql | Tx,
  destination: DestinationRow,
  { bounds, now }: { readonly bounds: ShadowBounds; readonly now: Instant },
): Promise<ShadowReport> {
  const { range, from, to, ...cut } = await rangeOf(sql, destination, { bounds, now });
  const [{ verdict, reasons, customers }, groups, fields] = [
    await judge(sql, destination, { range, mode: cut.mode, days: daysOf(from, to, now) }),
    await readShadowGroups(sql, range, GROUPS_MAX),
    await readShadowFields(sql, range),
  ];
  const sampled: ShadowFieldModel[] = [];
  for (const field of fields) {
    const isEqual = field.different + field.missing === 0;
    const of = { field: field.field, limit: SAMPLE_MAX };
    sampled.push({ ...field, sample: isEqual ? [] : await listShadowSample(sql, range, of) });
  }
  return {
    ...{ destination: destination.code, ...cut, from, to, verdict, reasons, customers },
    ...{ groups, fields: sampled },
  };
}

/** The verdict alone, over all that is kept. */
export async function readShadowVerdict(
  sql: Sql | Tx,
  destination: DestinationRow,
  now: Instant,
): Promise<ShadowVerdict> {
  const bounds = { from: null, to: null };
  const { range, mode, from, to } = await rangeOf(sql, destination, { bounds, now });
  const days = daysOf(from, to, now);
  const { verdict, reasons } = await judge(sql, destination, { range, mode, days });
  return { verdict, reasons };
}

async function rangeOf(
  sql: Sql | Tx,
  { id }: DestinationRow,
  { bounds, now }: { readonly bounds: ShadowBounds; readonly now: Instant },
) {
  const { mode, since: said, actor: by, reason } = await readMode(sql, id);
  const since = said === "-infinity" ? null : instantFromPg(said);
  const kept = addMicros(now, -READ_BACK_RETENTION_DAYS * MICROS_PER_DAY);
  const begins = mode === "SHADOW" && since !== null ? Math.max(since, kept) : kept;
  const from = Math.max(bounds.from ?? begins, begins) as Instant;
  // What is compared in this very moment is in it.
  const to = bounds.to ?? addMicros(now, MICROS_PER_SECOND);
  const range = { destinationId: id, from: formatInstant(from), to: formatInstant(to) };
  return { range, from, to, mode, since, by, reason };
}

async function judge(
  sql: Sql | Tx,
  { id, settings }: DestinationRow,
  {
    range,
    mode,
    days,
  }: { readonly range: ShadowRange; readonly mode: Mode; readonly days: number },
): Promise<ShadowVerdict & { readonly customers: ShadowTotals }> {
  const { readBack, sends } = settings;
  const customers = await readShadowTotals(sql, range, readBack?.settleSeconds ?? 0);
  const states = await readReadBackStates(sql);
  const problem = states.find(({ destinationId }) => destinationId === id)?.problem ?? null;
  const { verdict, reasons } = shadowVerdict(customers, {
    ...{ criteria: shadowCriteriaOf(settings), days, problem },
  });
  const cannot =
    READ_RULES[sends.kind] === null
      ? [`A ${sends.kind} is not asked what it stores, so that it cannot be compared.`]
      : readBack === undefined
        ? ["It is not read back, so that nothing is compared: `readBack` of its set-up says how."]
        : [];
  const told = mode === "LIVE" ? ["It is told by us: there is no other feed to compare."] : [];
  const against = [...told, ...cannot];
  return against.length === 0
    ? { verdict, reasons, customers }
    : {
        verdict: "NO_GO",
        reasons: [...against, ...(verdict === "NO_GO" ? reasons : [])],
        customers,
      };
}

/** Whole days that have passed of a range. */
function daysOf(from: Instant, to: Instant, now: Instant): number {
  return Math.max(0, Math.floor((Math.min(to, now) - from) / MICROS_PER_DAY));
}
