import { randomUUID } from "node:crypto";
import type { Sql } from "../../db/connection/client.ts";
import {
  dropPresences,
  keepPresences,
  type NewPresence,
  type PresenceKey,
  type PresenceRow,
  readPresences,
} from "../../db/queries/access/presences.ts";
import { PRESENT_READ_MAX } from "../access/presence.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { Hub } from "./hub.ts";
import { PresenceFeed } from "./presenceFeed.ts";
import { isRegrouping } from "./whose.ts";

/** Milliseconds for which a server's word holds when it says nothing more. */
export const LEASE_MS = 12_000;
/** Milliseconds between two renewals; each also looks again at all that is open here. */
export const BEAT_MS = 3_000;
/** Milliseconds in which what comes and goes is collected for one statement. */
const COLLECT_MS = 40;
/** Milliseconds until it is tried again while the database is away. */
const RETRY_MS = 1_000;
/** People at customers that one statement writes, and customers that one reads. */
const PAGE_MAX = 1_000;
/** People at customers of one server at once. */
export const PRESENCES_MAX = 10_000;
/** Customers that one person has open at once, on one server. */
export const OPEN_PER_PERSON_MAX = 50;

export interface PresencesDeps {
  /** Writes; one connection of it at once. */
  readonly writes: Sql;
  /** Reads; one connection of it at once. */
  readonly reads: Sql;
  readonly hub: Hub;
  /** The tail's: whoever joins the hub asks it to begin. */
  readonly ready: () => Promise<void>;
  readonly clock: () => Instant;
  readonly log: Logger;
  /** Tests pass shorter ones. */
  readonly leaseMs?: number;
  readonly beatMs?: number;
}

/** One person at one customer, in however many windows: a row of the database. */
interface Presence extends Omit<NewPresence, "editing"> {
  readonly feeds: Set<PresenceFeed>;
}

/** A customer who is open here. */
interface OpenLeaf {
  readonly presences: Set<Presence>;
  /** Whom the leaf belongs to, as it was read last. */
  rootId: bigint | null;
  /** Ends waiting for merges and undos of that customer. */
  leave: () => void;
}

/**
 * Who of the staff has which customers open: this server's share is kept here and written to the
 * database, which servers share and which each of them reads from.
 *
 * One statement writes all that came and went within COLLECT_MS, and renews the lease; a
 * notification names the customers, and the servers that have them open read them again. What a
 * server wrote ends with its lease, so a process that is killed or frozen is gone after LEASE_MS.
 * Every BEAT_MS all that is open is looked at again, whatever notifications were lost. While nobody
 * has anybody open, nothing runs.
 */
export class Presences {
  readonly #deps: PresencesDeps;
  readonly #serverId = randomUUID();
  readonly #presences = new Map<string, Presence>();
  readonly #leaves = new Map<bigint, OpenLeaf>();
  readonly #openOf = new Map<string, number>();
  /** To be written: came or changed when it is in #presences, left when it is not. */
  readonly #unwritten = new Map<string, PresenceKey>();
  /** To be read again. */
  readonly #stale = new Set<bigint>();
  #beatAtMs = 0;
  /** After a failure: nothing before. */
  #restUntilMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #working: Promise<void> | null = null;
  #isStopped = false;
  #hasWritten = false;

  constructor(deps: PresencesDeps) {
    this.#deps = deps;
  }

  /**
   * Has a customer open for a person, until the feed is closed.
   *
   * @param leafId whom the console named; its rights are checked by whoever asks
   * @throws AppError TOO_MANY_OPERATIONS, OVERLOADED
   */
  open(leafId: bigint, { principal, role }: Viewer, editing: boolean): PresenceFeed {
    const key = keyOf({ leafId, principal });
    const presence = this.#presences.get(key) ?? this.#add(key, { leafId, principal, role });
    const feed = new PresenceFeed({
      ...{ leafId, principal, editing },
      onClose: () => this.#close(key, presence, feed),
    });
    const wasEditing = isEditing(presence);
    presence.feeds.add(feed);
    if (presence.feeds.size === 1 || wasEditing !== isEditing(presence)) {
      this.#unwritten.set(key, presence);
    }
    this.#stale.add(leafId);
    this.#soon();
    return feed;
  }

  /** What a notification said: `server root root`, or `server *`. */
  heard(payload: string): void {
    const [serverId, ...roots] = payload.split(" ");
    if (serverId === this.#serverId || this.#leaves.size === 0) {
      return;
    }
    const named = roots.includes("*") ? null : new Set(roots);
    for (const [leafId, { rootId }] of this.#leaves) {
      if (named === null || rootId === null || named.has(String(rootId))) {
        this.#stale.add(leafId);
      }
    }
    if (this.#stale.size > 0) {
      this.#soon();
    }
  }

  /** Ends what is left, and tells the others. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#working;
    for (const { feeds } of [...this.#presences.values()]) {
      for (const feed of [...feeds]) {
        feed.close();
      }
    }
    if (this.#hasWritten) {
      await dropPresences(this.#deps.writes, this.#serverId).catch((error: unknown) =>
        this.#deps.log.warn({ error }, "who has customers open ends with the lease"),
      );
    }
  }

  #add(key: string, { leafId, principal, role }: Pick<Presence, "leafId" | "principal" | "role">) {
    const open = this.#openOf.get(principal) ?? 0;
    if (open >= OPEN_PER_PERSON_MAX) {
      const message = `At most ${OPEN_PER_PERSON_MAX} customers are open at once for one person; close one first.`;
      throw new AppError("TOO_MANY_OPERATIONS", message);
    }
    if (this.#presences.size >= PRESENCES_MAX || this.#isStopped) {
      throw new AppError("OVERLOADED", "Too many customers are open here; try again.");
    }
    const since = formatInstant(this.#deps.clock());
    const presence: Presence = { leafId, principal, role, since, feeds: new Set() };
    this.#openOf.set(principal, open + 1);
    this.#presences.set(key, presence);
    const leaf = this.#leaves.get(leafId);
    if (leaf === undefined) {
      const presences = new Set([presence]);
      this.#leaves.set(leafId, { presences, rootId: null, leave: () => {} });
    } else {
      leaf.presences.add(presence);
    }
    return presence;
  }

  #close(key: string, presence: Presence, feed: PresenceFeed): void {
    const wasEditing = isEditing(presence);
    presence.feeds.delete(feed);
    if (presence.feeds.size === 0) {
      this.#remove(key, presence);
    } else if (wasEditing === isEditing(presence)) {
      return;
    }
    this.#unwritten.set(key, presence);
    this.#soon();
  }

  #remove(key: string, presence: Presence): void {
    const { leafId, principal } = presence;
    this.#presences.delete(key);
    const left = (this.#openOf.get(principal) ?? 1) - 1;
    if (left === 0) {
      this.#openOf.delete(principal);
    } else {
      this.#openOf.set(principal, left);
    }
    const leaf = this.#leaves.get(leafId);
    leaf?.presences.delete(presence);
    if (leaf?.presences.size === 0) {
      leaf.leave();
      this.#leaves.delete(leafId);
      this.#stale.delete(leafId);
    }
  }

  #soon(): void {
    this.#schedule(COLLECT_MS);
  }

  /** At the latest in so many milliseconds, or when the rest after a failure is over. */
  #schedule(inMs: number): void {
    const ms = Math.max(inMs, this.#restUntilMs - performance.now());
    const atMs = performance.now() + ms;
    if (this.#isStopped || this.#working !== null || atMs >= this.#timerAtMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timerAtMs = atMs;
    this.#timer = setTimeout(() => {
      this.#timerAtMs = Number.POSITIVE_INFINITY;
      this.#working = this.#work().finally(() => {
        this.#working = null;
        this.#goOn();
      });
    }, ms);
    this.#timer.unref();
  }

  #goOn(): void {
    if (this.#unwritten.size > 0 || this.#stale.size > 0) {
      this.#soon();
    }
    if (this.#presences.size > 0) {
      this.#schedule(Math.max(COLLECT_MS, this.#beatAtMs - performance.now()));
    }
  }

  async #work(): Promise<void> {
    const isBeat = performance.now() >= this.#beatAtMs && this.#presences.size > 0;
    try {
      if (isBeat || this.#unwritten.size > 0) {
        await this.#write();
      }
      if (isBeat) {
        this.#staleAll();
      }
      while (this.#stale.size > 0 && !this.#isStopped) {
        await this.#read([...this.#stale].slice(0, PAGE_MAX));
      }
    } catch (error) {
      this.#deps.log.warn({ error }, "who has customers open is not told; again soon");
      this.#restUntilMs = performance.now() + RETRY_MS;
    }
  }

  async #write(): Promise<void> {
    const page = [...this.#unwritten].slice(0, PAGE_MAX);
    const came: NewPresence[] = [];
    const left: PresenceKey[] = [];
    for (const [key, { leafId, principal }] of page) {
      const presence = this.#presences.get(key);
      if (presence === undefined) {
        left.push({ leafId, principal });
      } else {
        const { role, since } = presence;
        came.push({ leafId, principal, role, since, editing: isEditing(presence) });
      }
      this.#unwritten.delete(key);
    }
    const beatAtMs = performance.now() + (this.#deps.beatMs ?? BEAT_MS);
    try {
      const { writes, leaseMs = LEASE_MS } = this.#deps;
      const hadWritten = this.#hasWritten;
      this.#hasWritten = true;
      const kept = await keepPresences(writes, { serverId: this.#serverId, leaseMs, came, left });
      this.#staleOf(kept.roots);
      if (kept.isNew && hadWritten) {
        this.#writeAllAgain();
      }
    } catch (error) {
      for (const [key, presence] of page) {
        this.#unwritten.set(key, presence);
      }
      throw error;
    }
    this.#beatAtMs = beatAtMs;
  }

  /** Another server took what was written here for that of a dead one, or the database crashed. */
  #writeAllAgain(): void {
    for (const [key, presence] of this.#presences) {
      this.#unwritten.set(key, presence);
    }
  }

  #staleAll(): void {
    for (const leafId of this.#leaves.keys()) {
      this.#stale.add(leafId);
    }
  }

  #staleOf(roots: readonly bigint[]): void {
    const changed = new Set(roots);
    for (const [leafId, { rootId }] of this.#leaves) {
      if (rootId === null || changed.has(rootId)) {
        this.#stale.add(leafId);
      }
    }
  }

  async #read(leaves: readonly bigint[]): Promise<void> {
    const rows = await readPresences(this.#deps.reads, leaves, PRESENT_READ_MAX);
    for (const leafId of leaves) {
      this.#stale.delete(leafId);
    }
    for (const [leafId, ofLeaf] of Map.groupBy(rows, (row) => row.leafId)) {
      this.#tell(leafId, ofLeaf);
    }
  }

  #tell(leafId: bigint, rows: readonly PresenceRow[]): void {
    const leaf = this.#leaves.get(leafId);
    const rootId = rows[0]?.rootId;
    if (leaf === undefined || rootId === undefined) {
      return;
    }
    if (rootId !== leaf.rootId) {
      this.#follow(leafId, leaf, rootId);
    }
    for (const { feeds } of leaf.presences) {
      for (const feed of feeds) {
        feed.offer(rootId, rows);
      }
    }
  }

  /** Looks again when the customer is merged, or a merge of theirs is taken back. */
  #follow(leafId: bigint, leaf: OpenLeaf, rootId: bigint): void {
    const isMoved = leaf.rootId !== null;
    leaf.leave();
    leaf.rootId = rootId;
    leaf.leave = this.#deps.hub.joinCustomer(rootId, {
      push: (change) => {
        if (isRegrouping(change)) {
          this.#stale.add(leafId);
          this.#soon();
        }
      },
    });
    // Without it, merges are seen with the next beat.
    this.#deps.ready().catch(() => {});
    if (isMoved) {
      this.#staleOf([rootId]);
    }
  }
}

function isEditing({ feeds }: Presence): boolean {
  return [...feeds].some(({ editing }) => editing);
}

function keyOf({ leafId, principal }: PresenceKey): string {
  return `${leafId} ${principal}`;
}
