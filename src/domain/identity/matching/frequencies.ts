import { termOf } from "./compare.ts";
import { type Frequencies, type MatchModel, TERM_FIELDS, TOP_VALUES_MAX } from "./model.ts";
import type { PreparedFields } from "./record.ts";

/**
 * How common the values of each field are, among people: records of one person (by `people`)
 * together count as one.
 */
export function countFrequencies(
  records: readonly PreparedFields[],
  people: readonly number[],
): MatchModel["frequencies"] {
  return Object.fromEntries(
    TERM_FIELDS.map((field) => [field, countTerms(records, people, (of) => termsOf(field, of))]),
  );
}

/** How common words in names of organisations and employers are. */
export function countWords(
  records: readonly PreparedFields[],
  people: readonly number[],
): Frequencies {
  return countTerms(records, people, (of) => [
    ...(of.organisation?.words ?? []),
    ...(of.employer?.words ?? []),
  ]);
}

function termsOf(field: (typeof TERM_FIELDS)[number], fields: PreparedFields): readonly string[] {
  const term = termOf(field, fields);
  return term === null ? [] : [term];
}

function countTerms(
  records: readonly PreparedFields[],
  people: readonly number[],
  termsOfRecord: (fields: PreparedFields) => readonly string[],
): Frequencies {
  const recordsOf = new Map<number, number>();
  for (const [index, record] of records.entries()) {
    if (termsOfRecord(record).length > 0) {
      const person = people[index] ?? index;
      recordsOf.set(person, (recordsOf.get(person) ?? 0) + 1);
    }
  }
  const counts = new Map<string, number>();
  for (const [index, record] of records.entries()) {
    const share = 1 / (recordsOf.get(people[index] ?? index) ?? 1);
    for (const term of termsOfRecord(record)) {
      counts.set(term, (counts.get(term) ?? 0) + share);
    }
  }
  return frequenciesOf(counts, recordsOf.size);
}

/** One person more is assumed to have each value: somebody not seen yet. */
function frequenciesOf(counts: ReadonlyMap<string, number>, people: number): Frequencies {
  if (people === 0) {
    return { mean: 1, rest: 1, top: {} };
  }
  const ordered = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  let mean = 0;
  for (const [, count] of ordered) {
    mean += (count / people) ** 2;
  }
  const least = 1 / (people + 1);
  const top = Object.fromEntries(
    ordered
      .slice(0, TOP_VALUES_MAX)
      .filter(([, count]) => count > 1)
      .map(([term, count]) => [term, Math.max(least, count / people)]),
  );
  return { mean: Math.max(mean, least), rest: least, top };
}
