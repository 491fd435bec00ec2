import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver } from "../../support/receiver.ts";

/** docs/guides/diagnose.md, pasted line by line, against the three orders that it is about. */

const PROJECT = join(import.meta.dirname, "../../..");
const TRIBUTARY = `${process.execPath} ${join(PROJECT, "src/cli/main.ts")}`;
const LONG_TEST_MS = 120_000;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-diagnose-"));
  database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpRetailer(sql);
  const gateway = await startReceiver(database.url);
  const event = (kind: string, number: string, occurredAt: string, gross?: string) => ({
    ...{ source: "shop", kind, eventId: `${number}-${kind}`, occurredAt, currencyCode: "GBP" },
    references: [{ kind: "order", value: number }],
    customer: [{ kind: "email", value: "ada@example.com" }],
    ...(gross === undefined ? {} : { lines: [{ id: "1", article: "mug", quantity: "1", gross }] }),
    ...(kind === "FULFILLED" ? { fulfilment: { id: number } } : {}),
  });
  await gateway.send(
    [
      event("PLACED", "W-1001", "2026-03-02T10:00:00Z", "45.00"),
      event("SETTLED", "W-1001", "2026-03-02T10:01:00Z"),
      event("FULFILLED", "W-1001", "2026-03-04T09:00:00Z"),
      event("SOLD", "W-1003", "2026-03-01T10:00:00Z", "30.00"),
    ],
    { now: at("2026-03-10T12:00:00Z") },
  );
  await gateway.close();
  // The ERP, as far as the guide's query goes.
  await sql`create table last_orders as
    select 'email:ada@example.com' as customer, 'W-1001' as "order", 'shop' as source,
           '2026-03-02T10:00:00Z' as "placedAt", '2026-03-04T09:00:00Z' as "fulfilledAt",
           '45.00' as amount, 'GBP' as currency`;
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function blocksOf(language: string): Promise<readonly string[]> {
  const text = await readFile(join(PROJECT, "docs/guides/diagnose.md"), "utf8");
  const blocks = text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"));
  return [...blocks].map(([, block = ""]) => block);
}

test("the lines of diagnose.md say what the page says", { timeout: LONG_TEST_MS }, async () => {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: database.url, ERP_DATABASE_URL: database.url },
    PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
  };
  const bash = async (script: string): Promise<string> => {
    const lines = `set -euo pipefail\n${script.replaceAll("npx tributary", TRIBUTARY)}`;
    return (await promisify(execFile)("bash", ["-c", lines], { env, cwd: folder })).stdout;
  };
  const [file = "", query = "", own = "", bridge = ""] = await blocksOf("sh");
  const [told = "", added = ""] = await blocksOf("text");
  const said = await bash(file);
  for (const line of told.trimEnd().split("\n").slice(1)) {
    expect(said).toContain(line);
  }
  expect(said).toMatch(/^\S+: BROKEN, 3 orders$/m);
  expect(said).not.toContain("ada@");
  expect(await bash(query)).toMatch(/: healthy, 1 orders\n {2}ok {2}W-1001/);
  expect(await bash(own)).toMatch(/"healthy": true[^#]*# Diagnosis: healthy \(2 orders\)/s);
  expect(await bash(bridge)).toContain(added.trimEnd());
});
