import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver } from "../../support/receiver.ts";
import { runCli } from "../../support/runCli.ts";
import { sale } from "../verify/mixedLife.ts";

/** Some processes of their own. */
const TIMEOUT_MS = 120_000;
const DAY = ["--from", "2026-03-01", "--to", "2026-03-01"];

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  const gateway = await startReceiver(database.url);
  await gateway.send([sale("C-1", "ann", "10.00")], { now: at("2026-03-02T10:00:00Z") });
  await gateway.close();
});
afterAll(() => database.drop());

const bridge = (...args: string[]) => runCli(database.url, ["bridge", ...args]);

test("a day that adds up ends with 0, and one that does not with 1 and says which purchase", {
  timeout: TIMEOUT_MS,
}, async () => {
  const sound = await bridge("--source", "shop", ...DAY, "--json");
  expect([sound.exitCode, JSON.parse(sound.stdout)]).toMatchObject([
    0,
    { ok: true, bridges: [{ sourceTotal: "13.95", ledgerTotal: "10.00", unexplained: "0.00" }] },
  ]);
  await database.sql`alter table entry disable trigger user`;
  await database.sql`update entry set qualifying_minor = 999 where qualifying_minor = 1000`;
  const broken = await bridge("--source", "shop", ...DAY);
  expect([broken.exitCode, broken.stdout]).toEqual([
    1,
    expect.stringMatching(/unexplained +0\.01 {2}DOES NOT ADD UP\n {2}! AMOUNT C-1: 0\.01 GBP/),
  ]);
});

test("what cannot be asked is refused by its option", { timeout: TIMEOUT_MS }, async () => {
  const said = async (...args: string[]) => {
    const { exitCode, stderr } = await bridge(...args);
    expect(exitCode).toBe(1);
    return stderr;
  };
  expect(await said("--source", "nowhere", ...DAY)).toContain("no such source is set up");
  expect(await said("--source", "shop", "--from", "March", "--to", "x")).toContain("must be a day");
  const long = ["--from", "2026-01-01", "--to", "2026-12-31"];
  expect(await said("--source", "shop", ...long)).toContain("92 days at most");
  const many = Array.from({ length: 21 }, (_, at) => `s${at}`);
  expect(await said("--source", ...many, ...DAY)).toContain("20 sources at most");
});
