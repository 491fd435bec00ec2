import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { Catalog } from "../../core/catalog.ts";
import { messageKey } from "../../inbound/messages/messageKey.ts";
import { Inbox, MESSAGE_BYTES_MAX } from "../../messages/inbox.ts";
import type { ArrivedMessage } from "../../messages/storedMessage.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";

interface LoadOptions {
  readonly source: string;
  readonly topic?: string;
  readonly contentType: string;
  readonly lines?: true;
  readonly json?: true;
}

/** Messages that are on their way to the database at once. */
const IN_FLIGHT_MAX = 250;

const EXAMPLES = `
Examples:
  npx tributary intake load --source shop --topic orders/fulfilled order-1.json order-2.json
  npx tributary intake load --source shop --topic orders/fulfilled --lines orders.ndjson

A first load, or what was missed while nobody listened: each file, or each line, is a message of the
source in its own words, read by the servers that run. Its purchases count as history: on the day on
which they happened, whatever their age, told to nobody. Loading the same again changes nothing.`;

/** `tributary intake load`: messages from files instead of by their sender. */
export function registerLoad(intake: Command): void {
  intake
    .command("load")
    .description("take messages from files: a first load, or what was missed")
    .argument("<files...>", "bodies as the sender would have sent them")
    .requiredOption("--source <code>", "whose messages")
    .option("--topic <topic>", "what they are about, as the sender says it")
    .option("--content-type <type>", "of the bodies", "application/json")
    .option("--lines", "each line of the files is a message of its own")
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(load);
}

async function load(files: readonly string[], options: LoadOptions, command: Command) {
  const faults = await faultsOf(files, options);
  if (faults.length > 0) {
    command.error(faults.map((fault) => `error: ${fault}`).join("\n"));
  }
  const counts = await withDatabase(async ({ sql }) => {
    const source = (await Catalog.load(sql)).source(options.source);
    if (source === undefined || source.receives === null) {
      command.error(
        `error: no source ${options.source} is set up to receive messages (\`receives\`).`,
      );
    }
    const inbox = new Inbox({ sql, room: () => 0, hand: () => {} });
    return await storeAll(inbox, bodiesOf(files, options), {
      ...{ sourceId: source.id, principal: operator(), topic: options.topic ?? null },
      ...{ door: "LOAD", requestId: null, headers: { "content-type": options.contentType } },
    });
  });
  console.log(
    options.json === true
      ? JSON.stringify(counts)
      : `${counts.stored} messages stored, ${counts.known} were there already; the servers that run read them.`,
  );
}

/** What cannot be a message, before anything is stored. */
async function faultsOf(files: readonly string[], { lines }: LoadOptions): Promise<string[]> {
  const faults: string[] = [];
  for (const file of files) {
    const size = await stat(file).then(
      (found) => (found.isFile() ? found.size : null),
      () => null,
    );
    if (size === null) {
      faults.push(`${file} is no file that can be read.`);
    } else if (lines !== true && size > MESSAGE_BYTES_MAX) {
      faults.push(
        `${file} is longer than ${MESSAGE_BYTES_MAX} bytes: bring it in parts, or as --lines.`,
      );
    }
  }
  return faults;
}

async function* bodiesOf(files: readonly string[], { lines }: LoadOptions): AsyncGenerator<Buffer> {
  for (const file of files) {
    if (lines !== true) {
      yield await readFile(file);
      continue;
    }
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line.trim() !== "") {
        yield Buffer.from(line);
      }
    }
  }
}

async function storeAll(
  inbox: Inbox,
  bodies: AsyncIterable<Buffer>,
  message: Omit<ArrivedMessage, "key" | "body">,
): Promise<{ stored: number; known: number }> {
  const counts = { stored: 0, known: 0 };
  let group: Promise<void>[] = [];
  for await (const body of bodies) {
    const key = messageKey("load", message.topic ?? "", body);
    group.push(
      inbox.store({ ...message, key, body }).then(({ isRepetition }) => {
        counts[isRepetition ? "known" : "stored"] += 1;
      }),
    );
    if (group.length === IN_FLIGHT_MAX) {
      await Promise.all(group);
      group = [];
    }
  }
  await Promise.all(group);
  return counts;
}
