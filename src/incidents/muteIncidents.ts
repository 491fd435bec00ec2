import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { endMute, insertMute, listMutes } from "../../db/queries/incidents/notices.ts";
import { readClockMicros } from "../../db/statements/readClock.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { textFault } from "../domain/identity/seen.ts";
import { INCIDENT_CODES, type IncidentCode } from "../domain/incident/lifecycle.ts";
import { CODE_BYTES_MAX } from "../domain/purchase/limits.ts";
import { reasonFault } from "../domain/tier/overrideRules.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";

/** Days that a mute may end ahead: who forgets one is told again. */
const MUTE_DAYS_MAX = 31;
/** Mutes that are not over, at once. */
const MUTES_MAX = 100;

export type MuteFault =
  | "CODE_UNKNOWN"
  | "SUBJECT_INVALID"
  | "TIME_INVALID"
  | "REASON_INVALID"
  | "TOO_MANY"
  | "MUTE_NOT_FOUND";

/** Which incidents nobody is told of, and until when. */
export interface Mute {
  /** Null: whatever is broken. */
  readonly code: string | null;
  /** Null: whatever it is about. */
  readonly subject: string | null;
  /** Null: from now on. */
  readonly from: Instant | null;
  readonly until: Instant;
  readonly reason: string;
}

export interface MuteAnswer {
  /** Public id; null: nothing was changed. */
  readonly mute: string | null;
  readonly userErrors: readonly {
    readonly code: MuteFault;
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

/**
 * Has nobody told of some incidents for a time; they are found and counted all the same.
 *
 * Guarantee: once per idempotency key, on record with who and why. Throws: AppError FORBIDDEN,
 * BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function muteIncidents(
  deps: Pick<CommandDeps, "sql" | "newPublicId">,
  {
    viewer,
    idempotencyKey,
    ...mute
  }: Mute & { readonly viewer: Viewer; readonly idempotencyKey: string },
): Promise<MuteAnswer> {
  requireScope(viewer, "incident:operate");
  const command = { operation: "muteIncidents" as const, key: idempotencyKey, input: mute };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => muteIn(tx, mute, deps.newPublicId(), actorOf(viewer))),
  );
}

/** Ends a mute. Guarantee: as `muteIncidents`. */
export async function unmuteIncidents(
  deps: Pick<CommandDeps, "sql">,
  {
    viewer,
    idempotencyKey,
    mute,
  }: { readonly viewer: Viewer; readonly idempotencyKey: string; readonly mute: string | null },
): Promise<MuteAnswer> {
  requireScope(viewer, "incident:operate");
  const command = { operation: "unmuteIncidents" as const, key: idempotencyKey, input: { mute } };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => unmuteIn(tx, mute, actorOf(viewer))),
  );
}

/** Ends a mute in the caller's transaction, by anybody; `mute` is null where it is none of ours. */
export async function unmuteIn(tx: Tx, mute: string | null, by: string): Promise<MuteAnswer> {
  if (mute === null || !(await endMute(tx, mute))) {
    const message = "There is no such mute, or it is over; health { mutes { id } } lists them.";
    return refuse("MUTE_NOT_FOUND", "mute", message);
  }
  const details = { mute };
  await insertAudit(tx, { actor: by, action: "incident.unmute", leafId: null, details });
  return { mute, userErrors: [] };
}

/** Mutes in the caller's transaction, by anybody. Guarantee: refused, nothing is changed. */
export async function muteIn(
  tx: Tx,
  mute: Mute,
  publicId: string,
  by: string,
): Promise<MuteAnswer> {
  const now = Math.round(await readClockMicros(tx)) as Instant;
  const from = laterOf(mute.from ?? now, now);
  const reason = reasonFault(mute.reason);
  if (mute.code !== null && !isCode(mute.code)) {
    const message = `There are ${INCIDENT_CODES.join(", ")}.`;
    return refuse("CODE_UNKNOWN", "code", message);
  }
  const subject = mute.subject === null ? null : subjectFault(mute.subject);
  if (subject !== null) {
    return refuse("SUBJECT_INVALID", "subject", subject);
  }
  if (mute.until <= from || mute.until > addMicros(now, MUTE_DAYS_MAX * MICROS_PER_DAY)) {
    const message = `It must end after it begins, and within ${MUTE_DAYS_MAX} days.`;
    return refuse("TIME_INVALID", "until", message);
  }
  if (reason !== null) {
    return refuse("REASON_INVALID", "reason", reason);
  }
  if ((await listMutes(tx, formatInstant(now))).length >= MUTES_MAX) {
    return refuse(
      "TOO_MANY",
      "code",
      `At most ${MUTES_MAX} at once: end those that are not needed.`,
    );
  }
  const row = {
    ...{ code: mute.code as IncidentCode | null, subject: mute.subject },
    ...{ fromAt: formatInstant(from), untilAt: formatInstant(mute.until) },
    reason: mute.reason.trim(),
  };
  await insertMute(tx, { ...row, publicId, createdBy: by });
  const { reason: _, ...facts } = row;
  const details = { mute: publicId, ...facts };
  await insertAudit(tx, { actor: by, action: "incident.mute", leafId: null, details });
  return { mute: publicId, userErrors: [] };
}

function refuse(code: MuteFault, field: string, message: string): MuteAnswer {
  return { mute: null, userErrors: [{ code, message, field: ["input", field] }] };
}

function isCode(code: string): boolean {
  return (INCIDENT_CODES as readonly string[]).includes(code);
}

function subjectFault(subject: string): string | null {
  return subject === "" || Buffer.byteLength(subject) > CODE_BYTES_MAX
    ? `It must be a code of 1 to ${CODE_BYTES_MAX} bytes.`
    : textFault(subject);
}
