import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `npm run check`: everything that can be told without a database. All steps run, whatever fails,
 * so that one run shows all there is to do; the exit code is 1 when any failed.
 */
interface Step {
  readonly name: string;
  readonly run: () => { ok: boolean; output: string };
}

const TYPES = "resolvers/__generated__";

const command = (...words: readonly string[]) => commandIn(".", ...words);

const commandIn = (cwd: string, ...words: readonly string[]) => {
  const [program = "", ...rest] = words;
  // npm puts node_modules/.bin first, so these are the project's own programs and its own Node.
  const done = spawnSync(program, rest, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, CI: "1", NO_COLOR: "1" },
  });
  const output = `${done.stdout ?? ""}${done.stderr ?? ""}${done.error?.message ?? ""}`;
  return { ok: done.status === 0, output };
};

const read = (folder: string): ReadonlyMap<string, string> => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
};

/** Leaves the new files in place: they are what should be committed. */
const checkGenerated = (folder: string, ...words: readonly string[]) =>
  checkMade(folder, () => command(...words));

const checkMade = (folder: string, make: () => { ok: boolean; output: string }) => {
  const before = read(folder);
  const result = make();
  const after = read(folder);
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  if (!result.ok || stale.length === 0) {
    return result;
  }
  const what = `${folder} was not current (${stale.join(", ")}).`;
  return { ok: false, output: `${what} It has been generated again: review and commit it.` };
};

const STEPS: readonly Step[] = [
  {
    name: "generated code is current",
    run: () => checkGenerated(TYPES, "graphql-codegen", "--config", "codegen.ts", "--silent"),
  },
  {
    name: "documents of the pages are current",
    run: () =>
      checkMade("pages/src/__generated__", () =>
        commandIn("pages", "graphql-codegen", "--config", "codegen.ts", "--silent"),
      ),
  },
  {
    name: "schema reference is current",
    run: () => checkGenerated("docs/reference", "node", "scripts/reference.ts"),
  },
  { name: "types", run: () => command("tsc", "--pretty", "false") },
  { name: "types of the pages", run: () => command("tsc", "-p", "pages", "--pretty", "false") },
  {
    name: "types of what others embed",
    run: () => command("tsc", "-p", "examples/embedding", "--pretty", "false"),
  },
  { name: "lint and format", run: () => command("biome", "ci", "--colors=off") },
  { name: "schema", run: () => command("node", "scripts/lintSdl.ts") },
  { name: "no breaking changes", run: () => command("node", "scripts/breakingChanges.ts") },
  { name: "unused code", run: () => command("knip", "--no-progress") },
  {
    name: "unit tests and house rules",
    run: () => command("vitest", "run", "--project", "unit", "--reporter=dot"),
  },
];

let failed = 0;
for (const { name, run } of STEPS) {
  const start = performance.now();
  const { ok, output } = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (ok) {
    continue;
  }
  failed += 1;
  console.log(output.trimEnd().replaceAll(/^/gm, "     "));
}
if (failed > 0) {
  console.log(`${failed} of ${STEPS.length} checks failed. npm run format repairs the format.`);
}
process.exitCode = failed === 0 ? 0 : 1;
