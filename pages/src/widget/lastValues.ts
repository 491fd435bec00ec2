import type { Page } from "./page.ts";

/** What was shown last, and when that was so. */
export interface LastValues {
  readonly page: Page;
  readonly atMs: number;
}

/** Milliseconds after which nobody is shown them any more: a day. */
export const LAST_MS_MAX = 86_400_000;
/** Characters that are kept at most. */
const CHARS_MAX = 32_768;
const KEY = "tributary-loyalty";

/**
 * The last values of this tab, which end with it: they are shown where we cannot be reached, and so
 * nobody can tell us who is signed in. What was kept for another `account` is not given out.
 */
export class LastValuesStore {
  readonly #account: string;

  /** @param account what the shop calls whoever is signed in; empty when it says nothing */
  constructor(account: string) {
    this.#account = account;
  }

  read(nowMs: number): LastValues | null {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      const isGood =
        kept?.account === this.#account && nowMs - kept.atMs < LAST_MS_MAX && nowMs >= kept.atMs;
      return isGood ? { page: kept.page, atMs: kept.atMs } : null;
    } catch {
      // No storage, or not ours any more.
      return null;
    }
  }

  write(values: LastValues): void {
    try {
      const text = JSON.stringify({ account: this.#account, ...values });
      if (text.length <= CHARS_MAX) {
        sessionStorage.setItem(KEY, text);
      } else {
        this.clear();
      }
    } catch {
      // Full, or not allowed: the page works without.
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Nothing was kept then.
    }
  }
}
