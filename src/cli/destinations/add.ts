import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { type DestinationSettings, destination } from "../../domain/delivery/settings.ts";
import { describeChange } from "../../domain/setup/describeChange.ts";
import { readYaml } from "../../platform/yamlFile.ts";
import { applySetup } from "../../programme/setup/applySetup.ts";
import { documentOf, loadSetup } from "../../programme/setup/setupState.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

interface AddOptions extends JsonOption {
  readonly dryRun?: true;
}

/** Adds the destination that a file says, or changes the one of its code. */
export async function addDestination(
  file: string,
  options: AddOptions,
  command: Command,
): Promise<void> {
  const entry = readEntry(file, command);
  await change(options, command, (others) => [
    ...others.filter(({ code }) => code !== entry.code),
    entry,
  ]);
}

export async function removeDestination(
  code: string,
  options: JsonOption,
  command: Command,
): Promise<void> {
  await change(options, command, (others) =>
    others.some((one) => one.code === code)
      ? others.filter((one) => one.code !== code)
      : command.error(`error: no destination ${code} is set up.`),
  );
}

function readEntry(file: string, command: Command): DestinationSettings {
  const read = readYaml(readText(file, command), destination);
  if (!read.ok) {
    const faults = read.faults.map((fault) => printable(`${file}:${fault}`));
    return command.error(`error: ${faults.join("\n       ")}`);
  }
  return read.value;
}

function readText(file: string, command: Command): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return command.error(`error: ${file} cannot be read (${(error as Error).message}).`);
  }
}

async function change(
  { dryRun, json }: AddOptions,
  command: Command,
  next: (now: readonly DestinationSettings[]) => readonly DestinationSettings[],
): Promise<void> {
  const answer = await withDatabase(async ({ sql }: CliContext) => {
    const { setup, destinations = [] } = documentOf(await loadSetup(sql));
    return await applySetup(sql, {
      ...{ document: { setup, destinations: [...next(destinations)] }, rules: null },
      ...{ actor: operator(), dryRun: dryRun === true, expectedVersion: null },
    });
  });
  if (answer.kind === "INVALID") {
    const faults = answer.issues.map(
      ({ path, message }) => `${path.slice(2).join(".")}: ${message}`,
    );
    command.error(printable(`error: ${faults.join("\n       ")}`));
  }
  if (answer.kind !== "APPLIED") {
    command.error("error: the set-up was changed meanwhile; try again.");
  }
  const { changes } = answer as Extract<typeof answer, { kind: "APPLIED" }>;
  if (json === true) {
    console.log(JSON.stringify({ dryRun: dryRun === true, changes }, null, 2));
    return;
  }
  for (const one of changes) {
    console.log(printable(describeChange(one)));
  }
  if (changes.length === 0) {
    console.log("It is set up so already; nothing was changed.");
  } else if (dryRun === true) {
    console.log("Nothing was written.");
  }
}
