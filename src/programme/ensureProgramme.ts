import type { Sql } from "../../db/connection/client.ts";
import {
  insertBoundaries,
  insertChannels,
  insertFirstRuleset,
  insertIssuerAccounts,
  insertSources,
  insertStores,
  listRulesetDocuments,
  lockSetup,
  type NewSource,
  type NewStore,
} from "../../db/queries/programme/programme.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../domain/ruleset/rulesetSchema.ts";
import { BOUNDARIES, CHANNELS } from "./programmeRows.ts";

const FIRST_VERSION = 1;

/**
 * Gives a migrated database what every purchase needs: the first rules, an issuer account per
 * wallet, boundaries and channels. Sources and stores belong to a retailer and are registered
 * apart.
 *
 * Guarantee: idempotent, and safe to run from several processes at once; nothing that is there is
 * changed. With later ruleset versions it adds the issuer accounts of their wallets.
 *
 * @param firstRuleset used where there is no ruleset yet
 */
export async function ensureProgramme(
  sql: Sql,
  firstRuleset: RulesetDocument = DEFAULT_RULESET_DOCUMENT,
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSetup(tx);
    await insertFirstRuleset(tx, {
      version: FIRST_VERSION,
      document: firstRuleset,
      actor: "setup",
    });
    const wallets = new Map<string, { programme: string; wallet: string }>();
    for (const { document } of await listRulesetDocuments(tx)) {
      const { programme, earning, wallets: named } = parseRuleset(document);
      for (const wallet of [
        ...earning.map((rule) => rule.wallet),
        ...named.map(({ code }) => code),
      ]) {
        wallets.set(JSON.stringify([programme.code, wallet]), {
          programme: programme.code,
          wallet,
        });
      }
    }
    await insertIssuerAccounts(tx, [...wallets.values()]);
    await insertBoundaries(tx, BOUNDARIES);
    await insertChannels(tx, CHANNELS);
  });
}

/** An hour: what a source is expected to send at least, unless it says otherwise. */
const EXPECTED_EVERY_SECONDS = 3_600;

/** A source, with what most sources leave at its default. */
export type SourceRegistration = Pick<NewSource, "code" | "name" | "identifierRank"> &
  Partial<NewSource>;

/**
 * Registers a source, so that its events are taken in.
 * Guarantee: one that is registered already stays as it is, whatever an operator made of it.
 */
export async function registerSource(sql: Sql, source: SourceRegistration): Promise<void> {
  await registerSources(sql, [source]);
}

/** As `registerSource`, for several at once. */
export async function registerSources(
  sql: Sql,
  sources: readonly SourceRegistration[],
): Promise<void> {
  const rows = sources.map((source) => ({
    autoEnrol: false,
    createKinds: [],
    trustedKinds: [],
    defaultChannel: null,
    sections: ["orders", "loyalty"],
    expectedEverySeconds: EXPECTED_EVERY_SECONDS,
    ...source,
  }));
  await sql.begin((tx) => insertSources(tx, rows));
}

/** Registers stores; one that is there already stays as it is. */
export async function registerStores(sql: Sql, stores: readonly NewStore[]): Promise<void> {
  await sql.begin((tx) => insertStores(tx, stores));
}
