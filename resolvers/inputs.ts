import type { Instant } from "../src/domain/time/instant.ts";
import { parseInstant } from "../src/domain/time/parseInstant.ts";

/** A moment of an input: the scalar has read it already. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new RangeError(`the scalar let ${text} pass`);
  }
  return instant;
}
