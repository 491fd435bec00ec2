import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

test("who installs a clone without what mends the driver is told what to do, and it fails", () => {
  // What npm runs after `npm ci --omit=dev`, where the program that it names is not there.
  const run = spawnSync("/bin/sh", ["-c", packageJson.scripts.dependencies], {
    cwd: tmpdir(),
    env: { PATH: "/nowhere" },
    encoding: "utf8",
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/run npm ci without --omit=dev.*npm pack.*docs\/guides\/package\.md/);
});
