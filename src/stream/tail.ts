import type { Sql } from "../../db/connection/client.ts";
import {
  listenForNews,
  type OutboxHeadRow,
  readOutboxRows,
  readTail,
  readTailPosition,
} from "../../db/queries/stream/readStream.ts";
import type { Logger } from "../platform/logger.ts";
import { Change } from "./change.ts";
import type { Hub } from "./hub.ts";

/** Milliseconds between two looks when nobody woke us: a lost NOTIFY costs no more than this. */
const POLL_MS = 500;
/** The same while nobody subscribes: the connection is looked after, and nothing is read. */
const IDLE_MS = 5_000;
/** Rest between two reads, milliseconds: what commits meanwhile is read together. */
const REST_MS = 4;
/** Milliseconds until a read that failed is tried again; doubled each time. */
const RETRY_MS = { min: 50, max: 1_000 };
/** Rows of one read. */
const PAGE_ROWS = 2_000;
/** Ids without a row that are looked for again until the watermark has passed them. */
const GAPS_MAX = 5_000;

export interface TailDeps {
  /** A pool of one connection, the tail's alone, whose `onNotify` calls `wake`. */
  readonly sql: Sql;
  readonly hub: Hub;
  readonly log: Logger;
}

/**
 * The one reader of the outbox in this process (contract 7.2). It tells listeners of one customer
 * as soon as a row is committed, and listeners of all once the watermark has passed it. Rows of a
 * customer are committed in the order of their ids, and every read hands out what it found in that
 * order: so each customer's stream stays in order, although a lower id of another customer may turn
 * up late (a gap).
 *
 * While nobody subscribes it reads nothing.
 */
export class Tail {
  readonly #deps: TailDeps;
  /** Highest id seen; ids below it without a row, above the watermark. */
  #last = 0n;
  #gaps: readonly bigint[] = [];
  #safe = 0n;
  /** Seen, for listeners of all, and not yet decided. */
  #undecided = new Map<bigint, OutboxHeadRow>();
  /** Whether it is known from where to read. */
  #isPlaced = false;
  #placing: Promise<void> | null = null;
  /**
   * Session that LISTENs. A pool connects anew in silence, and what the old session listened for is
   * gone.
   */
  #listening: { session: number | null; wasNew: boolean } = { session: null, wasNew: false };
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | null = null;
  #isAsked = false;
  #isStopped = false;
  #readAt = 0;
  #failures = 0;

  constructor(deps: TailDeps) {
    this.#deps = deps;
  }

  /** Every announced id up to here was told to listeners of all. */
  get safe(): bigint {
    return this.#safe;
  }

  /** Begins to listen. */
  start(): void {
    this.#schedule(0);
  }

  /** There may be news. Costs nothing when there are none, or nobody listens. */
  wake(): void {
    this.#isAsked = true;
    if (this.#reading !== null || !this.#isPlaced) {
      return;
    }
    this.#schedule(Math.max(0, this.#readAt + REST_MS - performance.now()));
  }

  /**
   * Resolves when whatever commits from now on will be told to those who have joined the hub
   * before.
   *
   * @throws what the database throws; call it again
   */
  async ready(): Promise<void> {
    if (this.#isPlaced) {
      return;
    }
    this.#placing ??= this.#place().finally(() => {
      this.#placing = null;
    });
    await this.#placing;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#reading;
  }

  async #place(): Promise<void> {
    const { safe } = await readTailPosition(this.#deps.sql);
    this.#last = safe;
    this.#safe = safe;
    this.#gaps = [];
    this.#undecided.clear();
    this.#isPlaced = true;
    this.#schedule(0);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#reading ??= this.#work().finally(() => {
        this.#reading = null;
      });
    }, ms);
    // Listeners have sockets, which keep the process; the tail alone must not.
    this.#timer.unref();
  }

  async #work(): Promise<void> {
    this.#isAsked = false;
    let wait = POLL_MS;
    try {
      if (this.#deps.hub.isEmpty) {
        // Where to begin is looked up again when somebody comes.
        this.#isPlaced = false;
        await this.#listen((await readTailPosition(this.#deps.sql)).pid);
        wait = IDLE_MS;
      } else if (this.#isPlaced) {
        const isFull = await this.#read();
        if (isFull || this.#isAsked) {
          wait = REST_MS;
        }
      }
      this.#failures = 0;
    } catch (error) {
      wait = Math.min(RETRY_MS.max, RETRY_MS.min * 2 ** this.#failures);
      this.#failures += 1;
      if (!this.#isStopped) {
        this.#deps.log.warn({ error }, "the outbox was not read; again soon");
      }
    }
    this.#readAt = performance.now();
    // Somebody may have come while nobody was there.
    this.#schedule(this.#isPlaced ? Math.min(wait, POLL_MS) : wait);
  }

  /** @returns whether there may be more to read at once */
  async #read(): Promise<boolean> {
    const { sql } = this.#deps;
    const before = this.#last;
    const found = await readTail(sql, { after: before, gaps: this.#gaps, limit: PAGE_ROWS });
    const isFull = found.rows.filter(({ id }) => id > before).length === PAGE_ROWS;
    const top = found.rows.at(-1)?.id ?? before;
    const seen = top > before ? top : before;
    // Behind a full page are rows that this read has not seen.
    const safe = isFull && seen < found.safe ? seen : found.safe;
    await this.#tell(found.rows, safe > this.#safe ? safe : this.#safe);
    this.#last = seen > safe ? seen : safe;
    const undecided = idsBetween(before > safe ? before : safe, seen);
    this.#gaps = gapsOf([...this.#gaps, ...undecided], found.rows, safe);
    if (this.#gaps.length > GAPS_MAX) {
      // Too many to ask for one by one: everything undecided is read again, and told once
      // (listeners know their place).
      this.#gaps = [];
      this.#last = safe;
    }
    return (await this.#listen(found.pid)) || (isFull && this.#last > before);
  }

  /** @returns whether this session is new, so that news of just now may have gone unheard */
  async #listen(pid: number): Promise<boolean> {
    const { session, wasNew } = this.#listening;
    this.#listening = { session: pid, wasNew: pid !== session };
    if (pid === session) {
      return false;
    }
    await listenForNews(this.#deps.sql);
    // Behind a pooler that changes sessions each time, polling has to do.
    return !wasNew;
  }

  async #tell(rows: readonly OutboxHeadRow[], safe: bigint): Promise<void> {
    const { hub, sql } = this.#deps;
    for (const row of rows) {
      if (row.kind === "TIER_CHANGED" && row.announce) {
        this.#undecided.set(row.id, row);
      }
    }
    const own = rows.filter(({ rootId }) => hub.hasCustomer(rootId)).map(({ id }) => id);
    const decided = [...this.#undecided.keys()].filter((id) => id <= safe).sort(byId);
    const changes = new Map<bigint, Change>();
    const fetch = async (ids: readonly bigint[]) => {
      const missing = ids.filter((id) => !changes.has(id));
      if (missing.length === 0) {
        return false;
      }
      for (const row of await readOutboxRows(sql, missing)) {
        changes.set(row.id, new Change(row));
      }
      return true;
    };
    await fetch(own);
    // Somebody may join while rows are fetched; from the last look on nothing is awaited.
    while (hub.hasAll && (await fetch(decided))) {}
    for (const id of own) {
      const change = changes.get(id);
      if (change !== undefined) {
        hub.tellCustomer(change);
      }
    }
    for (const id of decided) {
      this.#undecided.delete(id);
      const change = changes.get(id);
      if (change !== undefined) {
        hub.tellAll(change);
      }
    }
    this.#safe = safe;
  }
}

function byId(a: bigint, b: bigint): number {
  return a < b ? -1 : 1;
}

function idsBetween(after: bigint, upTo: bigint): bigint[] {
  const count = Math.max(0, Number(upTo - after));
  // More than are kept are not worth listing; the caller starts again from the watermark.
  return Array.from(
    { length: Math.min(count, GAPS_MAX + PAGE_ROWS + 1) },
    (_, at) => after + BigInt(at) + 1n,
  );
}

function gapsOf(ids: readonly bigint[], rows: readonly OutboxHeadRow[], safe: bigint): bigint[] {
  if (ids.length === 0) {
    return [];
  }
  const found = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => id > safe && !found.has(id));
}
