import type { Sql } from "../../../db/connection/client.ts";
import {
  addFeedLines,
  endFeedLines,
  type FeedLineRow,
} from "../../../db/queries/deliveries/feed.ts";
import type { Comparing } from "../../domain/delivery/comparing.ts";
import { canonicalOf, valueKindOf } from "../../domain/delivery/readBack.ts";
import {
  type Concealment,
  type SentFields,
  sentValueOf,
} from "../../domain/delivery/sentFields.ts";
import type { FeedFault, FeedLine, FeedRecord } from "./feedLines.ts";

/** Lines that are told of as wrong; then the file is read no further. */
export const FEED_FAULTS_MAX = 20;
/** Lines that are written at once. */
const LINES_AT_ONCE = 1_000;
/** Characters of a value. */
export const FEED_VALUE_LENGTH_MAX = 1_000;
/** Names that we do not send and that are told of; of others only how often there were some. */
export const UNSENT_NAMES_MAX = 50;
/** Characters of such a name that are told of. */
const UNSENT_NAME_LENGTH_MAX = 100;
/** How often it is said how far the reading is, lines. */
const PROGRESS_LINES = 100_000;

export interface FeedForm {
  readonly comparing: Comparing;
  /** What each name is of a customer. */
  readonly fields: Readonly<Record<string, string>>;
  /** The file's name of what the destination knows a customer by. */
  readonly keyName: string;
  readonly concealment: Concealment;
}

/** What a whole file came to. */
export interface StagedFeed {
  readonly lines: number;
  /** What lines say that we do not send, by name, and how many do. */
  readonly unsent: readonly { readonly name: string; readonly lines: number }[];
  /** How often lines say more of the kind, beyond the names above. */
  readonly unsentMore: number;
  /** What we send and no line names. */
  readonly absent: readonly string[];
}

/**
 * Reads a feed's file whole, line by line, into the session's tables. Nothing of it is kept in
 * clear that is not of what was sent.
 *
 * @returns the first faults instead, where there are any: then nothing of it is to be used
 */
export async function stageFeed(
  session: Sql,
  lines: AsyncIterable<FeedLine>,
  form: FeedForm,
  onProgress: (lines: number) => Promise<void>,
): Promise<StagedFeed | readonly FeedFault[]> {
  const staging = new Staging(session, form);
  let count = 0;
  for await (const one of lines) {
    await staging.add(one);
    count += 1;
    if (staging.faults.length >= FEED_FAULTS_MAX) {
      break;
    }
    if (count % PROGRESS_LINES === 0) {
      await onProgress(count);
    }
  }
  await staging.flush();
  const { faults } = staging;
  if (faults.length > 0) {
    return faults.toSorted((a, b) => a.line - b.line).slice(0, FEED_FAULTS_MAX);
  }
  await endFeedLines(session);
  return { lines: count, ...staging.names() };
}

class Staging {
  readonly faults: FeedFault[] = [];
  readonly #session: Sql;
  readonly #form: FeedForm;
  readonly #seen = new Set<string>();
  readonly #unsent = new Map<string, number>();
  #unsentMore = 0;
  #rows: FeedLineRow[] = [];

  constructor(session: Sql, form: FeedForm) {
    this.#session = session;
    this.#form = form;
  }

  async add(one: FeedLine): Promise<void> {
    if ("fault" in one) {
      this.faults.push(one);
      return;
    }
    const row = rowOf(one, this.#form);
    if ("fault" in row) {
      this.faults.push(row);
      return;
    }
    this.#count(one);
    this.#rows.push(row);
    if (this.#rows.length >= LINES_AT_ONCE) {
      await this.flush();
    }
  }

  async flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) {
      return;
    }
    for (const { line, first } of await addFeedLines(this.#session, rows)) {
      this.faults.push({ line, fault: `names the customer of line ${first} once more.` });
    }
  }

  names(): Omit<StagedFeed, "lines"> {
    const unsent = [...this.#unsent].map(([name, lines]) => ({ name, lines }));
    const absent = Object.keys(this.#form.fields).filter((name) => !this.#seen.has(name));
    return { unsent, unsentMore: this.#unsentMore, absent };
  }

  #count({ values }: FeedRecord): void {
    const { fields, keyName } = this.#form;
    for (const given of values.keys()) {
      if (Object.hasOwn(fields, given)) {
        this.#seen.add(given);
      } else if (given !== keyName) {
        const name = given.slice(0, UNSENT_NAME_LENGTH_MAX).toWellFormed();
        const before = this.#unsent.get(name);
        if (before === undefined && this.#unsent.size >= UNSENT_NAMES_MAX) {
          this.#unsentMore += 1;
        } else {
          this.#unsent.set(name, (before ?? 0) + 1);
        }
      }
    }
  }
}

/** A line in the form in which what was sent is kept, by the same rules. */
function rowOf(
  { line, values }: FeedRecord,
  { comparing: { rule, key }, fields, keyName, concealment }: FeedForm,
): FeedLineRow | FeedFault {
  const given = values.get(keyName) ?? "";
  if (given === "") {
    const fault = `has no \`${keyName}\`, what the destination knows the customer by.`;
    return { line, fault };
  }
  const isKey = typeof given === "string" || Number.isSafeInteger(given);
  const knownBy = isKey ? canonicalOf(String(given), valueKindOf(key), rule) : null;
  if (knownBy === null || knownBy.length > FEED_VALUE_LENGTH_MAX) {
    return { line, fault: `${keyName} must be ${TEXT}.` };
  }
  const said: (readonly [string, SentFields[string]])[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = values.get(name) ?? null;
    if (value !== null && typeof value !== "number" && !isText(value)) {
      return { line, fault: `${name} must be a number, null, or ${TEXT}.` };
    }
    said.push([name, sentValueOf(field, value, rule, concealment) ?? null]);
  }
  return { line, knownBy: concealment.hash(knownBy), fields: Object.fromEntries(said) };
}

const TEXT = `a text of at most ${FEED_VALUE_LENGTH_MAX} characters without NUL`;

/** One that the database takes. */
function isText(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= FEED_VALUE_LENGTH_MAX &&
    value.isWellFormed() &&
    !value.includes("\0")
  );
}
