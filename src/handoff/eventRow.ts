import type { EventClaimRow, IntakeRow } from "../../db/queries/claims.ts";
import { hexBytes } from "../../db/queries/rows.ts";
import { encodeFact } from "../domain/purchase/factCodec.ts";
import { HOLDS, type HoldReason } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, type LocalDate, MICROS_PER_DAY } from "../domain/time/instant.ts";
import type { Item, OpenIntake } from "./item.ts";
import type { Resolution } from "./resolve.ts";

const NO_HASH = Buffer.alloc(0);

/** The intake gets its id and day with its first batch; later batches of the same request point at it. */
export function openIntakeRow(intake: OpenIntake, id: bigint, receivedAt: Instant): IntakeRow {
  const at = formatInstant(receivedAt);
  // Once for all attempts: an attempt whose COMMIT was answered by silence may have stored it.
  intake.id ??= id;
  intake.receivedOn ??= at.slice(0, 10) as LocalDate;
  const { submission } = intake;
  return {
    id: intake.id,
    received_on: intake.receivedOn,
    received_at: at,
    door: submission.door,
    principal: submission.viewer.principal,
    request_id: submission.requestId,
    headers: submission.headers,
    body: hexBytes(submission.body),
  };
}

/** A row as the plan expects it to end; what turns out otherwise is corrected in the same transaction. */
export function eventRow(
  item: Item,
  id: bigint,
  resolution: Resolution | null,
  recordedAt: Instant,
): EventClaimRow {
  const { event } = item;
  const recorded_at = formatInstant(recordedAt);
  const base = {
    ...placeOf(item),
    id,
    recorded_at,
    source_id: item.source?.id as number,
    event_id: item.eventId,
    kind: event?.kind ?? null,
    occurred_at: event === null ? null : formatInstant(event.occurredAt),
    body_hash: hexBytes(item.bodyHash ?? NO_HASH),
    hash_version: item.hashVersion,
    mode: item.mode,
    reason: null,
    field: null,
    wait_key: null,
    wait_until: null,
    released_at: null,
    order_id: null,
    leaf_id: null,
    fact: null,
  };
  if (item.refusal !== null || resolution === null || event === null) {
    return {
      ...base,
      outcome: "REJECTED",
      reason: item.refusal?.reason ?? "INVALID",
      field: item.refusal?.field ?? null,
    };
  }
  if (resolution.kind === "REJECT") {
    return { ...base, outcome: "REJECTED", reason: resolution.reason, field: resolution.field };
  }
  if (resolution.kind === "ALONE") {
    throw new Error("an event that needs a transaction of its own is not claimed in a batch");
  }
  const fact = encodeFact(event, resolution.identifierIds.map(String));
  if (resolution.kind === "HOLD") {
    return heldRow({ ...base, fact }, resolution.reason, resolution.waitKey, recordedAt, item.held);
  }
  return {
    ...base,
    outcome: "APPLIED",
    fact,
    order_id: resolution.orderId,
    leaf_id: resolution.leafId,
  };
}

/**
 * The row of an event that waits: what for, and until when at most. One that ran in vain (`before`) and waits on for
 * the same reason keeps the end of its wait.
 */
export function heldRow(
  row: Omit<EventClaimRow, "outcome">,
  reason: HoldReason,
  waitKey: string,
  heldAt: Instant,
  before: EventClaimRow | null = null,
): EventClaimRow {
  const known = before?.reason === reason ? before.wait_until : null;
  return {
    ...row,
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

function placeOf(item: Item): Pick<EventClaimRow, "intake_on" | "intake_id" | "intake_position"> {
  if (item.held !== null) {
    const { intake_on, intake_id, intake_position } = item.held;
    return { intake_on, intake_id, intake_position };
  }
  return {
    intake_on: item.intake?.receivedOn as LocalDate,
    intake_id: item.intake?.id as bigint,
    intake_position: item.position,
  };
}
