import { jaroWinkler } from "@skyra/jaro-winkler";
import { distance } from "fastest-levenshtein";

/**
 * Letters typed wrong between two words: one left out, added, mistaken, or two neighbours swapped
 * (which Levenshtein counts as two).
 */
export function typosBetween(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const edits = distance(a, b);
  return edits === 2 && a.length === b.length && isOneSwap(a, b) ? 1 : edits;
}

/** 0 to 1: how alike two words are, their beginnings counting most. */
export function likeness(a: string, b: string): number {
  return a === b ? 1 : jaroWinkler(a, b);
}

function isOneSwap(a: string, b: string): boolean {
  let at = 0;
  while (a[at] === b[at]) {
    at += 1;
  }
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
