import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { stringify } from "yaml";
import { findLastBegun } from "../../db/queries/programme/rulesets.ts";
import { rulesetDocument } from "../domain/ruleset/rulesetSchema.ts";
import { describeChange } from "../domain/setup/describeChange.ts";
import { applySetup, type SetupAnswer } from "../programme/setup/applySetup.ts";
import { documentOf, loadSetup, versionOf } from "../programme/setup/setupState.ts";
import { withDatabase } from "./context.ts";
import { operator } from "./operator.ts";
import { printable } from "./printable.ts";
import { readSetupOf, type SetupFault, type SetupFile, tellFault } from "./setup/readSetupOf.ts";

interface ApplyOptions {
  readonly dryRun?: true;
  readonly expect?: string;
  readonly json?: true;
}

interface ExportOptions {
  readonly out?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  npx tributary apply setup.yaml --dry-run
  npx tributary apply setup.yaml
  npx tributary export --out setup.yaml

A section of the file (sources, stores, channels, boundaries) is all there is of its kind: what it
does not list is retired. A section that is left out stays as it is. Applying twice changes nothing.
Servers that run take it up within 5 seconds. Exit code 1 when the file is refused.`;

const WIDTH = 100;

/** `tributary apply`, `diff` and `export`: the set-up as a file. */
export function register(program: Command): void {
  program
    .command("apply")
    .description("set up sources, stores, channels, boundaries and limits as a file says")
    .argument("<file>", "the set-up, YAML or JSON")
    .option("--dry-run", "only say what would be changed")
    .option("--expect <version>", "only if the set-up is still of this version")
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ApplyOptions) => {
      await apply(file, options);
    });
  program
    .command("diff")
    .description("say what `apply` would change; exit code 1 when it would change something")
    .argument("<file>", "the set-up, YAML or JSON")
    .option("--json", "print one JSON object")
    .action(async (file: string, options: ApplyOptions) => {
      const answer = await apply(file, { ...options, dryRun: true });
      if (answer?.kind === "APPLIED" && answer.changes.length > 0) {
        process.exitCode = 1;
      }
    });
  program
    .command("export")
    .description("write the set-up as a file that, applied, changes nothing")
    .option("--out <file>", "write it there; default: to standard output")
    .option("--json", "JSON instead of YAML")
    .action(exportSetup);
}

async function apply(file: string, options: ApplyOptions): Promise<SetupAnswer | null> {
  const read = await readSetupOf(file);
  if (!read.ok) {
    refuse(read.faults, options);
    return null;
  }
  const answer = await withDatabase(({ sql }) =>
    applySetup(sql, {
      ...{ document: read.document, rules: read.rules },
      ...{ actor: operator(), dryRun: options.dryRun === true },
      expectedVersion: options.expect ?? null,
    }),
  );
  tell(answer, read, options);
  return answer;
}

function tell(answer: SetupAnswer, read: SetupFile, options: ApplyOptions): void {
  if (answer.kind === "CONFLICT") {
    const message = `The set-up is of version ${answer.version} now: somebody has changed it. Compare (\`tributary diff\`), and apply again.`;
    refuse([{ file: read.file, line: null, column: null, path: "", message }], options);
    return;
  }
  if (answer.kind === "INVALID") {
    refuse(read.faultsOf(answer.issues), options);
    return;
  }
  const { changes, notices, version } = answer;
  const isDry = options.dryRun === true;
  if (options.json === true) {
    console.log(JSON.stringify({ dryRun: isDry, version, changes, notices }, null, 2));
    return;
  }
  for (const change of changes) {
    console.log(printable(describeChange(change)));
  }
  for (const notice of notices) {
    console.log(notice);
  }
  const count = `${changes.length} change${changes.length === 1 ? "" : "s"}`;
  console.log(
    changes.length === 0
      ? `The set-up is as the file says; nothing to change. Version ${version}.`
      : isDry
        ? `${count} to make; nothing was written.`
        : `${count} made. Version ${version}.`,
  );
}

function refuse(faults: readonly SetupFault[], { json }: ApplyOptions): void {
  process.exitCode = 1;
  if (json === true) {
    console.log(JSON.stringify({ errors: faults }, null, 2));
    return;
  }
  for (const fault of faults) {
    console.error(printable(tellFault(fault)));
  }
}

async function exportSetup({ out, json }: ExportOptions): Promise<void> {
  const { document, version } = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      const state = await loadSetup(tx);
      const last = await findLastBegun(tx);
      // With the defaults that an older version of ours may not have written out.
      const rules = last === undefined ? undefined : rulesetDocument.parse(last.document);
      const { setup, region, limits, ...sections } = documentOf(state);
      return {
        version: versionOf(state),
        document: { setup, region, limits, ...sections, ...(rules === undefined ? {} : { rules }) },
      };
    }),
  );
  const text =
    json === true
      ? `${JSON.stringify(document, null, 2)}\n`
      : `# The set-up of version ${version}: docs/guides/set-up.md\n${stringify(document, { lineWidth: WIDTH, aliasDuplicateObjects: false })}`;
  if (out === undefined) {
    process.stdout.write(text);
  } else {
    writeFileSync(out, text);
    console.log(`${out}: version ${version}`);
  }
}
