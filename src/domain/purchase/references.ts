import { isKindName } from "../identity/normaliseIdentifier.ts";
import type { LocalDate } from "../time/instant.ts";
import type { OrderReference, PurchaseEvent } from "./event.ts";
import {
  CODE_BYTES_MAX,
  ORDER_NUMBER_BYTES_MAX,
  REFERENCES_PER_EVENT_MAX,
  SOURCE_BYTES_MAX,
} from "./limits.ts";
import { fieldsOf, listOf, optionalTextOf, textOf } from "./read.ts";
import { Refusal, refuse } from "./rejection.ts";

const REFERENCE_FIELDS: ReadonlySet<string> = new Set(["source", "kind", "value"]);

/**
 * Receipt numbers start again every day at every till, so they mean something only with all three.
 */
const SCOPED_KIND = "receipt";

/** Where and when a till was: what a receipt number needs to be a number of one order. */
export interface ReceiptPlace {
  readonly store: string | null;
  readonly till: string | null;
  readonly businessDate: LocalDate | null;
}

/**
 * The order's numbers, at least one; a repeated one counts once.
 *
 * Guarantee: a receipt has `store` and `till`; its scope is complete when the event has a
 * businessDate, else `withBusinessDate` must complete it before the reference is looked up.
 */
export function parseReferences(
  value: unknown,
  eventSource: string,
  place: ReceiptPlace,
): readonly OrderReference[] {
  const references = listOf(value, "references", REFERENCES_PER_EVENT_MAX, (item) =>
    parseReference(item, eventSource, place),
  );
  if (references === null) {
    return refuse("MISSING", "references", "with at least one of the order's numbers");
  }
  return references.length === 1 ? references : references.filter(isFirst);
}

function parseReference(item: unknown, eventSource: string, place: ReceiptPlace): OrderReference {
  const fields = fieldsOf(item, REFERENCE_FIELDS);
  const kind = textOf(fields.kind, "kind", CODE_BYTES_MAX);
  if (!isKindName(kind)) {
    return refuse("KIND_MALFORMED", "kind");
  }
  return {
    source: optionalTextOf(fields.source, "source", SOURCE_BYTES_MAX) ?? eventSource,
    kind,
    scope: kind === SCOPED_KIND ? scopeOf(place) : "",
    value: textOf(fields.value, "value", ORDER_NUMBER_BYTES_MAX),
  };
}

function isFirst(
  reference: OrderReference,
  at: number,
  references: readonly OrderReference[],
): boolean {
  return at === references.findIndex((other) => isSameNumber(other, reference));
}

/** Within one event: the scope is a function of the kind and of the event. */
function isSameNumber(a: OrderReference, b: OrderReference): boolean {
  return a.value === b.value && a.kind === b.kind && a.source === b.source;
}

function scopeOf(place: ReceiptPlace): string {
  if (place.store === null || place.till === null) {
    const field = place.store === null ? "store" : "till";
    throw new Refusal("MISSING", [field], "for a receipt number", true);
  }
  const { store, till, businessDate } = place;
  return `${receiptScopePart(store)}/${receiptScopePart(till)}/${businessDate ?? ""}`;
}

/**
 * A store's or till's code as it stands in the scope of a receipt: keeps store "a/b" till "c" apart
 * from store "a" till "b/c".
 */
export function receiptScopePart(text: string): string {
  return text.includes("/") || text.includes("%")
    ? text.replaceAll("%", "%25").replaceAll("/", "%2F")
    : text;
}

/** The code that `receiptScopePart` was given. */
export function fromReceiptScopePart(part: string): string {
  return part.replaceAll("%2F", "/").replaceAll("%25", "%");
}

/** The store's day of a complete receipt's scope; null for a number that needs none. */
export function businessDayOf(scope: string): string | null {
  return /\/(\d{4}-\d{2}-\d{2})$/.exec(scope)?.[1] ?? null;
}

/** Whether a receipt number still lacks its day, so that `withBusinessDate` is due. */
export function needsBusinessDate(event: PurchaseEvent): boolean {
  return (
    event.businessDate === null &&
    event.references.some((reference) => reference.kind === SCOPED_KIND)
  );
}

/**
 * The event with the store's day filled in and the scopes of its receipt numbers completed. For the
 * caller, who knows the store's zone; `bodyHash` is taken before, so that it is the sender's words.
 */
export function withBusinessDate(event: PurchaseEvent, businessDate: LocalDate): PurchaseEvent {
  const place = { store: event.store, till: event.till, businessDate };
  const references = event.references.map((reference) =>
    reference.kind === SCOPED_KIND ? { ...reference, scope: scopeOf(place) } : reference,
  );
  return { ...event, businessDate, references };
}
