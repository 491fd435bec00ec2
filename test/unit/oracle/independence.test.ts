import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../oracle");

test("the oracle shares no code with what it judges: it imports itself and a calendar", () => {
  const imports = readdirSync(FOLDER).flatMap((file) => {
    const text = readFileSync(join(FOLDER, file), "utf8");
    return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => name);
  });
  expect(imports.length).toBeGreaterThan(20);
  const strange = imports.filter((name) => !/^\.\/\w+\.ts$/.test(name));
  expect([...new Set(strange)]).toEqual(["temporal-polyfill"]);
});
