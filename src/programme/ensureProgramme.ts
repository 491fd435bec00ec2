import type { Sql, Tx } from "../../db/connection/client.ts";
import {
  insertFirstRuleset,
  insertIssuerAccounts,
  listRulesetDocuments,
  lockSetup,
} from "../../db/queries/programme/programme.ts";
import type { NewSource } from "../../db/queries/programme/setup.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../domain/ruleset/rulesetSchema.ts";
import { planSetup, type SetupState } from "../domain/setup/planSetup.ts";
import { SETUP_FORM, type SetupDocument, type SetupStore } from "../domain/setup/setupSchema.ts";
import { DEFAULT_BOUNDARIES, DEFAULT_CHANNELS } from "./setup/defaultSetup.ts";
import { DEFAULT_SLOS } from "./setup/defaultSlos.ts";
import { loadSetup } from "./setup/setupState.ts";
import { writeSetup } from "./setup/writeSetup.ts";

const FIRST_VERSION = 1;
/** Who set-up is on record as where no person asked for it. */
const ACTOR = "setup";

/**
 * Gives a migrated database what every purchase needs: the first rules, an issuer account per
 * wallet, boundaries and channels. Sources and stores belong to a retailer and are set up apart
 * (`applySetup`).
 *
 * Guarantee: idempotent, and safe to run from several processes at once; nothing that is there is
 * changed. With later ruleset versions it adds the issuer accounts of their wallets.
 *
 * @param firstRuleset used where there is no ruleset yet
 * @param setup what else is added where it was never there
 */
export async function ensureProgramme(
  sql: Sql,
  firstRuleset: RulesetDocument = DEFAULT_RULESET_DOCUMENT,
  setup: SetupDocument = { setup: SETUP_FORM },
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSetup(tx);
    await firstRules(tx, firstRuleset, ACTOR);
    const state = await loadSetup(tx);
    await addMissing(tx, withDefaults(setup, state), state);
  });
}

/**
 * The first version of the rules, where there is none, and the issuers' accounts of every version.
 * Under the lock of set-up.
 *
 * @returns whether it became the first version
 */
export async function firstRules(
  tx: Tx,
  document: RulesetDocument = DEFAULT_RULESET_DOCUMENT,
  actor: string = ACTOR,
): Promise<boolean> {
  const { count } = await insertFirstRuleset(tx, { version: FIRST_VERSION, document, actor });
  const wallets = new Map<string, { programme: string; wallet: string }>();
  for (const stored of await listRulesetDocuments(tx)) {
    const { programme, earning, wallets: named } = parseRuleset(stored.document);
    for (const wallet of [...earning.map((rule) => rule.wallet), ...named.map((one) => one.code)]) {
      const key = JSON.stringify([programme.code, wallet]);
      wallets.set(key, { programme: programme.code, wallet });
    }
  }
  await insertIssuerAccounts(tx, [...wallets.values()]);
  return count > 0;
}

/**
 * A document with what every database begins with, where the database has none of it and the
 * document does not say.
 */
export function withDefaults(document: SetupDocument, state: SetupState): SetupDocument {
  return {
    ...(state.boundaries.length === 0 ? { boundaries: [...DEFAULT_BOUNDARIES] } : {}),
    ...(state.channels.length === 0 ? { channels: [...DEFAULT_CHANNELS] } : {}),
    ...(state.slos.length === 0 ? { slos: [...DEFAULT_SLOS] } : {}),
    ...document,
  };
}

/** Adds what was never there; what is there, or has been retired, stays as it is. */
async function addMissing(tx: Tx, document: SetupDocument, state: SetupState): Promise<void> {
  const { changes } = planSetup(state, document, "MISSING");
  await writeSetup(tx, { changes, document, state }, ACTOR);
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
  const { code, name, identifierRank: rank, createKinds = [], trustedKinds = [], ...rest } = source;
  const entry = {
    ...{ code, name, region: null, autoEnrol: false, defaultChannel: null, receives: null },
    identifiers: { rank: [...rank], create: [...createKinds], trust: [...trustedKinds] },
    expectedEverySeconds: EXPECTED_EVERY_SECONDS,
    ...rest,
    sections: [...(rest.sections ?? ["orders", "loyalty"])],
  };
  await register(sql, { setup: SETUP_FORM, sources: [entry] });
}

/** Registers stores; one that is there already stays as it is. */
export async function registerStores(sql: Sql, stores: readonly SetupStore[]): Promise<void> {
  await register(sql, { setup: SETUP_FORM, stores: [...stores] });
}

async function register(sql: Sql, document: SetupDocument): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSetup(tx);
    await addMissing(tx, document, await loadSetup(tx));
  });
}
