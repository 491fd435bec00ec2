import { Trouble } from "./trouble.ts";
import { ANSWER_MS, within } from "./waiting.ts";

/** What the shop gives for its signed-in customer. */
export interface Token {
  readonly token: string;
  /** When it ends: ISO 8601, or milliseconds since 1970. */
  readonly expiresAt: string | number;
}

/** Null: nobody is signed in. */
export type GetToken = (asked: { readonly signal: AbortSignal }) => Promise<Token | null>;

/** Milliseconds before its end at which the next one is asked for. */
export const SPARE_MS = 60_000;
/** Milliseconds for which a token is kept whatever the reader's clock says of it. */
export const KEPT_MS = 30_000;

/** Statuses by which the shop says that nobody is signed in. */
const NOBODY = [204, 401, 403];

/** Fetches tokens from the shop's own back end. */
export function tokensFrom(url: string): GetToken {
  return async ({ signal }) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { accept: "application/json" },
      credentials: "include",
      cache: "no-store",
      signal,
    });
    if (NOBODY.includes(response.status)) {
      return null;
    }
    if (!response.ok) {
      throw new Trouble("away", `TOKEN_HTTP_${response.status}`);
    }
    return (await response.json()) as Token | null;
  };
}

/** A customer's tokens, one after the other; each in memory only. */
export class Tokens {
  readonly #get: GetToken;
  #token: string | null = null;
  #endsAtMs = 0;
  #renewAtMs = 0;

  constructor(get: GetToken) {
    this.#get = get;
  }

  /** Milliseconds until the next one is due. */
  get renewInMs(): number {
    return Math.max(0, this.#renewAtMs - Date.now());
  }

  /** The next question gets another one. */
  drop(): void {
    this.#token = null;
  }

  /**
   * The token of now; the old one while it lasts when there is no other to be had.
   *
   * @throws Trouble `signed-out` when nobody is; `away`
   */
  async now(signal: AbortSignal): Promise<string> {
    if (this.#token !== null && this.renewInMs > 0) {
      return this.#token;
    }
    try {
      return await within(signal, ANSWER_MS, async (limit) =>
        this.#take(await this.#get({ signal: limit })),
      );
    } catch (error) {
      const isOver = this.#token === null || Date.now() >= this.#endsAtMs;
      if (isOver || (error instanceof Trouble && error.kind === "signed-out")) {
        throw error;
      }
      this.#renewAtMs = Date.now() + KEPT_MS;
      return this.#token as string;
    }
  }

  #take(given: Token | null): string {
    if (given === null) {
      throw new Trouble("signed-out", "NOBODY");
    }
    const endsAtMs = new Date(given.expiresAt).getTime();
    if (typeof given.token !== "string" || Number.isNaN(endsAtMs)) {
      throw new Trouble("away", "TOKEN_MALFORMED");
    }
    this.#token = given.token;
    this.#endsAtMs = endsAtMs;
    this.#renewAtMs = Math.max(endsAtMs - SPARE_MS, Date.now() + KEPT_MS);
    return given.token;
  }
}
