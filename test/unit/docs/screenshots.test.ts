import { globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const DOCS = join(import.meta.dirname, "../../../docs");
/** Of all of them together: a clone carries them. */
const BYTES_MAX = 3_000_000;

const pictures = readdirSync(join(DOCS, "screenshots"));

test("each picture is shown by a guide, and each that a guide shows is there", () => {
  const shown = globSync("guides/*.md", { cwd: DOCS }).flatMap((path) =>
    [...readFileSync(join(DOCS, path), "utf8").matchAll(/\(\.\.\/screenshots\/([^)]+)\)/g)].map(
      ([, name]) => name,
    ),
  );
  expect([...new Set(shown)].toSorted()).toEqual(pictures.toSorted());
});

test("all pictures together are small enough for a clone", () => {
  const bytes = pictures.reduce(
    (sum, name) => sum + statSync(join(DOCS, "screenshots", name)).size,
    0,
  );
  expect(bytes).toBeLessThan(BYTES_MAX);
});
