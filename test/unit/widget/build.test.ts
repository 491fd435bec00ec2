import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse, validate } from "graphql";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { hashOfDocument } from "../../../src/server/operations/documents.ts";

const PAGES = join(import.meta.dirname, "../../../pages");
/** Of the whole script, as `gzip -9` sends it: what a page of a shop pays for it. */
const GZIPPED_BYTES_MAX = 15_000;

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const { output } = (await build({
    configFile: join(PAGES, "widget.vite.config.ts"),
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  files = new Map(
    output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]),
  );
});

describe("the built widget", () => {
  test("is one script of less than 15 KB, and the documents that it sends", () => {
    expect([...files.keys()].toSorted()).toEqual(["documents.json", "tributary-loyalty.js"]);
    const script = files.get("tributary-loyalty.js") ?? "";
    const bytes = gzipSync(script, { level: 9 }).length;
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(GZIPPED_BYTES_MAX);
    // Nothing that a strict policy of a shop would refuse.
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|\beval\(|new Function|cssText/);
  });

  test("sends what its server knows as trusted, letter by letter", () => {
    const manifest = JSON.parse(files.get("documents.json") ?? "") as Record<string, string>;
    const script = files.get("tributary-loyalty.js") ?? "";
    const texts = Object.values(manifest);
    expect(texts.filter((text) => script.includes(text))).toHaveLength(2);
    expect(Object.keys(manifest)).toEqual(texts.map(hashOfDocument));
  });
});

test.each(readdirSync(join(PAGES, "src/widget/documents")))("%s fits the graph", (name) => {
  const text = readFileSync(join(PAGES, "src/widget/documents", name), "utf8");
  expect(validate(createSchema(), parse(text))).toEqual([]);
});
