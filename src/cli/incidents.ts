import { type Command, InvalidArgumentError } from "commander";
import { acknowledgeOne, listAll, showOne } from "./incidents/act.ts";
import { addChannelSecret } from "./incidents/secret.ts";

const EXAMPLES = `
Examples:
  npx tributary incidents list
  npx tributary incidents list --all --limit 50
  npx tributary incidents show SW5jaWRlbnQ6...
  npx tributary incidents acknowledge SW5jaWRlbnQ6... --note "looking at the gateway"
  npx tributary incidents secret ops --generate

What to do: docs/runbooks/incidents.md. Channels and muting: docs/guides/service-levels.md.`;

/** Incidents listed when nothing else is asked for. */
const LIST_LIMIT = 100;

/** `tributary incidents`: what is broken, and who looks after it. */
export function register(program: Command): void {
  const incidents = program
    .command("incidents")
    .description("what was found broken, and who looks after it")
    .addHelpText("after", EXAMPLES);
  const json = ["--json", "print one JSON object"] as const;
  incidents
    .command("list")
    .description("list what is open, detected last first; exit code 1 when there is any")
    .option("--all", "those that are over too")
    .option("--limit <incidents>", "incidents at most", parseCount, LIST_LIMIT)
    .option(...json)
    .action(listAll);
  incidents
    .command("show")
    .description("show one, with its evidence and who was told")
    .argument("<id>", "its id, as `list` shows it")
    .option(...json)
    .action(showOne);
  incidents
    .command("acknowledge")
    .description("say that you look after one")
    .argument("<id>", "its id, as `list` shows it")
    .option("--note <text>", "what colleagues should know")
    .option(...json)
    .action(acknowledgeOne);
  incidents
    .command("secret")
    .description("take the secret of an alert channel from standard input, or make one")
    .argument("<channel>", "code of the channel")
    .option("--generate", "make one, for a webhook, and show it once")
    .option(...json)
    .action(addChannelSecret);
}

function parseCount(given: string): number {
  if (/^[1-9]\d{0,2}$/.test(given)) {
    return Number(given);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 999.");
}
