/** A token as a request carries it. */
export interface Token {
  readonly text: string;
  /** Milliseconds since 1970; null where it is not told. */
  readonly expiresAtMs: number | null;
}

/** Where tokens come from: the demo's own issuer, an identity provider, the page around ours. */
export interface TokenSource {
  /** What it is remembered by when the page is loaded again; null: not at all. */
  readonly memo: string | null;
  /** The token of now; null when somebody has to sign in. */
  current(): Promise<Token | null>;
  /** The next one without asking anybody; null when that is not possible. */
  renew(): Promise<Token | null>;
  /** The next one by the person at the screen; null when they gave up. */
  ask(): Promise<Token | null>;
  end(): Promise<void>;
}

/** The one who is signed in, as the server knows them. */
export interface Who {
  readonly name: string;
  readonly role: string;
  readonly scopes: ReadonlySet<string>;
}

/** Why the page is covered: it was left alone, or its token ended. What is typed stays. */
export type Cover = "idle" | "lapsed";
/** Why nobody is signed in. */
export type OutCause = "new" | "left" | "ended" | "refused";

export type SessionState =
  | { readonly kind: "starting" }
  | { readonly kind: "out"; readonly because: OutCause; readonly message: string | null }
  | { readonly kind: "in"; readonly who: Who; readonly cover: Cover | null };

/** How long before its end a token is replaced, milliseconds. */
const EARLY_MS = 30_000;
const MEMO = "tributary.session";
const OVER = "The session is over.";

export interface SessionDeps {
  /** Asks the server who a token is of. @throws Error when it refuses it */
  readonly askWho: (token: string) => Promise<Who>;
  readonly memory: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly nowMs: () => number;
}

/**
 * Who is at the screen. Whoever asks the graph waits here for a token: while the page is covered,
 * until its owner is back.
 */
export class Session {
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { kind: "starting" };
  #source: TokenSource | null = null;
  /** Null while there is none that may be sent. */
  #token: Token | null = null;
  /** The last one of all, also when it has ended: several requests may have it. */
  #latest: Token | null = null;
  #back: PromiseWithResolvers<void> | null = null;
  #renewing: Promise<Token | null> | null = null;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** @returns how to stop being told */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What `enter` was given the last time in this window, by its memo; null for nobody. */
  get remembered(): string | null {
    return this.#deps.memory.getItem(MEMO);
  }

  /** Nobody is signed in yet. */
  open(message: string | null = null): void {
    this.#become({ kind: "out", because: message === null ? "new" : "refused", message });
  }

  /** Signs in. What the server says against it is told on the page. */
  async enter(source: TokenSource): Promise<void> {
    try {
      const token = (await source.current()) ?? (await source.ask());
      if (token === null) {
        this.open();
        return;
      }
      const who = await this.#deps.askWho(token.text);
      this.#source = source;
      this.#take(token);
      if (source.memo !== null) {
        this.#deps.memory.setItem(MEMO, source.memo);
      }
      this.#become({ kind: "in", who, cover: null });
    } catch (error) {
      this.#deps.memory.removeItem(MEMO);
      this.open(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * The token for a request of now. What waits while the page is covered goes on with its owner,
   * and never as somebody else.
   *
   * @throws Error once the session is over
   */
  async token(): Promise<string> {
    const source = this.#source;
    while (source !== null && this.#source === source) {
      const token = await this.#next();
      if (this.#source === source && token !== null) {
        return token.text;
      }
    }
    throw new Error(OVER);
  }

  /**
   * The server refused a token.
   *
   * @param again the request had been refused with another one before: no third one is fetched
   *   for it before somebody has come back
   * @returns whether there is another one to try with, now or after somebody has come back
   */
  async refused(token: string, again = false): Promise<boolean> {
    if (this.#latest?.text !== token) {
      return true;
    }
    const endsAt = this.#latest.expiresAtMs;
    if (endsAt === null || this.#deps.nowMs() < endsAt) {
      // It should have gone on: somebody has ended it, and nothing of it may be seen any longer.
      await this.leave("ended");
      return false;
    }
    this.#token = null;
    if (again) {
      this.cover("lapsed");
    }
    return true;
  }

  /** Covers the page; what was typed stays, and what was asked for waits. */
  cover(because: Cover): void {
    if (this.#state.kind === "in" && this.#state.cover === null) {
      this.#token = null;
      this.#become({ ...this.#state, cover: because });
    }
  }

  /** The person is back. Another one than before starts anew. */
  async uncover(): Promise<void> {
    const before = this.#state;
    const source = this.#source;
    const token = (await source?.ask()) ?? null;
    if (token === null || before.kind !== "in") {
      return;
    }
    try {
      const who = await this.#deps.askWho(token.text);
      if (this.#source !== source) {
        return;
      }
      if (who.name !== before.who.name || who.role !== before.who.role) {
        await this.leave("left");
        return;
      }
      this.#take(token);
      this.#become({ kind: "in", who, cover: null });
      this.#back?.resolve();
      this.#back = null;
    } catch {
      // A server that is away now may answer the next time: nothing typed is lost meanwhile.
    }
  }

  async leave(because: OutCause): Promise<void> {
    const source = this.#source;
    this.#source = null;
    this.#token = null;
    this.#latest = null;
    this.#renewing = null;
    this.#deps.memory.removeItem(MEMO);
    this.#become({ kind: "out", because, message: null });
    this.#back?.resolve();
    this.#back = null;
    if (because === "left") {
      await source?.end();
    }
  }

  /** Null when the page is, or was, covered: look again. */
  async #next(): Promise<Token | null> {
    if (this.#isCovered) {
      this.#back ??= Promise.withResolvers<void>();
      await this.#back.promise;
      return null;
    }
    const source = this.#source;
    const token = await this.#fresh();
    if (token === null && this.#source === source) {
      this.cover("lapsed");
    }
    return token;
  }

  get #isCovered(): boolean {
    return this.#state.kind === "in" && this.#state.cover !== null;
  }

  async #fresh(): Promise<Token | null> {
    const token = this.#token;
    const endsAt = token?.expiresAtMs ?? null;
    if (token !== null && (endsAt === null || this.#deps.nowMs() < endsAt - EARLY_MS)) {
      return token;
    }
    this.#renewing ??= this.#renew(this.#source);
    return await this.#renewing;
  }

  /** A token that nobody could replace serves to its end. */
  async #renew(source: TokenSource | null): Promise<Token | null> {
    const next = (await source?.renew().catch(() => null)) ?? null;
    if (this.#source !== source) {
      return null;
    }
    this.#renewing = null;
    if (next !== null) {
      this.#take(next);
      return next;
    }
    const endsAt = this.#token?.expiresAtMs ?? null;
    this.#token = endsAt !== null && this.#deps.nowMs() < endsAt ? this.#token : null;
    return this.#token;
  }

  #take(token: Token): void {
    this.#token = token;
    this.#latest = token;
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
