import { randomInt } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The most a test may take, milliseconds: above it something waits for what will not come. */
const TEST_TIMEOUT_MS = 30_000;
const HOOK_TIMEOUT_MS = 60_000;

const NODE_MAJOR_MIN = 24;
if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
  // `npm test` and `npx vitest` find the project's own Node; a bare vitest may find an older one.
  throw new Error(`Node ${NODE_MAJOR_MIN} is needed, this is ${process.version}: use npm test.`);
}

// One seed for the whole run, printed first: workers inherit it (test/support/seed.ts reads it).
if (!process.env["TEST_SEED"]) {
  process.env["TEST_SEED"] = String(randomInt(2 ** 31 - 1));
}
process.stdout.write(`TEST_SEED=${process.env["TEST_SEED"]}\n`);

// What Node made of a file is kept for the next process, one entry a file: a command that a test
// starts loads in 0.5 s instead of 0.8. Workers and commands inherit it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/node");

const shared = {
  pool: "forks" as const,
  testTimeout: TEST_TIMEOUT_MS,
  hookTimeout: HOOK_TIMEOUT_MS,
  setupFiles: ["test/support/seed.ts"],
};

/**
 * A worker keeps the modules it has loaded from one file to the next, instead of loading 900 anew
 * for each. So a test leaves nothing in a module or in the process, and takes no order of files
 * for granted: `--sequence.shuffle.files` shows who does.
 */
const isolate = false;

/** Those that put a module of ours in place of another: each has a worker of its own. */
const MOCKING = globSync("test/integration/**/*.test.ts", { cwd: import.meta.dirname }).filter(
  (path) => readFileSync(join(import.meta.dirname, path), "utf8").includes("vi.mock("),
);

/** Only these projects start PostgreSQL; `vitest run --project unit` needs no database. */
const withDatabase = { ...shared, globalSetup: ["test/globalSetup.ts"] };

/**
 * The copy of graphql that Node and the libraries load. Vite would take the other one for our own
 * files, and a schema of one copy is none to the other.
 */
const graphql = {
  find: /^graphql$/,
  replacement: createRequire(import.meta.url).resolve("graphql"),
};
/**
 * The driver's tests run against that of an installed package, too (test/outside/package.test.ts).
 */
const installed = process.env["INSTALLED_CLIENT"];
const client = { find: /^.*\/db\/connection\/client\.ts$/, replacement: installed ?? "" };
export const resolve = { alias: installed === undefined ? [graphql] : [graphql, client] };

export default defineConfig({
  test: {
    // Two: the smallest machine the project is built for has two cores, and PostgreSQL wants one
    // too.
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      { resolve, test: { ...shared, isolate, name: "unit", include: ["test/unit/**/*.test.ts"] } },
      {
        resolve,
        test: {
          ...{ ...withDatabase, isolate, name: "integration" },
          include: ["test/integration/**/*.test.ts"],
          exclude: MOCKING,
        },
      },
      { resolve, test: { ...withDatabase, name: "mocking", include: MOCKING } },
      {
        resolve,
        test: { ...withDatabase, isolate, name: "e2e", include: ["test/e2e/**/*.test.ts"] },
      },
      {
        resolve,
        test: { ...withDatabase, isolate, name: "hostile", include: ["test/hostile/**/*.test.ts"] },
      },
      // Other people's clients, unmodified, against a server of ours.
      {
        resolve,
        test: { ...withDatabase, isolate, name: "clients", include: ["test/clients/**/*.test.ts"] },
      },
      // What needs programs that npm does not bring: `npm run test:outside`, in CI. `npm test` runs
      // everything else.
      {
        resolve,
        test: { ...withDatabase, name: "outside", include: ["test/outside/**/*.test.ts"] },
      },
    ],
  },
});
