import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RULE_GROUPS } from "../../../scripts/mutate/groups.ts";
import { sampleLines } from "../../../scripts/mutate/sample.ts";
import { Random } from "../../../src/demo/random.ts";

const FILES = [
  { path: "a.ts", lines: 20 },
  { path: "b.ts", lines: 3 },
];

const sampled = (lines: number, seed: number) => {
  const random = new Random(seed, "test");
  return sampleLines(FILES, lines, () => random.next());
};

test("a seed chooses the same pieces again", () => {
  expect(sampled(8, 7)).toEqual(sampled(8, 7));
  expect(sampled(8, 7)).toHaveLength(1);
});

test("whoever asks for more than there is gets all of it, each line once", () => {
  expect(sampled(1_000, 7)).toEqual(["a.ts:1-8", "a.ts:17-20", "a.ts:9-16", "b.ts:1-3"]);
});

test("every file of the rules and of the write path is watched by one group, wherever it moves", () => {
  const folders = RULE_GROUPS.flatMap((group) => group.folders);
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
  const files = ["src/domain", "src/core", "src/purchases"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${root}/${name}`),
  );
  const watchers = (file: string) => folders.filter((folder) => file.startsWith(`${folder}/`));
  expect(files.filter((file) => watchers(file).length !== 1)).toEqual([]);
});

test("every test folder and file that mutants are asked by, or kept from, is there", () => {
  const config = readFileSync("scripts/mutate/vitest.config.ts", "utf8");
  const named = [...config.matchAll(/"((?:test)?\/(?:unit|integration)\/[^"*]+)/g)].map(
    ([, path = ""]) => (path.startsWith("/") ? `test${path}` : path),
  );
  expect(named.length).toBeGreaterThan(6);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
