import { FIELD_INDEX, levelIndex, type MatchField, type MatchLevel } from "./levels.ts";
import type { Tells } from "./model.ts";
import type { PreparedFields } from "./record.ts";

/** Years between two births from which one may be the other's parent. */
const GENERATION_YEARS = 15;

/**
 * Whether two records cannot be one person, however alike the rest is: junior and senior, parent
 * and child of one name, two of one household or two twins, who share surname, address, phone and
 * often the day of birth; and two sites of one organisation.
 *
 * `levels`: as `compareFields` gives them. `tells`: of the model.
 */
export function conflictOf(
  a: PreparedFields,
  b: PreparedFields,
  levels: Int8Array,
  tells: Tells,
): boolean {
  const is: Is = (field, ...any) => {
    const at = levels[FIELD_INDEX[field]] ?? -1;
    return at >= 0 && any.some((level) => at === levelIndex(field, level));
  };
  if (is("number", "EXACT") || (is("number", "TYPO") && !areInTurn(a, b))) {
    return false;
  }
  if (a.generation !== null && b.generation !== null && a.generation !== b.generation) {
    return true;
  }
  return areOfOneFamily(a, b, is, tells) || areSites(is);
}

type Is = (field: MatchField, ...any: readonly MatchLevel[]) => boolean;

/** Whether numbers differ in their last place alone, as those of twins do. */
function areInTurn(a: PreparedFields, b: PreparedFields): boolean {
  return a.numbers.some((one) =>
    b.numbers.some(
      (other) => one.kind === other.kind && one.value.slice(0, -1) === other.value.slice(0, -1),
    ),
  );
}

/**
 * Two who share an address, a phone or a mailbox, as families and flats do, and have another first
 * name or are a generation apart; or who were born on days that have nothing in common, and neither
 * a first name nor a mailbox says that they are one all the same: it is missing, or one that
 * siblings may have.
 */
function areOfOneFamily(a: PreparedFields, b: PreparedFields, is: Is, tells: Tells): boolean {
  if (!is("address", "EXACT") && !is("phone", "EXACT") && !is("email", "EXACT")) {
    return false;
  }
  if (is("given", "DIFFERENT") && (tells.given || !is("birth", "EXACT"))) {
    return true;
  }
  if (!tells.birth || !is("birth", "DIFFERENT") || a.birth === null || b.birth === null) {
    return false;
  }
  const years = Math.abs(a.birth.year - b.birth.year) % 100;
  const areWhole = [a.birth, b.birth].every((birth) => birth.isShortYear || birth.year >= 1000);
  const isOwnName = is("given", "EXACT", "TYPO");
  return (
    is("given", "SIMILAR", "PART") ||
    (!isOwnName && !is("email", "EXACT")) ||
    (areWhole && years >= GENERATION_YEARS)
  );
}

/** An organisation at another address is another of its sites. */
function areSites(is: Is): boolean {
  return (
    is("organisation", "EXACT", "WORDS_MOST", "WORDS_MANY", "WORDS_SOME", "DIFFERENT") &&
    is("address", "OTHER_NUMBER", "NUMBER_ONLY", "DIFFERENT")
  );
}
