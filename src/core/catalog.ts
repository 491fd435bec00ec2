import type { Sql } from "../../db/connection/client.ts";
import {
  listActiveRulesets,
  listChannels,
  listIssuerAccounts,
  listSources,
  listStores,
  type SourceRow,
} from "../../db/queries/programme/catalog.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { type VersionInForce, versionsSince } from "../domain/tier/throughVersions.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Job } from "../platform/jobs.ts";

const CATALOG_MS = 5_000;

/**
 * What the write path knows about sources, stores, channels and rules: small tables, read whole and kept in memory.
 * `refresh` is called at start, when a code is unknown (at most once per REFRESH_INTERVAL_MS, so that a sender's
 * typing errors are no load), and on a timer.
 */
export class Catalog {
  readonly #sql: Sql;
  #sources = new Map<string, SourceRow>();
  #sourcesById = new Map<number, SourceRow>();
  #storeZones = new Map<string, string>();
  #channels = new Set<string>();
  #rulesets: VersionInForce[] = [];
  #issuers = new Map<string, bigint>();

  private constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Throws when the database has no ruleset: `ensureProgramme` was not run. */
  static async load(sql: Sql): Promise<Catalog> {
    const catalog = new Catalog(sql);
    await catalog.refresh();
    return catalog;
  }

  async refresh(): Promise<void> {
    const [sources, stores, channels, rulesets, issuers] = await Promise.all([
      listSources(this.#sql),
      listStores(this.#sql),
      listChannels(this.#sql),
      listActiveRulesets(this.#sql),
      listIssuerAccounts(this.#sql),
    ]);
    if (rulesets.length === 0) {
      throw new Error(
        "This database has no active ruleset. Run `npx tributary migrate` to set it up.",
      );
    }
    this.#sources = new Map(sources.map((row) => [row.code, row]));
    this.#sourcesById = new Map(sources.map((row) => [row.id, row]));
    this.#storeZones = new Map(stores.map((row) => [row.code, row.time_zone]));
    this.#channels = new Set(channels.map((row) => row.code));
    this.#issuers = new Map(issuers.map((row) => [`${row.programme}/${row.wallet}`, row.id]));
    const known = new Map(this.#rulesets.map((active) => [active.ruleset.version, active.ruleset]));
    this.#rulesets = rulesets.map((row) => ({
      from: instantFromPg(row.active_from),
      // A version is immutable once active, so a parsed one is kept.
      ruleset: known.get(row.version) ?? parseRuleset(row.document),
    }));
  }

  source(code: string): SourceRow | undefined {
    return this.#sources.get(code);
  }

  sourceById(id: number): SourceRow {
    const source = this.#sourcesById.get(id);
    if (source === undefined) {
      throw new Error(`source ${id} is not in the catalog`);
    }
    return source;
  }

  storeZone(code: string): string | undefined {
    return this.#storeZones.get(code);
  }

  hasChannel(code: string): boolean {
    return this.#channels.has(code);
  }

  /**
   * This catalog as it would be had `ruleset` been in force from `from` on: for trying a draft out. Wallets that only
   * the draft has get issuer accounts of no database.
   */
  trying(ruleset: Ruleset, from: Instant): Catalog {
    const catalog = new Catalog(this.#sql);
    catalog.#sources = this.#sources;
    catalog.#sourcesById = this.#sourcesById;
    catalog.#storeZones = this.#storeZones;
    catalog.#channels = this.#channels;
    catalog.#rulesets = [...this.#rulesets.filter((one) => one.from < from), { from, ruleset }];
    catalog.#issuers = new Map(this.#issuers);
    const { code } = ruleset.programme;
    const wallets = [
      ...ruleset.earning.map((rule) => rule.wallet),
      ...ruleset.wallets.map((w) => w.code),
    ];
    for (const wallet of wallets) {
      const key = `${code}/${wallet}`;
      const made = BigInt(-1 - catalog.#issuers.size);
      catalog.#issuers.set(key, catalog.#issuers.get(key) ?? made);
    }
    return catalog;
  }

  /** The version in force at `since`, and those that begin later, up to `now`. */
  versionsSince(since: Instant, now: Instant): readonly VersionInForce[] {
    return versionsSince(this.#rulesets, since, now);
  }

  /** The most days before joining for which any version's rules credit purchases; each order has its own version's. */
  retroCreditDaysMax(): number {
    return Math.max(...this.#rulesets.map(({ ruleset }) => ruleset.retroCreditDays));
  }

  hasVersion(version: number): boolean {
    return this.#rulesets.some(({ ruleset }) => ruleset.version === version);
  }

  /** When the next version begins after `since`; null when none does. The first one is no change of anything. */
  nextBegin(since: Instant): Instant | null {
    return this.#rulesets.find(({ from }, at) => at > 0 && from > since)?.from ?? null;
  }

  /** The version in force at an instant; before the first version, the first. */
  rulesetAt(instant: Instant): Ruleset {
    let found = this.#rulesets[0] as VersionInForce;
    for (const active of this.#rulesets) {
      if (active.from <= instant) {
        found = active;
      }
    }
    return found.ruleset;
  }

  issuerAccount(programme: string, wallet: string): bigint {
    const id = this.#issuers.get(`${programme}/${wallet}`);
    if (id === undefined) {
      throw new Error(
        `no issuer account for ${programme}/${wallet}: ensureProgramme makes one per wallet`,
      );
    }
    return id;
  }
}

export function catalogJob(catalog: Catalog): Job {
  return {
    name: "catalog",
    work: async () => {
      await catalog.refresh();
      return CATALOG_MS;
    },
  };
}
