import { hash } from "node:crypto";
import type { Catalog } from "../../core/catalog.ts";
import { type TakenSource, takenSource } from "../../core/takenSource.ts";
import { maySendOf, type Viewer } from "../../domain/access/viewer.ts";
import { isBlockedValue } from "../../domain/identity/rules/blockedValues.ts";
import { mayVisit } from "../../domain/order/storeRights.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { BODY_HASH_VERSION, bodyHash } from "../../domain/purchase/hash.ts";
import { parsePurchaseEvent } from "../../domain/purchase/parsePurchaseEvent.ts";
import { needsBusinessDate, withBusinessDate } from "../../domain/purchase/references.ts";
import { echo } from "../../domain/purchase/rejection.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import type { Item, OpenIntake, Refusal } from "../item.ts";
import { conflictKeys, eventKeyOf } from "../keys.ts";
import type { PurchaseAnswer } from "../results.ts";
import { type StoredIntake, type Submission, Unreadable } from "./submission.ts";

/** Hash version of an event that could not be normalised: the JSON as it came. */
const RAW_HASH_VERSION = 0;

const UNREADABLE: Readonly<Record<Unreadable["reason"], string>> = {
  MALFORMED_JSON: "This line is not valid JSON.",
  LINE_TOO_LONG: "This line is longer than 64 KB. Send fewer lines of the order per event.",
  NOT_UTF8: "This line is not valid UTF-8.",
};

interface Callbacks {
  /** Told of an event that could not be read for a reason of ours. */
  readonly onUnreadable?: (error: unknown) => void;
  readonly answer: (position: number, result: PurchaseAnswer) => void;
  readonly fail: (position: number, error: unknown) => void;
}

/**
 * Turns the events of a submission into items of the queue: parsed, checked, hashed, with their
 * keys.
 */
export function itemsOf(submission: Submission, catalog: Catalog, callbacks: Callbacks): Item[] {
  const { events, onTaken: _told, storedIntakes, ...received } = submission;
  const { viewer } = received;
  const own: OpenIntake = { submission: received, id: null, receivedOn: null, stored: false };
  const stored = new Map<bigint, OpenIntake>();
  const intakeOf = (before: StoredIntake | undefined): OpenIntake => {
    if (before === undefined) {
      return own;
    }
    const { id, receivedOn } = before;
    const known = stored.get(id) ?? { submission: received, id, receivedOn, stored: true };
    stored.set(id, known);
    return known;
  };
  return events.map((raw, position) => ({
    origin: "NEW",
    sentBy: viewer.customerId,
    ...readOne(raw, viewer, catalog, callbacks),
    held: null,
    intake: intakeOf(storedIntakes?.[position]),
    position: storedIntakes?.[position]?.position ?? position,
    mode: received.mode,
    decideAtOnce: received.mode === "BACKFILL",
    now: received.now ?? null,
    boundStore: viewer.store,
    isApproved: false,
    rounds: 0,
    slow: false,
    rematches: false,
    waits: false,
    queuedAtMs: 0,
    answer: (result) => callbacks.answer(position, result),
    fail: (error) => callbacks.fail(position, error),
  }));
}

/**
 * Whether an event names a source, store or channel that the catalog does not know: worth a refresh
 * before it waits.
 */
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

/** What the event itself says of its item. */
type Read = Pick<
  Item,
  | "event"
  | "refusal"
  | "raws"
  | "refusedIdentifiers"
  | "source"
  | "sourceSent"
  | "eventId"
  | "bodyHash"
  | "hashVersion"
  | "keys"
  | "eventKey"
>;

const NO_KEYS: readonly string[] = [];

/** Refusals of events that are not the sender's to send: under their ids nothing may be kept. */
const NOT_THE_SENDERS: ReadonlySet<string> = new Set(["SOURCE_NOT_ALLOWED", "STORE_NOT_ALLOWED"]);

/**
 * One event that cannot be read, whatever the reason, is refused by itself: its neighbours go on.
 */
function readOne(
  raw: unknown,
  viewer: Viewer,
  catalog: Catalog,
  { onUnreadable }: Callbacks,
): Read {
  try {
    return readEvent(raw, viewer, catalog);
  } catch (error) {
    onUnreadable?.(error);
    return refused({ refusal: UNREAD, ...WITHOUT_KEY });
  }
}

/** What cannot be read has no key, and leaves only the intake. */
const WITHOUT_KEY = {
  source: null,
  sourceSent: "",
  eventId: "",
  bodyHash: null,
  eventKey: null,
} as const;

const UNREAD: Refusal = {
  reason: "INTERNAL",
  field: null,
  message: "This event could not be read, for a reason of ours. Keep it, and tell us its id.",
};

function readEvent(raw: unknown, viewer: Viewer, catalog: Catalog): Read {
  if (raw instanceof Unreadable) {
    const refusal = { reason: raw.reason, field: null, message: UNREADABLE[raw.reason] };
    return refused({ refusal, ...WITHOUT_KEY });
  }
  const { identity } = catalog.installation;
  const parsed = parsePurchaseEvent(raw, viewer.store, {
    regionOf: (code) => catalog.source(code)?.region ?? null,
    namesNobody: (kind, text) => isBlockedValue(identity, kind, text),
  });
  const sourceCode = parsed.ok ? parsed.event.source : parsed.source;
  const eventId = (parsed.ok ? parsed.event.eventId : parsed.eventId) ?? "";
  const taken = sourceCode === null ? null : takenSource(catalog, sourceCode);
  const source = taken?.source ?? null;
  const sourceSent = sourceCode ?? sentAsSource(raw);
  const refusal = refusalOf(viewer, sourceCode, taken, parsed);
  if (
    source === null ||
    eventId === "" ||
    (refusal !== null && NOT_THE_SENDERS.has(refusal.reason))
  ) {
    // Without a key of its own it leaves only the intake.
    return refused({ refusal, ...WITHOUT_KEY, sourceSent, eventId });
  }
  const eventKey = eventKeyOf(source.id, eventId);
  if (!parsed.ok || refusal !== null) {
    const bodyHash = rawHash(raw);
    return refused({ refusal, source, sourceSent, eventId, bodyHash, eventKey });
  }
  let event = parsed.event;
  // Of the sender's own words, before store and business date are filled in.
  const ownHash = bodyHash(parsed.saysStore ? event : { ...event, store: null });
  if (needsBusinessDate(event)) {
    const programme = catalog.rulesetAt(event.occurredAt).programme;
    const zone =
      (event.store === null ? undefined : catalog.storeZone(event.store)) ?? programme.timeZone;
    event = withBusinessDate(event, localDateOf(event.occurredAt, zone));
  }
  return {
    ...{ event, refusal, raws: parsed.raws, refusedIdentifiers: parsed.refused },
    source,
    sourceSent,
    eventId,
    bodyHash: ownHash,
    hashVersion: BODY_HASH_VERSION,
    keys: conflictKeys(event, eventKey),
    eventKey,
  };
}

/** What stands where an event's source should, as far as it can be shown. */
function sentAsSource(raw: unknown): string {
  const { source } = (raw ?? {}) as Record<string, unknown>;
  return typeof source === "string" ? echo(source) : "";
}

function refused(
  read: Pick<Read, "refusal" | "source" | "sourceSent" | "eventId" | "bodyHash" | "eventKey">,
): Read {
  const keys = read.eventKey === null ? NO_KEYS : [read.eventKey];
  const nothing = { event: null, raws: [], refusedIdentifiers: [] };
  return { ...nothing, ...read, hashVersion: RAW_HASH_VERSION, keys };
}

function refusalOf(
  viewer: Viewer,
  sourceCode: string | null,
  taken: TakenSource | null,
  parsed: ReturnType<typeof parsePurchaseEvent>,
): Refusal | null {
  if (taken?.refusal != null) {
    return { ...taken.refusal, field: ["source"] };
  }
  if (sourceCode !== null && !maySendOf(viewer, sourceCode)) {
    return {
      reason: "SOURCE_NOT_ALLOWED",
      field: ["source"],
      message: "Your key may not send events of this source.",
    };
  }
  if (!parsed.ok) {
    return parsed.rejection;
  }
  const { store } = viewer;
  if (store !== null && parsed.event.store !== null && parsed.event.store !== store) {
    return {
      reason: "STORE_NOT_ALLOWED",
      field: ["store"],
      message: "Your token is bound to another store and may not send events of this one.",
    };
  }
  return refusalOfNumbers(viewer, parsed.event);
}

/**
 * A credential reaches orders by numbers of its own sources alone: a number of another source would
 * lead to, or take, somebody else's order. A store may return and hand over what was ordered
 * elsewhere, as far as the order allows it (domain/order/storeRights.ts).
 */
function refusalOfNumbers(viewer: Viewer, { kind, references }: PurchaseEvent): Refusal | null {
  if (viewer.store !== null && mayVisit(kind)) {
    return null;
  }
  const at = references.findIndex(({ source }) => !maySendOf(viewer, source));
  return at < 0
    ? null
    : {
        reason: "SOURCE_NOT_ALLOWED",
        field: ["references", String(at), "source"],
        message:
          "Your key may not name orders by numbers of this source; to report its orders, it has to be among your key's sources.",
      };
}

/**
 * Levels of a refused body that its hash looks at: an event has five, and writing deeper ones down
 * ends the stack.
 */
const RAW_DEPTH_MAX = 32;

function rawHash(raw: unknown): string {
  const text = isDeeperThan(raw, RAW_DEPTH_MAX) ? "nested too deeply" : JSON.stringify(raw);
  return hash("sha256", text ?? "", "hex");
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
