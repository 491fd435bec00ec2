import { defineConfig } from "vitest/config";
import { resolve } from "../../vitest.config.ts";

const TEST_TIMEOUT_MS = 30_000;
const HOOK_TIMEOUT_MS = 120_000;

/** The tests that look for mutants: the unit tests, and with a database also those of the write path. */
const withDatabase = process.env["MUTATE_WITH_DATABASE"] === "true";

export default defineConfig({
  resolve,
  test: {
    pool: "forks",
    include: [
      "test/unit/**/*.test.ts",
      ...(withDatabase ? ["test/integration/handoff/**/*.test.ts"] : []),
    ],
    // They read the whole project, which stands changed in Stryker's copy.
    exclude: ["test/unit/tidy.test.ts", "test/unit/lintSdl.test.ts", "test/unit/docs/laws.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    globalSetup: withDatabase ? ["test/globalSetup.ts"] : [],
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: HOOK_TIMEOUT_MS,
  },
});
