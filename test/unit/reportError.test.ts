import { expect, test } from "vitest";
import { DatabaseUnusable } from "../../db/errors.ts";
import { MigrationError } from "../../db/migrate.ts";
import { reportError } from "../../src/cli/reportError.ts";
import { ConfigError } from "../../src/config.ts";

test.each([
  [new ConfigError("PORT must be a number"), 2],
  [new MigrationError("run the newer version"), 1],
  [new DatabaseUnusable("set DATABASE_URL"), 1],
])("what the user can put right is told without a stack: %s", (error, exitCode) => {
  expect(reportError(error)).toEqual({ text: error.message, exitCode });
});

test("a server that cannot be reached is named as that, with what to check", () => {
  const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), {
    code: "ECONNREFUSED",
  });
  expect(reportError(error).text).toMatch(/cannot be reached: .*127.0.0.1:1. Check DATABASE_URL/);
});

test("a bug shows where it is, and its cause", () => {
  const { text, exitCode } = reportError(new Error("broken", { cause: new Error("the reason") }));
  expect(exitCode).toBe(1);
  expect(text).toContain("reportError.test.ts");
  expect(text).toContain("the reason");
});
