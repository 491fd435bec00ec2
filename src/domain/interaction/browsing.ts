import { normaliseIdentifier } from "../identity/normaliseIdentifier.ts";
import { CODE_BYTES_MAX, EVENT_ID_BYTES_MAX } from "../purchase/limits.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../time/instant.ts";
import { parseInstant } from "../time/parseInstant.ts";

/** How long views are kept, days: context for a conversation, not a life's record. */
export const BROWSING_DAYS = 90;

export type ViewKind = "PRODUCT_VIEWED" | "LIST_VIEWED" | "PAGE_VIEWED" | "SCREEN_VIEWED";

/** Characters of what a page, product or list is called, and of an article. */
const NAME_LENGTH_MAX = 200;

/** An identifier as its sender wrote it. */
export interface ToldIdentifier {
  readonly kind: string;
  readonly value: string;
}

/** A view as a connector reads it. */
export interface ToldView {
  /** What its sender knows it by. */
  readonly key: string;
  readonly kind: ViewKind;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly identifier: ToldIdentifier | null;
  readonly anonymousId: string | null;
  readonly name: string | null;
  readonly article: string | null;
}

/** Says who uses a browser or device. */
export interface ToldName {
  readonly anonymousId: string;
  readonly identifier: ToldIdentifier;
}

/** A view as it is kept. */
export interface View extends Omit<ToldView, "occurredAt"> {
  readonly occurredAt: Instant;
}

/**
 * A view as it is kept; null: it is nobody's, at no time, or so old that it would be forgotten.
 */
export function keptView(told: ToldView, now: Instant): View | null {
  const occurredAt = parseInstant(told.occurredAt);
  const identifier = told.identifier === null ? null : keptIdentifier(told.identifier);
  const anonymousId = told.anonymousId === null ? null : keptAnonymousId(told.anonymousId);
  const isOver =
    occurredAt === null || occurredAt < addMicros(now, -BROWSING_DAYS * MICROS_PER_DAY);
  if (isOver || occurredAt > now || (identifier === null && anonymousId === null)) {
    return null;
  }
  const { key, kind } = told;
  if (Buffer.byteLength(key) > EVENT_ID_BYTES_MAX) {
    return null;
  }
  const [name, article] = [shown(told.name), shown(told.article)];
  return { key, kind, occurredAt, identifier, anonymousId, name, article };
}

/** Null: it names nobody. */
export function keptName({ anonymousId, identifier }: ToldName): ToldName | null {
  const [of, who] = [keptAnonymousId(anonymousId), keptIdentifier(identifier)];
  return of === null || who === null ? null : { anonymousId: of, identifier: who };
}

function keptIdentifier({ kind, value }: ToldIdentifier): ToldIdentifier | null {
  const normalised = normaliseIdentifier(kind, value);
  return normalised.ok ? { kind, value: normalised.value } : null;
}

/** What is too long or no text is no name of a browser. */
function keptAnonymousId(text: string): string | null {
  const isText = text !== "" && text.isWellFormed() && !text.includes("\u0000");
  return isText && Buffer.byteLength(text) <= CODE_BYTES_MAX ? text : null;
}

function shown(text: string | null): string | null {
  const kept = text?.slice(0, NAME_LENGTH_MAX).toWellFormed().replaceAll("\u0000", "\ufffd").trim();
  return kept === undefined || kept === "" ? null : kept;
}
