/** What names one filled form to the server, and the instant at which it was first sent. */
export interface Sending {
  /** The idempotency key. */
  readonly key: string;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * One key for one filled form: as long as nothing is changed in it and no answer has come, it is
 * sent again under the same key, so that it counts once however often it is pressed and whatever
 * answer is lost.
 */
export class SendKey {
  readonly #make: () => Sending;
  #filled: string | null = null;
  #sending: Sending | null = null;

  constructor(
    make: () => Sending = () => ({
      key: crypto.randomUUID(),
      at: new Date().toISOString(),
    }),
  ) {
    this.#make = make;
  }

  /** The key of what is filled in, compared by what it says. */
  of(filled: unknown): Sending {
    const text = JSON.stringify(filled);
    if (this.#sending === null || this.#filled !== text) {
      this.#filled = text;
      this.#sending = this.#make();
    }
    return this.#sending;
  }

  /** The server has answered: the same filled once more is a new wish. */
  answered(): void {
    this.#filled = null;
    this.#sending = null;
  }
}
