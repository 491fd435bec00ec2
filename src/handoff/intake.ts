import { createHash } from "node:crypto";
import { BODY_HASH_VERSION, bodyHash } from "../domain/purchase/hash.ts";
import { parsePurchaseEvent } from "../domain/purchase/parsePurchaseEvent.ts";
import { needsBusinessDate, withBusinessDate } from "../domain/purchase/references.ts";
import { localDateOf } from "../domain/time/zone.ts";
import type { Catalog } from "./catalog.ts";
import type { Item, OpenIntake, Refusal } from "./item.ts";
import { conflictKeys, eventKeyOf } from "./keys.ts";
import type { SettledResult } from "./results.ts";
import { type Submission, Unreadable } from "./submission.ts";

/** Hash version of an event that could not be normalised: the JSON as it came. */
const RAW_HASH_VERSION = 0;

const UNREADABLE: Readonly<Record<Unreadable["reason"], string>> = {
  MALFORMED_JSON: "This line is not valid JSON.",
  LINE_TOO_LONG: "This line is longer than 64 KB. Send fewer lines of the order per event.",
  NOT_UTF8: "This line is not valid UTF-8.",
};

interface Callbacks {
  readonly settle: (position: number, result: SettledResult) => void;
  readonly fail: (error: unknown) => void;
}

/** Turns the events of a submission into items of the queue: parsed, checked, hashed, with their keys. */
export function itemsOf(submission: Submission, catalog: Catalog, callbacks: Callbacks): Item[] {
  const intake: OpenIntake = { submission, id: null, receivedOn: null, stored: false };
  return submission.events.map((raw, position) =>
    itemOf(raw, position, intake, catalog, callbacks),
  );
}

/** Whether an event names a source, store or channel that the catalog does not know: worth a refresh before it waits. */
export function namesUnknownCode(submission: Submission, catalog: Catalog): boolean {
  return submission.events.some((raw) => {
    const { source, store, channel } = (raw ?? {}) as Record<string, unknown>;
    return (
      (typeof source === "string" && catalog.source(source) === undefined) ||
      (typeof store === "string" && catalog.storeZone(store) === undefined) ||
      (typeof channel === "string" && !catalog.hasChannel(channel))
    );
  });
}

function itemOf(
  raw: unknown,
  position: number,
  intake: OpenIntake,
  catalog: Catalog,
  callbacks: Callbacks,
): Item {
  const { submission } = intake;
  const base = {
    origin: "NEW" as const,
    event: null,
    refusal: null,
    source: null,
    eventId: "",
    bodyHash: null,
    hashVersion: RAW_HASH_VERSION,
    held: null,
    intake,
    position,
    mode: submission.mode,
    decideAtOnce: submission.mode === "BACKFILL",
    now: submission.now ?? null,
    keys: [] as readonly string[],
    eventKey: null,
    rounds: 0,
    slow: false,
    settle: (result: SettledResult) => callbacks.settle(position, result),
    fail: callbacks.fail,
  };
  if (raw instanceof Unreadable) {
    return {
      ...base,
      refusal: { reason: raw.reason, field: null, message: UNREADABLE[raw.reason] },
    };
  }
  const parsed = parsePurchaseEvent(raw);
  const sourceCode = parsed.ok ? parsed.event.source : parsed.source;
  const eventId = (parsed.ok ? parsed.event.eventId : parsed.eventId) ?? "";
  const source = sourceCode === null ? undefined : catalog.source(sourceCode);
  const refusal = refusalOf(submission, sourceCode, source !== undefined, parsed);
  if (
    source === undefined ||
    eventId === "" ||
    (refusal !== null && refusal.reason === "SOURCE_NOT_ALLOWED")
  ) {
    // Without a key of its own it leaves only the intake.
    return { ...base, eventId, refusal };
  }
  const eventKey = eventKeyOf(source.id, eventId);
  if (!parsed.ok || refusal !== null) {
    return {
      ...base,
      source,
      eventId,
      refusal,
      bodyHash: rawHash(raw),
      eventKey,
      keys: [eventKey],
    };
  }
  let event = parsed.event;
  const hash = bodyHash(event);
  if (needsBusinessDate(event)) {
    const programme = catalog.rulesetAt(event.occurredAt).programme;
    const zone =
      (event.store === null ? undefined : catalog.storeZone(event.store)) ?? programme.timeZone;
    event = withBusinessDate(event, localDateOf(event.occurredAt, zone));
  }
  return {
    ...base,
    event,
    source,
    eventId,
    bodyHash: hash,
    hashVersion: BODY_HASH_VERSION,
    eventKey,
    keys: conflictKeys(event, eventKey),
  };
}

function refusalOf(
  submission: Submission,
  sourceCode: string | null,
  isRegistered: boolean,
  parsed: ReturnType<typeof parsePurchaseEvent>,
): Refusal | null {
  if (sourceCode !== null && !isRegistered) {
    return {
      reason: "UNKNOWN_SOURCE",
      field: ["source"],
      message: "This source is not registered here. Register it, or correct its code.",
    };
  }
  const { sources } = submission.viewer;
  if (sourceCode !== null && sources !== null && !sources.includes(sourceCode)) {
    return {
      reason: "SOURCE_NOT_ALLOWED",
      field: ["source"],
      message: "Your key may not send events of this source.",
    };
  }
  return parsed.ok ? null : parsed.rejection;
}

function rawHash(raw: unknown): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(raw) ?? "")
    .digest();
}
