import { expect, test } from "vitest";
import { DatabaseUnusable } from "../../db/connection/errors.ts";
import { MigrationError } from "../../db/migrate.ts";
import { ConfigError } from "../../src/config.ts";
import { reportError } from "../../src/reportError.ts";

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

test.each([
  [{ code: "EADDRINUSE", syscall: "listen", port: 4000 }, /set PORT .* other than 4000/],
  [{ code: "ENOTDIR", syscall: "mkdir" }, /Set TRIBUTARY_DATA_DIR to a folder/],
  [{ code: "42501" }, /needs its own database, or CREATE on the schema public/],
])(
  "a port that is taken, a folder and a right that are missing say what to do: %o",
  (facts, sentence) => {
    const { text, exitCode } = reportError(Object.assign(new Error("it is so"), facts));
    expect(text).toMatch(sentence);
    expect(text).toContain("it is so");
    expect(text).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(1);
  },
);

test("a bug shows where it is, and its cause", () => {
  const { text, exitCode } = reportError(new Error("broken", { cause: new Error("the reason") }));
  expect(exitCode).toBe(1);
  expect(text).toContain("reportError.test.ts");
  expect(text).toContain("the reason");
});
