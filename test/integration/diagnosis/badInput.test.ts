import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readErpFile } from "../../../src/diagnosis/erpFile.ts";
import { ERP_ORDERS_MAX, readErpOrders } from "../../../src/diagnosis/erpOrders.ts";
import { readErpQuery } from "../../../src/diagnosis/erpQuery.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { setUpRetailer } from "../../support/receiver.ts";
import { runCli } from "../../support/runCli.ts";

const CLI_TIMEOUT_MS = 120_000;
const QUERY_TIMEOUT_MS = 300;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  folder = await mkdtemp(join(tmpdir(), "tributary-orders-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const ROW = {
  ...{ customer: "email:ada@example.com", order: "W-1", fulfilledAt: "2026-03-01T10:00:00Z" },
  ...{ amount: "1.00", currency: "GBP" },
};

describe("a row that cannot be read is refused with its number and its field", () => {
  test.each([
    ["an unknown column", { tier: "GOLD" }, '"tier" is no column'],
    ["no date", { fulfilledAt: undefined }, "Row 2: fulfilledAt is missing"],
    ["an empty date", { fulfilledAt: "" }, "Row 2: fulfilledAt is missing"],
    ["a date without a zone", { fulfilledAt: "2026-03-01" }, "Row 2: fulfilledAt is no time"],
    ["an amount of words", { amount: "much" }, "Row 2: amount is no amount in GBP"],
    ["half a penny", { amount: "1.005" }, "Row 2: amount is no amount in GBP"],
    ["a float", { amount: 1e-7 }, "Row 2: amount is no amount in GBP"],
    ["no such currency", { currency: "ZZZ" }, "Row 2: currency is none"],
    ["a bare address", { customer: "ada@example.com" }, "Row 2: customer is no key"],
    ["an object", { order: {} }, "Row 2: order must be a text"],
    ["a long number", { order: "9".repeat(500) }, "Row 2: order needs at most"],
  ])("%s", (_name, changes, said) => {
    expect(() => readErpOrders([ROW, { ...ROW, ...changes }])).toThrow(said);
  });

  test("a million rows, before the rest is read", () => {
    let read = 0;
    const rows = {
      *[Symbol.iterator]() {
        for (; read < 1_000_000; read += 1) {
          yield ROW;
        }
      },
    };
    expect(() => readErpOrders(rows)).toThrow(`more than ${ERP_ORDERS_MAX} orders`);
    expect(read).toBe(ERP_ORDERS_MAX);
  });
});

describe("a file that cannot be read is refused by name", () => {
  const fileOf = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  test("one that is not there, no JSON, no list, no such column, and one that is too large", async () => {
    await expect(readErpFile(join(folder, "none.csv"))).rejects.toThrow("none.csv cannot be read");
    await expect(readErpFile(await fileOf("a.json", "{"))).rejects.toThrow("a.json is no JSON");
    await expect(readErpFile(await fileOf("b.json", '{"a":1}'))).rejects.toThrow("JSON list");
    await expect(readErpFile(await fileOf("c.csv", "customer,colour\n"))).rejects.toThrow(
      '"colour" is no column',
    );
    await expect(readErpFile(await fileOf("d.csv", "customer,order\n"))).rejects.toThrow(
      "The column fulfilledAt is missing",
    );
    const header = Object.keys(ROW).join(",");
    const line = `\n${Object.values(ROW).join(",")}`;
    const many = await fileOf("e.csv", header + line.repeat(ERP_ORDERS_MAX + 1));
    await expect(readErpFile(many)).rejects.toThrow(`more than ${ERP_ORDERS_MAX} orders`);
    const two = await readErpFile(await fileOf("f.csv", header + line.repeat(2)));
    expect(readErpOrders(two)[0]?.orders).toHaveLength(2);
  });
});

describe("a query of the ERP only reads, ends, and is one statement", () => {
  const asked = (query: string) => readErpQuery(database.url, query, QUERY_TIMEOUT_MS);

  test("one that never ends is ended", async () => {
    await expect(asked("select pg_sleep(60)")).rejects.toThrow("longer than 0.3 seconds");
  });

  test("one that writes, in whatever way, writes nothing", async () => {
    await database.sql`create table erp_rows (n int)`;
    await database.sql`create function erp_write() returns int language sql
      as 'insert into erp_rows values (1) returning n'`;
    await expect(asked("select erp_write() as n")).rejects.toThrow("must only read");
    await expect(asked("insert into erp_rows values (1) returning n")).rejects.toThrow("SELECT");
    await expect(asked("select 1) as erp; insert into erp_rows values (2); --")).rejects.toThrow(
      "SELECT",
    );
    await expect(
      asked("select 1) as erp; commit; insert into erp_rows values (3); --"),
    ).rejects.toThrow("SELECT");
    expect(await database.sql`select * from erp_rows`).toEqual([]);
  });

  test("one of a million rows is cut at its limit, and refused", async () => {
    const rows = await readErpQuery(
      database.url,
      `select 'email:a@b.example' as customer, n as "order", '1.00' as amount, 'GBP' as currency,
         '2026-03-01T10:00:00Z' as "fulfilledAt" from generate_series(1, 1000000) as n`,
    );
    expect(rows).toHaveLength(ERP_ORDERS_MAX + 1);
    expect(() => readErpOrders(rows)).toThrow("more than");
  });
});

test("the command says what is wrong, and ends with 1", { timeout: CLI_TIMEOUT_MS }, async () => {
  const said = async (...args: string[]) => {
    const { exitCode, stderr } = await runCli(database.url, ["diagnose", ...args]);
    expect(exitCode).toBe(1);
    return stderr;
  };
  expect(await said("--customer", "nobody")).toContain("there is no customer with this id");
  expect(await said("--query", "select 1")).toContain("ERP_DATABASE_URL");
  expect(await said("--query", "select 1", "--orders", "x.csv")).toContain("give one of");
  expect(await said("--source", "nowhere")).toContain("no such source");
  expect(await said("--customers", "51")).toContain("1 to 50");
  const many = Array.from({ length: 51 }, () => "nobody");
  expect(await said("--customer", ...many)).toContain("--customer takes 50 at most");
});

test("nothing to compare is not taken for health", { timeout: CLI_TIMEOUT_MS }, async () => {
  const file = join(folder, "none.csv");
  await writeFile(file, `${Object.keys(ROW).join(",")}\n`);
  for (const words of [[], ["--orders", file]]) {
    const { exitCode, stdout } = await runCli(database.url, ["diagnose", "--json", ...words]);
    expect([exitCode, JSON.parse(stdout)]).toEqual([1, { healthy: false, customers: [] }]);
  }
});
