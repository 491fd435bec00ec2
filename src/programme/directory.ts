import type { BoundaryRow, SourceRow, StoreRow } from "../../db/queries/programme/catalog.ts";
import type { Catalog } from "../core/catalog.ts";
import type { KnownDestination } from "../core/programmeTables.ts";
import type { GoodwillRules } from "../domain/goodwill/goodwillRules.ts";
import type { Ruleset, TierRule } from "../domain/ruleset/ruleset.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import type { VersionInForce } from "../domain/tier/throughVersions.ts";
import type { Instant } from "../domain/time/instant.ts";

/**
 * What the graph asks of the programme's small tables: the process's one copy of them is the
 * catalog's. Rows may name what is newer than that copy, which is then read again.
 */
export class Directory {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** By code. */
  get sources(): readonly SourceRow[] {
    return this.#catalog.tables.sources;
  }

  /** In the order in which a purchase crosses them. */
  get boundaries(): readonly BoundaryRow[] {
    return this.#catalog.tables.boundaries;
  }

  /** Who is told of changes, by code. */
  get destinations(): readonly KnownDestination[] {
    return this.#catalog.tables.destinations;
  }

  /** What may be given as goodwill; null: none is set up. */
  get goodwill(): GoodwillRules | null {
    return this.#catalog.installation.goodwill;
  }

  /** The source of a row. */
  async sourceById(id: number): Promise<SourceRow> {
    const source = await this.#known(() => this.#catalog.tables.sourcesById.get(id));
    if (source === undefined) {
      throw new Error(`source ${id} has rows but is not registered`);
    }
    return source;
  }

  sourceByCode(code: string): SourceRow | undefined {
    return this.#catalog.source(code);
  }

  /** The country in which a national telephone number is read; null: none is. */
  defaultRegion(source: string | null = null): string | null {
    return this.#catalog.defaultRegion(source);
  }

  /** The store of a row. */
  async storeOf(code: string): Promise<StoreRow> {
    const store = await this.#known(() => this.#catalog.tables.stores.get(code));
    if (store === undefined) {
      throw new Error(`store ${code} has rows but is not registered`);
    }
    return store;
  }

  /** By code. */
  get stores(): readonly StoreRow[] {
    return [...this.#catalog.tables.stores.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** A store as far as it is known; null for an unknown one. */
  store(code: string | null): StoreRow | null {
    return code === null ? null : (this.#catalog.tables.stores.get(code) ?? null);
  }

  /**
   * Codes of the boundaries that a purchase of the channel is expected to cross; null for an
   * unknown channel.
   */
  hopsOf(channel: string | null): readonly string[] | null {
    return channel === null ? null : (this.#catalog.tables.hopsByChannel.get(channel) ?? null);
  }

  /** The rules in force at an instant; before the first version, the first. */
  rulesetAt(instant: Instant): Ruleset {
    return this.#catalog.rulesetAt(instant);
  }

  /** The version in force at `since`, and those that begin later, up to `now`. */
  versionsSince(since: Instant, now: Instant): readonly VersionInForce[] {
    return this.#catalog.versionsSince(since, now);
  }

  /** A tier of any version of the rules, as the latest one that has it names it. */
  tierEver(code: string): TierRule | undefined {
    const latest = this.#catalog.tables.rulesets.findLast(
      ({ ruleset }) => tierByCode(ruleset, code) !== undefined,
    );
    return latest === undefined ? undefined : tierByCode(latest.ruleset, code);
  }

  /** The rules of a version that a row names. */
  async rulesetVersion(version: number): Promise<Ruleset> {
    const found = await this.#known(() =>
      this.#catalog.tables.rulesets.find(({ ruleset }) => ruleset.version === version),
    );
    if (found === undefined) {
      throw new Error(`ruleset version ${version} is not there`);
    }
    return found.ruleset;
  }

  async #known<Found>(find: () => Found | undefined): Promise<Found | undefined> {
    const found = find();
    if (found !== undefined) {
      return found;
    }
    await this.#catalog.refresh();
    return find();
  }
}

/**
 * A tier by its code as a version of the rules had it; for one that left it, as the latest version
 * that had it did.
 */
export async function tierOfVersion(
  directory: Directory,
  version: number,
  code: string,
): Promise<TierRule> {
  const tier =
    tierByCode(await directory.rulesetVersion(version), code) ?? directory.tierEver(code);
  if (tier === undefined) {
    throw new Error(`no version of the rules has a tier ${code}`);
  }
  return tier;
}
