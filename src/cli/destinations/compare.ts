import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Command } from "commander";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import { findDestination } from "../../deliveries/operate.ts";
import {
  compareFeed,
  type FeedAnswer,
  type FeedDeps,
  type FeedReport,
} from "../../deliveries/shadow/compareFeed.ts";
import { type FeedFormat, feedLines } from "../../deliveries/shadow/feedLines.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../domain/time/instant.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

/** The file's name of what the destination knows a customer by, unless it is said. */
export const KEY_NAME_USUAL = "customer";
const STANDARD_INPUT = "-";

const FORMATS: Readonly<Record<string, FeedFormat>> = {
  ...{ ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson" },
};

const DOING = {
  READ: "lines read",
  COMPARED: "customers looked at",
  WRITTEN: "customers written down",
} as const satisfies Record<Parameters<NonNullable<FeedDeps["onProgress"]>>[0], string>;
/** How often it is said how far it is, customers or lines. */
const PROGRESS_EVERY = 100_000;

interface CompareOptions extends JsonOption {
  readonly feed: string;
  readonly asOf?: Instant;
  readonly key: string;
  readonly whole?: true;
}

/** A file, and as of when it is. */
interface Feed {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly format: FeedFormat | null;
  readonly at: Instant;
  /** Whether it has been written to since it was opened. */
  readonly hasChanged: () => Promise<boolean>;
}

/** Compares a destination in shadow with a file of what its other feed told. */
export async function compareWithFeed(
  code: string,
  options: CompareOptions,
  command: Command,
): Promise<void> {
  const feed = await openFile(options, command);
  const answer = await withDatabase(async ({ sql, config }) => {
    const destination = await findDestination(sql, code);
    if (destination === null) {
      return command.error(`error: no destination ${code} is set up.`);
    }
    const box = await SecretBox.open(config.secretsKeyFile);
    // A file of another machine's clock is as of now at the latest; what somebody says is not.
    const now = Math.round(await readClockMicros(sql)) as Instant;
    const at = options.asOf ?? (Math.min(feed.at, now) as Instant);
    return await compareFeed(
      { sql, box, onProgress: sayProgress() },
      {
        ...{ destination, keyName: options.key, at, isWhole: options.whole === true },
        ...{ lines: feedLines(unchanged(feed), feed.format), actor: operator() },
      },
    );
  }).catch((error: unknown) =>
    command.error(printable(`error: ${options.feed} cannot be read: ${whyUnread(error)}`)),
  );
  say(code, answer, options, command);
}

/** @throws what the file cannot be read by, once it was read */
async function* unchanged({ chunks, hasChanged }: Feed): AsyncGenerator<Uint8Array> {
  yield* chunks;
  if (await hasChanged()) {
    throw new ChangedFile();
  }
}

class ChangedFile extends Error {
  override readonly message = "it was written to meanwhile. Compare a copy of it.";
}

/** @throws what is no fault of the file */
function whyUnread(error: unknown): string {
  if (error instanceof ChangedFile) {
    return error.message;
  }
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code === "string" && (syscall === "read" || syscall === "open")) {
    return `${code}.`;
  }
  throw error;
}

async function openFile({ feed, asOf }: CompareOptions, command: Command): Promise<Feed> {
  if (feed === STANDARD_INPUT) {
    return asOf === undefined
      ? command.error("error: standard input has no time of its own: say --as-of.")
      : { chunks: process.stdin, format: null, at: asOf, hasChanged: async () => false };
  }
  const found = await stat(feed).catch(() => null);
  if (found?.isFile() !== true) {
    return command.error(printable(`error: ${feed} is no file that can be read.`));
  }
  return {
    chunks: bytesOf(feed),
    format: FORMATS[extname(feed).toLowerCase()] ?? null,
    at: Math.floor(found.mtimeMs * MICROS_PER_MILLISECOND) as Instant,
    hasChanged: async () => {
      const now = await stat(feed).catch(() => null);
      return now?.mtimeMs !== found.mtimeMs || now.size !== found.size;
    },
  };
}

/** Opened when it is read: one that nobody reads yet would throw its error at nobody. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

function sayProgress(): NonNullable<FeedDeps["onProgress"]> {
  const said = new Map<string, number>();
  return async (doing, count) => {
    const part = Math.floor(count / PROGRESS_EVERY);
    if (part > (said.get(doing) ?? 0)) {
      said.set(doing, part);
      console.error(`${count} ${DOING[doing]}`);
    }
  };
}

function say(
  code: string,
  answer: FeedAnswer,
  { json, asOf: _, ...options }: CompareOptions,
  command: Command,
): void {
  if (!answer.ok) {
    const { message, faults } = answer;
    const lines = faults.map(({ line, fault }) => `  line ${line}: ${fault}`);
    command.error(printableLines([`error: ${message}`, ...lines]));
  }
  const { report } = answer;
  if (report.equal === 0 || report.different + report.missing > 0) {
    process.exitCode = 1;
  }
  if (json === true) {
    const { at, ...counts } = report;
    const isWhole = options.whole === true;
    const all = { destination: code, asOf: formatInstant(at), isWhole, ...counts };
    console.log(JSON.stringify(all, null, 2));
    return;
  }
  console.log(printableLines(linesOf(code, report)));
}

function linesOf(code: string, report: FeedReport): readonly string[] {
  const { at, equal, different, missing, inFlight, keyChanged, moved, older } = report;
  const { lines, unknown, unsent, unsentMore, absent } = report;
  const compared = equal + different + missing;
  const sum = `${equal} equal, ${different} different, ${missing} missing there`;
  const others = unknown.count - unknown.lines.length;
  const names = unsent.map(({ name, lines: count }) => `${name} (${count} lines)`);
  return [
    `${code}, as of ${formatInstant(at)}: ${lines} lines`,
    `  ${compared} customers compared: ${sum}`,
    `  not compared: ${inFlight} in flight, ${keyChanged} known by something else now, ${moved} ` +
      `changed meanwhile, ${older} compared as of later`,
    ...(unknown.count === 0
      ? []
      : [
          `  ${unknown.count} lines name nobody of whom we would have told: ` +
            `${unknown.lines.join(", ")}${others > 0 ? ` and ${others} more` : ""}`,
        ]),
    ...(absent.length === 0 ? [] : [`  no line has ${absent.join(", ")}`]),
    ...(names.length === 0 ? [] : [`  not sent by us, and left out: ${names.join(", ")}`]),
    ...(unsentMore === 0 ? [] : [`  and other names, ${unsentMore} times`]),
    `Where it differs, and the verdict: tributary destinations shadow ${code}`,
  ];
}

function printableLines(lines: readonly string[]): string {
  return lines.map(printable).join("\n");
}
