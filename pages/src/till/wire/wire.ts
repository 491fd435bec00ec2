import { stringifyDocument, type TypedDocumentNode } from "@urql/core";
import type { PurchaseEventInput, PurchaseOutcome } from "../../__generated__/graphql.ts";
import type { Calls } from "./calls.ts";

/** The longest that a till waits for an answer, milliseconds. */
const ANSWER_MS_MAX = 15_000;
const EVENTS = { path: "/v1/events", type: "application/x-ndjson" };
const GRAPH = { path: "/graphql", type: "application/json" };

/** Something without an answer to go on with. */
export class WireError extends Error {
  /** `LOST`, `OFFLINE`, or the server's. */
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether it is not known if the call has counted. */
  get isOpen(): boolean {
    return ["LOST", "UNAVAILABLE", "OVERLOADED", "INTERNAL_SERVER_ERROR"].includes(this.code);
  }

  /** Whether the same call may be taken later: it has not counted, and was not looked at. */
  get isPassing(): boolean {
    return ["UNAUTHENTICATED", "RATE_LIMITED"].includes(this.code);
  }
}

/** What goes wrong between a till and its server, by a button. */
export interface Faults {
  /** The next answer to a call that counts is thrown away. */
  readonly dropNext: boolean;
  /** The next call that counts is sent twice at the same moment. */
  readonly doubleNext: boolean;
  readonly isOffline: boolean;
}

/** One event's answer of POST /v1/events. */
export interface EventAnswer {
  readonly outcome: PurchaseOutcome;
  readonly duplicate: boolean;
  readonly reason: string | null;
  readonly message: string | null;
}

export interface WireDeps {
  readonly fetch: typeof fetch;
  readonly nowMs: () => number;
  readonly calls: Calls;
  /** The token of now. @throws WireError where there is none any longer */
  readonly token: () => Promise<string>;
  /** @returns whether there is another token to try with */
  readonly refused: () => Promise<boolean>;
}

interface Sent {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  readonly document: string | null;
  readonly name: string;
  /** Whether it changes anything: only such calls can get lost or be pressed twice. */
  readonly counts: boolean;
}

interface Reply<T> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
  }[];
}

/** How the till talks to its server: every call is kept to look at, and can be made to go wrong. */
export class Wire {
  readonly #deps: WireDeps;
  readonly #listeners = new Set<() => void>();
  #faults: Faults = { dropNext: false, doubleNext: false, isOffline: false };

  constructor(deps: WireDeps) {
    this.#deps = deps;
  }

  get faults(): Faults {
    return this.#faults;
  }

  get calls(): Calls {
    return this.#deps.calls;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setFaults(faults: Partial<Faults>): void {
    this.#faults = { ...this.#faults, ...faults };
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Asks the graph by a document's hash. @throws WireError */
  async ask<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
    const { hash } = (document as unknown as { __meta__: { hash: string } }).__meta__;
    const [first] = document.definitions;
    const isOperation = first?.kind === "OperationDefinition";
    const answer = await this.#send({
      ...GRAPH,
      body: JSON.stringify({ documentId: `sha256:${hash}`, variables }),
      document: stringifyDocument(document),
      name: (isOperation ? first.name?.value : undefined) ?? "",
      counts: isOperation && first.operation === "mutation",
    });
    const reply = read<Reply<T>>(answer);
    // A section that could not be read is null beside its error; the rest serves.
    const root = Object.values(reply.data ?? {}).find((value) => value != null);
    const [error] = reply.errors ?? [];
    if (error !== undefined && root === undefined) {
      const { code = "INTERNAL_SERVER_ERROR", retryAfterSeconds = null } = error.extensions ?? {};
      throw new WireError(code, error.message, retryAfterSeconds);
    }
    return reply.data as T;
  }

  /** Sends one event, as a line. @throws WireError */
  async tell(event: PurchaseEventInput): Promise<EventAnswer> {
    const body = `${JSON.stringify(event)}\n`;
    const answer = await this.#send({
      ...{ ...EVENTS, body, document: null, name: event.kind, counts: true },
    });
    const told = read<EventAnswer & Reply<never>>(answer);
    const [error] = told.errors ?? [];
    if (error !== undefined) {
      throw new WireError(error.extensions?.code ?? "INTERNAL_SERVER_ERROR", error.message);
    }
    return told;
  }

  async #send(sent: Sent): Promise<string> {
    const { dropNext, doubleNext, isOffline } = this.#faults;
    if (isOffline) {
      throw new WireError("OFFLINE", "");
    }
    const isDropped = sent.counts && dropNext;
    const isDouble = sent.counts && doubleNext;
    if (isDropped || isDouble) {
      this.setFaults({ dropNext: isDropped ? false : dropNext, doubleNext: false });
    }
    const [answer] = await Promise.all([
      this.#once(sent, isDropped),
      ...(isDouble ? [this.#once(sent, false)] : []),
    ]);
    return answer;
  }

  async #once(sent: Sent, isDropped: boolean): Promise<string> {
    const { calls, nowMs, refused } = this.#deps;
    const id = calls.add({ ...sent, method: "POST", atMs: nowMs() });
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    try {
      let response = await this.#fetch(sent);
      if (response.status === 401 && (await refused())) {
        response = await this.#fetch(sent);
      }
      const answer = await response.text();
      const fate = isDropped ? "lost" : "answered";
      calls.end(id, { fate, status: response.status, answer, ms: ms() });
      if (isDropped) {
        throw new WireError("LOST", "");
      }
      return answer;
    } catch (error) {
      if (error instanceof WireError) {
        throw error;
      }
      calls.end(id, { fate: "unreached", status: null, answer: null, ms: ms() });
      throw new WireError("LOST", error instanceof Error ? error.message : String(error));
    }
  }

  async #fetch({ path, type, body }: Sent): Promise<Response> {
    return await this.#deps.fetch(path, {
      method: "POST",
      headers: { "content-type": type, authorization: `Bearer ${await this.#deps.token()}` },
      body,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
  }
}

function read<T>(answer: string): T {
  try {
    return JSON.parse(answer) as T;
  } catch {
    // Something between us and the server has answered in its place.
    throw new WireError("UNAVAILABLE", answer.slice(0, 200));
  }
}
