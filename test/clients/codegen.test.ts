import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { generate } from "@graphql-codegen/cli";
import { expect, test } from "vitest";
import config from "../../examples/storefront/codegen.ts";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = join(ROOT, "examples/storefront");
const GUIDES = ["storefront.md", "clients.md"].map((name) => `docs/guides/${name}`);
/** The compiler, on a busy machine. */
const TEST_MS = 120_000;

test("the code generator's client preset makes of the SDL what the example has, and it compiles", {
  timeout: TEST_MS,
}, async () => {
  const made = await generate({ ...config, cwd: EXAMPLE, silent: true }, false);
  expect(made.length).toBeGreaterThan(1);
  for (const { filename, content } of made) {
    expect(readFileSync(resolve(EXAMPLE, filename), "utf8"), filename).toBe(content);
  }
  await promisify(execFile)("tsc", ["--noEmit", "-p", EXAMPLE], { cwd: ROOT });
});

test("what the guides quote of the example is what stands in it", () => {
  const quotes = GUIDES.flatMap((guide) => {
    const text = readFileSync(join(ROOT, guide), "utf8");
    return [...text.matchAll(/```ts examples\/storefront\/(\S+)\n(.*?)```/gs)];
  });
  expect(quotes.length).toBeGreaterThan(1);
  for (const [, file = "", quote = ""] of quotes) {
    expect(readFileSync(join(EXAMPLE, file), "utf8"), file).toContain(quote.trimEnd());
  }
});

test("the example asks for the versions that are tested", () => {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [own, ours] = [read(EXAMPLE), read(ROOT)];
  const tested = { ...ours.dependencies, ...ours.devDependencies };
  for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies })) {
    expect([name, version]).toEqual([name, tested[name]]);
  }
  expect(readdirSync(EXAMPLE)).not.toContain("package-lock.json");
});
