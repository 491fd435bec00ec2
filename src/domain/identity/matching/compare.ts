import { compareNames, compareWords } from "./compareNames.ts";
import {
  compareAddress,
  compareBirth,
  compareCode,
  compareEmail,
  comparePhone,
  comparePlace,
} from "./comparePlaces.ts";
import {
  FIELD_INDEX,
  FIELD_LEVELS,
  levelIndex,
  MATCH_FIELDS,
  type MatchField,
  type MatchLevel,
} from "./levels.ts";
import type { PreparedFields } from "./record.ts";

/** Characters of a postcode that stand for its area. */
const POSTCODE_AREA = 2;

/**
 * Compares two records, field by field: the place of the level in the field's levels, in the order
 * of `MATCH_FIELDS`; -1 where either side lacks it. `weightOf`: bits that a word of a name tells.
 */
export function compareFields(
  a: PreparedFields,
  b: PreparedFields,
  weightOf: (word: string) => number,
): Int8Array {
  const levels = new Int8Array(MATCH_FIELDS.length).fill(-1);
  const put = (field: MatchField, level: MatchLevel | null) => {
    if (level !== null) {
      levels[FIELD_INDEX[field]] = levelIndex(field, level);
    }
  };
  const names = compareNames(a, b);
  put("given", names.given);
  put("surname", names.surname);
  if (names.given !== null && names.surname !== null) {
    put("nameOrder", names.isSwapped ? "SWAPPED" : "SAME");
  }
  put("middle", middleLevel(comparePlace(a.middle?.text ?? null, b.middle?.text ?? null)));
  put("organisation", compareWords(a.organisation, b.organisation, weightOf));
  put("employer", compareWords(a.employer, b.employer, weightOf));
  put("birth", compareBirth(a.birth, b.birth));
  put("email", emailLevel(a, b));
  put("phone", comparePhone(a.phone, b.phone));
  put("address", compareAddress(a.address, b.address));
  put("line2", comparePlace(a.line2, b.line2));
  put("postcode", postcodeLevel(a.postcode, b.postcode));
  put("city", comparePlace(a.city, b.city));
  put("region", regionLevel(a.region, b.region));
  put("birthPlace", comparePlace(a.birthPlace, b.birthPlace));
  put("occupation", withoutTypo(comparePlace(a.occupation, b.occupation)));
  if (a.gender !== null && b.gender !== null) {
    put("gender", a.gender === b.gender ? "EXACT" : "DIFFERENT");
  }
  put("number", compareNumbers(a, b));
  return levels;
}

/** The value of a field whose frequency tells how much it says that two have it. */
export function termOf(field: MatchField, fields: PreparedFields): string | null {
  switch (field) {
    case "given":
      return fields.given?.text ?? null;
    case "surname":
      return fields.surname?.text ?? null;
    case "organisation":
      return fields.organisation?.text ?? null;
    case "employer":
      return fields.employer?.text ?? null;
    case "birth":
      return fields.birth?.digits ?? null;
    case "email":
      return fields.email?.whole ?? null;
    case "phone":
      return fields.phone;
    case "address":
      return addressTerm(fields);
    case "line2":
    case "postcode":
    case "city":
    case "region":
    case "birthPlace":
    case "occupation":
      return fields[field];
    default:
      return null;
  }
}

function addressTerm(fields: PreparedFields): string | null {
  const address = fields.address;
  return address === null ? null : `${address.numbers[0] ?? ""} ${address.text}`;
}

/** The same mailbox elsewhere says nothing when it is only the name again: jjones, jay.jones. */
function emailLevel(a: PreparedFields, b: PreparedFields): MatchLevel | null {
  const level = compareEmail(a.email, b.email);
  const mailbox = a.email?.local ?? "";
  const isName = [a.given, a.surname, b.given, b.surname].some(
    (name) => name !== null && name.text.length > 2 && mailbox.includes(name.text),
  );
  return level === "SAME_MAILBOX" && isName ? null : level;
}

function middleLevel(level: MatchLevel | null): MatchLevel | null {
  return level === "TYPO" ? "SIMILAR" : level;
}

function withoutTypo(level: MatchLevel | null): MatchLevel | null {
  return level === "TYPO" ? "SIMILAR" : level;
}

function regionLevel(a: string | null, b: string | null): MatchLevel | null {
  const level = compareCode(a, b);
  return level === "TWO_TYPOS" ? "DIFFERENT" : level;
}

function postcodeLevel(a: string | null, b: string | null): MatchLevel | null {
  const level = compareCode(a, b);
  if (level !== "DIFFERENT" && level !== "TWO_TYPOS") {
    return level;
  }
  return a?.slice(0, POSTCODE_AREA) === b?.slice(0, POSTCODE_AREA) ? "AREA" : "DIFFERENT";
}

/** The best of the numbers of one kind that both have. */
export function compareNumbers(a: PreparedFields, b: PreparedFields): MatchLevel | null {
  let best: MatchLevel | null = null;
  let bestIndex: number = FIELD_LEVELS.number.length;
  for (const one of a.numbers) {
    for (const other of b.numbers) {
      const level = one.kind === other.kind ? compareCode(one.value, other.value) : null;
      const index = level === null ? bestIndex : FIELD_LEVELS.number.indexOf(level);
      if (index < bestIndex) {
        best = level;
        bestIndex = index;
      }
    }
  }
  return best;
}
