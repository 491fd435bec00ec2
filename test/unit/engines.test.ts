import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "engines-"));
  for (const name of ["package.json", "package-lock.json"]) {
    cpSync(join(ROOT, name), join(folder, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** npm's own program, wherever it is installed; null without one. */
function npmCli(): string | null {
  const given = process.env["npm_execpath"];
  if (given?.endsWith(".js") === true) {
    return given;
  }
  const beside = ["/usr/lib/node_modules", "/usr/local/lib/node_modules", "/usr/share/nodejs"];
  const own = join(dirname(process.execPath), "../lib/node_modules");
  const found = [own, ...beside].map((place) => join(place, "npm/bin/npm-cli.js"));
  return found.find((path) => existsSync(path)) ?? null;
}

test("npm ci warns of no engine on the Node that package.json asks for", {
  timeout: 120_000,
}, () => {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(engines).toEqual({ node: ">=24" });
  expect(Number(process.versions.node.split(".")[0])).toBe(24);
  const cli = npmCli();
  expect(cli, "npm itself is not found").not.toBeNull();
  const words = ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund", "--offline"];
  const { status, stderr } = spawnSync(process.execPath, [cli as string, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ status, warned: stderr.match(/EBADENGINE.*/g) }).toEqual({ status: 0, warned: null });
});
