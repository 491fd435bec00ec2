import { isNumberIn } from "../identity/nationalNumber.ts";
import {
  type IdentifierNormalisation,
  normaliseIdentifier,
} from "../identity/normaliseIdentifier.ts";
import type {
  EventRejection,
  PresentedIdentifier,
  PurchaseEvent,
  RefusedIdentifier,
} from "./event.ts";
import { IDENTIFIERS_PER_EVENT_MAX } from "./limits.ts";
import { fieldsOf, flagOf, listOf } from "./read.ts";
import { Refusal, refuse } from "./rejection.ts";

const IDENTIFIER_FIELDS: ReadonlySet<string> = new Set(["kind", "value", "verified"]);

/** What set-up says of identifiers. */
export interface IdentifierReading {
  /** The country in which a source's telephone numbers are checked; null: by their form alone. */
  readonly regionOf: (source: string) => string | null;
  /** Whether a text is set up as one that names nobody; as it was sent. */
  readonly namesNobody: (kind: string, text: string) => boolean;
}

export const READ_BY_FORM: IdentifierReading = { regionOf: () => null, namesNobody: () => false };

export interface ReadCustomer {
  readonly said: Pick<PurchaseEvent, "identifiers" | "refusedIdentifiers">;
  /** As the sender wrote each of `identifiers`; null: as its value is. */
  readonly raws: readonly (string | null)[];
  /** What the sender is told of those that could not be read. */
  readonly refused: readonly EventRejection[];
}

interface ReadIdentifier {
  readonly presented: PresentedIdentifier;
  readonly raw: string | null;
}

interface Unreadable {
  readonly kind: string;
  readonly refusal: Refusal;
  readonly namesNobody: boolean;
}

const NOBODY: ReadCustomer = { said: { identifiers: [] }, raws: [], refused: [] };

/**
 * The customer as presented, none for a guest; a repeated identifier counts once, verified if any
 * of them is.
 *
 * One that cannot be read is left out and told, as long as another one is there; where none is, the
 * event is refused, for its sender could not say whose it is. A text that set-up says names nobody
 * refuses nothing: it stands for a guest.
 */
export function parseCustomer(
  value: unknown,
  source: string,
  reading: IdentifierReading,
): ReadCustomer {
  const all = listOf(value, "customer", IDENTIFIERS_PER_EVENT_MAX, (item) =>
    parseIdentifier(item, source, reading),
  );
  if (all === null) {
    return NOBODY;
  }
  const read = new Map<string, ReadIdentifier>();
  const told: RefusedIdentifier[] = [];
  const refused: EventRejection[] = [];
  for (const [at, one] of all.entries()) {
    if ("refusal" in one) {
      one.refusal.prefix("customer", String(at));
      told.push({ kind: one.kind, reason: one.refusal.reason });
      refused.push(one.refusal.toRejection());
      continue;
    }
    // A kind has no space, so the key cannot be read in two ways.
    const key = `${one.presented.kind} ${one.presented.value}`;
    const earlier = read.get(key);
    read.set(key, earlier?.presented.verified === true ? earlier : one);
  }
  const atFault = all.find((one) => "refusal" in one && !one.namesNobody);
  if (read.size === 0 && atFault !== undefined && "refusal" in atFault) {
    throw atFault.refusal;
  }
  const kept = [...read.values()];
  const identifiers = kept.map(({ presented }) => presented);
  return {
    said: told.length === 0 ? { identifiers } : { identifiers, refusedIdentifiers: told },
    raws: kept.map(({ raw }) => raw),
    refused,
  };
}

function parseIdentifier(
  item: unknown,
  source: string,
  reading: IdentifierReading,
): ReadIdentifier | Unreadable {
  const fields = fieldsOf(item, IDENTIFIER_FIELDS);
  const { kind, value } = fields;
  if (typeof kind !== "string" || typeof value !== "string") {
    const field = typeof kind !== "string" ? "kind" : "value";
    const isMissing = fields[field] === undefined || fields[field] === null;
    return isMissing ? refuse("MISSING", field) : refuse("WRONG_TYPE", field, "a string");
  }
  const verified = flagOf(fields.verified, "verified");
  const normalised = normaliseIdentifier(kind, value);
  const refusal = refusalOf(normalised, kind, reading.regionOf(source));
  if (refusal !== null || !normalised.ok) {
    const namesNobody = reading.namesNobody(kind, value.trim());
    return { kind, refusal: refusal ?? new Refusal("EMPTY", ["value"]), namesNobody };
  }
  const raw = normalised.value === value ? null : value;
  return { presented: { kind, value: normalised.value, verified }, raw };
}

function refusalOf(
  normalised: IdentifierNormalisation,
  kind: string,
  region: string | null,
): Refusal | null {
  if (normalised.ok) {
    const isElsewhere =
      kind === "phone" && region !== null && !isNumberIn(normalised.value, region);
    return isElsewhere ? new Refusal("PHONE_NOT_OF_REGION", ["value"], region) : null;
  }
  return normalised.reason === "KIND_MALFORMED"
    ? refuse(normalised.reason, "kind")
    : new Refusal(
        normalised.reason,
        ["value"],
        normalised.reason === "TOO_LONG" ? "512 bytes" : null,
      );
}
