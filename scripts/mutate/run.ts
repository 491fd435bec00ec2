import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { Random } from "../../src/demo/random.ts";
import { RULE_GROUPS, type RuleGroup } from "./groups.ts";
import { sampleLines } from "./sample.ts";

const ROOT = join(import.meta.dirname, "../..");
/** A mutant that loops is stopped after what its tests take, and so long: milliseconds. */
const LOOP_MS = 20_000;
/** All tests once, without a change, on a machine that is busy: minutes. */
const FIRST_RUN_MINUTES_MAX = 30;
/**
 * Mutants at a time when nothing else is asked for. Two, as `npm test`: the smallest machine the
 * project is built for has two cores.
 */
export const WORKERS_DEFAULT = 2;

/** A change that no test noticed. */
export interface Survivor {
  readonly place: string;
  readonly change: string;
  readonly isReached: boolean;
}

export interface GroupScore {
  readonly name: string;
  readonly leastPercent: number;
  /** Mutants that were made and run. */
  readonly mutants: number;
  readonly noticed: number;
  readonly survivors: readonly Survivor[];
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/**
 * Breaks pieces of the rules at random, one change at a time, and runs the tests that reach it.
 *
 * @param lines of each group that are mutated
 * @throws Error when Stryker cannot run, such as when a test fails without any change; it has said
 *   why on stderr
 */
export async function mutate(options: {
  readonly seed: number;
  readonly lines: number;
  /** Mutants that are run at a time. */
  readonly workers: number;
  /** Names of groups; none: all. */
  readonly groups: readonly string[];
}): Promise<GroupScore[]> {
  const groups = RULE_GROUPS.filter(
    ({ name }) => options.groups.length === 0 || options.groups.includes(name),
  );
  const scores: GroupScore[] = [];
  // Those without a database in one go: Stryker runs all tests once at its start.
  for (const withDatabase of [false, true]) {
    const together = groups.filter(
      ({ needsDatabase }) => (needsDatabase ?? false) === withDatabase,
    );
    if (together.length === 0) {
      continue;
    }
    const pieces = together.flatMap(({ name, folders }) => {
      const random = new Random(options.seed, name);
      return sampleLines(filesOf(folders), options.lines, () => random.next());
    });
    const report = await runStryker(pieces, options, withDatabase);
    scores.push(...together.map((group) => scoreOf(group, report)));
  }
  return scores;
}

function filesOf(folders: readonly string[]) {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => ({
        path: `${folder}/${name}`,
        lines: readFileSync(join(ROOT, folder, name), "utf8").split("\n").length - 1,
      })),
  );
}

async function runStryker(
  pieces: readonly string[],
  { seed, workers }: { readonly seed: number; readonly workers: number },
  withDatabase: boolean,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "tributary-mutate-"));
  try {
    const config = join(folder, "stryker.json");
    const fileName = join(folder, "report.json");
    writeFileSync(
      config,
      JSON.stringify({
        testRunner: "vitest",
        plugins: ["@stryker-mutator/vitest-runner"],
        vitest: { configFile: relative(ROOT, join(import.meta.dirname, "vitest.config.ts")) },
        // Stryker would read it with TypeScript's old interface, which TypeScript 7 does not have.
        tsconfigFile: "none.json",
        mutate: pieces,
        coverageAnalysis: "perTest",
        // Of what runs while a file is loaded no test is known to reach it: with a database all of
        // them would take minutes each.
        ignoreStatic: withDatabase,
        concurrency: workers,
        timeoutMS: LOOP_MS,
        dryRunTimeoutMinutes: FIRST_RUN_MINUTES_MAX,
        reporters: ["json", "progress-append-only"],
        jsonReporter: { fileName },
        tempDirName: ".stryker-tmp",
        ignorePatterns: [".data", "docs/benchmarks.*"],
      }),
    );
    // The package says its command only in its manifest.
    const require = createRequire(import.meta.url);
    const manifest = require.resolve("@stryker-mutator/core/package.json");
    const child = spawn(
      process.execPath,
      [join(dirname(manifest), "bin/stryker.js"), "run", config],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          TEST_SEED: String(seed),
          MUTATE_WITH_DATABASE: String(withDatabase),
        },
        // What is asked for goes to stdout; Stryker's progress does not belong there.
        stdio: ["ignore", 2, 2],
      },
    );
    const status = await new Promise((resolve) => child.once("exit", resolve));
    if (status !== 0) {
      throw new Error("Stryker did not get through; it says why above");
    }
    return JSON.parse(readFileSync(fileName, "utf8")) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NOTICED: ReadonlySet<string> = new Set(["Killed", "Timeout"]);
const MISSED: ReadonlySet<string> = new Set(["Survived", "NoCoverage"]);

function scoreOf({ name, folders, leastPercent }: RuleGroup, report: Report): GroupScore {
  const found = Object.entries(report.files)
    .filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .flatMap(([path, { mutants }]) => mutants.map((mutant) => ({ path, mutant })));
  const noticed = found.filter(({ mutant }) => NOTICED.has(mutant.status)).length;
  const missed = found.filter(({ mutant }) => MISSED.has(mutant.status));
  return {
    name,
    leastPercent,
    mutants: noticed + missed.length,
    noticed,
    survivors: missed.map(({ path, mutant }) => ({
      place: `${path}:${mutant.location.start.line}:${mutant.location.start.column}`,
      change: `${mutant.mutatorName}: ${(mutant.replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 100)}`,
      isReached: mutant.status === "Survived",
    })),
  };
}

/** Percent of its mutants that the tests notice; 100 where there are none. */
export function percentOf({ mutants, noticed }: Pick<GroupScore, "mutants" | "noticed">): number {
  return mutants === 0 ? 100 : (noticed / mutants) * 100;
}
