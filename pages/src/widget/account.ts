import { follow } from "./follow.ts";
import type { LastValuesStore } from "./lastValues.ts";
import type { Page } from "./page.ts";
import { type Asked, readPage } from "./read.ts";
import type { Tokens } from "./token.ts";
import { Trouble } from "./trouble.ts";
import { limited, pause, waitMs } from "./waiting.ts";

/** What there is to show of the account. */
export type AccountState =
  | { readonly kind: "loading" }
  | { readonly kind: "signed-out" }
  /** `staleSinceMs`: they are the values of then, and we cannot be reached; null: they are live. */
  | { readonly kind: "shown"; readonly page: Page; readonly staleSinceMs: number | null }
  /** We cannot be reached, and there are no values of before. */
  | { readonly kind: "away" };

export interface AccountDeps {
  /** Of the graph; the event stream is below it. */
  readonly graph: string;
  readonly locale: string;
  readonly tokens: Tokens;
  readonly last: LastValuesStore;
  readonly onState: (state: AccountState) => void;
  /** What went wrong, for whoever set the widget up. */
  readonly onTrouble: (code: string) => void;
}

/** A stream that lived so long was a good one, milliseconds. */
const GOOD_MS = 10_000;
/** Values older than that are read again when somebody comes back to them, milliseconds. */
const FRESH_MS = 300_000;

/**
 * The customer's account, read and followed from `start` to `stop`; both may be called again and
 * again. Whatever time passed between is caught up with, by the last cursor.
 */
export class LiveAccount {
  readonly #deps: AccountDeps;
  #run: AbortController | null = null;
  #wake: (() => void) | null = null;
  #page: Page | null = null;
  /** Up to when the page is known to be right. */
  #rightAtMs = 0;
  #isToRead = true;
  #attempt = 0;
  #refusals = 0;
  #state: AccountState = { kind: "loading" };

  constructor(deps: AccountDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#run === null && this.#state.kind !== "signed-out") {
      this.#isToRead ||= Date.now() - this.#rightAtMs > FRESH_MS;
      this.#run = new AbortController();
      void this.#keepUp(this.#run.signal);
    }
  }

  stop(): void {
    this.#run?.abort();
    this.#run = null;
    this.#keep();
  }

  /** Nobody is signed in any more: nothing is kept. */
  forget(): void {
    this.#page = null;
    this.stop();
    this.#deps.last.clear();
    this.#tell({ kind: "signed-out" });
  }

  /** Tries at once what waits for its next attempt. */
  hurry(): void {
    this.#wake?.();
  }

  async #keepUp(signal: AbortSignal): Promise<void> {
    for (this.#attempt = 0; !signal.aborted; this.#attempt += 1) {
      let afterMs = 0;
      try {
        await this.#once(signal);
      } catch (error) {
        if (signal.aborted || this.#gaveUp(asTrouble(error))) {
          return;
        }
        ({ afterMs } = asTrouble(error));
      }
      const ms = afterMs + waitMs(this.#attempt, Math.random);
      await pause(ms, signal, (wake) => {
        this.#wake = wake;
      });
    }
  }

  /** Reads the page if need be, and follows it until the stream ends; tokens may end meanwhile. */
  async #once(signal: AbortSignal): Promise<void> {
    const { graph, tokens } = this.#deps;
    for (;;) {
      const token = await tokens.now(signal);
      const due = limited(signal, tokens.renewInMs);
      try {
        const asked = { graph, token, signal };
        const page = this.#isToRead || this.#page === null ? await this.#read(asked) : this.#page;
        const openedMs = Date.now();
        await follow(
          { ...asked, graph: `${graph}/stream`, signal: due.signal },
          {
            ...{ id: page.id, after: page.streamCursor },
            onAlive: () => this.#alive(openedMs),
            onChange: async () => {
              await this.#read(asked);
            },
          },
        );
      } catch (error) {
        if (!due.isOver()) {
          throw error;
        }
      } finally {
        due.close();
      }
      if (!due.isOver() || signal.aborted) {
        return;
      }
    }
  }

  async #read(asked: Asked): Promise<Page> {
    const page = await readPage(asked, this.#deps.locale);
    // Whoever signed out meanwhile is not shown it any more.
    asked.signal.throwIfAborted();
    this.#page = page;
    this.#isToRead = false;
    this.#refusals = 0;
    this.#rightAtMs = Date.now();
    this.#keep();
    this.#tell({ kind: "shown", page, staleSinceMs: null });
    return page;
  }

  /** The stream stands, and so does what was read. */
  #alive(openedMs: number): void {
    this.#rightAtMs = Date.now();
    if (this.#rightAtMs - openedMs > GOOD_MS) {
      this.#attempt = 0;
    }
    if (this.#state.kind === "shown" && this.#state.staleSinceMs !== null && this.#page !== null) {
      this.#tell({ kind: "shown", page: this.#page, staleSinceMs: null });
    }
  }

  #showStale(): void {
    const own = this.#page && { page: this.#page, atMs: this.#rightAtMs };
    const values = own ?? this.#deps.last.read(Date.now());
    this.#keep();
    this.#tell(
      values === null
        ? { kind: "away" }
        : { kind: "shown", page: values.page, staleSinceMs: values.atMs },
    );
  }

  /** @returns whether nobody is signed in, so that there is nothing to try again */
  #gaveUp({ kind, code }: Trouble): boolean {
    this.#deps.onTrouble(code);
    this.#isToRead = true;
    if (kind === "away") {
      this.#showStale();
    }
    if (kind !== "signed-out") {
      return false;
    }
    this.#deps.tokens.drop();
    this.#refusals += 1;
    // A token may have been revoked while it lasted: another one is asked for once.
    if (code !== "NOBODY" && this.#refusals < 2) {
      return false;
    }
    this.forget();
    return true;
  }

  #keep(): void {
    if (this.#page !== null) {
      this.#deps.last.write({ page: this.#page, atMs: this.#rightAtMs });
    }
  }

  #tell(state: AccountState): void {
    this.#state = state;
    this.#deps.onState(state);
  }
}

function asTrouble(error: unknown): Trouble {
  return error instanceof Trouble ? error : new Trouble("away", "UNREACHABLE");
}
