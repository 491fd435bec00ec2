/** A birth date by its parts; 0 where a part is not known. */
export interface PreparedBirth {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** "91" may be 1991 or 2091: only two digits of the year are known. */
  readonly isShortYear: boolean;
  /** Day and month may stand the other way round: "1/7/80". */
  readonly isEither: boolean;
  /** YYYYMMDD, for edit distance. */
  readonly digits: string;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Months in other tongues that do not begin as the English ones. */
const OTHER_MONTHS: Readonly<Record<string, number>> = {
  ene: 1,
  fev: 2,
  mrz: 3,
  mae: 3,
  mai: 5,
  abr: 4,
  avr: 4,
  jui: 7,
  ago: 8,
  aou: 8,
  okt: 10,
  dez: 12,
  dic: 12,
  dec: 12,
};

/**
 * Reads a date in any of the common forms: 1980-07-01, 19800701, 1.7.1980, 1/7/80, 25-Jun-08, or
 * the year alone. Impossible days stay as they are: a mistyped date is still evidence. Null when no
 * date is seen.
 */
export function prepareBirth(
  text: string | null,
  year: string | null,
  month: string | null,
  day: string | null,
): PreparedBirth | null {
  if (text !== null) {
    return readDate(text);
  }
  return year === null
    ? null
    : birthOf(numberIn(year), numberIn(month), numberIn(day), year.trim().length <= 2, false);
}

function readDate(text: string): PreparedBirth | null {
  const parts = text.toLowerCase().match(/\d+|[a-z]{3,}/g) ?? [];
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 1 && /^\d{8}$/.test(first)) {
    return birthOf(+first.slice(0, 4), +first.slice(4, 6), +first.slice(6), false, false);
  }
  if (parts.length === 1 && /^\d{4}$/.test(first)) {
    return birthOf(+first, 0, 0, false, false);
  }
  if (parts.length < 3) {
    return null;
  }
  const digits = parts.join("");
  if (/^(?:1[6-9]|20)\d{6}$/.test(digits) && !isPlain(first, second, third)) {
    return readDate(digits);
  }
  if (/^\d{4}$/.test(first)) {
    return birthOf(+first, monthOf(second), numberIn(third), false, false);
  }
  const isShort = third.length <= 2;
  if (!/^\d+$/.test(first)) {
    return birthOf(numberIn(third), monthOf(first), numberIn(second), isShort, false);
  }
  if (!/^\d+$/.test(second)) {
    return birthOf(numberIn(third), monthOf(second), numberIn(first), isShort, false);
  }
  const [one, two, last] = [+first, +second, numberIn(third)];
  return one > 12
    ? birthOf(last, two, one, isShort, false)
    : birthOf(last, one, two, isShort, two <= 12 && one !== two);
}

/** Whether the parts are as long as those of a date are: "198-705-05" has its dashes elsewhere. */
function isPlain(first: string, second: string, third: string): boolean {
  return second.length <= 2 && [first, third].some((part) => part.length === 4);
}

function monthOf(word: string): number {
  if (/^\d+$/.test(word)) {
    return +word;
  }
  const name = word.slice(0, 3);
  return OTHER_MONTHS[name] ?? MONTHS.indexOf(name) + 1;
}

function birthOf(
  year: number,
  month: number,
  day: number,
  isShortYear: boolean,
  isEither: boolean,
): PreparedBirth | null {
  if (year === 0 && month === 0 && day === 0) {
    return null;
  }
  const digits = `${isShortYear ? pad(year, 4) : year}${pad(month, 2)}${pad(day, 2)}`;
  return { year, month, day, isShortYear, isEither, digits };
}

function numberIn(text: string | null): number {
  const digits = /\d{1,4}/.exec(text ?? "")?.[0];
  return digits === undefined ? 0 : +digits;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
