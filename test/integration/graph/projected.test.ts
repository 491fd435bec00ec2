import { afterAll, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { nextTierOf } from "../../../src/loyalty/loyalty.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver } from "../../support/receiver.ts";
import { sale } from "../verify/mixedLife.ts";

const NOW = at("2026-03-10T12:00:00Z");
const databases: TestDatabase[] = [];

afterAll(async () => {
  for (const database of databases) {
    await database.drop();
  }
});

test.each([
  ["SPEND", ["0.00", "50.00", "150.00", "1000.00"], ["40.00", "120.00", "GBP"]],
  ["POINTS", ["0", "50", "150", "1000"], ["40", "120", "points"]],
  ["ORDERS", ["0", "1", "2", "9"], ["1", "1", "orders"]],
] as const)(
  "by %s, an order that is not handed over yet shows in the projected tier and not in the tier",
  async (basis, thresholds, shown) => {
    const database = await cloneTemplateDatabase();
    databases.push(database);
    const { tiers, tierPolicy } = DEFAULT_RULESET_DOCUMENT;
    await setUpRetailer(database.sql, {
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: tiers.map((tier, index) => ({ ...tier, threshold: thresholds[index] ?? "" })),
      tierPolicy: { ...tierPolicy, basis },
    });
    const gateway = await startReceiver(database.url);
    const [kept] = await gateway.send(
      [
        sale("1", "ann", "40.00"),
        { ...sale("2", "ann", "120.00"), kind: "PLACED", tenders: undefined },
      ],
      { now: NOW },
    );
    await gateway.close();
    const loaders = createLoaders({
      sql: database.sql,
      lookups: createLookups(database.sql).lookups,
      directory: new Directory(await Catalog.load(database.sql)),
      viewer: systemViewer("test"),
      clock: () => NOW,
      guesses: new GuessLimit(() => NOW),
    });
    const customer = await loaders.customers.byRoot(kept?.leafId as bigint);
    const loyalty = customer === null ? null : await loaders.loyalty.ofCustomer(customer, null);
    if (loyalty === null) {
      throw new Error("no member");
    }
    const next = nextTierOf(loyalty);
    const pending = await loaders.loyalty.pendingMinor(loyalty);
    expect([next?.have, String(pending / (basis === "SPEND" ? 100n : 1n)), next?.unit]).toEqual([
      shown[0],
      shown[1].replace(".00", ""),
      shown[2],
    ]);
    expect((await loaders.loyalty.projected(loyalty)).code).toBe("GOLD");
    expect(loyalty.tier.code).toBe(basis === "ORDERS" ? "SILVER" : "BASE");
  },
);
