import type { Sql } from "../../db/connection/client.ts";
import { claimMessages, restMessages, settleMessages } from "../../db/queries/inbound/messages.ts";
import type { Catalog } from "../core/catalog.ts";
import { faultOf } from "../domain/inbound/message.ts";
import { connectorOf } from "../inbound/messages/connectors.ts";
import { type FetchBack, NotNow } from "../inbound/messages/fetchBack.ts";
import type { MappingOf } from "../inbound/messages/mappingOf.ts";
import type { Logger } from "../platform/logger.ts";
import type { Mappings } from "./mappings.ts";
import { MessageAccount } from "./messageAccount.ts";
import { LEASE_MS, type MessageToRead, messageToRead } from "./messageToRead.ts";
import { isPassing } from "./room.ts";
import { type Sender, type TellDeps, Told } from "./told.ts";

/** Messages that are read together, and that wait in memory for that. */
const BATCH_MAX = 200;
const WAITING_MAX = 2_000;
/** Parts of one message that are told at once: memory stays at that, whatever its length. */
const PARTS_MAX = 500;
/** After so many claims that ended in a failure of ours a message is put aside. */
const TRIES_MAX = 8;
/** How long a message rests that could not be read now, milliseconds; doubled each time. */
const REST_MS = { min: 1_000, max: 15 * 60_000 };

export interface ReaderDeps extends TellDeps {
  /** One connection of it at once. */
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  /** How thin messages of a source are completed. */
  readonly fetchBackOf: (sourceCode: string) => FetchBack;
  /** How what settings name is read. */
  readonly mappings: Pick<Mappings, "ofNow">;
  readonly log: Logger;
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
  readonly #waiting: MessageToRead[] = [];
  #working: Promise<void> | null = null;
  #isClosed = false;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
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
    const claimed = await claimMessages(this.#deps.sql, BATCH_MAX, LEASE_MS);
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
    while (this.#waiting.length > 0) {
      await this.read(this.#waiting.splice(0, BATCH_MAX));
    }
  }

  /** Reads messages that are the caller's, and settles them. Never rejects. */
  async read(messages: readonly MessageToRead[]): Promise<void> {
    const told = new Told(this.#deps);
    const done: Done[] = [];
    const mappingOf = this.#deps.mappings.ofNow();
    try {
      for (const message of messages) {
        done.push(await this.#readOne(message, told, mappingOf));
      }
      await told.flush();
      await this.#settle(done);
    } catch (error) {
      this.#deps.log.warn({ error }, "messages could not be read now; they are read again");
      await this.#rest(messages).catch(() => {});
    }
  }

  async #readOne(message: MessageToRead, told: Told, mappingOf: MappingOf): Promise<Done> {
    const account = new MessageAccount(message);
    try {
      await this.#translate(message, account, { told, mappingOf });
      return { message, account, isToRest: false };
    } catch (error) {
      if (isPassing(error)) {
        throw error;
      }
      if (!(error instanceof NotNow)) {
        this.#deps.log.error({ error, id: String(message.id) }, "a message could not be read");
      }
      if (message.tries < TRIES_MAX) {
        return { message, account, isToRest: true };
      }
      const problem =
        error instanceof NotNow
          ? error.message
          : "It could not be read, for a reason of ours: the log has it.";
      const reason = error instanceof NotNow ? "NOT_FETCHED" : "INTERNAL";
      account.notUnderstood(faultOf(reason, "", problem));
      return { message, account, isToRest: false };
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
      fetchBack: this.#deps.fetchBackOf(source.code),
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
