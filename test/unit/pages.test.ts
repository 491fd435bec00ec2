import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../pages/src/shared/questions.ts";
import { createSchema } from "../../resolvers/schema.ts";

const PAGES = join(import.meta.dirname, "../../pages");

test.each(["start.html", "editor.html", "docs.html"])(
  "%s has no script, style or handler in its text, and asks nobody else for anything",
  (name) => {
    const text = readFileSync(join(PAGES, name), "utf8");
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/);
    for (const [tag, inner] of text.matchAll(/<script[^>]*>([^<]*)</g)) {
      expect([tag.includes(" src="), inner]).toEqual([true, ""]);
    }
    const addresses = [...text.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^\.?\//.test(address ?? ""))).toEqual([]);
  },
);

describe("the ready questions", () => {
  const schema = createSchema();
  test.each(EXAMPLES.map((one) => [one.id, one.query] as const))(
    "%s fits the graph",
    (_id, query) => {
      expect(validate(schema, parse(query))).toEqual([]);
    },
  );

  test("are known by different names", () => {
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });
});
