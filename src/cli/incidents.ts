import { type Command, InvalidArgumentError, Option } from "commander";
import { INCIDENT_CODES } from "../domain/incident/lifecycle.ts";
import { acknowledgeOne, listAll, showOne } from "./incidents/act.ts";
import { listAllChannels, testChannel } from "./incidents/channels.ts";
import { endOneMute, listAllMutes, muteSome } from "./incidents/mutes.ts";
import { addChannelSecret } from "./incidents/secret.ts";
import { parseAt, parseTime } from "./keys/options.ts";

const EXAMPLES = `
Examples:
  npx tributary incidents list
  npx tributary incidents list --all --limit 50
  npx tributary incidents show SW5jaWRlbnQ6...
  npx tributary incidents acknowledge SW5jaWRlbnQ6... --note "looking at the gateway"
  npx tributary incidents channels
  npx tributary incidents secret ops --generate
  npx tributary incidents test ops
  npx tributary incidents mute --code DESTINATION_BROKEN --subject crm --for 2h --reason "it moves"
  npx tributary incidents mutes
  npx tributary incidents unmute SW5jaWRlbnRNdXRlOi...

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
  channels(incidents, json);
  mutes(incidents, json);
}

function channels(incidents: Command, json: readonly [string, string]): void {
  incidents
    .command("channels")
    .description("list who is told; exit code 1 when somebody cannot be, for want of a secret")
    .option(...json)
    .action(listAllChannels);
  incidents
    .command("test")
    .description(
      "tell a channel a test, from here, and print what came of it; exit code 1: not told",
    )
    .argument("<channel>", "code of the channel")
    .option(...json)
    .action(testChannel);
  incidents
    .command("secret")
    .description("take the secret of an alert channel from standard input, or make one")
    .argument("<channel>", "code of the channel")
    .option("--generate", "make one, for a webhook, and show it once")
    .option(...json)
    .action(addChannelSecret);
}

function mutes(incidents: Command, json: readonly [string, string]): void {
  incidents
    .command("mute")
    .description("have nobody told for a time; incidents are found and counted all the same")
    .addOption(
      new Option("--code <code>", "incidents of this code; default: all").choices(INCIDENT_CODES),
    )
    .option("--subject <subject>", "what is about this boundary, source, ...; default: all")
    .option("--from <instant>", "from then on, such as 2026-12-01T22:00:00Z; default: now", parseAt)
    .option("--until <instant>", "until then", parseAt)
    .addOption(
      new Option("--for <time>", "for so long, such as 90m, 2h or 7d")
        .argParser(parseTime)
        .conflicts("until"),
    )
    .requiredOption("--reason <text>", "why, for colleagues")
    .option(...json)
    .action(muteSome);
  incidents
    .command("unmute")
    .description("end a mute now; what is still broken is told at once")
    .argument("<id>", "its id, as `mutes` shows it")
    .option(...json)
    .action(endOneMute);
  incidents
    .command("mutes")
    .description("list the mutes that are not over")
    .option(...json)
    .action(listAllMutes);
}

function parseCount(given: string): number {
  if (/^[1-9]\d{0,2}$/.test(given)) {
    return Number(given);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 999.");
}
