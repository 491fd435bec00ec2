import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { labelledPeople } from "../../support/identity/people.ts";
import { runCli } from "../../support/runCli.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tributary-test-eval-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A process of its own each, with a database of its own. */
const TIMEOUT_MS = 120_000;
let server: TestDatabase;
beforeAll(async () => {
  server = await cloneTemplateDatabase();
});
afterAll(() => server?.drop());

const evaluate = (...args: string[]) => runCli(server.url, ["eval", "identity", ...args]);
const databases = async () =>
  (await server.sql`select datname from pg_database where datname like 'tributary_eval_%'`).length;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test(
  "a file of one's own is joined by the engine and measured, in a database that is gone afterwards",
  async () => {
    const people = labelledPeople(40, 3);
    const fields = ["givenName", "surname", "birthDate", "email", "phone", "street", "postcode"];
    const rows = people.map(({ person, fields: said }) =>
      [`${person}`, ...fields.map((name) => said[name as keyof typeof said] ?? "")]
        .map(quoted)
        .join(","),
    );
    const header = ["who", ...fields.map((name) => `c_${name}`)].join(", ");
    const path = file("people.csv", `\uFEFF${header}\r\n${rows.join("\r\n")}\r\n`);
    const map = Object.fromEntries(fields.map((name) => [`c_${name}`, name]));
    const columns = file("map.json", JSON.stringify(map));
    const before = await server.sql`select count(*)::int as n from customer`;
    const { stdout, exitCode } = await evaluate(
      ...[path, "--columns", columns, "--truth", "who", "--two-pass", "--json", "--quiet"],
    );
    expect(exitCode).toBe(0);
    const found = JSON.parse(stdout);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(found).toMatchObject({ records: people.length, model: "estimated" });
    expect(found.precision).toBeGreaterThanOrEqual(0.95);
    expect(found.recall).toBeGreaterThanOrEqual(0.7);
    expect(found.recordsPerSecond).toBeGreaterThan(0);
    expect(found).toMatchObject({ tooLarge: 0, tooLargeRecords: 0, commonKeys: 0 });
    expect([found.truePairs > 0, found.foundPairs > 0]).toEqual([true, true]);
    expect(await databases()).toBe(0);
    expect(await server.sql`select count(*)::int as n from customer`).toEqual(before);
  },
  TIMEOUT_MS,
);

test(
  "what cannot be measured is refused by name, and leaves no database behind",
  async () => {
    const empty = file("empty.csv", "a,b\n");
    const other = file("other.csv", "a,b\n1,2\n");
    const json = file("broken.jsonl", "{not json}\n");
    const map = file("wrong.json", '{"a": "shoeSize"}');
    const said = await Promise.all([
      evaluate(join(folder, "nowhere.csv"), "--preset", "febrl"),
      evaluate(other),
      evaluate(empty, "--preset", "fake1000"),
      evaluate(other, "--preset", "fake1000"),
      evaluate(json, "--preset", "historical"),
      evaluate(other, "--columns", map, "--truth", "b"),
    ]);
    expect(said.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1, 1, 1]);
    const wanted = [
      "nowhere.csv is not there",
      "say either --preset or --columns",
      "there is no record",
      "none of the columns first_name",
      "line 1: this is no JSON",
      "column a names the field shoeSize, which is none of",
    ];
    for (const [at, words] of wanted.entries()) {
      expect(said[at]?.stderr).toContain(words);
      expect(said[at]?.stderr).not.toMatch(/\n\s+at /);
    }
    expect(await databases()).toBe(0);
  },
  TIMEOUT_MS,
);
