import type { Sql } from "../../db/connection/client.ts";
import { notifyOfNews } from "../../db/queries/stream/readStream.ts";
import type { Logger } from "../platform/logger.ts";

/**
 * Milliseconds between two NOTIFYs of a process: each takes a lock that all notifiers share, and a
 * flush of the log.
 */
const NOTIFY_REST_MS = 20;

/**
 * Tells the other processes that something was committed: after the commit, in a statement of its
 * own, because NOTIFY inside the write transactions would make their commits wait for each other
 * (ADR-0011). It only wakes; one that is lost is made up for by polling.
 */
export class Notifier {
  readonly #sql: Sql;
  readonly #log: Logger;
  #sending: Promise<void> | null = null;
  #isAsked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: { readonly sql: Sql; readonly log: Logger }) {
    this.#sql = deps.sql;
    this.#log = deps.log;
  }

  /** Something was committed. */
  note(): void {
    this.#isAsked = true;
    if (this.#sending === null && this.#timer === undefined) {
      this.#send();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isAsked = false;
    await this.#sending;
  }

  #send(): void {
    this.#isAsked = false;
    this.#sending = notifyOfNews(this.#sql)
      .catch((error: unknown) => this.#log.warn({ error }, "other processes were not woken"))
      .finally(() => {
        this.#sending = null;
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          if (this.#isAsked) {
            this.#send();
          }
        }, NOTIFY_REST_MS);
        this.#timer.unref();
      });
  }
}
