import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Catalog } from "../../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer } from "../../support/receiver.ts";

/** Which rules a purchase is judged by, and who is known. */

let database: TestDatabase;
let catalog: Catalog;

const SPRING = at("2026-03-01T00:00:00Z");
const SUMMER = at("2026-06-01T00:00:00Z");
const later = (version: number, retroCreditDays: number): RulesetDocument => ({
  ...DEFAULT_RULESET_DOCUMENT,
  ...{ version, retroCreditDays },
});

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpRetailer(sql);
  for (const [version, from, days] of [
    [3, "2026-06-01T00:00:00Z", 5],
    [2, "2026-03-01T00:00:00Z", 60],
  ] as const) {
    await sql`
      insert into ruleset_version (version, document, status, active_from)
      values (${version}, ${sql.json(later(version, days) as never)}, 'ACTIVE', ${from})`;
  }
  catalog = await Catalog.load(sql);
});

afterAll(() => database.drop());

const versionAt = (text: string, of = catalog) => of.rulesetAt(at(text)).version;

describe("the rules of a moment", () => {
  test("are those of the version that began last, from that very instant; before the first, the first", () => {
    expect(versionAt("2019-01-01T00:00:00Z")).toBe(1);
    expect(versionAt("2026-02-28T23:59:59.999999Z")).toBe(1);
    expect(versionAt("2026-03-01T00:00:00Z")).toBe(2);
    expect(versionAt("2026-06-01T00:00:00Z")).toBe(3);
  });

  test("change next when the next version begins; the first one changes nothing", () => {
    expect(catalog.nextBegin(at("2019-01-01T00:00:00Z"))).toBe(SPRING);
    expect(catalog.nextBegin(SPRING)).toBe(SUMMER);
    expect(catalog.nextBegin(SUMMER)).toBeNull();
  });

  test("since then are those in force and those that begin up to now", () => {
    const since = catalog.versionsSince(at("2026-02-01T00:00:00Z"), SPRING);
    expect(since.map(({ ruleset }) => ruleset.version)).toEqual([1, 2]);
  });

  test("credit what was bought before joining for the most days that a version says", () => {
    expect(catalog.retroCreditDaysMax()).toBe(60);
    expect([catalog.hasVersion(2), catalog.hasVersion(9)]).toEqual([true, false]);
  });

  test("are read again with what is new, and a version that is known stays the same object", async () => {
    const before = catalog.rulesetAt(SUMMER);
    await registerStores(database.sql, [
      { code: "tokyo-1", name: "Tokyo", brand: "Test", market: "JP", timeZone: "Asia/Tokyo" },
    ]);
    expect(catalog.storeZone("tokyo-1")).toBeUndefined();
    await catalog.refresh();
    expect(catalog.storeZone("tokyo-1")).toBe("Asia/Tokyo");
    expect(catalog.rulesetAt(SUMMER)).toBe(before);
  });
});

describe("a draft that is tried out", () => {
  const draft = parseRuleset({
    ...later(9, 0),
    earning: [
      ...DEFAULT_RULESET_DOCUMENT.earning,
      { ...DEFAULT_RULESET_DOCUMENT.earning[0], code: "miles", wallet: "miles" },
    ],
  });

  test("stands in for what began since then, and leaves the rest and the original alone", () => {
    const tried = catalog.trying(draft, SPRING);
    expect(versionAt("2026-02-28T23:59:59Z", tried)).toBe(1);
    expect([
      versionAt("2026-03-01T00:00:00Z", tried),
      versionAt("2026-07-01T00:00:00Z", tried),
    ]).toEqual([9, 9]);
    expect(versionAt("2026-07-01T00:00:00Z")).toBe(3);
    expect(tried.source("shop")).toBe(catalog.source("shop"));
    expect([tried.storeZone("london-1"), tried.hasChannel("web")]).toEqual(["Europe/London", true]);
    expect(tried.sourceById(catalog.source("till")?.id ?? 0).code).toBe("till");
  });

  test("has an issuer for a wallet that only it has, of no database, and the true one for the others", () => {
    const { code } = draft.programme;
    const tried = catalog.trying(draft, SPRING);
    expect(tried.issuerAccount(code, "miles")).toBeLessThan(0n);
    const [wallet = ""] = draft.earning.map((rule) => rule.wallet);
    expect(tried.issuerAccount(code, wallet)).toBe(catalog.issuerAccount(code, wallet));
    expect(() => catalog.issuerAccount(code, "miles")).toThrow("no issuer account");
  });
});

test("what nobody registered is unknown, and a database without rules says what to do", async () => {
  expect([catalog.source("nobody"), catalog.hasChannel("kiosk")]).toEqual([undefined, false]);
  expect(() => catalog.sourceById(999)).toThrow("not in the catalog");
  const empty = await cloneTemplateDatabase();
  try {
    await expect(Catalog.load(empty.sql)).rejects.toThrow("npx tributary migrate");
  } finally {
    await empty.drop();
  }
});
