import { AppError } from "../errors.ts";
import { decodeCursor, encodeCursor, type SortKey } from "../platform/page.ts";

/** Where a customer's stream stands after so many rows: given as `after`, it begins there. */
export function streamCursor(publicId: string, seq: bigint): string {
  return encodeCursor(scopeOf(publicId), [String(seq)]);
}

/** What the cursors of a customer's stream are bound to. */
export function scopeOf(publicId: string): string {
  return `changes:${publicId}`;
}

/** A count of at most 18 digits: a bigint of ours. */
const POSITION = /^(0|[1-9][0-9]{0,17})$/;

/** @throws AppError BAD_CURSOR for a cursor that is bound to something else */
export function positionIn(scope: string, after: string): bigint {
  const isPosition = (key: SortKey): key is readonly [string] =>
    key.length === 1 && typeof key[0] === "string" && POSITION.test(key[0]);
  const [position] = decodeCursor(scope, after, isPosition) as readonly [string];
  return BigInt(position);
}

export function badCursor(
  message = "after is no cursor of this stream: it lies ahead of it.",
): AppError {
  return new AppError("BAD_CURSOR", message, { details: { argument: "after" } });
}

export function expiredCursor(oldest: string): AppError {
  return new AppError(
    "CURSOR_EXPIRED",
    "Changes behind this cursor are no longer kept. Read the state again, then subscribe after oldestCursor or from now on.",
    { details: { argument: "after", oldestCursor: oldest } },
  );
}
