import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "../../db/connection/client.ts";
import {
  claimMessages,
  renewClaims,
  restMessages,
  settleMessages,
} from "../../db/queries/inbound/messages.ts";
import type { Catalog } from "../core/catalog.ts";
import { faultOf } from "../domain/inbound/message.ts";
import { fetchOf, type Receives } from "../domain/inbound/receives.ts";
import { connectorOf } from "../inbound/messages/connectors.ts";
import { type FetchBack, NotNow } from "../inbound/messages/fetchBack.ts";
import type { MappingOf } from "../inbound/messages/mappingOf.ts";
import type { Logger } from "../platform/logger.ts";
import type { Fetching } from "./fetching.ts";
import { Lane } from "./lane.ts";
import type { Mappings } from "./mappings.ts";
import { MessageAccount } from "./messageAccount.ts";
import { LEASE_MS, type MessageToRead, messageToRead } from "./messageToRead.ts";
import { isAway, isPassing } from "./room.ts";
import { type Sender, type TellDeps, Told } from "./told.ts";

/** Messages that are read together, and that wait in memory for that. */
const BATCH_MAX = 200;
const WAITING_MAX = 2_000;
/** Parts of one message that are told at once: memory stays at that, whatever its length. */
const PARTS_MAX = 500;
/** After so many claims that ended in a failure of ours a message is put aside. */
const TRIES_MAX = 8;
/** How long messages of a partition wait at most until they are tried again, milliseconds. */
const IN_ORDER_WAIT_MS_MAX = 5_000;
/** After so many, about a day's, what a message names is not asked for any more. */
const FETCH_TRIES_MAX = 100;
/** Messages of one source that is fetched from that wait in memory. */
const FETCH_WAITING_MAX = 200;
/** How long a message rests that could not be read now, milliseconds; doubled each time. */
const REST_MS = { min: 1_000, max: 15 * 60_000 };

export interface ReaderDeps extends TellDeps {
  /** A connection for what is read together, and one for each source that is fetched from. */
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  /** How what settings name is read. */
  readonly mappings: Pick<Mappings, "ofNow">;
  /** How what messages only name is fetched. */
  readonly fetching: Pick<Fetching, "forMessageOf">;
  readonly log: Logger;
  /** Tests pass a shorter one. */
  readonly leaseMs?: number;
}

/** A message that was read as far as that went. */
interface Done {
  readonly message: MessageToRead;
  readonly account: MessageAccount;
  /** It is to be read again after so many milliseconds, or more; null: it is read. */
  readonly restMs: number | null;
}

/** What reading a batch works with. */
interface Batch {
  readonly told: Told;
  readonly mappingOf: MappingOf;
  /** Whose messages are read; null: those that nothing is fetched for. */
  readonly fetchedFrom: number | null;
}

/**
 * Reads messages that are stored: translates them, tells what they say by the doors of events,
 * interactions and records, and writes down what became of it.
 *
 * Guarantee: what is stored is read, by this process or another; what was told twice has its effect
 * once, because events, interactions and records have keys of their own. Messages of one source
 * that one process takes are told in the order in which they were stored. Those of a source that is
 * fetched from wait for each other alone: however slow it is, nobody else's wait for it.
 */
export class MessageReader {
  readonly #deps: ReaderDeps;
  readonly #leaseMs: number;
  readonly #main: Lane;
  readonly #fetched = new Map<number, Lane>();
  #isClosed = false;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
    this.#leaseMs = deps.leaseMs ?? LEASE_MS;
    this.#main = this.#lane(BATCH_MAX, null);
  }

  /** How many more it takes at once. */
  get room(): number {
    return this.#isClosed ? 0 : WAITING_MAX - this.#main.waiting;
  }

  /**
   * Takes messages whose claims are this process's. Those of a source of which too many wait are
   * found due when their claims are over.
   */
  hand(messages: readonly MessageToRead[]): void {
    const full = this.#full();
    this.#hand(messages.filter(({ sourceId }) => !full.has(sourceId)));
  }

  #hand(messages: readonly MessageToRead[]): void {
    for (const [lane, own] of Map.groupBy(messages, (message) => this.#laneOf(message))) {
      lane.hand(own);
    }
  }

  /** Resolves when nothing that was handed over waits any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#lanes().map(({ working }) => working));
  }

  /** Takes what nobody reads, and reads it. @returns whether there is likely more */
  async readDue(): Promise<boolean> {
    if (this.#main.working !== null || this.#isClosed) {
      return false;
    }
    const limits = { limit: BATCH_MAX, leaseMs: this.#leaseMs, butSources: [...this.#full()] };
    const claimed = await claimMessages(this.#deps.sql, limits);
    this.#hand(claimed.map(messageToRead));
    await this.#main.working;
    return claimed.length === BATCH_MAX;
  }

  /** Reads nothing more; what waits is read by others, or after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const lane of this.#lanes()) {
      lane.clear();
    }
    await this.idle();
  }

  #lanes(): readonly Lane[] {
    return [this.#main, ...this.#fetched.values()];
  }

  #lane(batchMax: number, fetchedFrom: number | null): Lane {
    return new Lane({
      ...{ batchMax, leaseMs: this.#leaseMs },
      read: (messages) => this.#read(messages, fetchedFrom),
      renew: (claims) => this.#renew(claims),
    });
  }

  #laneOf({ sourceId }: MessageToRead): Lane {
    if (!this.#isFetchedFrom(sourceId)) {
      return this.#main;
    }
    const lane = this.#fetched.get(sourceId) ?? this.#lane(1, sourceId);
    this.#fetched.set(sourceId, lane);
    return lane;
  }

  #isFetchedFrom(sourceId: number): boolean {
    const receives = this.#deps.catalog.tables.sourcesById.get(sourceId)?.receives ?? null;
    return receives !== null && fetchOf(receives) !== undefined;
  }

  /** Sources of which as many messages wait as may. */
  #full(): ReadonlySet<number> {
    const full = [...this.#fetched].filter(([, { waiting }]) => waiting >= FETCH_WAITING_MAX);
    return new Set(full.map(([sourceId]) => sourceId));
  }

  async #renew(claims: readonly Pick<MessageToRead, "id" | "tries">[]): Promise<void> {
    try {
      await renewClaims(this.#deps.sql, claims, this.#leaseMs);
    } catch (error) {
      this.#deps.log.warn(
        { error },
        "claims of messages were not renewed; others may read them too",
      );
    }
  }

  /**
   * Reads messages that are the caller's, and settles them. One that fails for a reason of ours is
   * found by reading each by itself, so that its neighbours are read. Never rejects.
   */
  async #read(messages: readonly MessageToRead[], fetchedFrom: number | null): Promise<void> {
    try {
      await this.#readTogether(messages, fetchedFrom);
    } catch (error) {
      const [only, ...others] = messages;
      if (isPassing(error)) {
        this.#deps.log.warn({ error }, "messages cannot be read now; they are read again");
        await this.#settled(() => this.#rest(messages));
      } else if (others.length > 0) {
        for (const one of messages) {
          await this.#read([one], fetchedFrom);
        }
      } else if (only !== undefined) {
        this.#deps.log.error({ error, id: String(only.id) }, "a message could not be read");
        await this.#settled(() => this.#failed(only));
      }
    }
  }

  /**
   * Reads messages of a partition, which are the caller's, in their order, and settles them. What
   * passes by itself is waited for, with its place kept; one that fails for a reason of ours is
   * read again later, by anybody, and those behind it are not held up.
   *
   * @throws what passes by itself, once `stop` is aborted: the rest is read by the next owner
   */
  async readInOrder(messages: readonly MessageToRead[], stop: AbortSignal): Promise<void> {
    try {
      await this.#whenItPasses(() => this.#readTogether(messages, null), stop);
    } catch (error) {
      const [only, ...others] = messages;
      if (only === undefined || isAway(error)) {
        throw error;
      }
      if (others.length === 0) {
        this.#deps.log.error({ error, id: String(only.id) }, "a message could not be read");
        await this.#whenItPasses(() => this.#failed(only), stop);
      }
      for (const one of others.length === 0 ? [] : messages) {
        await this.readInOrder([one], stop);
      }
    }
  }

  async #whenItPasses(run: () => Promise<void>, stop: AbortSignal): Promise<void> {
    for (let waitMs = REST_MS.min; ; waitMs = Math.min(2 * waitMs, IN_ORDER_WAIT_MS_MAX)) {
      try {
        await run();
        return;
      } catch (error) {
        if (!isAway(error) || stop.aborted) {
          throw error;
        }
        this.#deps.log.warn({ error }, "messages of a partition cannot be read now");
        await delay(waitMs, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  async #readTogether(
    messages: readonly MessageToRead[],
    fetchedFrom: number | null,
  ): Promise<void> {
    const told = new Told(this.#deps);
    const done: Done[] = [];
    const mappingOf = this.#deps.mappings.ofNow();
    for (const message of messages) {
      done.push(await this.#readOne(message, { told, mappingOf, fetchedFrom }));
    }
    await told.flush();
    await this.#settle(done);
  }

  /** What it told before it had to wait is told again by the next reading, without effect. */
  async #readOne(message: MessageToRead, batch: Batch): Promise<Done> {
    const account = new MessageAccount(message);
    try {
      await this.#translate(message, account, batch);
      return { message, account, restMs: null };
    } catch (error) {
      if (!(error instanceof NotNow)) {
        throw error;
      }
      if (message.tries < FETCH_TRIES_MAX) {
        return { message, account, restMs: error.retryAfterMs };
      }
      account.notUnderstood(faultOf("NOT_FETCHED", "", error.message));
      return { message, account, restMs: null };
    }
  }

  /** Again later, and put aside in the end. */
  async #failed(message: MessageToRead): Promise<void> {
    const account = new MessageAccount(message);
    const problem = "It could not be read, for a reason of ours: the log has it.";
    account.notUnderstood(faultOf("INTERNAL", "", problem));
    await this.#settle([{ message, account, restMs: message.tries < TRIES_MAX ? 0 : null }]);
  }

  /** What cannot be written down now is found due when its claim is over. */
  async #settled(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#deps.log.warn({ error }, "what became of messages is not written down yet");
    }
  }

  async #translate(
    message: MessageToRead,
    account: MessageAccount,
    { told, mappingOf, fetchedFrom }: Batch,
  ): Promise<void> {
    const source = this.#deps.catalog.tables.sourcesById.get(message.sourceId);
    const receives = source?.receives ?? null;
    if (source === undefined || receives === null) {
      const problem = "Its source is not set up to receive messages any more.";
      account.notUnderstood(faultOf("NOT_SET_UP", "", problem));
      return;
    }
    const sender: Sender = { code: source.code, numbersOf: receives.numbersOf };
    const parts = connectorOf(receives).translate({
      ...{ settings: receives, source: source.code, topic: message.topic },
      ...{ headers: message.headers, receivedAt: message.receivedAt, body: message.body },
      ...{ mappingOf, fetchBack: this.#fetchBackOf(source, receives, fetchedFrom) },
    });
    let count = 0;
    for await (const part of parts) {
      told.add(message, sender, account, part);
      count += 1;
      if (count % PARTS_MAX === 0) {
        await told.flush();
      }
    }
  }

  #fetchBackOf(
    { id, code }: { readonly id: number; readonly code: string },
    receives: Receives,
    fetchedFrom: number | null,
  ): FetchBack {
    const fetch = fetchOf(receives);
    if (fetch === undefined || fetchedFrom === id) {
      return this.#deps.fetching.forMessageOf({ id, code, fetch });
    }
    // Set up since it was taken: among others it would keep them waiting.
    return async () => ({ ok: false, isLasting: false, problem: "It is set up just now." });
  }

  async #settle(done: readonly Done[]): Promise<void> {
    const [over, rest] = [[], []] as [Done[], Done[]];
    for (const one of done) {
      const isFailed = one.account.failed && one.message.tries < TRIES_MAX;
      (one.restMs !== null || isFailed ? rest : over).push(one);
    }
    if (over.length > 0) {
      const rows = over.map(({ message, account }) => ({
        ...{ id: message.id, tries: message.tries },
        ...account.outcome(),
      }));
      await settleMessages(this.#deps.sql, rows);
    }
    await this.#rest(rest.map(({ message, restMs }) => ({ ...message, restMs: restMs ?? 0 })));
  }

  async #rest(
    messages: readonly (Pick<MessageToRead, "id" | "tries"> & { readonly restMs?: number })[],
  ): Promise<void> {
    if (messages.length > 0) {
      const rows = messages.map(({ id, tries, restMs = 0 }) => ({
        ...{ id, tries, restMs: Math.max(restMs, restOf(tries)) },
      }));
      await restMessages(this.#deps.sql, rows);
    }
  }
}

function restOf(tries: number): number {
  return Math.min(REST_MS.max, REST_MS.min * 2 ** Math.min(tries, 20));
}
