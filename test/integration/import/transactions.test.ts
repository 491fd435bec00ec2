import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { runCli } from "../../support/runCli.ts";
import { rng, testSeed } from "../../support/seed.ts";

const IMPORT_TIMEOUT_MS = 120_000;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "transactions-"));
});
afterAll(() => rm(folder, { recursive: true }));

let database: TestDatabase;
beforeEach(async () => {
  database = await cloneTemplateDatabase();
});
afterEach(() => database.drop());

const importFile = (path: string, ...args: string[]) =>
  runCli(database.url, ["import", "transactions", path, "--currency", "EUR", ...args]);

/**
 * Repeat buyers over two years, some purchases on one day, some refunds, one row that cannot be
 * used.
 */
async function smallFile(): Promise<string> {
  const random = rng(testSeed());
  const pick = (count: number) => Math.floor(random() * count);
  const rows = ["customer,date,quantity,amount"];
  for (let row = 0; row < 400; row += 1) {
    const day = `20${23 + Math.floor(row / 200)}-${String(1 + pick(12)).padStart(2, "0")}-0${1 + pick(9)}`;
    const amount = pick(12) === 0 ? -1 - pick(20) : 5 + pick(90);
    rows.push(`C${pick(40)},${day},${1 + pick(4)},${amount}.${String(pick(100)).padStart(2, "0")}`);
  }
  rows.push("C1,2024-02-30,1,7.00");
  const path = join(folder, "small.csv");
  await writeFile(path, `${rows.join("\n")}\n`);
  return path;
}

describe("tributary import transactions", () => {
  test(
    "counts what the files say twice once",
    async () => {
      const path = join(folder, "odd.csv");
      await writeFile(
        path,
        "id,customer,date,amount\nA,zoe,2026-11-20,100\nA,zoe,2026-11-20,100\n",
      );
      const { exitCode, stdout } = await runCli(database.url, [
        ...["import", "transactions", path, "--currency", "GBP", "--json"],
      ]);
      expect(JSON.parse(stdout)).toMatchObject({
        addsUp: true,
        repeated: { rows: 1, exact: "100.00" },
        recorded: { purchases: 1, minor: "100.00", points: "100" },
      });
      expect(exitCode).toBe(0);
      const again = await runCli(database.url, [
        ...["import", "transactions", path, "--currency", "GBP", "--source", "other"],
      ]);
      expect(again.stdout).toMatch(/amount on record +100.00\n/);
    },
    IMPORT_TIMEOUT_MS,
  );

  test(
    "a file accounts for every cent, a second run changes nothing, and the record verifies",
    async () => {
      const file = await smallFile();
      const first = await importFile(file, "--json");
      expect(first.exitCode, first.stderr).toBe(0);
      const report = JSON.parse(first.stdout);
      expect(report).toMatchObject({ addsUp: true, malformed: { rows: 1, exact: "7.00" } });
      expect(report.outcomes).toEqual([expect.objectContaining({ outcome: "APPLIED", rows: 400 })]);
      expect(Number(report.recorded.points)).toBeGreaterThan(0);

      const second = await importFile(file, "--json", "--quiet");
      expect(second).toMatchObject({ exitCode: 0, stderr: "" });
      const again = JSON.parse(second.stdout);
      for (const outcome of again.outcomes) {
        expect(outcome.duplicates).toBe(outcome.rows);
      }
      expect(again.recorded).toEqual(report.recorded);

      const verified = await runCli(database.url, ["verify"]);
      expect(verified.exitCode, verified.stdout).toBe(0);
    },
    IMPORT_TIMEOUT_MS,
  );

  test(
    "what goes back is taken off what was bought, to the cent, and the orders say the same",
    async () => {
      const path = join(folder, "back.csv");
      await writeFile(
        path,
        "customer,date,amount\n" +
          "zoe1,2026-11-20,100.00\nzoe1,2026-11-22,-20.00\n" +
          // More than once, in the very minute of the purchase, beyond the latest purchase, beyond
          // all of them.
          "yan,2026-11-19,10.00\nyan,2026-11-20,50.00\nyan,2026-11-20,-20.00\nyan,2026-11-22,-35.00\n" +
          "xia,2026-11-20,5.00\nxia,2026-11-22,-7.50\n",
      );
      const { exitCode, stdout, stderr } = await importFile(path, "--json", "--currency", "GBP");
      expect(exitCode, stderr).toBe(0);
      const { recorded, money, addsUp } = JSON.parse(stdout);
      expect({ recorded, money, addsUp }).toMatchObject({
        addsUp: true,
        recorded: { minor: "82.50", points: "85" },
        money: { sales: 4, ordersMinor: "85.00", backMinor: "80.00", notFoundMinor: "2.50" },
      });
      const verified = await runCli(database.url, ["verify"]);
      expect(verified.exitCode, verified.stdout).toBe(0);
    },
    IMPORT_TIMEOUT_MS,
  );

  test(
    "purchases in a currency without a rate are said to be undecided, with what to do, and do not add up",
    async () => {
      const path = join(folder, "unrated.csv");
      await writeFile(
        path,
        "customer,date,amount\nzoe1,2026-11-20,100.00\nyan,2026-11-19,10.50\nzoe1,2026-11-22,-20.00\n",
      );
      const run = await importFile(path, "--currency", "CHF");
      expect(run.stdout).toMatch(/points earned +0\n/);
      expect(run.stdout).toMatch(
        /UNDECIDED: 2 purchases of 110\.50 CHF, the first of 2026-11-19T12:00:00\S+, wait for a rate of CHF and earn nothing/,
      );
      expect(run.stdout).toMatch(/What to do: .*`rates`/);
      expect(run.stdout).toMatch(/adds up: not yet/);
      expect(run.exitCode).toBe(1);
      // The same again, of which every answer is of the earlier run.
      const again = await importFile(path, "--currency", "CHF", "--json");
      expect(JSON.parse(again.stdout)).toMatchObject({
        addsUp: false,
        unrated: { rows: 2, minor: "110.50" },
      });
      expect(again.exitCode).toBe(1);
    },
    IMPORT_TIMEOUT_MS,
  );

  const oneEmail =
    "customer,date,amount\nAnna@Example.com,2026-11-20,100.00\nanna@example.com,2026-11-21,5.00\n";

  test(
    "a customer who is known by email is found by it, and gets no twin",
    async () => {
      const path = join(folder, "emails.csv");
      await writeFile(path, oneEmail);
      // As the shop's own events would have made the customer.
      const before = await importFile(path, "--identifier", "email", "--source", "shop-archive");
      expect(before.exitCode, before.stdout + before.stderr).toBe(0);
      const run = await importFile(path, "--identifier", "email", "--json");
      expect(run.exitCode, run.stderr).toBe(0);
      expect(JSON.parse(run.stdout).outcomes).toMatchObject([{ outcome: "APPLIED", rows: 2 }]);
      const known = await database.sql`
        select i.kind, i.value, count(distinct o.leaf_id)::int as customers, count(*)::int as orders
          from orders o cross join identifiers i group by i.kind, i.value`;
      expect(known).toEqual([
        { kind: "email", value: "anna@example.com", customers: 1, orders: 4 },
      ]);
      // What only grows must not hold an address: it could be neither masked nor erased there.
      const leaks = await database.sql`
        select o.refs from orders o where o.refs::text ilike '%anna%'
         union all select to_jsonb(e.event_id) from events e where e.event_id ilike '%anna%'`;
      expect(leaks).toEqual([]);
      const again = await importFile(path, "--identifier", "email", "--json");
      expect(JSON.parse(again.stdout).outcomes).toMatchObject([{ rows: 2, duplicates: 2 }]);
    },
    IMPORT_TIMEOUT_MS,
  );

  test(
    "addresses are never taken for numbers of the ERP unless somebody says that they are",
    async () => {
      const path = join(folder, "unsaid.csv");
      await writeFile(path, oneEmail);
      const run = await importFile(path);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(
        /unsaid\.csv: row 2 .* an email address .*: 2.* --identifier email.* --identifier erp/,
      );
      const [found] = await database.sql`select count(*)::int as sources from source`;
      expect(found).toEqual({ sources: 0 });
      const said = await importFile(path, "--identifier", "erp");
      expect(said.exitCode, said.stdout + said.stderr).toBe(0);
    },
    IMPORT_TIMEOUT_MS,
  );

  test(
    "a source that is registered for other identifiers, and an unknown channel, are refused before anything is sent",
    async () => {
      const path = join(folder, "numbers.csv");
      await writeFile(path, "customer,date,amount\nC1,2026-11-20,100.00\n");
      const wrong = await importFile(path, "--channel", "webb");
      expect(wrong.exitCode).toBe(1);
      expect(wrong.stderr).toMatch(/no channel webb.*: app, .*web/);
      const [none] = await database.sql`select count(*)::int as n from source`;
      expect(none).toEqual({ n: 0 });
      expect((await importFile(path)).exitCode).toBe(0);
      const other = await importFile(path, "--identifier", "loyalty");
      expect(other.exitCode).toBe(1);
      expect(other.stderr).toMatch(/source transactions .* erp, not by loyalty.* --source/);
      const [sent] = await database.sql`select count(*)::int as n from events`;
      expect(sent).toEqual({ n: 1 });
    },
    IMPORT_TIMEOUT_MS,
  );

  test.each([
    [["--currency", "Euro"], /ISO 4217 code/],
    [["--currency", "EUR", "--time-zone", "Mars"], /IANA time zone/],
    [["--currency", "EUR", "--identifier", "E-Mail"], /email, phone, loyalty/],
    [[], /required option '--currency/],
  ])("%j is refused with a sentence that says what to give", async (args, message) => {
    const run = await runCli(database.url, ["import", "transactions", "none.csv", ...args]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(message);
  });
});
