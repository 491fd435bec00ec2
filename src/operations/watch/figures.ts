import type { Sql } from "../../../db/connection/client.ts";
import { countDays, type DayFigure } from "../../../db/queries/days/declaredDays.ts";
import { readShadowSums, type ShadowFigure } from "../../../db/queries/identity/shadow.ts";
import { readSourceAges, type SourceAge } from "../../../db/queries/programme/readWatermarks.ts";
import { readNewestLive } from "../../../db/queries/purchases/readHandoffs.ts";
import { readHeldAges } from "../../../db/queries/purchases/readHeld.ts";
import { type OutboxAge, readOutboxAge } from "../../../db/queries/stream/readOutbox.ts";
import { COMPARED_DAYS } from "../../days/compareDay.ts";
import { undeclaredDays } from "../../days/undeclaredDays.ts";
import { DAY_STATES } from "../../domain/day/dayState.ts";
import { HOLDS } from "../../domain/purchase/holds.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Directory } from "../../programme/directory.ts";
import { hopsOf } from "../hops.ts";
import { type HopFigure, hopFigures } from "./hopFigures.ts";

/**
 * How old figures of the database may be that a scraper is told, milliseconds: scrapers come every
 * 15 or 30 seconds, and several of them share a reading.
 */
export const FIGURES_MS = 10_000;
/**
 * How long a scraper waits for them, milliseconds; it then gets the figures of the process alone.
 */
export const FIGURES_WAIT_MS = 4_000;
/** The newest events of which lag is told: those of the last minutes, and no more of them. */
const HOP_EVENTS_MAX = 500;
const HOP_EVENTS_SECONDS = 300;

export interface HeldFigure {
  readonly reason: string;
  readonly count: number;
  readonly oldestSeconds: number;
}

/** What the database tells whoever watches. Null: it could not be read. */
export interface FigureSet {
  readonly held: readonly HeldFigure[] | null;
  readonly outbox: OutboxAge | null;
  readonly sources: readonly SourceAge[] | null;
  readonly hops: readonly HopFigure[] | null;
  /** Comparisons by what the weights that decide and those that are tried make of a pair. */
  readonly shadow: readonly ShadowFigure[] | null;
  /** Declarations that stand, by how they compare. */
  readonly days: readonly DayFigure[] | null;
  /** Days that are over and were not declared. */
  readonly undeclared: number | null;
  /** Whether each thing is right that a server is ready only with. */
  readonly ready: ReadonlyMap<string, boolean> | null;
}

const NOTHING: FigureSet = {
  ...{ held: null, outbox: null, sources: null, hops: null, shadow: null, days: null },
  ...{ undeclared: null, ready: null },
};

export interface FiguresDeps {
  /** A pool of one connection with a short statement_timeout, and nobody else's. */
  readonly sql: Sql;
  readonly directory: Directory;
  readonly now: () => Instant;
  readonly readiness: () => Promise<ReadonlyMap<string, boolean>>;
  /** Is told which figure could not be read. */
  readonly onFailure: (figure: keyof FigureSet, error: unknown) => void;
  /** FIGURES_MS, but for tests. */
  readonly ageMs?: number;
  /** FIGURES_WAIT_MS, but for tests. */
  readonly waitMs?: number;
}

/**
 * Figures of the database, read when a scraper asks and not before: one statement after the other,
 * at most one reading at a time, kept for FIGURES_MS. Every server reads them for its own scrapers
 * and tells the same, so take the maximum over servers and never the sum.
 */
export class Figures {
  readonly #deps: FiguresDeps;
  #reading: Promise<FigureSet> | null = null;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #known: FigureSet = NOTHING;

  constructor(deps: FiguresDeps) {
    this.#deps = deps;
  }

  /** Never throws and never takes longer than FIGURES_WAIT_MS. */
  async current(): Promise<FigureSet> {
    const { ageMs = FIGURES_MS, waitMs = FIGURES_WAIT_MS } = this.#deps;
    if (performance.now() - this.#readAtMs < ageMs) {
      return this.#known;
    }
    this.#reading ??= this.#read();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<FigureSet>((resolve) => {
      timer = setTimeout(() => resolve(NOTHING), waitMs);
    });
    const figures = await Promise.race([this.#reading, tooLate]);
    clearTimeout(timer);
    return figures;
  }

  async #read(): Promise<FigureSet> {
    const { sql, readiness, onFailure, directory, now } = this.#deps;
    const tried = async <Part extends keyof FigureSet>(
      part: Part,
      read: () => Promise<FigureSet[Part]>,
    ): Promise<FigureSet[Part] | null> => {
      try {
        return await read();
      } catch (error) {
        onFailure(part, error);
        return null;
      }
    };
    // First: a database that is away is told, and not asked for anything else.
    const ready = await tried("ready", readiness);
    const held = isAway(ready) ? null : await tried("held", () => readHeldAges(sql));
    this.#known = isAway(ready)
      ? { ...NOTHING, ready }
      : {
          ready,
          held: held === null ? null : ofEachReason(held),
          outbox: await tried("outbox", () => readOutboxAge(sql)),
          sources: await tried("sources", () => readSourceAges(sql)),
          hops: await tried("hops", () => this.#readHops(held)),
          shadow: await tried("shadow", () => readShadowSums(sql)),
          undeclared: await tried(
            "undeclared",
            async () => (await undeclaredDays(sql, directory, now())).length,
          ),
          days: await tried("days", async () => ofEachState(await countDays(sql, COMPARED_DAYS))),
        };
    this.#readAtMs = performance.now();
    this.#reading = null;
    return this.#known;
  }

  async #readHops(held: readonly HeldFigure[] | null): Promise<readonly HopFigure[]> {
    const { sql, directory, now } = this.#deps;
    const rows = await readNewestLive(sql, {
      ...{ scan: HOP_EVENTS_MAX, limit: HOP_EVENTS_MAX, seconds: HOP_EVENTS_SECONDS },
    });
    const at = now();
    const ways = await Promise.all(
      rows.map(async (row) => {
        const source = await directory.sourceById(row.sourceId);
        const expected = directory.hopsOf(row.fact?.ch ?? source.default_channel);
        return hopsOf(row, source, directory.boundaries, expected, at);
      }),
    );
    const heldSeconds = Math.max(0, ...(held ?? []).map(({ oldestSeconds }) => oldestSeconds));
    return hopFigures(directory.boundaries, ways, { now: at, heldSeconds });
  }
}

function isAway(ready: FigureSet["ready"]): boolean {
  return ready?.get("database") === false;
}

/** Also those in which no day is: an alert must see that it is none. */
function ofEachState(found: readonly DayFigure[]): readonly DayFigure[] {
  return DAY_STATES.map(
    (state) => found.find((one) => one.state === state) ?? { state, days: 0, missing: 0 },
  );
}

/** Also those for which nothing waits: an alert must see that it is none. */
function ofEachReason(held: readonly HeldFigure[]): readonly HeldFigure[] {
  const found = new Map(held.map((figure) => [figure.reason, figure]));
  const reasons = new Set([...Object.keys(HOLDS), ...found.keys()]);
  return [...reasons].map((reason) => found.get(reason) ?? { reason, count: 0, oldestSeconds: 0 });
}
