import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../../src/purchases");

test("every file that HANDOFF.md says keeps a law is there", () => {
  const page = readFileSync(join(FOLDER, "HANDOFF.md"), "utf8");
  const cells = [...page.matchAll(/^\| ([^|]+\.ts) \|/gm)].map(([, cell = ""]) => cell);
  const files = cells.flatMap((cell) => cell.split(", "));
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
});
