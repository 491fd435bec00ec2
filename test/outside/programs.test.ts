import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Each with the option that makes it say its version and end. */
const PROGRAMS = [
  ["chromium", "--version"],
  ["haproxy", "-v"],
  ["nginx", "-v"],
  ["pgbouncer", "--version"],
  ["prometheus", "--version"],
  ["promtool", "--version"],
] as const;

test.each(PROGRAMS)("%s, which tests here start, is installed", (program, option) => {
  const { error, status } = spawnSync(program, [option], { encoding: "utf8" });

  expect({ error, status }).toEqual({ error: undefined, status: 0 });
});
