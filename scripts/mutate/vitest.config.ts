import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { resolve } from "../../vitest.config.ts";

const TEST_TIMEOUT_MS = 30_000;
const HOOK_TIMEOUT_MS = 120_000;

/**
 * The tests that look for mutants: the unit tests, and with a database also those of the write
 * path.
 */
const withDatabase = process.env["MUTATE_WITH_DATABASE"] === "true";

/**
 * The first test that notices a mutant ends its run: those that are about the write path itself go
 * first, those that wait for a database last.
 */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      ORDER.findIndex((part) => moduleId.includes(part));
    return [...files].sort((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
/** The last stands for all others. */
const ORDER = ["/unit/purchases/", "/unit/golden/", "/unit/", "/"];

/** What asks the write path: its own tests, and those of two parts of it that stand elsewhere. */
const WITH_DATABASE = [
  "test/integration/purchases/**/*.test.ts",
  "test/integration/jobs/partitions.test.ts",
  "test/integration/verify/limitedPoints.test.ts",
];

export default defineConfig({
  resolve,
  test: {
    pool: "forks",
    include: ["test/unit/**/*.test.ts", ...(withDatabase ? WITH_DATABASE : [])],
    exclude: [
      // They read the whole project, which stands changed in Stryker's copy.
      ...["test/unit/tidy.test.ts", "test/unit/lintSdl.test.ts", "test/unit/docs/laws.test.ts"],
      // They run the write path in processes of their own, in which no mutant is alive.
      ...["test/integration/purchases/kills.test.ts", "test/integration/purchases/frozen.test.ts"],
    ],
    sequence: { sequencer: QuickFirst },
    setupFiles: ["test/support/seed.ts"],
    globalSetup: withDatabase ? ["test/globalSetup.ts"] : [],
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: HOOK_TIMEOUT_MS,
  },
});
