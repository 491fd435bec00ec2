import type { ClientCredentials, FetchSettings } from "../domain/inbound/settings/fetch.ts";
import type { FetchBack, Fetched } from "../inbound/messages/fetchBack.ts";
import type { Logger } from "../platform/logger.ts";
import type { BoundedRequest, Got } from "../platform/outgoing/boundedRequest.ts";
import { AccessTokens } from "./accessTokens.ts";
import { fetchedOf, lasting } from "./fetched.ts";
import type { SenderSecrets } from "./senderSecrets.ts";

/** Requests to one system at once, of one process. */
export const FETCHES_OF_ONE_MAX = 4;
/** How long fetching for one message may take, milliseconds: behind it wait those of its source. */
const MESSAGE_MS_MAX = 2 * 60_000;
/** For how long it is left alone when it fails and does not say, milliseconds. */
const FAILED_MS = 5_000;
/** Characters of a path in the log. */
const PATH_LOGGED_MAX = 200;

/** A source that is fetched from. */
export interface FetchSource {
  readonly id: number;
  readonly code: string;
  readonly fetch: FetchSettings | undefined;
}

interface System {
  running: number;
  readonly waiting: (() => void)[];
  /** Left alone until then, by the process's own clock, milliseconds. */
  notBeforeMs: number;
}

export interface FetchingDeps {
  readonly ask: BoundedRequest;
  readonly secrets: Pick<SenderSecrets, "toFetch">;
  readonly log: Logger;
}

/**
 * Fetches what messages only name, for all sources of a process: a few requests to one system at
 * once, none while it wants to be left alone.
 *
 * Guarantee: nothing is asked for that is not below the address that is set up, and the secret goes
 * nowhere else.
 */
export class Fetching {
  readonly #deps: FetchingDeps;
  /** By source and host. */
  readonly #systems = new Map<string, System>();
  readonly #closing = new AbortController();

  readonly #tokens: AccessTokens;

  constructor(deps: FetchingDeps) {
    this.#deps = deps;
    this.#tokens = new AccessTokens(deps.ask, this.#closing.signal);
  }

  /** For one message of a source: what it takes together is bounded. */
  forMessageOf(source: FetchSource): FetchBack {
    const endMs = performance.now() + MESSAGE_MS_MAX;
    return (path) => this.#fetch(source, path, endMs);
  }

  /** Breaks off what is under way, so that its messages are read by others or later. */
  close(): void {
    this.#closing.abort();
  }

  async #fetch(source: FetchSource, path: string, endMs: number): Promise<Fetched> {
    if (source.fetch === undefined) {
      return lasting(`Nowhere is set up to fetch it from: set receives.fetch of ${source.code}.`);
    }
    const url = urlBelow(source.fetch.baseUrl, path);
    if (url === null) {
      return lasting("What it names leads out of the address that is set up to fetch from.");
    }
    const system = this.#systemOf(`${source.id} ${url.origin}`);
    await this.#enter(system);
    try {
      const now = performance.now();
      if (now < system.notBeforeMs) {
        const retryAfterMs = Math.ceil(system.notBeforeMs - now);
        return { ok: false, isLasting: false, problem: "It wants to be left alone.", retryAfterMs };
      }
      if (now > endMs || this.#closing.signal.aborted) {
        return { ok: false, isLasting: false, problem: "Fetching all of it takes too long." };
      }
      return await this.#ask({ source, settings: source.fetch, system, url });
    } finally {
      leave(system);
    }
  }

  async #ask(about: {
    readonly source: FetchSource;
    readonly settings: FetchSettings;
    readonly system: System;
    readonly url: URL;
  }): Promise<Fetched> {
    const { source, settings, system, url } = about;
    const secret = await this.#deps.secrets.toFetch(source.id, settings);
    if (secret === null) {
      const command = `tributary secrets add ${source.code} --for fetch`;
      return lasting(`There is no secret to fetch it from ${url.host} with: ${command}.`);
    }
    const { auth } = settings;
    const fetched =
      auth.by === "client_credentials"
        ? await this.#askByToken(url, source.id, { auth, secret })
        : fetchedOf(await this.#askWith(url, authHeader(auth, secret)));
    if (!fetched.ok) {
      if (!fetched.isLasting) {
        // The others would wait for the same in vain, each for itself.
        system.notBeforeMs = performance.now() + (fetched.retryAfterMs ?? FAILED_MS);
      }
      const path = url.pathname.slice(0, PATH_LOGGED_MAX);
      const { problem, isLasting } = fetched;
      const said = { source: source.code, path, problem, isLasting };
      this.#deps.log.warn(said, "what a message names is not fetched");
    }
    return fetched;
  }

  /** With a token that is kept, and once with a new one where that one is good no longer. */
  async #askByToken(
    url: URL,
    sourceId: number,
    by: { readonly auth: ClientCredentials; readonly secret: string },
  ): Promise<Fetched> {
    const first = await this.#tokens.of(sourceId, by);
    if (!first.ok) {
      return first;
    }
    const got = await this.#askWith(url, bearer(first.token));
    if (!got.ok || got.status !== 401) {
      return fetchedOf(got);
    }
    this.#tokens.refuse(sourceId, first.token);
    const second = await this.#tokens.of(sourceId, by);
    return second.ok
      ? fetchedOf(await this.#askWith(url, bearer(second.token)), "the token that we were given")
      : second;
  }

  #askWith(url: URL, headers: Readonly<Record<string, string>>): Promise<Got> {
    return this.#deps.ask(url, {
      headers: { accept: "application/json", ...headers },
      signal: this.#closing.signal,
    });
  }

  #systemOf(name: string): System {
    const known = this.#systems.get(name);
    const system = known ?? { running: 0, waiting: [], notBeforeMs: 0 };
    this.#systems.set(name, system);
    return system;
  }

  async #enter(system: System): Promise<void> {
    if (system.running < FETCHES_OF_ONE_MAX) {
      system.running += 1;
      return;
    }
    // Whoever leaves hands its place over.
    await new Promise<void>((resolve) => {
      system.waiting.push(resolve);
    });
  }
}

function leave(system: System): void {
  const next = system.waiting.shift();
  if (next === undefined) {
    system.running -= 1;
  } else {
    next();
  }
}

/** A path below an address; null where it leads out of it. */
function urlBelow(baseUrl: string, path: string): URL | null {
  const base = new URL(baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`);
  const url = URL.parse(`${base.href}${path.replace(/^\//, "")}`);
  const isBelow = url?.origin === base.origin && url.pathname.startsWith(base.pathname);
  return isBelow && url.hash === "" ? url : null;
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

function authHeader(
  auth: Exclude<FetchSettings["auth"], ClientCredentials>,
  secret: string,
): Readonly<Record<string, string>> {
  switch (auth.by) {
    case "bearer":
      return bearer(secret);
    case "basic":
      return { authorization: `Basic ${Buffer.from(secret).toString("base64")}` };
    case "header":
      return { [auth.header.toLowerCase()]: secret };
  }
}
