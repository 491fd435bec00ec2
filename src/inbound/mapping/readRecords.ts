import { isCelList } from "@bufbuild/cel";
import { isSameCharset } from "./formats/charset.ts";
import { BodyFault, type BrokenRecord, type FormatRecord } from "./formats/formatRecord.ts";
import { csvRecords, fixedRecords, ndjsonRecords, tooMany } from "./formats/lineRecords.ts";
import { jsonValue } from "./formats/values.ts";
import { xmlValue } from "./formats/xmlValue.ts";
import type { MappingInput } from "./language/document.ts";
import { RECORDS_MAX } from "./language/limits.ts";
import { MappingFault } from "./language/mappingFault.ts";
import type { Steps } from "./language/steps.ts";
import { type BodyContext, type Made, Mapping } from "./mapping.ts";

/** A body that a mapping is to read. */
export interface MappedBody {
  /** As it came; a text is decoded already, whatever the mapping's charset. */
  readonly bytes: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly receivedAt: string;
}

/** One record of a body and what it came to. */
export interface RecordOutcome {
  /** Such as `line 12` or `3`; empty: the whole body. */
  readonly at: string;
  /** None where nothing of the mapping is for it. */
  readonly made: readonly Made[];
  /** What it is, where it is no record of the mapping's. */
  readonly passedOver?: string;
}

/**
 * Reads a body by a mapping, record by record.
 *
 * Guarantee: ends, whatever the body and the mapping (limits.ts); the same body and the same
 * mapping come to the same. What is wrong with one record is said of it, and the others are read.
 * Never throws.
 */
export function* readByMapping(mapping: Mapping, given: MappedBody): Generator<RecordOutcome> {
  const steps: Steps = Mapping.steps();
  try {
    const text = textOf(given, mapping.input);
    const { records, context } = recordsOf(mapping, text, given, steps);
    let isEmpty = true;
    for (const record of records) {
      isEmpty = false;
      const made =
        "broken" in record
          ? [faultOf(record.reason, record.broken)]
          : mapping.make(record, context, steps);
      yield { at: record.at, made };
      if (made.some((one) => !one.ok && one.reason === "TOO_COSTLY")) {
        return;
      }
    }
    if (isEmpty) {
      // Such as an empty list, or a list by another name than the mapping's.
      yield { at: "", made: [], passedOver: "body without records" };
    }
  } catch (error) {
    if (error instanceof BodyFault) {
      yield { at: error.at, made: [faultOf(error.reason, error.message)] };
      return;
    }
    if (error instanceof MappingFault) {
      yield { at: "", made: [{ ...faultOf(error.reason, error.message), path: error.path }] };
      return;
    }
    throw error;
  }
}

/** The records of a body as a mapping's expressions see them; none where it cannot be read. */
export function recordsIn(mapping: Mapping, given: MappedBody): readonly unknown[] {
  try {
    const text = textOf(given, mapping.input);
    const { records } = recordsOf(mapping, text, given, Mapping.steps());
    return [...records].flatMap((record) => ("broken" in record ? [] : [record.it]));
  } catch (error) {
    if (error instanceof BodyFault || error instanceof MappingFault) {
      return [];
    }
    throw error;
  }
}

function faultOf(reason: string, problem: string): Extract<Made, { ok: false }> {
  return { ok: false, reason, problem, path: [] };
}

function textOf({ bytes, headers }: MappedBody, input: MappingInput): string {
  if (typeof bytes === "string") {
    return bytes;
  }
  const charset = "charset" in input ? input.charset : "utf-8";
  const type = headers["content-type"] ?? "";
  const given = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(type)?.[1];
  if (given !== undefined && !isSameCharset(given, charset)) {
    const problem = `It says another charset than the mapping, which says ${charset}.`;
    throw new BodyFault("CHARSET_NOT_SUPPORTED", "", problem);
  }
  return decoded(bytes, charset);
}

/** What begins with the mark of another charset is of that one, whatever else it can be read as. */
const MARKS: readonly (readonly [charset: string, mark: Buffer])[] = [
  ["utf-8", Buffer.from([0xef, 0xbb, 0xbf])],
  ["utf-16", Buffer.from([0xff, 0xfe])],
  ["utf-16", Buffer.from([0xfe, 0xff])],
];

function decoded(bytes: Buffer, charset: string): string {
  const [marked, mark] = MARKS.find(([, one]) => one.equals(bytes.subarray(0, one.length))) ?? [];
  const isMarked = marked !== undefined && marked !== charset;
  // Without a mark UTF-16 is as Windows writes it.
  const isBigEndian = charset === "utf-16" && mark?.[0] === 0xfe;
  try {
    if (!isMarked) {
      return new TextDecoder(isBigEndian ? "utf-16be" : charset, { fatal: true }).decode(bytes);
    }
  } catch {
    // Said below.
  }
  const is = isMarked ? `is ${marked}` : `is not ${charset}`;
  const problem = `The body ${is}: name its charset as \`charset\` of the mapping's input.`;
  throw new BodyFault("WRONG_CHARSET", "", problem);
}

function recordsOf(
  mapping: Mapping,
  text: string,
  given: MappedBody,
  steps: Steps,
): {
  readonly records: readonly (FormatRecord | BrokenRecord)[];
  readonly context: BodyContext;
} {
  const { input } = mapping;
  const headers = new Map(Object.entries(given.headers));
  const ofLines: BodyContext = { body: null, headers, receivedAt: given.receivedAt };
  switch (input.format) {
    case "csv":
      return {
        records: bounded(mapping.grouped(csvRecords(text, input), ofLines, steps)),
        context: ofLines,
      };
    case "fixed":
      return {
        records: mapping.grouped(fixedRecords(text, input), ofLines, steps),
        context: ofLines,
      };
    case "ndjson":
      return { records: ndjsonRecords(text), context: ofLines };
    case "debezium": {
      const problem = "This mapping is of changes: set the source up with the connector debezium.";
      throw new BodyFault("WRONG_CONNECTOR", "", problem);
    }
    default: {
      const body = input.format === "xml" ? xmlValue(text, input.charset) : jsonValue(text);
      const context: BodyContext = { ...ofLines, body };
      return { records: valuesOf(mapping.recordsOf(context, steps)), context };
    }
  }
}

/** What a body lists, or that it is one record. */
function valuesOf(value: unknown): readonly FormatRecord[] {
  if (!Array.isArray(value) && !isCelList(value)) {
    return [{ it: value, line: 0, at: "" }];
  }
  return bounded([...value]).map((it, at) => ({ it, line: 0, at: String(at) }));
}

function bounded<Value>(records: readonly Value[]): readonly Value[] {
  if (records.length > RECORDS_MAX) {
    throw tooMany();
  }
  return records;
}
