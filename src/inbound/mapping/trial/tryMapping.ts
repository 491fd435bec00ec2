import { parseRecord } from "../../../domain/identity/records/parseRecord.ts";
import { parseInteraction } from "../../../domain/interaction/interaction.ts";
import { parsePurchaseEvent } from "../../../domain/purchase/parsePurchaseEvent.ts";
import type { LocalDate } from "../../../domain/time/instant.ts";
import { readChanges } from "../../messages/debezium/changes.ts";
import type { Make } from "../language/shapes.ts";
import type { Made } from "../mapping.ts";
import { Mapping } from "../mapping.ts";
import type { MappingRead } from "../readMapping.ts";
import { type MappedBody, type RecordOutcome, readByMapping } from "../readRecords.ts";

/** A body to try a mapping on, and whose it is: null where nobody has said. */
export interface Sample extends MappedBody {
  readonly source: string | null;
}

/** Why a way in would not take what was made. */
export interface TriedRefusal {
  readonly reason: string;
  /** Path of the field, by dots; null when it is no single one. */
  readonly field: string | null;
  readonly problem: string;
}

/** What was made of a record. */
export interface TriedEvent {
  readonly make: Make;
  readonly isHistory: boolean;
  readonly value: Readonly<Record<string, unknown>>;
  readonly refusal: TriedRefusal | null;
}

/** What fails on a record. */
export interface TriedFault {
  readonly reason: string;
  readonly problem: string;
  /** What of the mapping fails, as `line:column`; null: the record or the body does. */
  readonly place: string | null;
}

/** What becomes of one record of a sample. */
export interface TriedRecord {
  /** Such as `line 12` or `3`; empty: the whole sample. */
  readonly at: string;
  readonly events: readonly TriedEvent[];
  /** Why nothing is made of it although nothing is wrong with it. */
  readonly passedOver: string | null;
  readonly faults: readonly TriedFault[];
}

/** A day on which samples are received, so that trying again says the same. */
export const SAMPLE_RECEIVED_AT = "2000-01-01T00:00:00Z";
/** What a sample of nobody's is sent by. */
const NOBODYS_SOURCE = "sample";
/** What is today is for the way in to say. */
const NO_DAY_IS_LATER = "9999-12-31" as LocalDate;

/**
 * Reads a sample as a source's message would be read, and checks what is made by its form, as the
 * ways in do first. What only the database knows, such as a store that is not there, is not said.
 *
 * Guarantee: ends, as `readByMapping` does. Never throws.
 */
export function* tryMapping(
  { mapping, placeOf }: Extract<MappingRead, { ok: true }>,
  sample: Sample,
): Generator<TriedRecord> {
  const outcomes: Iterable<RecordOutcome> =
    mapping.input.format === "debezium"
      ? changesBy(mapping, sample)
      : readByMapping(mapping, sample);
  for (const { at, made, passedOver } of outcomes) {
    yield {
      at,
      events: made.flatMap((one) =>
        one.ok
          ? [
              {
                ...{ make: one.make, isHistory: one.isHistory, value: one.value },
                refusal: refusalOf(one, sample.source),
              },
            ]
          : [],
      ),
      passedOver: passedOver ?? (made.length === 0 ? "no entry of events is for it" : null),
      faults: made.flatMap((one) =>
        one.ok
          ? []
          : [
              {
                ...{ reason: one.reason, problem: one.problem },
                place: one.path.length === 0 ? null : placeOf(one.path),
              },
            ],
      ),
    };
  }
}

function* changesBy(mapping: Mapping, sample: Sample): Generator<RecordOutcome> {
  const { bytes, headers, receivedAt } = sample;
  const steps = Mapping.steps();
  const context = { body: null, headers: new Map(Object.entries(headers)), receivedAt };
  for (const told of readChanges(Buffer.from(bytes), headers["content-type"])) {
    const { at } = told;
    if (told.kind === "passedOver") {
      yield { at, made: [], passedOver: told.what };
    } else if (told.kind === "fault") {
      yield { at, made: [{ ok: false, reason: told.reason, problem: told.problem, path: [] }] };
    } else {
      const record = { it: told.change.record, line: 0, at };
      yield { at, made: madeOf(mapping.make(record, context, steps), told.change) };
    }
  }
}

/** With what the connector adds to a change: its place in the log, and that it is history. */
function madeOf(
  made: readonly Made[],
  { lsn, isHistory }: { readonly lsn: string | null; readonly isHistory: boolean },
): readonly Made[] {
  return made.map((one) => {
    if (!one.ok || one.make !== "purchase") {
      return one;
    }
    const sequence = lsn === null ? {} : { sequence: lsn };
    return { ...one, value: { ...sequence, ...one.value }, isHistory: one.isHistory || isHistory };
  });
}

/** Null: by its form it is taken. */
function refusalOf(
  { make, value }: Extract<Made, { ok: true }>,
  source: string | null,
): TriedRefusal | null {
  if (make === "person") {
    const read = parseRecord(value, NO_DAY_IS_LATER, []);
    return read.ok ? null : refusal(read.fault.code, read.fault);
  }
  const whole = { source: source ?? NOBODYS_SOURCE, ...value };
  if (make === "interaction") {
    const read = parseInteraction(whole);
    return read.ok ? null : refusal(read.reason, read);
  }
  const read = parsePurchaseEvent(whole);
  return read.ok ? null : refusal(read.rejection.reason, read.rejection);
}

function refusal(
  reason: string,
  { field, message }: { readonly field: readonly string[] | null; readonly message: string },
): TriedRefusal {
  return { reason, field: field === null ? null : field.join("."), problem: message };
}
