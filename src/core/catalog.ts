import type { Sql } from "../../db/connection/client.ts";
import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { Installation } from "../domain/setup/installation.ts";
import { type VersionInForce, versionsSince } from "../domain/tier/throughVersions.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Job } from "../platform/jobs.ts";
import { issuerKey, type ProgrammeTables, readProgrammeTables } from "./programmeTables.ts";

/** How old what is known of sources, stores, channels and rules may be, milliseconds. */
const CATALOG_MS = 5_000;

/**
 * The programme's small tables in memory, one copy a process, and what the write path asks of them;
 * the graph's questions are in `programme/directory.ts`. `refresh` is called at start, when
 * somebody names what is unknown, and on a timer (`catalogJob`). A refresh that fails keeps what is
 * there.
 */
export class Catalog {
  readonly #sql: Sql;
  #tables: ProgrammeTables;
  #reading: Promise<void> | null = null;
  /** Begins when the one under way is over. */
  #next: Promise<void> | null = null;

  private constructor(sql: Sql, tables: ProgrammeTables) {
    this.#sql = sql;
    this.#tables = tables;
  }

  /** Throws when the database has no ruleset: `ensureProgramme` was not run. */
  static async load(sql: Sql): Promise<Catalog> {
    return new Catalog(sql, await readProgrammeTables(sql, []));
  }

  /** As they were read last; the next refresh puts others in their place. */
  get tables(): ProgrammeTables {
    return this.#tables;
  }

  /**
   * Reads the tables anew.
   *
   * Guarantee: what was committed before the call is there after it. At most one reading is under
   * way: whoever comes meanwhile shares the one after it, since this one may have read before what
   * they have in mind was written.
   */
  refresh(): Promise<void> {
    if (this.#next !== null) {
      return this.#next;
    }
    if (this.#reading === null) {
      return this.#read();
    }
    const again = () => {
      this.#next = null;
      return this.#read();
    };
    this.#next = this.#reading.then(again, again);
    return this.#next;
  }

  #read(): Promise<void> {
    this.#reading = (async () => {
      try {
        this.#tables = await readProgrammeTables(this.#sql, this.#tables.rulesets);
      } finally {
        this.#reading = null;
      }
    })();
    return this.#reading;
  }

  source(code: string): SourceRow | undefined {
    return this.#tables.sourcesByCode.get(code);
  }

  sourceById(id: number): SourceRow {
    const source = this.#tables.sourcesById.get(id);
    if (source === undefined) {
      throw new Error(`source ${id} is not in the catalog`);
    }
    return source;
  }

  /** What holds for the whole installation: its region, what one person may give in a day. */
  get installation(): Installation {
    return this.#tables.installation;
  }

  /**
   * The country in which a national telephone number is read: of the source that sends it, else
   * of the installation. Null: such numbers are not understood.
   */
  defaultRegion(source: string | null = null): string | null {
    const own = source === null ? null : (this.source(source)?.region ?? null);
    return own ?? this.installation.region;
  }

  storeZone(code: string): string | undefined {
    return this.#tables.stores.get(code)?.timeZone;
  }

  hasChannel(code: string): boolean {
    return this.#tables.hopsByChannel.has(code);
  }

  /**
   * This catalog as it would be had `ruleset` been in force from `from` on: for trying a draft out.
   * Wallets that only the draft has get issuer accounts of no database.
   */
  trying(ruleset: Ruleset, from: Instant): Catalog {
    const rulesets = [...this.#tables.rulesets.filter((one) => one.from < from), { from, ruleset }];
    const issuers = new Map(this.#tables.issuers);
    const wallets = [
      ...ruleset.earning.map((rule) => rule.wallet),
      ...ruleset.wallets.map((w) => w.code),
    ];
    for (const wallet of wallets) {
      const key = issuerKey(ruleset.programme.code, wallet);
      const made = BigInt(-1 - issuers.size);
      issuers.set(key, issuers.get(key) ?? made);
    }
    return new Catalog(this.#sql, { ...this.#tables, rulesets, issuers });
  }

  /** The version in force at `since`, and those that begin later, up to `now`. */
  versionsSince(since: Instant, now: Instant): readonly VersionInForce[] {
    return versionsSince(this.#tables.rulesets, since, now);
  }

  /**
   * The most days before joining for which any version's rules credit purchases; each order has its
   * own version's.
   */
  retroCreditDaysMax(): number {
    return Math.max(...this.#tables.rulesets.map(({ ruleset }) => ruleset.retroCreditDays));
  }

  hasVersion(version: number): boolean {
    return this.#tables.rulesets.some(({ ruleset }) => ruleset.version === version);
  }

  /**
   * When the next version begins after `since`; null when none does. The first one is no change of
   * anything.
   */
  nextBegin(since: Instant): Instant | null {
    return this.#tables.rulesets.find(({ from }, at) => at > 0 && from > since)?.from ?? null;
  }

  /** The version in force at an instant; before the first version, the first. */
  rulesetAt(instant: Instant): Ruleset {
    const { rulesets } = this.#tables;
    let found = rulesets[0] as VersionInForce;
    for (const active of rulesets) {
      if (active.from <= instant) {
        found = active;
      }
    }
    return found.ruleset;
  }

  issuerAccount(programme: string, wallet: string): bigint {
    const id = this.#tables.issuers.get(issuerKey(programme, wallet));
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
