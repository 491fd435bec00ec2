import { text } from "node:stream/consumers";
import { type Command, InvalidArgumentError, Option } from "commander";
import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  endSecret,
  insertSecret,
  listSecrets,
  type SenderSecretRow,
} from "../../db/queries/inbound/secrets.ts";
import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import { Catalog } from "../core/catalog.ts";
import { askedAt } from "../domain/inbound/receives.ts";
import { newWebhookSecret } from "../inbound/messages/signatures.ts";
import { fetchOwnerOf, ownerOf } from "../messages/senderSecrets.ts";
import { SecretBox } from "../platform/secretBox.ts";
import { type CliContext, withDatabase } from "./context.ts";
import { parseTime } from "./keys/options.ts";
import { operator } from "./operator.ts";

/** Characters of one that a sender gave us. */
const SECRET_LENGTH_MAX = 1_000;

/** What a secret is for, as the command line has it. */
const PURPOSES = ["proof", "fetch"] as const;
type Purpose = (typeof PURPOSES)[number];

interface AddOptions {
  readonly for: Purpose;
  readonly generate?: true;
  readonly overlap?: number;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  npx tributary secrets add shop < shopify-client-secret.txt
  npx tributary secrets add erp --generate
  npx tributary secrets add shop --overlap 24h < next-secret.txt
  npx tributary secrets add shop --for fetch < api-token.txt

Servers that run know of it within 5 seconds. Secrets are sealed with the key in SECRETS_KEY_FILE,
which every server and this command must share; none is ever shown again.`;

/** `tributary secrets`: what systems that send messages prove themselves by, and what we do. */
export function register(program: Command): void {
  const secrets = program
    .command("secrets")
    .description("secrets by which systems that send messages prove who they are")
    .addHelpText("after", EXAMPLES);
  secrets
    .command("add")
    .description(
      "take a source's secret from standard input, or make one; all of a source are good",
    )
    .argument("<source>", "code of the source")
    .addOption(
      new Option(
        "--for <purpose>",
        "proof: the sender proves itself by it; fetch: we show it when we fetch from the sender",
      )
        .choices(PURPOSES)
        .default("proof"),
    )
    .option("--generate", "make one, and show it once")
    .addOption(
      new Option(
        "--overlap <time>",
        "end those before it after so long, such as 24h; 0h at once",
      ).argParser(parseTime),
    )
    .option("--json", "print one JSON object")
    .action(add);
  secrets
    .command("list")
    .description("list the secrets of a source, without what they are")
    .argument("<source>", "code of the source")
    .option("--json", "print one JSON object")
    .action(list);
  secrets
    .command("end")
    .description("end a secret at once")
    .argument("<source>", "code of the source")
    .argument("<id>", "its number, as `secrets list` shows it", parseId)
    .option("--json", "print one JSON object")
    .action(end);
}

function parseId(given: string): bigint {
  if (/^[1-9]\d{0,17}$/.test(given)) {
    return BigInt(given);
  }
  throw new InvalidArgumentError("It must be a number that `secrets list` shows.");
}

async function add(code: string, options: AddOptions, command: Command): Promise<void> {
  if (options.for === "fetch" && options.generate === true) {
    command.error("error: what we fetch with is given by the sender: leave --generate out.");
  }
  const secret =
    options.generate === true ? newWebhookSecret() : (await text(process.stdin)).trim();
  if (secret === "" || secret.length > SECRET_LENGTH_MAX) {
    command.error(
      `error: give a secret of 1 to ${SECRET_LENGTH_MAX} characters on standard input, or --generate.`,
    );
  }
  const id = await withDatabase(async (context) => {
    const source = await sourceOf(context, code, command);
    const sourceId = source.id;
    const box = await SecretBox.open(context.config.secretsKeyFile);
    const isToFetch = options.for === "fetch";
    const owner = isToFetch ? ownerToFetch(source, command) : ownerOf(sourceId);
    const sealed = box.seal(secret, owner);
    const kind = isToFetch ? ("FETCH" as const) : ("PROOF" as const);
    const row = { sourceId, kind, createdBy: operator(), ...sealed };
    const added = await insertSecret(context.sql, row, options.overlap ?? null);
    await note(context, "secrets.add", code, added);
    return added;
  });
  const shown = options.generate === true ? { secret } : {};
  if (options.json === true) {
    console.log(JSON.stringify({ source: code, id: String(id), ...shown }, null, 2));
    return;
  }
  console.log(`Secret ${id} of ${code} is good from now on.`);
  if (options.generate === true) {
    console.log(`Give it to the sender; it is not shown again:\n${secret}`);
  }
}

async function list(code: string, options: { json?: true }, command: Command): Promise<void> {
  const rows = await withDatabase(async (context) =>
    listSecrets(context.sql, (await sourceOf(context, code, command)).id),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ source: code, secrets: rows.map(jsonOf) }, null, 2));
    return;
  }
  if (rows.length === 0) {
    console.log(
      `${code} has no secret: nothing of it is taken. Add one with \`secrets add ${code}\`.`,
    );
  }
  for (const row of rows) {
    const until = row.endsAt === null ? "until somebody ends it" : `until ${row.endsAt}`;
    const purpose = row.kind === "FETCH" ? "to fetch with, " : "";
    console.log(`${row.id}  ${purpose}since ${row.createdAt} by ${row.createdBy}, good ${until}`);
  }
}

async function end(
  code: string,
  id: bigint,
  options: { json?: true },
  command: Command,
): Promise<void> {
  const wasGood = await withDatabase(async (context) => {
    const ended = await endSecret(context.sql, (await sourceOf(context, code, command)).id, id);
    if (ended) {
      await note(context, "secrets.end", code, id);
    }
    return ended;
  });
  if (!wasGood) {
    command.error(`error: ${code} has no secret ${id} that is good; see \`secrets list ${code}\`.`);
  }
  console.log(
    options.json === true
      ? JSON.stringify({ source: code, id: String(id), ended: true })
      : `Secret ${id} of ${code} has ended.`,
  );
}

/** For whom a secret to fetch with is sealed: the host that the set-up names by now. */
function ownerToFetch({ id, code, receives }: SourceRow, command: Command): string {
  const fetch = receives === null ? undefined : askedAt(receives);
  return fetch === undefined
    ? command.error(
        `error: set up receives.fetch (or receives.backfill) of ${code} first: the secret is shown to its host alone.`,
      )
    : fetchOwnerOf(id, fetch);
}

async function sourceOf({ sql }: CliContext, code: string, command: Command): Promise<SourceRow> {
  const source = (await Catalog.load(sql)).source(code);
  return (
    source ??
    command.error(`error: no source ${code} is set up; set it up with \`tributary apply\` first.`)
  );
}

async function note({ sql }: CliContext, action: string, source: string, id: bigint) {
  const details = { source, secret: String(id) };
  await sql.begin((tx) => insertAudit(tx, { actor: operator(), action, leafId: null, details }));
}

function jsonOf({ id, kind, createdAt, createdBy, endsAt }: SenderSecretRow) {
  return { id: String(id), for: kind.toLowerCase(), createdAt, createdBy, endsAt };
}
