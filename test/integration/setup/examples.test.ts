import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { migrate } from "../../../db/migrate.ts";
import { createEmptyDatabase, type TestDatabase } from "../../support/database.ts";
import { startReceiver } from "../../support/receiver.ts";
import { runCli } from "../../support/runCli.ts";

/** Set-up as files, as a new retailer meets it: an empty database, and one command. */

const EXAMPLES = join(import.meta.dirname, "../../../examples/setup");
/** Each command is a process, and the first one makes the tables. */
const LONG_TEST_MS = 120_000;

const open: TestDatabase[] = [];
const folder = await mkdtemp(join(tmpdir(), "tributary-setup-"));
afterAll(async () => {
  await Promise.all(open.map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  open.push(database);
  return database;
}

const sale = (source: string, more: object) => ({
  ...{ source, eventId: `${source}-1`, kind: "SOLD", occurredAt: new Date().toISOString() },
  references: [{ kind: "order", value: "FIRST-1" }],
  currencyCode: "GBP",
  lines: [{ id: "1", article: "MUG", quantity: "1", gross: "20.00" }],
  tenders: [{ kind: "card", amount: "20.00" }],
  ...more,
});
const email = [{ kind: "email", value: "first@example.com" }];
const card = [{ kind: "loyalty", value: "100200" }];

/** By file: what is bought first, and whether it says so. */
const PURCHASES: Readonly<Record<string, readonly object[]>> = {
  "shop-with-erp.yaml": [sale("shop", { customer: email })],
  "chain-with-tills.yaml": [
    sale("desk", { customer: [...card, ...email], store: "S1" }),
    sale("till", { customer: card, store: "S2", references: [{ kind: "order", value: "T-2" }] }),
  ],
  "both.yaml": [
    sale("shop", { customer: [...email, ...card] }),
    sale("till", { customer: card, store: "S1", references: [{ kind: "order", value: "T-2" }] }),
  ],
};

test("every example has a purchase that tries it", () => {
  expect(Object.keys(PURCHASES).toSorted()).toEqual(readdirSync(EXAMPLES).toSorted());
});

describe.each(Object.keys(PURCHASES))("%s", { timeout: LONG_TEST_MS }, (name) => {
  test("makes an empty database one that takes purchases, and says so once", async () => {
    const database = await emptyDatabase();
    const file = join(EXAMPLES, name);
    const dry = await runCli(database.url, ["apply", file, "--dry-run"]);
    expect([dry.stderr, dry.exitCode]).toEqual(["", 0]);
    expect(dry.stdout).toMatch(/^\+ source \w+$/m);
    expect(await database.sql`select from source`).toHaveLength(0);

    const applied = await runCli(database.url, ["apply", file]);
    expect([applied.stderr, applied.exitCode]).toEqual(["", 0]);
    expect(applied.stdout).toMatch(/\d+ changes made\. Version [0-9a-f]{16}\./);
    const [{ actor, count }] = (await database.sql`
      select min(actor) as actor, count(*)::int as count from setup_change`) as [
      { actor: string; count: number },
    ];
    expect(actor).toMatch(/^cli:/);

    const again = await runCli(database.url, ["diff", file]);
    expect([again.stdout, again.exitCode]).toEqual([
      expect.stringContaining("nothing to change"),
      0,
    ]);
    await runCli(database.url, ["apply", file]);
    expect(await database.sql`select from setup_change`).toHaveLength(count);

    const gateway = await startReceiver(database.url);
    try {
      const results = await gateway.send(PURCHASES[name] ?? []);
      expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual(
        results.map(() => ["APPLIED", null]),
      );
    } finally {
      await gateway.close();
    }
    const [points] = await database.sql`select sum(active)::int as points from account
      where leaf_id is not null`;
    expect(points?.["points"]).toBe(20 * (PURCHASES[name] ?? []).length);
  });
});

test("what is exported and applied to another database makes it the same, its rules too", {
  timeout: LONG_TEST_MS,
}, async () => {
  const [first, second] = [await emptyDatabase(), await emptyDatabase()];
  await runCli(first.url, ["apply", join(EXAMPLES, "both.yaml")]);
  const file = join(folder, "exported.yaml");
  expect((await runCli(first.url, ["export", "--out", file])).exitCode).toBe(0);
  const same = await runCli(first.url, ["diff", file]);
  expect([same.stdout, same.stderr, same.exitCode]).toEqual([
    expect.stringContaining("nothing to change"),
    "",
    0,
  ]);
  expect((await runCli(second.url, ["apply", file])).exitCode).toBe(0);
  const [left, right] = await Promise.all(
    [first, second].map(async ({ url }) => (await runCli(url, ["export", "--json"])).stdout),
  );
  expect(JSON.parse(right ?? "")).toEqual(JSON.parse(left ?? ""));
});

test("every fault of a file is told at once, with its line and column, and nothing is written", {
  timeout: LONG_TEST_MS,
}, async () => {
  const database = await emptyDatabase();
  await migrate(database.sql);
  const good = await readFile(join(EXAMPLES, "both.yaml"), "utf8");
  const bad = good
    .replace("region: GB", "region: Britain")
    .replace(
      "    name: Web shop\n    autoEnrol: true",
      "    nmae: Web shop\n    autoEnrol: yes please",
    )
    .replace("timeZone: Europe/London}", "timeZone: Europe/Londn}");
  const file = join(folder, "bad.yaml");
  await writeFile(file, bad);
  const { stderr, exitCode } = await runCli(database.url, ["apply", file]);
  const lineOf = (text: string) => bad.slice(0, bad.indexOf(text)).split("\n").length;
  expect(exitCode).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringMatching(
      new RegExp(`bad\\.yaml:${lineOf("region:")}:1: region: must be a country`),
    ),
    expect.stringMatching(
      new RegExp(`:${lineOf("Europe/Londn")}:\\d+: stores\\[0\\]\\.timeZone: `),
    ),
    expect.stringMatching(/: sources\[0\]\.name: is missing$/),
    expect.stringMatching(
      new RegExp(`:${lineOf("nmae")}:5: sources\\[0\\]\\.nmae: is not a field of the set-up`),
    ),
    expect.stringMatching(new RegExp(`:${lineOf("yes please")}:5: sources\\[0\\]\\.autoEnrol: `)),
  ]);
  expect(await database.sql`select from setup_change`).toHaveLength(0);

  const dangling = join(folder, "dangling.yaml");
  await writeFile(dangling, good.replace("defaultChannel: web", "defaultChannel: wap"));
  const json = await runCli(database.url, ["apply", dangling, "--json"]);
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stdout).errors).toEqual([
    {
      file: dangling,
      line: lineOf("defaultChannel: web"),
      column: 5,
      path: "sources[0].defaultChannel",
      message: "names the channel wap, which is not there",
    },
  ]);
  expect(await database.sql`select from source`).toHaveLength(0);
});
