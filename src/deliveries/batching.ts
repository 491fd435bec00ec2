import type { Answer } from "../domain/delivery/answer.ts";
import type { Message } from "./message.ts";

/** How long the first of a batch waits for others, milliseconds. */
const GATHER_MS = 5;

export interface BatchedMessage {
  readonly message: Message;
  readonly mayStill: () => boolean;
}

/** How what is gathered is sent. */
export interface BatchTerms {
  /** Messages of a request at most. */
  readonly size: number;
  /** Requests under way at most. */
  readonly requestsMax: number;
  /** Only what has the same goes together. */
  readonly likeness: string;
  /** An answer for each, in their order; null: it was not sent. */
  readonly send: (together: readonly BatchedMessage[]) => Promise<readonly (Answer | null)[]>;
}

interface Waiting extends BatchedMessage {
  readonly terms: BatchTerms;
  readonly done: PromiseWithResolvers<Answer | null>;
}

/**
 * Gathers the next messages of different customers, so that they go in one request. A customer's
 * next one is added when the one before was answered, so that no two of a customer are together;
 * nor are two that the receiver knows by the same. Bounded by what was claimed.
 */
export class Batching {
  #waiting: Waiting[] = [];
  #underWay = 0;
  #isDue = false;
  #timer: NodeJS.Timeout | null = null;

  /** @returns what was answered of this one; null: it was not sent. Rejects as `send` does. */
  add(one: BatchedMessage, terms: BatchTerms): Promise<Answer | null> {
    const done = Promise.withResolvers<Answer | null>();
    this.#waiting.push({ ...one, terms, done });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#isDue = true;
      this.#begin();
    }, GATHER_MS);
    this.#begin();
    return done.promise;
  }

  #begin(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined) {
        this.#isDue = false;
        return;
      }
      const { size, requestsMax } = first.terms;
      if (this.#underWay >= requestsMax || (this.#waiting.length < size && !this.#isDue)) {
        return;
      }
      void this.#send(this.#take(first.terms));
    }
  }

  #take({ size, likeness }: BatchTerms): readonly Waiting[] {
    const together: Waiting[] = [];
    const later: Waiting[] = [];
    const known = new Set<string | null>();
    for (const one of this.#waiting) {
      const { knownBy } = one.message;
      const fits = together.length < size && one.terms.likeness === likeness && !known.has(knownBy);
      (fits ? together : later).push(one);
      known.add(knownBy);
    }
    this.#waiting = later;
    return together;
  }

  async #send(together: readonly Waiting[]): Promise<void> {
    this.#underWay += 1;
    try {
      const answers = await (together.at(-1) as Waiting).terms.send(together);
      together.forEach(({ done }, index) => {
        done.resolve(answers[index] ?? null);
      });
    } catch (error) {
      for (const { done } of together) {
        done.reject(error);
      }
    } finally {
      this.#underWay -= 1;
      // Whoever waited for room has waited for long enough.
      this.#isDue = true;
      this.#begin();
    }
  }
}
