import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../db/migrations");
/** Those before it are applied somewhere: their files cannot change any more. */
const FIRST_TOLD = 24;
/** What whoever upgrades at night must know, in a comment at the head of the file. */
const TOLD = ["Why:", "Old code:", "Locks:"];

interface Journal {
  readonly entries: readonly { readonly idx: number; readonly tag: string }[];
}

const { entries } = JSON.parse(readFileSync(join(FOLDER, "meta/_journal.json"), "utf8")) as Journal;

/** The comment lines that a file begins with, as one text. */
function headOf(tag: string): string {
  const lines = readFileSync(join(FOLDER, `${tag}.sql`), "utf8").split("\n");
  const end = lines.findIndex((line) => !line.startsWith("--"));
  return lines.slice(0, end).join("\n");
}

test("every new migration says why, what the version before makes of it, and what it locks for how long", () => {
  const silent = entries
    .filter(({ idx }) => idx >= FIRST_TOLD)
    .flatMap(({ tag }) =>
      TOLD.filter((word) => !headOf(tag).includes(`-- ${word}`)).map((word) => `${tag}: ${word}`),
    );

  expect(silent).toEqual([]);
});

test("the guide's table of locks names every migration", () => {
  const guide = readFileSync(join(FOLDER, "../../docs/guides/operate.md"), "utf8");
  const known = entries.filter(({ idx }) => idx < FIRST_TOLD).map(({ tag }) => tag.slice(0, 4));

  expect(known.filter((number) => !guide.includes(`| ${number} |`))).toEqual([]);
});
