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

export interface SessionDeps {
  /** Asks the server who a token is of. @throws Error when it refuses it */
  readonly askWho: (token: string) => Promise<Who>;
  readonly memory: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly nowMs: () => number;
}

/**
 * Who is at the screen. Whoever asks the graph waits here for a token: while the page is covered
 * until somebody is back, and for good once the session is over.
 */
export class Session {
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { kind: "starting" };
  #source: TokenSource | null = null;
  #token: Token | null = null;
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
      this.#token = token;
      if (source.memo !== null) {
        this.#deps.memory.setItem(MEMO, source.memo);
      }
      this.#become({ kind: "in", who, cover: null });
    } catch (error) {
      this.#deps.memory.removeItem(MEMO);
      this.open(error instanceof Error ? error.message : String(error));
    }
  }

  /** The token for a request of now. Never answers once the session is over. */
  async token(): Promise<string> {
    while (true) {
      if (this.#state.kind === "in" && this.#state.cover === null) {
        const token = await this.#fresh();
        if (token !== null) {
          return token.text;
        }
        this.cover("lapsed");
      }
      this.#back ??= Promise.withResolvers<void>();
      await this.#back.promise;
    }
  }

  /**
   * The server refused a token.
   *
   * @returns whether there is another one to try with, now or after somebody has come back
   */
  async refused(token: string): Promise<boolean> {
    if (this.#token !== null && this.#token.text !== token) {
      return true;
    }
    const endsAt = this.#token?.expiresAtMs ?? null;
    if (endsAt === null || this.#deps.nowMs() < endsAt) {
      // It should have gone on: somebody has ended it, and nothing of it may be seen any longer.
      await this.leave("ended");
      return false;
    }
    this.#token = null;
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
    const token = (await this.#source?.ask()) ?? null;
    if (token === null || before.kind !== "in") {
      return;
    }
    try {
      const who = await this.#deps.askWho(token.text);
      if (who.name !== before.who.name || who.role !== before.who.role) {
        await this.leave("left");
        return;
      }
      this.#token = token;
      this.#become({ kind: "in", who, cover: null });
      this.#back?.resolve();
      this.#back = null;
    } catch {
      await this.leave("ended");
    }
  }

  async leave(because: OutCause): Promise<void> {
    const source = this.#source;
    this.#source = null;
    this.#token = null;
    this.#deps.memory.removeItem(MEMO);
    this.#become({ kind: "out", because, message: null });
    if (because === "left") {
      await source?.end();
    }
  }

  async #fresh(): Promise<Token | null> {
    const token = this.#token;
    const endsAt = token?.expiresAtMs ?? null;
    if (token !== null && (endsAt === null || this.#deps.nowMs() < endsAt - EARLY_MS)) {
      return token;
    }
    this.#renewing ??= this.#renew();
    return await this.#renewing;
  }

  /** A token that nobody could replace serves to its end. */
  async #renew(): Promise<Token | null> {
    try {
      const next = (await this.#source?.renew()) ?? null;
      const endsAt = this.#token?.expiresAtMs ?? null;
      this.#token = next ?? (endsAt !== null && this.#deps.nowMs() < endsAt ? this.#token : null);
      return this.#token;
    } catch {
      return null;
    } finally {
      this.#renewing = null;
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
