import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { registerSource, registerStores } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { pause, untilBlocked } from "../../support/faults.ts";
import { at, setUpRetailer } from "../../support/receiver.ts";

/** Which rules a purchase is judged by, and who is known: to what writes and to what is read. */

let database: TestDatabase;
let catalog: Catalog;

const SPRING = at("2026-03-01T00:00:00Z");
const SUMMER = at("2026-06-01T00:00:00Z");
const READER = "test-catalog";
const storeIn = (city: string, timeZone: string) => ({
  ...{ code: `${city.toLowerCase()}-1`, name: city, brand: "Test", market: "XX", timeZone },
});
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
    await registerStores(database.sql, [storeIn("Tokyo", "Asia/Tokyo")]);
    expect(catalog.storeZone("tokyo-1")).toBeUndefined();
    await catalog.refresh();
    expect(catalog.storeZone("tokyo-1")).toBe("Asia/Tokyo");
    expect(catalog.rulesetAt(SUMMER)).toBe(before);
  });
});

describe("the copy of a process", () => {
  test("is one for writers and readers; a row that names what is newer has it read again for both", async () => {
    const directory = new Directory(catalog);
    await registerStores(database.sql, [storeIn("Lima", "America/Lima")]);
    await registerSource(database.sql, { code: "kiosk", name: "Kiosks", identifierRank: [] });
    expect([directory.store("lima-1"), catalog.storeZone("lima-1")]).toEqual([null, undefined]);
    expect(await directory.storeOf("lima-1")).toEqual(storeIn("Lima", "America/Lima"));
    expect(catalog.storeZone("lima-1")).toBe("America/Lima");
    const kiosk = catalog.source("kiosk");
    expect(kiosk).toMatchObject({ code: "kiosk", name: "Kiosks" });
    expect(await directory.sourceById(kiosk?.id ?? 0)).toBe(kiosk);
    expect(await directory.rulesetVersion(2)).toBe(catalog.rulesetAt(SPRING));
    await expect(directory.storeOf("nowhere")).rejects.toThrow("not registered");
    await expect(directory.sourceById(999)).rejects.toThrow("not registered");
  });

  describe("is read by one at a time", () => {
    let own: Sql;
    let known: Catalog;
    beforeEach(async () => {
      own = connect(database.url, { max: 8, applicationName: READER });
      known = await Catalog.load(own);
    });
    afterEach(() => own.end({ timeout: 1 }));

    /**
     * A reading that waits for one table and has had the others, and a store that was written
     * since.
     */
    async function whileReading(city: string, zone: string) {
      const lock = await pause(
        database.url,
        (tx) => tx`lock table boundary in access exclusive mode`,
      );
      const first = known.refresh();
      await untilBlocked(database.sql);
      // By SQL: what registers stores reads all of the set-up first, and would wait, too.
      const { code, name, brand, market, timeZone } = storeIn(city, zone);
      await database.sql`
        insert into store (code, name, brand, market, time_zone)
        values (${code}, ${name}, ${brand}, ${market}, ${timeZone})`;
      const second = known.refresh();
      expect(known.refresh()).toBe(second);
      return { lock, first, second };
    }

    test("and holds what was written before whoever asks had asked", async () => {
      const { lock, first, second } = await whileReading("Oslo", "Europe/Oslo");
      await lock.commit();
      await first;
      await second;
      expect(known.storeZone("oslo-1")).toBe("Europe/Oslo");
    });

    test("and one that fails keeps what was there, and keeps nobody from the next", async () => {
      const { lock, first, second } = await whileReading("Rome", "Europe/Rome");
      const lost = expect(first).rejects.toThrow("canceling statement");
      await database.sql`
        select pg_cancel_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = ${READER} and wait_event_type = 'Lock'`;
      await lost;
      expect(known.storeZone("london-1")).toBe("Europe/London");
      await lock.commit();
      await second;
      expect(known.storeZone("rome-1")).toBe("Europe/Rome");
    });
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
