import { expect, test } from "vitest";
import { SETTINGS } from "../../oracle/programmes.ts";
import { bridgeAll, faultsOf, liveUnder } from "../../support/days/bridgeLives.ts";
import { testSeed } from "../../support/seed.ts";

const LIVES = 40;

for (const [at, setting] of SETTINGS.entries()) {
  test(`random lives add up to the ledger without a rest under ${setting.name}`, {
    timeout: 120_000,
  }, async () => {
    const database = await liveUnder(setting, testSeed() * SETTINGS.length + at, LIVES);
    try {
      const bridges = await bridgeAll(database.sql);
      expect(faultsOf(bridges)).toEqual([]);
      expect(bridges.length).toBeGreaterThan(LIVES);
      const booked = bridges.filter(({ ledgerMinor }) => ledgerMinor > 0n);
      expect(booked.length).toBeGreaterThan(LIVES / 4);
    } finally {
      await database.drop();
    }
  });
}
