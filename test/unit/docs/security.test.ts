import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const page = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const promises = [...page.matchAll(/`(test\/[^`]+)` "([^"]+)"/g)].map(
  ([, path = "", name = ""]) => ({ path, name }),
);

test("the page of security names its tests", () => {
  expect(promises.length).toBeGreaterThan(30);
});

test.each(promises)("$path has a test of $name", ({ path, name }) => {
  expect(existsSync(join(ROOT, path))).toBe(true);
  expect(readFileSync(join(ROOT, path), "utf8")).toContain(name);
});
