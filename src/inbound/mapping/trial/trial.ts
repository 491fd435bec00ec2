import { readMapping } from "../readMapping.ts";
import { type Sample, type TriedEvent, type TriedRecord, tryMapping } from "./tryMapping.ts";

/** Faults of a mapping that are told at once: nobody mends more. */
const FAULTS_MAX = 100;
/** Records that are shown from the beginning of a sample. */
const FIRST_SHOWN = 50;
/** Records that are shown behind those because something is wrong with them. */
const WRONG_SHOWN_MAX = 50;
/** Characters of what is shown of all records. */
const SHOWN_CHARS_MAX = 1_000_000;
/** Characters of one event that are shown. */
const VALUE_CHARS_MAX = 65_536;

export interface TrialTask {
  readonly document: string;
  readonly sample: Sample;
}

export interface ShownEvent extends Omit<TriedEvent, "value"> {
  /** JSON; its beginning, where it is longer than `VALUE_CHARS_MAX`. */
  readonly value: string;
}

/** A record as it is shown. */
export interface ShownRecord extends Omit<TriedRecord, "events"> {
  readonly events: readonly ShownEvent[];
}

/** What all records of a sample came to. */
export interface TrialCounts {
  readonly records: number;
  readonly purchases: number;
  readonly interactions: number;
  readonly persons: number;
  /** Records of which nothing is made, with nothing wrong. */
  readonly passedOver: number;
  /** Of what was made: what no way in would take. */
  readonly refused: number;
  /** Records on which the mapping fails. */
  readonly faulty: number;
}

export type Trial =
  /** Each as `line:column: field: what is to be there`. */
  | { readonly kind: "FAULTY"; readonly faults: readonly string[] }
  | {
      readonly kind: "TRIED";
      readonly name: string;
      /** The first ones, and later ones that something is wrong with. */
      readonly records: readonly ShownRecord[];
      readonly counts: TrialCounts;
    };

/** Tries a mapping on a sample. Ends and is bounded, whatever both are; never throws. */
export function tryHere({ document, sample }: TrialTask): Trial {
  const read = readMapping(document);
  if (!read.ok) {
    return { kind: "FAULTY", faults: read.faults.slice(0, FAULTS_MAX) };
  }
  const counts = {
    ...{ records: 0, purchases: 0, interactions: 0, persons: 0 },
    ...{ passedOver: 0, refused: 0, faulty: 0 },
  };
  const shown: ShownRecord[] = [];
  let wrong = 0;
  let left = SHOWN_CHARS_MAX;
  for (const record of tryMapping(read, sample)) {
    const of = (make: string) => record.events.filter((one) => one.make === make).length;
    const refused = record.events.filter((one) => one.refusal !== null).length;
    const isFaulty = record.faults.length > 0;
    counts.records += 1;
    counts.purchases += of("purchase");
    counts.interactions += of("interaction");
    counts.persons += of("person");
    counts.passedOver += record.passedOver === null ? 0 : 1;
    counts.refused += refused;
    counts.faulty += isFaulty ? 1 : 0;
    const isFirst = counts.records <= FIRST_SHOWN;
    const isWrong = !isFirst && (isFaulty || refused > 0) && wrong < WRONG_SHOWN_MAX;
    if ((isFirst || isWrong) && left > 0) {
      wrong += isFirst ? 0 : 1;
      const one = shownOf(record);
      left -= JSON.stringify(one).length;
      shown.push(one);
    }
  }
  return { kind: "TRIED", name: read.mapping.name, records: shown, counts };
}

function shownOf(record: TriedRecord): ShownRecord {
  return {
    ...record,
    events: record.events.map((one) => ({
      ...one,
      value: JSON.stringify(one.value, null, 2).slice(0, VALUE_CHARS_MAX),
    })),
  };
}
