import { type Command, InvalidArgumentError } from "commander";
import { MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { act } from "./destinations/act.ts";
import { addDestination, removeDestination } from "./destinations/add.ts";
import { checkOne } from "./destinations/check.ts";
import { compareWithFeed, KEY_NAME_USUAL } from "./destinations/compare.ts";
import { addSecret } from "./destinations/secret.ts";
import { cut, showShadow } from "./destinations/shadow.ts";
import { listAll, listDead, testOne } from "./destinations/show.ts";
import { parseAt, parseTime } from "./keys/options.ts";

const EXAMPLES = `
Examples:
  npx tributary destinations add crm.yaml
  npx tributary destinations secret crm --generate
  npx tributary destinations test crm
  npx tributary destinations check crm
  npx tributary destinations compare crm --feed told.ndjson
  npx tributary destinations shadow crm
  npx tributary destinations cut-over crm --reason "seven days without a difference"
  npx tributary destinations dead-letters crm
  npx tributary destinations replay crm --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z

A file has one entry of the set-up's \`destinations\`, YAML or JSON: docs/guides/systems-out.md.
Servers that run take changes up within a second or two.`;

const COMPARE_HELP = `
A line is a customer: {"customer": "...", "tier": "SILVER"}, with the names of the destination's
\`fields\`; what is not there is nothing. Of whom something was under way then, nothing is said. A
file with a fault leaves nothing. Exit code 1: something differs, or nothing was compared.`;

/** Dead letters listed when nothing else is asked for. */
const LIST_LIMIT = 100;

/** `tributary destinations`: who is told of changes, how they do, and what to do about it. */
export function register(program: Command): void {
  const destinations = program
    .command("destinations")
    .description("systems that are told of changes, and what became of that")
    .addHelpText("after", EXAMPLES);
  const json = ["--json", "print one JSON object"] as const;
  destinations
    .command("list")
    .description("list destinations and how they do; exit code 1 when one needs somebody")
    .option(...json)
    .action(listAll);
  destinations
    .command("add")
    .description("add a destination, or change the one of its code")
    .argument("<file>", "an entry of the set-up's destinations, YAML or JSON")
    .option("--dry-run", "only say what would be changed")
    .option(...json)
    .action(addDestination);
  destinations
    .command("remove")
    .description("tell a destination nothing more; what waits for it is dropped")
    .argument("<code>", "code of the destination")
    .option(...json)
    .action(removeDestination);
  destinations
    .command("secret")
    .description("take a destination's secret from standard input, or make one")
    .argument("<code>", "code of the destination")
    .option("--generate", "make one, for a webhook, and show it once")
    .option(
      "--overlap <time>",
      "end those before it after so long, such as 24h; 0h: at once",
      parseTime,
    )
    .option(...json)
    .action(addSecret);
  destinations
    .command("test")
    .description("send a message about nobody, and say what was answered; exit code 1: not taken")
    .argument("<code>", "code of the destination")
    .option(...json)
    .action(testOne);
  destinations
    .command("check")
    .description("compare what it stores with what it was sent; exit code 1: something is wrong")
    .argument("<code>", "code of the destination")
    .option("--customer <id>", "this one, by the `id` in the graph; default: a sample")
    .option(...json)
    .action(checkOne);
  acts(destinations, json);
  cuts(destinations, json);
}

function cuts(destinations: Command, json: readonly [string, string]): void {
  destinations
    .command("shadow")
    .description("say how it compares with the feed that tells it; exit code 1: no-go")
    .argument("<code>", "code of the destination")
    .option("--from <instant>", "the first instant of what was compared", parseAt)
    .option("--to <instant>", "the first instant after it; default: now", parseAt)
    .option(...json)
    .action(showShadow);
  destinations
    .command("compare")
    .description("compare what we would have told with a file of what the other feed told of each")
    .argument("<code>", "code of the destination, which is in shadow and not read back")
    .requiredOption("--feed <file>", "NDJSON, or CSV with a header; -: standard input")
    .option("--as-of <instant>", "as of when it is; default: when it was written", parseAt)
    .option("--key <name>", "its name of what the customer is known by there", KEY_NAME_USUAL)
    .option("--whole", "it names everybody: who is not in it is missing there")
    .option(...json)
    .addHelpText("after", COMPARE_HELP)
    .action(compareWithFeed);
  destinations
    .command("cut-over")
    .description("have it told from now on; refused when the verdict is no-go")
    .argument("<code>", "code of the destination")
    .requiredOption("--reason <text>", "why, for the record")
    .option("--force", "though the verdict is no-go")
    .option(...json)
    .action((code, options, command) => cut(code, "LIVE", options, command));
  destinations
    .command("cut-back")
    .description("put it in shadow again: nothing is sent from now on")
    .argument("<code>", "code of the destination")
    .requiredOption("--reason <text>", "why, for the record")
    .option(...json)
    .action((code, options, command) => cut(code, "SHADOW", options, command));
}

function acts(destinations: Command, json: readonly [string, string]): void {
  destinations
    .command("pause")
    .description("send it nothing; what happens waits")
    .argument("<code>", "code of the destination")
    .option(...json)
    .action((code, options, command) => act(code, { act: "PAUSE" }, options, command));
  destinations
    .command("resume")
    .description("go on, and try it at once")
    .argument("<code>", "code of the destination")
    .option(...json)
    .action((code, options, command) => act(code, { act: "RESUME" }, options, command));
  destinations
    .command("dead-letters")
    .description("list what a destination refused for good; each holds its customer up there")
    .argument("<code>", "code of the destination")
    .option("--limit <messages>", "messages at most", parseCount, LIST_LIMIT)
    .option(...json)
    .action(listDead);
  destinations
    .command("skip")
    .description("do not tell a dead letter; its customer's next messages go on")
    .argument("<code>", "code of the destination")
    .argument("<message>", "its id, as `dead-letters` shows it")
    .option(...json)
    .action((code, message, options, command) =>
      act(code, { act: "SKIP", message }, options, command),
    );
  destinations
    .command("retry")
    .description("try a dead letter again, or all of them; what waits behind it follows")
    .argument("<code>", "code of the destination")
    .argument("[message]", "its id, as `dead-letters` shows it; default: all")
    .option(...json)
    .action((code, message, options, command) =>
      act(
        code,
        message === undefined ? { act: "RETRY_ALL" } : { act: "RETRY", message },
        options,
        command,
      ),
    );
  destinations
    .command("replay")
    .description("tell again what was recorded in a time, in each customer's order")
    .argument("<code>", "code of the destination")
    .requiredOption("--from <instant>", "the first instant, such as 2026-11-01T00:00:00Z", parseAt)
    .option("--to <instant>", "the first instant after it; default: now", parseAt)
    .option(...json)
    .action((code, { from, to, ...options }, command) => {
      const end = to ?? (Math.floor(Date.now() / 1_000) + 1) * MICROS_PER_SECOND;
      return act(code, { act: "REPLAY", from, to: end }, options, command);
    });
}

function parseCount(given: string): number {
  if (/^[1-9]\d{0,3}$/.test(given)) {
    return Number(given);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 9999.");
}
