import { type Command, InvalidArgumentError } from "commander";
import {
  listMessages,
  type MessageFilter,
  type MessageListRow,
  readMessageBody,
  replayMessages,
} from "../../db/queries/inbound/messages.ts";
import { Catalog } from "../core/catalog.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg, parseInstant } from "../domain/time/parseInstant.ts";
import { decodeBody } from "../purchases/receive/intakeBody.ts";
import { type CliContext, withDatabase } from "./context.ts";
import { registerFetch } from "./intake/fetch.ts";
import { registerLoad } from "./intake/load.ts";
import { printable, shown } from "./printable.ts";

const STATES = ["RECEIVED", "READ", "UNREAD"] as const;
type State = (typeof STATES)[number];

/** Messages shown when nothing else is asked for. */
const LIST_LIMIT = 50;
/** Messages of one statement. */
const REPLAY_BATCH = 1_000;
/** Earlier and later than any message. */
const ALWAYS = { from: "0001-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" };

interface ChooseOptions {
  readonly source: string;
  readonly state?: State;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

interface ListOptions extends ChooseOptions {
  readonly limit: number;
}

const EXAMPLES = `
Examples:
  npx tributary intake list --source shop --state UNREAD
  npx tributary intake show 4711
  npx tributary intake replay --source shop --state UNREAD
  npx tributary intake replay --source crm --state READ --reason CUSTOMER_NOT_FOUND

What is replayed is read again by the servers that run, as it is set up now. What it has told before
has its effect once.`;

/** `tributary intake`: messages as they came, what became of each, and reading them again. */
export function register(program: Command): void {
  const intake = program
    .command("intake")
    .description("messages of other systems: what came, what became of it, reading it again")
    .addHelpText("after", EXAMPLES);
  choosing(intake.command("list").description("list messages, the latest first"))
    .option("--limit <messages>", "messages at most", parseCount, LIST_LIMIT)
    .action(list);
  intake
    .command("show")
    .description(
      "show the raw body of a message: in a file as it came, at a terminal what is unseen as \\u{...}",
    )
    .argument("<id>", "its number, as `intake list` shows it", parseId)
    .action(show);
  registerLoad(intake);
  registerFetch(intake);
  choosing(intake.command("replay").description("have messages read again")).action(replay);
}

function choosing(command: Command): Command {
  return command
    .requiredOption("--source <code>", "whose messages")
    .option(
      "--state <state>",
      `one of ${STATES.join(", ")}; default for replay: UNREAD`,
      parseState,
    )
    .option("--reason <code>", "with this reason among their faults")
    .option("--from <time>", "received then or later, RFC 3339", parseTime)
    .option("--to <time>", "received before then, RFC 3339", parseTime)
    .option("--json", "print one JSON object");
}

function parseState(text: string): State {
  const state = STATES.find((one) => one === text);
  if (state === undefined) {
    throw new InvalidArgumentError(`It must be one of ${STATES.join(", ")}.`);
  }
  return state;
}

function parseTime(text: string): string {
  if (parseInstant(text) === null) {
    throw new InvalidArgumentError("It must be a time such as 2026-11-29T08:00:00Z.");
  }
  return text;
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 99999.");
}

function parseId(text: string): bigint {
  if (/^[1-9]\d{0,17}$/.test(text)) {
    return BigInt(text);
  }
  throw new InvalidArgumentError("It must be a number that `intake list` shows.");
}

async function list(options: ListOptions, command: Command): Promise<void> {
  const rows = await withDatabase(async (context) =>
    listMessages(context.sql, await filterOf(context, options, STATES, command), options.limit),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ messages: rows.map(jsonOf) }, null, 2));
    return;
  }
  if (rows.length === 0) {
    console.log("There are no such messages.");
  }
  for (const row of rows) {
    console.log(
      `${row.id}  ${timeOf(row.receivedAt)}  ${row.state}  ${printable(row.topic ?? "")} ${countsOf(row)}`,
    );
    for (const { reason, at, problem } of row.faults ?? []) {
      console.log(`    ${reason}${at === "" ? "" : ` at ${printable(at)}`}: ${printable(problem)}`);
    }
  }
  if (rows.length === options.limit) {
    console.log(`There may be more than these ${rows.length}: see --limit, --from and --to.`);
  }
}

function countsOf({ counts }: MessageListRow): string {
  return Object.entries(counts ?? {})
    .flatMap(([what, outcomes]) =>
      typeof outcomes === "number"
        ? []
        : Object.entries(outcomes).map(([outcome, n]) => `${what} ${printable(outcome)} ${n}`),
    )
    .join(", ");
}

async function show(id: bigint, _options: object, command: Command): Promise<void> {
  const body = await withDatabase(({ sql }) => readMessageBody(sql, id));
  if (body === null) {
    command.error(`error: there is no message ${id}, or its body was dropped after its time.`);
  }
  const bytes = decodeBody({ bytes: body.bytes, encoding: body.encoding });
  process.stdout.write(shown(bytes, process.stdout.isTTY));
}

async function replay(options: ChooseOptions, command: Command): Promise<void> {
  const count = await withDatabase(async (context) => {
    const filter = await filterOf(context, options, ["UNREAD"], command);
    let sum = 0;
    for (let page = REPLAY_BATCH; page === REPLAY_BATCH; ) {
      page = await replayMessages(context.sql, filter, REPLAY_BATCH);
      sum += page;
    }
    return sum;
  });
  console.log(
    options.json === true
      ? JSON.stringify({ replayed: count })
      : `${count} message${count === 1 ? " is" : "s are"} to be read again by the servers that run.`,
  );
}

async function filterOf(
  { sql }: CliContext,
  options: ChooseOptions,
  states: readonly State[],
  command: Command,
): Promise<MessageFilter> {
  const source = (await Catalog.load(sql)).source(options.source);
  if (source === undefined) {
    command.error(`error: no source ${options.source} is set up.`);
  }
  return {
    ...{ sourceId: source.id, from: options.from ?? ALWAYS.from, to: options.to ?? ALWAYS.to },
    states: options.state === undefined ? states : [options.state],
    reason: options.reason ?? null,
  };
}

function jsonOf(row: MessageListRow) {
  const readAt = row.readAt === null ? null : timeOf(row.readAt);
  return { ...row, id: String(row.id), receivedAt: timeOf(row.receivedAt), readAt };
}

/** As `--from` and `--to` take it. */
function timeOf(text: string): string {
  return formatInstant(instantFromPg(text));
}
