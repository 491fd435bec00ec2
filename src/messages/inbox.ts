import type { Sql } from "../../db/connection/client.ts";
import { findMessages, type StoredKey } from "../../db/queries/inbound/messages.ts";
import { storeMessages } from "../../db/queries/inbound/storeMessages.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { keptText } from "../domain/inbound/message.ts";
import { AppError } from "../errors.ts";
import { transactAtOnce } from "../platform/transact.ts";
import { LEASE_MS, type MessageToRead } from "./messageToRead.ts";
import { type ArrivedMessage, claimsOf, keyOf, nameOf, newMessage } from "./storedMessage.ts";

/** Bytes of one message: the longest of shops are some hundred thousand. */
export const MESSAGE_BYTES_MAX = 4_194_304;
/** Messages that wait to be stored; more are told to come back. */
const WAITING_MAX = 2_000;
/** Messages, and bytes of them, that are stored by one transaction. */
const BATCH_MAX = 250;
const BATCH_BYTES_MAX = 8_388_608;

/** It is committed: whatever happens from now on, it is read. */
export interface Stored {
  readonly id: bigint;
  /** It came before: nothing was stored. */
  readonly isRepetition: boolean;
  readonly state: StoredKey["state"];
}

interface Waiting {
  readonly message: ArrivedMessage;
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: unknown) => void;
}

export interface InboxDeps {
  /** One connection of it at once. */
  readonly sql: Sql;
  /**
   * Takes what was stored, to be read at once; whatever of it is not taken is read by whoever finds
   * it due.
   */
  readonly room: () => number;
  readonly hand: (messages: readonly MessageToRead[]) => void;
  /** Is told of a message that came before. */
  readonly onRepeated?: (sourceId: number) => void;
}

/**
 * Where messages of foreign systems are stored before anybody reads them: many by one transaction,
 * which is under way while the next ones collect.
 *
 * Guarantee: an answer means that the message is committed; the same key of a source is one
 * message, for as long as intakes are kept.
 */
export class Inbox {
  readonly #deps: InboxDeps;
  readonly #ids: IdBlocks;
  readonly #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;
  #isClosed = false;

  constructor(deps: InboxDeps) {
    this.#deps = deps;
    this.#ids = new IdBlocks(deps.sql);
  }

  /** @throws AppError OVERLOADED, UNAVAILABLE: whether it is stored is not known; send it again */
  store(message: ArrivedMessage): Promise<Stored> {
    if (this.#isClosed || this.#waiting.length >= WAITING_MAX) {
      const text = "Too many messages are waiting to be stored; send this one again.";
      const details = { retryAfterSeconds: 1 };
      return Promise.reject(new AppError("OVERLOADED", text, { details }));
    }
    const topic = message.topic === null ? null : keptText(message.topic);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message: { ...message, topic }, resolve, reject });
      this.#working ??= this.#work().finally(() => {
        this.#working = null;
      });
    });
  }

  /** Stores what waits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    // What comes in the same turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#take();
      try {
        await this.#storeAll(batch);
      } catch (error) {
        for (const { reject } of batch) {
          reject(error);
        }
      }
    }
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of this.#waiting) {
      bytes += message.body.length;
      if (count > 0 && (count === BATCH_MAX || bytes > BATCH_BYTES_MAX)) {
        break;
      }
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #storeAll(batch: readonly Waiting[]): Promise<void> {
    const { sql, room, hand } = this.#deps;
    await this.#ids.ensure(batch.length);
    const isHanded = room() >= batch.length;
    // The same twice at once: the first is stored, the other is its repetition.
    const taken = new Map<string, ArrivedMessage>();
    for (const { message } of batch) {
      const key = keyOf(message);
      taken.set(key, taken.get(key) ?? message);
    }
    const given = [...taken.values()].map((message) => newMessage(message, this.#ids.next()));
    const leaseMs = isHanded ? LEASE_MS : 0;
    const stored = await transactAtOnce(() => storeMessages(sql, given, leaseMs));
    const names = new Set(stored.won.map(nameOf));
    const lost = [...taken.values()].filter((message) => !names.has(keyOf(message)));
    const known = lost.length === 0 ? [] : await findMessages(sql, lost.map(storedKeyOf));
    this.#answer(batch, { won: stored.won, known });
    if (isHanded) {
      hand(claimsOf(taken, stored));
    }
  }

  #answer(
    batch: readonly Waiting[],
    { won, known }: { readonly won: readonly StoredKey[]; readonly known: readonly StoredKey[] },
  ): void {
    const found = new Map([...won, ...known].map((row) => [nameOf(row), row]));
    const isNew = new Set(won.map(nameOf));
    for (const { message, resolve, reject } of batch) {
      const name = keyOf(message);
      const row = found.get(name);
      if (row === undefined) {
        // Forgotten between the two statements: its sender sends it again.
        reject(new AppError("UNAVAILABLE", "The message could not be stored; send it again."));
        continue;
      }
      const isRepetition = !isNew.delete(name);
      if (isRepetition) {
        this.#deps.onRepeated?.(message.sourceId);
      }
      resolve({ id: row.id, state: row.state, isRepetition });
    }
  }
}

function storedKeyOf({ sourceId, key }: ArrivedMessage) {
  return { source_id: sourceId, message_key: key };
}
