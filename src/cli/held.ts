import { type Command, InvalidArgumentError } from "commander";
import { uuidv7 } from "uuidv7";
import { connect } from "../../db/connection/client.ts";
import {
  findHeld,
  findHeldByReason,
  type HeldListRow,
  listHeld,
} from "../../db/queries/purchases/jobsHeld.ts";
import { Catalog } from "../core/catalog.ts";
import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import { Receiver } from "../purchases/receive/receiver.ts";
import { type CliContext, withDatabase } from "./context.ts";
import { printable } from "./printable.ts";

interface ListOptions {
  readonly reason?: string;
  readonly limit: number;
  readonly json?: true;
}

interface ReleaseOptions {
  readonly reason?: string;
  readonly json?: true;
}

/** Events shown when nothing else is asked for. */
const LIST_LIMIT = 100;
/** Events of one call of the receiver. */
const RELEASE_BATCH = 500;
/** Events of one command: what is more is released by calling it again. */
const RELEASE_MAX = 100_000;
const SECONDS_PER_HOUR = 3_600;
const SECONDS_PER_DAY = 86_400;

/**
 * `tributary held`: what waits, for what and with whom; and the operator's word that lets it go on.
 */
export function register(program: Command): void {
  const held = program.command("held").description("events that wait before they are applied");
  held
    .command("list")
    .description("list held events, the oldest first")
    .option("--reason <reason>", `one of ${Object.keys(HOLDS).join(", ")}`, parseReason)
    .option("--limit <events>", "events at most", parseCount, LIST_LIMIT)
    .option("--json", "print one JSON object")
    .action(list);
  held
    .command("release")
    .description(
      "run held events now: what waits for an operator is approved, the rest tries again",
    )
    .argument("[ids...]", "ids as `held list` shows them")
    .option("--reason <reason>", "every event held for this reason", parseReason)
    .option("--json", "print one JSON object")
    .action(release);
}

function parseReason(text: string): string {
  if (isHoldReason(text)) {
    return text;
  }
  throw new InvalidArgumentError(`Use one of ${Object.keys(HOLDS).join(", ")}.`);
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 999999.");
}

async function list(options: ListOptions): Promise<void> {
  const rows = await withDatabase(({ sql }) =>
    listHeld(sql, options.reason ?? null, options.limit),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ held: rows.map(jsonOf) }, null, 2));
    return;
  }
  if (rows.length === 0) {
    console.log("Nothing is held.");
    return;
  }
  for (const row of rows) {
    const named = row.numbers.map(printable).join(", ") || "no number";
    console.log(
      `${row.id}  ${row.reason}  ${row.kind ?? "unread"} of ${named}  ` +
        `${row.source} ${printable(row.event_id)}  ${ageText(row.age_seconds)} old` +
        (row.released_at === null ? "" : "  (released, about to run)"),
    );
    console.log(
      `    waits for ${waitsFor(row)} until ${row.wait_until}  owner: ${ownerOf(row.reason)}`,
    );
  }
  if (rows.length === options.limit) {
    console.log(`There may be more than these ${rows.length}: see --limit and --reason.`);
  }
}

/** What would let it go on, in words: the key that it waits under is made for the database. */
function waitsFor({ reason, wait_key: key }: HeldListRow): string {
  const words = isHoldReason(reason) ? HOLDS[reason].waitsFor : printable(key);
  return reason === "UNKNOWN_STORE" || reason === "UNKNOWN_CHANNEL" || reason === "RATE_MISSING"
    ? `${words} (${printable(key)})`
    : words;
}

function jsonOf(row: HeldListRow) {
  return {
    id: String(row.id),
    source: row.source,
    eventId: row.event_id,
    kind: row.kind,
    reason: row.reason,
    references: row.numbers,
    waitsFor: isHoldReason(row.reason) ? HOLDS[row.reason].waitsFor : null,
    waitKey: row.wait_key,
    waitUntil: row.wait_until,
    heldAt: row.recorded_at,
    releasedAt: row.released_at,
    ageSeconds: Math.round(row.age_seconds),
    owner: ownerOf(row.reason),
  };
}

function ownerOf(reason: string): string {
  if (!isHoldReason(reason)) {
    return "nobody";
  }
  const { team, contact } = HOLDS[reason].owner;
  return `${team} <${contact}>`;
}

function ageText(seconds: number): string {
  return seconds < 2 * SECONDS_PER_DAY
    ? `${Math.floor(seconds / SECONDS_PER_HOUR)} h`
    : `${Math.floor(seconds / SECONDS_PER_DAY)} d`;
}

async function release(
  given: readonly string[],
  options: ReleaseOptions,
  command: Command,
): Promise<void> {
  const wrong = given.find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) {
    command.error(`error: ${wrong} is no id; take them from \`tributary held list\`.`);
  }
  if (given.length === 0 && options.reason === undefined) {
    command.error("error: name the events to release, or a --reason.");
  }
  const done = await withDatabase(async (context) => {
    const ids = given.map(BigInt);
    const held = new Set((await findHeld(context.sql, ids)).map(({ id }) => id));
    const missing = ids.find((id) => !held.has(id));
    return missing === undefined
      ? { ...(await releaseIn(context, ids, options.reason)), missing: null }
      : { ran: 0, waiting: 0, missing };
  });
  if (done.missing !== null) {
    // Before anything ran: who mistyped one of several would not know which of them did.
    command.error(
      `error: no event with the id ${done.missing} is held, so nothing was released; \`tributary held list\` shows those that are.`,
    );
  }
  const { ran, waiting } = done;
  if (options.json === true) {
    console.log(JSON.stringify({ ran, waiting }));
  } else {
    const still =
      waiting === 0 ? "" : ` ${waiting} of them still wait: see \`tributary held list\`.`;
    console.log(`${ran} held event${ran === 1 ? "" : "s"} ran.${still}`);
  }
}

async function releaseIn(
  { sql, url, config }: CliContext,
  given: readonly bigint[],
  reason: string | undefined,
): Promise<{ readonly ran: number; readonly waiting: number }> {
  const writes = connect(url, {
    max: config.writers + 1,
    applicationName: "tributary-held",
    lockTimeoutMs: 200,
    statementTimeoutMs: 5_000,
  });
  try {
    const catalog = await Catalog.load(writes);
    const receiver = new Receiver({
      sql: writes,
      catalog,
      writers: config.writers,
      newPublicId: uuidv7,
    });
    const found =
      reason === undefined
        ? []
        : (await findHeldByReason(sql, reason, RELEASE_MAX)).map((row) => row.id);
    const ids = [...new Set([...given, ...found])];
    let ran = 0;
    try {
      for (let from = 0; from < ids.length; from += RELEASE_BATCH) {
        ran += await receiver.runHeld(ids.slice(from, from + RELEASE_BATCH), { atOnce: false });
      }
    } finally {
      await receiver.close();
    }
    return { ran, waiting: (await findHeld(sql, ids)).length };
  } finally {
    await writes.end();
  }
}
