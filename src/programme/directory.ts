import type { Sql } from "../../db/connection/client.ts";
import { listActiveRulesets } from "../../db/queries/programme/catalog.ts";
import {
  type BoundaryRow,
  readBoundaries,
  readChannels,
  readSources,
  readStores,
  type SourceRow,
  type StoreRow,
} from "../../db/queries/programme/readDirectory.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import type { Ruleset, TierRule } from "../domain/ruleset/ruleset.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import { type VersionInForce, versionsSince } from "../domain/tier/throughVersions.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Logger } from "../platform/logger.ts";

/** How old what is shown of stores, sources, channels and rules may be, milliseconds. */
const DIRECTORY_REFRESH_MS = 5_000;

/** What the graph knows about the programme's small tables: one copy a process, none of it personal. */
type Snapshot = {
  readonly sources: readonly SourceRow[];
  readonly sourcesById: ReadonlyMap<number, SourceRow>;
  readonly sourcesByCode: ReadonlyMap<string, SourceRow>;
  readonly stores: ReadonlyMap<string, StoreRow>;
  readonly hopsByChannel: ReadonlyMap<string, readonly string[]>;
  readonly boundaries: readonly BoundaryRow[];
  /** By the instant they came into force, ascending. */
  readonly rulesets: readonly VersionInForce[];
};

/** The programme's small tables in memory, read whole, and again on a timer. */
export class Directory {
  readonly #reads: Sql;
  #snapshot: Snapshot;
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> | null = null;

  private constructor(reads: Sql, snapshot: Snapshot) {
    this.#reads = reads;
    this.#snapshot = snapshot;
  }

  static async load(reads: Sql): Promise<Directory> {
    return new Directory(reads, await readSnapshot(reads, []));
  }

  /** Refreshes on a timer until `stop`. A failure keeps what is there: readers go on. */
  start(log: Logger): void {
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => log.warn({ error }, "directory not refreshed"));
    }, DIRECTORY_REFRESH_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    this.#refreshing ??= (async () => {
      try {
        this.#snapshot = await readSnapshot(this.#reads, this.#snapshot.rulesets);
      } finally {
        this.#refreshing = null;
      }
    })();
    await this.#refreshing;
  }

  get sources(): readonly SourceRow[] {
    return this.#snapshot.sources;
  }

  get boundaries(): readonly BoundaryRow[] {
    return this.#snapshot.boundaries;
  }

  /** The source of a row; a source newer than our copy is fetched. */
  async sourceById(id: number): Promise<SourceRow> {
    if (!this.#snapshot.sourcesById.has(id)) await this.refresh();
    const source = this.#snapshot.sourcesById.get(id);
    if (source === undefined) throw new Error(`source ${id} has rows but is not registered`);
    return source;
  }

  sourceByCode(code: string): SourceRow | undefined {
    return this.#snapshot.sourcesByCode.get(code);
  }

  store(code: string | null): StoreRow | null {
    return code === null ? null : (this.#snapshot.stores.get(code) ?? null);
  }

  /** Codes of the boundaries that a purchase of the channel is expected to cross; null for an unknown channel. */
  hopsOf(channel: string | null): readonly string[] | null {
    return channel === null ? null : (this.#snapshot.hopsByChannel.get(channel) ?? null);
  }

  /** The rules in force at an instant; before the first version, the first. */
  rulesetAt(instant: Instant): Ruleset {
    const { rulesets } = this.#snapshot;
    const active = rulesets.findLast(({ from }) => from <= instant) ?? rulesets[0];
    if (active === undefined) throw new Error("this database has no active ruleset: run set-up");
    return active.ruleset;
  }

  /** The version in force at `since`, and those that begin later, up to `now`. */
  versionsSince(since: Instant, now: Instant): readonly VersionInForce[] {
    return versionsSince(this.#snapshot.rulesets, since, now);
  }

  /** A tier of any version of the rules, as the latest one that has it names it. */
  tierEver(code: string): TierRule | undefined {
    const latest = this.#snapshot.rulesets.findLast(
      ({ ruleset }) => tierByCode(ruleset, code) !== undefined,
    );
    return latest === undefined ? undefined : tierByCode(latest.ruleset, code);
  }

  /** The rules of a version that a row names; one newer than our copy is fetched. */
  async rulesetVersion(version: number): Promise<Ruleset> {
    const find = () => this.#snapshot.rulesets.find(({ ruleset }) => ruleset.version === version);
    if (find() === undefined) await this.refresh();
    const found = find();
    if (found === undefined) throw new Error(`ruleset version ${version} is not there`);
    return found.ruleset;
  }
}

/** A tier by its code as a version of the rules had it; for one that left it, as the latest version that had it did. */
export async function tierOfVersion(
  directory: Directory,
  version: number,
  code: string,
): Promise<TierRule> {
  const tier =
    tierByCode(await directory.rulesetVersion(version), code) ?? directory.tierEver(code);
  if (tier === undefined) throw new Error(`no version of the rules has a tier ${code}`);
  return tier;
}

async function readSnapshot(reads: Sql, known: Snapshot["rulesets"]): Promise<Snapshot> {
  const [sources, stores, channels, boundaries, rulesets] = await Promise.all([
    readSources(reads),
    readStores(reads),
    readChannels(reads),
    readBoundaries(reads),
    listActiveRulesets(reads),
  ]);
  return {
    sources,
    sourcesById: new Map(sources.map((row) => [row.id, row])),
    sourcesByCode: new Map(sources.map((row) => [row.code, row])),
    stores: new Map(stores.map((row) => [row.code, row])),
    hopsByChannel: new Map(channels.map(({ code, hops }) => [code, hops])),
    boundaries,
    rulesets: rulesets.map((row) => ({
      from: instantFromPg(row.active_from),
      // Immutable once active, so a parsed one is kept: what was prepared for it stays with it.
      ruleset:
        known.find(({ ruleset }) => ruleset.version === row.version)?.ruleset ??
        parseRuleset(row.document),
    })),
  };
}
