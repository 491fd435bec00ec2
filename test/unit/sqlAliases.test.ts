import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TABLES } from "../support/tables.ts";

const ROOT = join(import.meta.dirname, "../..");
const FILES = globSync("{db,src,scripts}/**/*.ts", { cwd: ROOT });
const ELEMENTS =
  /jsonb_array_elements(?:_text)?\([^()]*(?:\([^()]*\)[^()]*)*\)\s+as ([a-z_]+)( ?\()?/g;

/** PostgreSQL takes the column of a table for such a name, and says nothing. */
test("no alias of an array's elements is a column's name: an alias of its column is", () => {
  const columns = new Set(TABLES.flatMap(({ columns: own }) => own.map(({ name }) => name)));
  const found = FILES.flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(ELEMENTS)].map(([, alias = "", list]) => ({
      file,
      alias,
      namesItsColumn: list !== undefined,
    })),
  );
  expect(found.length).toBeGreaterThan(30);
  expect(
    found.filter(({ alias, namesItsColumn }) => !namesItsColumn && columns.has(alias)),
  ).toEqual([]);
});
