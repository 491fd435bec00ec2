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
import { connectorOf } from "../inbound/messages/connectors.ts";
import type { MappingOf } from "../inbound/messages/mappingOf.ts";
import type { Logger } from "../platform/logger.ts";
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
/** How often claims are renewed within a lease. */
const RENEWALS_PER_LEASE = 3;
/** A batch that takes longer hangs: it is left to others, milliseconds. */
const READING_MS_MAX = 10 * 60_000;
/** How long messages of a partition wait at most until they are tried again, milliseconds. */
const IN_ORDER_WAIT_MS_MAX = 5_000;
/** How long a message rests that could not be read now, milliseconds; doubled each time. */
const REST_MS = { min: 1_000, max: 15 * 60_000 };

export interface ReaderDeps extends TellDeps {
  /** One connection of it at once. */
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  /** How what settings name is read. */
  readonly mappings: Pick<Mappings, "ofNow">;
  readonly log: Logger;
  /** Tests pass a shorter one. */
  readonly leaseMs?: number;
}

/** A message that was read as far as that went. */
interface Done {
  readonly message: MessageToRead;
  readonly account: MessageAccount;
  readonly isToRest: boolean;
}

/**
 * Reads messages that are stored: translates them, tells what they say by the doors of events,
 * interactions and records, and writes down what became of it.
 *
 * Guarantee: what is stored is read, by this process or another; what was told twice has its effect
 * once, because events, interactions and records have keys of their own. Messages that one process
 * takes are told in the order in which they were stored.
 */
export class MessageReader {
  readonly #deps: ReaderDeps;
  readonly #leaseMs: number;
  readonly #waiting: MessageToRead[] = [];
  #reading: readonly MessageToRead[] = [];
  #readingSinceMs = 0;
  #working: Promise<void> | null = null;
  #isClosed = false;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
    this.#leaseMs = deps.leaseMs ?? LEASE_MS;
  }

  /** How many more it takes at once. */
  get room(): number {
    return this.#isClosed ? 0 : WAITING_MAX - this.#waiting.length;
  }

  /** Takes messages whose claims are this process's. */
  hand(messages: readonly MessageToRead[]): void {
    this.#waiting.push(...messages);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Resolves when nothing that was handed over waits any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Takes what nobody reads, and reads it. @returns whether there is likely more */
  async readDue(): Promise<boolean> {
    if (this.#working !== null || this.#isClosed) {
      return false;
    }
    const claimed = await claimMessages(this.#deps.sql, BATCH_MAX, this.#leaseMs);
    this.hand(claimed.map(messageToRead));
    await this.#working;
    return claimed.length === BATCH_MAX;
  }

  /** Reads nothing more; what waits is read by others, or after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    await this.#working;
  }

  async #work(): Promise<void> {
    const leaseMs = this.#leaseMs;
    const renewal = setInterval(() => void this.#renew(), leaseMs / RENEWALS_PER_LEASE);
    renewal.unref();
    try {
      while (this.#waiting.length > 0) {
        this.#reading = this.#waiting.splice(0, BATCH_MAX);
        this.#readingSinceMs = performance.now();
        await this.read(this.#reading);
      }
    } finally {
      clearInterval(renewal);
      this.#reading = [];
    }
  }

  /** What is read, and what waits for it, stays this process's as long as it gets on. */
  async #renew(): Promise<void> {
    const claims = [...this.#reading, ...this.#waiting].map(({ id, tries }) => ({ id, tries }));
    const isStuck = performance.now() - this.#readingSinceMs > READING_MS_MAX;
    if (claims.length === 0 || isStuck) {
      return;
    }
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
  async read(messages: readonly MessageToRead[]): Promise<void> {
    try {
      await this.#readTogether(messages);
    } catch (error) {
      const [only, ...others] = messages;
      if (isPassing(error)) {
        this.#deps.log.warn({ error }, "messages cannot be read now; they are read again");
        await this.#settled(() => this.#rest(messages));
      } else if (others.length > 0) {
        for (const one of messages) {
          await this.read([one]);
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
      await this.#whenItPasses(() => this.#readTogether(messages), stop);
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

  async #readTogether(messages: readonly MessageToRead[]): Promise<void> {
    const told = new Told(this.#deps);
    const done: Done[] = [];
    const mappingOf = this.#deps.mappings.ofNow();
    for (const message of messages) {
      const account = new MessageAccount(message);
      await this.#translate(message, account, { told, mappingOf });
      done.push({ message, account, isToRest: false });
    }
    await told.flush();
    await this.#settle(done);
  }

  /** Again later, and put aside in the end. */
  async #failed(message: MessageToRead): Promise<void> {
    const account = new MessageAccount(message);
    const problem = "It could not be read, for a reason of ours: the log has it.";
    account.notUnderstood(faultOf("INTERNAL", "", problem));
    await this.#settle([{ message, account, isToRest: message.tries < TRIES_MAX }]);
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
    { told, mappingOf }: { readonly told: Told; readonly mappingOf: MappingOf },
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
      mappingOf,
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

  async #settle(done: readonly Done[]): Promise<void> {
    const [over, rest] = [[], []] as [Done[], Done[]];
    for (const one of done) {
      const isFailed = one.account.failed && one.message.tries < TRIES_MAX;
      (one.isToRest || isFailed ? rest : over).push(one);
    }
    if (over.length > 0) {
      const rows = over.map(({ message, account }) => ({
        ...{ id: message.id, tries: message.tries },
        ...account.outcome(),
      }));
      await settleMessages(this.#deps.sql, rows);
    }
    await this.#rest(rest.map(({ message }) => message));
  }

  async #rest(messages: readonly MessageToRead[]): Promise<void> {
    if (messages.length > 0) {
      const rows = messages.map(({ id, tries }) => ({ id, tries, restMs: restOf(tries) }));
      await restMessages(this.#deps.sql, rows);
    }
  }
}

function restOf(tries: number): number {
  return Math.min(REST_MS.max, REST_MS.min * 2 ** Math.min(tries, 20));
}
