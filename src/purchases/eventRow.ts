import type { IntakeRow, TakenEventRow } from "../../db/queries/core/takeKeys.ts";
import { hexBytes } from "../../db/statements/rows.ts";
import { encodeFact, type FactJson, waitingAs } from "../domain/purchase/factCodec.ts";
import { HOLDS, type HoldReason } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, type LocalDate, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { hasWaited, type Item, type OpenIntake } from "./item.ts";
import { encodeBody } from "./receive/intakeBody.ts";
import type { Resolution } from "./resolution.ts";

/**
 * The intake gets its id and day with its first batch; later batches of the same request point at
 * it.
 */
export function openIntakeRow(intake: OpenIntake, id: bigint, receivedAt: Instant): IntakeRow {
  const at = formatInstant(receivedAt);
  // Once for all attempts: an attempt whose COMMIT was answered by silence may have stored it.
  intake.id ??= id;
  intake.receivedOn ??= at.slice(0, 10) as LocalDate;
  const { submission } = intake;
  const body = encodeBody(submission.body);
  return {
    id: intake.id,
    received_on: intake.receivedOn,
    received_at: at,
    door: submission.door,
    principal: submission.viewer.principal,
    request_id: submission.requestId,
    headers: submission.headers,
    body: hexBytes(body.bytes),
    body_encoding: body.encoding,
  };
}

/**
 * A row as the plan expects it to end; what turns out otherwise is corrected in the same
 * transaction.
 */
export function eventRow(
  item: Item,
  id: bigint,
  resolution: Resolution | null,
  recordedAt: Instant,
): TakenEventRow {
  const { event, held, intake } = item;
  if (resolution?.kind === "ALONE") {
    throw new Error("an event that needs a transaction of its own is not taken in a batch");
  }
  const refusal = refusalOf(item, resolution);
  const applied = refusal === null && resolution?.kind === "APPLY" ? resolution : null;
  const row: TakenEventRow = {
    id,
    source_id: item.source?.id as number,
    event_id: item.eventId,
    kind: event?.kind ?? null,
    outcome: refusal === null ? "APPLIED" : "REJECTED",
    reason: refusal?.reason ?? null,
    field: refusal?.field ?? null,
    wait_key: null,
    wait_until: null,
    released_at: null,
    mode: item.mode,
    intake_on: held?.intake_on ?? (intake?.receivedOn as LocalDate),
    intake_id: held?.intake_id ?? (intake?.id as bigint),
    intake_position: held?.intake_position ?? item.position,
    occurred_at: event === null ? null : formatInstant(event.occurredAt),
    recorded_at: formatInstant(recordedAt),
    body_hash: `\\x${item.bodyHash ?? ""}`,
    hash_version: item.hashVersion,
    fact: refusal === null ? factOf(item, resolution) : waitedFact(item),
    order_id: applied?.orderId ?? null,
    leaf_id: applied?.leafId ?? null,
  };
  return refusal === null && resolution?.kind === "HOLD"
    ? heldRow(row, resolution.reason, resolution.waitKey, recordedAt, held)
    : row;
}

function refusalOf(
  { event, refusal }: Item,
  resolution: Resolution | null,
): Pick<TakenEventRow, "reason" | "field"> | null {
  if (refusal !== null || resolution === null || event === null) {
    return { reason: refusal?.reason ?? "INVALID", field: refusal?.field ?? null };
  }
  return resolution.kind === "REJECT"
    ? { reason: resolution.reason, field: resolution.field }
    : null;
}

function factOf(item: Item, resolution: Resolution | null): FactJson | null {
  const { event, sentBy, source, boundStore, isApproved } = item;
  if (event === null || (resolution?.kind !== "APPLY" && resolution?.kind !== "HOLD")) {
    return null;
  }
  const defaultChannel = source?.default_channel ?? null;
  const waitedAs = item.held?.fact?.wl ?? [];
  const known = { boundStore, isApproved, sentBy, defaultChannel };
  const beside = { ...known, hasWaited: hasWaited(item), waitedAs };
  return encodeFact(event, resolution.identifierIds.map(String), beside);
}

/** An event that waited and is refused keeps its fact: its wait may have left what it names. */
function waitedFact({ held }: Item): FactJson | null {
  return held?.fact ?? null;
}

/**
 * The row of an event that waits: what for, and until when at most. One that ran in vain (`before`)
 * and waits on for the same reason keeps the end of its wait. Its fact tells whose it is so far.
 */
export function heldRow(
  row: Omit<TakenEventRow, "outcome">,
  reason: HoldReason,
  waitKey: string,
  heldAt: Instant,
  before: TakenEventRow | null = null,
): TakenEventRow {
  const known = before?.reason === reason ? before.wait_until : null;
  const { fact, leaf_id: leafId } = row;
  return {
    ...row,
    fact: fact === null || leafId === null ? fact : waitingAs(fact, leafId),
    outcome: "HELD",
    reason,
    wait_key: waitKey,
    wait_until:
      known ?? formatInstant(addMicros(heldAt, HOLDS[reason].maxAgeDays * MICROS_PER_DAY)),
    released_at: null,
    order_id: null,
    leaf_id: null,
  };
}
