import type { Made } from "../../inbound/mapping/mapping.ts";
import { Mapping } from "../../inbound/mapping/mapping.ts";
import type { MappingRead } from "../../inbound/mapping/readMapping.ts";
import { type RecordOutcome, readByMapping } from "../../inbound/mapping/readRecords.ts";
import { readChanges } from "../../inbound/messages/debezium/changes.ts";

/** What becomes of one record of a sample. */
export interface TriedRecord {
  /** Such as `line 12` or `3`; empty: the whole sample. */
  readonly at: string;
  readonly events: readonly {
    readonly make: string;
    readonly isHistory: boolean;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
  /** Why nothing is made of it although nothing is wrong with it. */
  readonly passedOver: string | null;
  readonly faults: readonly {
    readonly reason: string;
    readonly problem: string;
    /** What of the mapping fails on it, as `file:line:column`. */
    readonly mapping: string | null;
  }[];
}

/** A day on which samples are received, so that trying again says the same. */
const RECEIVED_AT = "2000-01-01T00:00:00Z";

/** Reads a sample as a source's message would be read. Never throws. */
export function tryMapping(
  { mapping, placeOf }: Extract<MappingRead, { ok: true }>,
  body: Buffer,
  file: string,
): readonly TriedRecord[] {
  const outcomes: readonly Outcome[] =
    mapping.input.format === "debezium"
      ? changesBy(mapping, body)
      : [...readByMapping(mapping, { bytes: body, headers: {}, receivedAt: RECEIVED_AT })];
  return outcomes.map(({ at, made, passedOver }) => ({
    at,
    events: made.flatMap((one) =>
      one.ok ? [{ make: one.make, isHistory: one.isHistory, value: one.value }] : [],
    ),
    passedOver: passedOver ?? (made.length === 0 ? "no entry of events is for it" : null),
    faults: made.flatMap((one) =>
      one.ok
        ? []
        : [
            {
              ...{ reason: one.reason, problem: one.problem },
              mapping: one.path.length === 0 ? null : `${file}:${placeOf(one.path)}`,
            },
          ],
    ),
  }));
}

type Outcome = RecordOutcome & { readonly passedOver?: string };

function changesBy(mapping: Mapping, body: Buffer): readonly Outcome[] {
  const steps = Mapping.steps();
  const context = { body: null, headers: new Map<string, string>(), receivedAt: RECEIVED_AT };
  return readChanges(body, undefined).map((told): Outcome => {
    const { at } = told;
    if (told.kind === "passedOver") {
      return { at, made: [], passedOver: told.what };
    }
    if (told.kind === "fault") {
      return { at, made: [{ ok: false, reason: told.reason, problem: told.problem, path: [] }] };
    }
    const record = { it: told.change.record, line: 0, at };
    return { at, made: madeOf(mapping.make(record, context, steps), told.change) };
  });
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
