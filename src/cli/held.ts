import { type Command, InvalidArgumentError } from "commander";
import { uuidv7 } from "uuidv7";
import { connect } from "../../db/connection/client.ts";
import {
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
    console.log(
      `${row.id}  ${row.reason}  ${row.source} ${printable(row.event_id)}  ${ageText(row.age_seconds)} old, ` +
        `until ${row.wait_until}  waits for ${printable(row.wait_key)}  owner: ${ownerOf(row.reason)}` +
        (row.released_at === null ? "" : "  (released, about to run)"),
    );
  }
}

function jsonOf(row: HeldListRow) {
  return {
    id: String(row.id),
    source: row.source,
    eventId: row.event_id,
    kind: row.kind,
    reason: row.reason,
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
  const ran = await withDatabase((context) =>
    releaseIn(context, given.map(BigInt), options.reason),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ ran }));
  } else {
    console.log(`${ran} held event${ran === 1 ? "" : "s"} ran.`);
  }
}

async function releaseIn(
  { sql, url, config }: CliContext,
  given: readonly bigint[],
  reason: string | undefined,
): Promise<number> {
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
    return ran;
  } finally {
    await writes.end();
  }
}
