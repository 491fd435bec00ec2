import type { Sql } from "../../db/connection/client.ts";
import { type DestinationRow, listDestinations } from "../../db/queries/deliveries/destinations.ts";
import {
  type BoundaryRow,
  listActiveRulesets,
  listBoundaries,
  listChannels,
  listIssuerAccounts,
  listSources,
  listStores,
  type SourceRow,
  type StoreRow,
} from "../../db/queries/programme/catalog.ts";
import { findSetting } from "../../db/queries/programme/programme.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import {
  DEFAULT_INSTALLATION,
  type Installation,
  installationSchema,
} from "../domain/setup/installation.ts";
import type { VersionInForce } from "../domain/tier/throughVersions.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";

/**
 * The programme's small tables, read whole: sources, stores, channels, boundaries, destinations,
 * rules. None of it is personal.
 */
export interface ProgrammeTables {
  /** By code. */
  readonly sources: readonly SourceRow[];
  readonly sourcesByCode: ReadonlyMap<string, SourceRow>;
  readonly sourcesById: ReadonlyMap<number, SourceRow>;
  readonly stores: ReadonlyMap<string, StoreRow>;
  /** Codes of the boundaries that a purchase of the channel is expected to cross, by channel. */
  readonly hopsByChannel: ReadonlyMap<string, readonly string[]>;
  readonly boundaries: readonly BoundaryRow[];
  /** Who is told of changes, by code; how they do changes too often to be kept here. */
  readonly destinations: readonly KnownDestination[];
  /** By the instant they came into force, ascending; at least one. */
  readonly rulesets: readonly VersionInForce[];
  /** What holds for the whole installation. */
  readonly installation: Installation;
  /** Ids of the issuers' accounts, by `issuerKey`. */
  readonly issuers: ReadonlyMap<string, bigint>;
}

/** A destination as it was set up. */
export type KnownDestination = Pick<DestinationRow, "id" | "code" | "settings" | "told">;

/** The setting that holds it. */
export const INSTALLATION_SETTING = "installation";
/** The setting that holds its rules of who is who. */
export const IDENTITY_SETTING = "identity";

/** The setting that holds what may be given as goodwill. */
export const GOODWILL_SETTING = "goodwill";

/** Of settings as they are stored; what they do not say, or were never set, is as it comes. */
export function installationOf(
  stored: unknown,
  { identity, goodwill }: { readonly identity: unknown; readonly goodwill: unknown },
): Installation {
  return stored === null && identity === null && goodwill === null
    ? DEFAULT_INSTALLATION
    : installationSchema.parse({
        ...(stored ?? {}),
        ...(identity === null ? {} : { identity }),
        ...{ goodwill },
      });
}

/** What the issuer's account of a programme's wallet is found by. */
export function issuerKey(programme: string, wallet: string): string {
  return `${programme}/${wallet}`;
}

/**
 * Reads them all.
 *
 * @param known rulesets read before. A version is immutable once active, so its parsed rules are
 *   kept: what was prepared for them stays with them
 * @throws Error when the database has no ruleset: `ensureProgramme` was not run
 */
export async function readProgrammeTables(
  sql: Sql,
  known: ProgrammeTables["rulesets"],
): Promise<ProgrammeTables> {
  const [
    sources,
    stores,
    channels,
    boundaries,
    destinations,
    rulesets,
    issuers,
    installation,
    identity,
    goodwill,
  ] = await Promise.all([
    listSources(sql),
    listStores(sql),
    listChannels(sql),
    listBoundaries(sql),
    listDestinations(sql),
    listActiveRulesets(sql),
    listIssuerAccounts(sql),
    findSetting(sql, INSTALLATION_SETTING),
    findSetting(sql, IDENTITY_SETTING),
    findSetting(sql, GOODWILL_SETTING),
  ]);
  if (rulesets.length === 0) {
    throw new Error(
      "This database has no active ruleset. Run `npx tributary migrate` to set it up.",
    );
  }
  const parsed = new Map(known.map(({ ruleset }) => [ruleset.version, ruleset]));
  return {
    sources,
    sourcesByCode: new Map(sources.map((row) => [row.code, row])),
    sourcesById: new Map(sources.map((row) => [row.id, row])),
    stores: new Map(stores.map((row) => [row.code, row])),
    hopsByChannel: new Map(channels.map(({ code, hops }) => [code, hops])),
    ...{ boundaries, destinations },
    installation: installationOf(installation, { identity, goodwill }),
    rulesets: rulesets.map((row) => ({
      from: instantFromPg(row.active_from),
      ruleset: parsed.get(row.version) ?? parseRuleset(row.document),
    })),
    issuers: new Map(issuers.map((row) => [issuerKey(row.programme, row.wallet), row.id])),
  };
}
