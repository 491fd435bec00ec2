import { levelIndex, MATCH_FIELDS, type MatchField, type MatchLevel } from "./levels.ts";
import type { PreparedFields } from "./record.ts";

/**
 * Whether two records cannot be one person, however alike the rest is: junior and senior, and two
 * of one household or two twins, who share surname, address, phone and often the day of birth, and
 * have a first name and nothing else of their own.
 */
export function conflictOf(a: PreparedFields, b: PreparedFields, levels: Int8Array): boolean {
  if (a.generation !== null && b.generation !== null && a.generation !== b.generation) {
    return true;
  }
  const at = (field: MatchField) => levels[MATCH_FIELDS.indexOf(field)] ?? -1;
  const is = (field: MatchField, level: MatchLevel) => at(field) === levelIndex(field, level);
  return (
    is("given", "DIFFERENT") &&
    is("gender", "DIFFERENT") &&
    !is("number", "EXACT") &&
    !is("nameOrder", "SWAPPED")
  );
}
