import { Command } from "commander";
import packageJson from "tributary/package.json" with { type: "json" };
import { reportError } from "../reportError.ts";
import * as bridgeCommand from "./bridge.ts";
import * as daysCommand from "./days.ts";
import * as destinationsCommand from "./destinations.ts";
import * as diagnoseCommand from "./diagnose.ts";
import * as documentsCommand from "./documents.ts";
import * as evalCommand from "./eval.ts";
import * as heldCommand from "./held.ts";
import * as identityCommand from "./identity.ts";
import * as importCommand from "./import.ts";
import * as incidentsCommand from "./incidents.ts";
import * as intakeCommand from "./intake.ts";
import * as keysCommand from "./keys.ts";
import * as mapCommand from "./map.ts";
import * as migrateCommand from "./migrate.ts";
import * as secretsCommand from "./secrets.ts";
import * as setupCommand from "./setup.ts";
import * as simulateCommand from "./simulate.ts";
import * as slosCommand from "./slos.ts";
import * as startCommand from "./start.ts";
import * as tokensCommand from "./tokens.ts";
import * as verifyCommand from "./verify.ts";

/** Every subcommand, in the order of `--help`; each file registers itself on the program. */
const COMMANDS: readonly { register(program: Command): void }[] = [
  startCommand,
  migrateCommand,
  setupCommand,
  importCommand,
  intakeCommand,
  mapCommand,
  verifyCommand,
  simulateCommand,
  heldCommand,
  daysCommand,
  bridgeCommand,
  diagnoseCommand,
  destinationsCommand,
  incidentsCommand,
  slosCommand,
  keysCommand,
  secretsCommand,
  tokensCommand,
  documentsCommand,
  evalCommand,
  identityCommand,
];

const program = new Command("tributary")
  .description(packageJson.description)
  .version(packageJson.version)
  .showHelpAfterError("(see tributary --help)");
for (const { register } of COMMANDS) {
  register(program);
}

try {
  await program.parseAsync();
} catch (error) {
  const { text, exitCode } = reportError(error);
  console.error(text);
  process.exitCode = exitCode;
}
