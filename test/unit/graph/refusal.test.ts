import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainRefusal } from "../../../src/sentences/refusal.ts";

const SDL = join(import.meta.dirname, "../../../schema/coupon.graphql");

test("every reason that the manual lists for a refused coupon has a sentence of its own in every language", () => {
  const description = /type Refusal \{\s+"([^"]+)"/u.exec(readFileSync(SDL, "utf8"))?.[1] ?? "";
  const codes = [...description.matchAll(/`([A-Z_]+)`/gu)].map(([, code]) => code as string);
  expect(codes).toContain("TOO_MANY_UNKNOWN_CODES");
  for (const locale of ["en", "de"]) {
    const otherwise = explainRefusal({ code: "NOT_ONE", needed: null, seen: null }, locale);
    const without = codes.filter(
      (code) => explainRefusal({ code, needed: "1", seen: "2" }, locale) === otherwise,
    );
    expect(without).toEqual([]);
  }
});
