import { createHash } from "node:crypto";
import type {
  OrderReference,
  PresentedIdentifier,
  PurchaseEvent,
} from "../domain/purchase/event.ts";
import { WAIT_KEY_START } from "../domain/purchase/holds.ts";

/** Separates the parts of a key; no value can contain it: the doors refuse it in every text. */
const SEPARATOR = "\u0000";

export function referenceKey(reference: OrderReference): string {
  return `r${SEPARATOR}${reference.value}${SEPARATOR}${reference.kind}${SEPARATOR}${reference.source}${SEPARATOR}${reference.scope}`;
}

export function identifierKey(identifier: Pick<PresentedIdentifier, "kind" | "value">): string {
  return `i${SEPARATOR}${identifier.kind}${SEPARATOR}${identifier.value}`;
}

export function eventKeyOf(sourceId: number, eventId: string): string {
  return `e${SEPARATOR}${sourceId}${SEPARATOR}${eventId}`;
}

/**
 * Everything two events can have in common: their own key, their order numbers, their identifiers.
 */
export function conflictKeys(event: PurchaseEvent, eventKey: string): string[] {
  const keys = [eventKey];
  for (const reference of event.references) {
    keys.push(referenceKey(reference));
  }
  for (const identifier of event.identifiers) {
    keys.push(identifierKey(identifier));
  }
  return keys;
}

const ANY = WAIT_KEY_START.any;
/** Longer ones are kept as a hash too: an index entry holds 2,704 bytes. */
const PLAIN_LENGTH_MAX = 600;

/**
 * What an event waits for when several keys would do: each of its order's numbers, each of its
 * identifiers.
 */
export function anyWaitKey(keys: readonly string[]): string {
  const [first = ""] = keys;
  return keys.length === 1 && first.length <= PLAIN_LENGTH_MAX
    ? first
    : `${ANY}${keys.map(hashOf).join(",")}`;
}

/**
 * The patterns (LIKE) of the stored wait keys that one of `keys` ends, beside those that are equal
 * to one.
 */
export function anyWaitPatterns(keys: readonly string[]): string[] {
  return keys.map((key) => `${ANY}%${hashOf(key)}%`);
}

export function endsWait(stored: string, keys: ReadonlySet<string>): boolean {
  const hashes = hashesIn(stored);
  if (hashes === null) {
    return keys.has(stored);
  }
  for (const key of keys) {
    if (hashes.has(hashOf(key))) {
      return true;
    }
  }
  return false;
}

/** Whether a stored wait key is one of these, or stands for some of them and nothing else. */
export function waitsForSomeOf(stored: string, keys: readonly string[]): boolean {
  const hashes = hashesIn(stored);
  if (hashes === null) {
    return keys.includes(stored);
  }
  const known = new Set(keys.map(hashOf));
  return [...hashes].every((hash) => known.has(hash));
}

/** The hashes of the keys that it stands for; null when it is itself what is waited for. */
function hashesIn(stored: string): ReadonlySet<string> | null {
  return stored.startsWith(ANY) ? new Set(stored.slice(ANY.length).split(",")) : null;
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}
