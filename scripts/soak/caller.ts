import { Agent, type IncomingMessage, request } from "node:http";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** Connections to the server at once; each worker has one request in flight. */
const SOCKETS_MAX = 32;

/** An answer of the server, whatever its status. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any operation.
  readonly json: any;
  readonly text: string;
}

/** Calls the server by all its doors and counts what was asked and what came back. */
export class Caller {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  readonly #sockets = new Set<() => void>();
  requests = 0;
  /** How many answers had a status. */
  readonly statuses = new Map<number, number>();
  /** How many operations were refused with a code. */
  readonly refusals = new Map<string, number>();
  /** Operations that failed by a fault of the server, a few of them in full. */
  readonly faults: string[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  /** One POST or GET. An answer of status 500 is noted as a fault. */
  send(
    path: string,
    options: {
      readonly token?: string | undefined;
      readonly contentType?: string;
      readonly body?: string | Buffer;
      readonly accept?: string;
      /** Breaks off after this many milliseconds, as a client that has gone. */
      readonly abortAfterMs?: number;
    } = {},
  ): Promise<Answer> {
    this.requests += 1;
    const { token, body, accept } = options;
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": options.contentType ?? "application/json" }),
      ...(accept === undefined ? {} : { accept }),
    };
    return new Promise((resolve, reject) => {
      const method = body === undefined ? "GET" : "POST";
      const sent = request(
        { agent: this.#agent, host: "127.0.0.1", port: this.#port, path, method, headers },
        (response: IncomingMessage) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const status = response.statusCode ?? 0;
            const text = Buffer.concat(chunks).toString("utf8");
            this.#note(status, path, text);
            resolve({ status, json: parsed(text), text });
          });
        },
      );
      sent.on("error", reject);
      if (options.abortAfterMs !== undefined) {
        const timer = setTimeout(() => sent.destroy(new Error("gone")), options.abortAfterMs);
        sent.on("close", () => clearTimeout(timer));
      }
      sent.end(body);
    });
  }

  /** One GraphQL operation; its data, or null when any of it was refused. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of any operation.
  async graphql(token: string, query: string, variables: object = {}): Promise<any> {
    const { json } = await this.send("/graphql", {
      token,
      body: JSON.stringify({ query, variables }),
    });
    if (json?.errors === undefined) {
      return json?.data ?? null;
    }
    for (const error of json.errors) {
      const code = error.extensions?.code;
      this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
      if (code === "INTERNAL_SERVER_ERROR") {
        this.#fault(`${error.message} for ${query}`);
      }
    }
    return null;
  }

  /**
   * A socket that subscribes to all of `queries`, hears for a while and leaves, politely or not.
   */
  async listen(token: string, queries: readonly string[], ms: number, politely: boolean) {
    let transport: WebSocket | undefined;
    const client = createClient({
      url: `ws://127.0.0.1:${this.#port}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string[]) {
          super(address, protocols);
          transport = this;
        }
      },
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => {},
    });
    const close = () => void Promise.resolve(client.dispose()).catch(() => {});
    this.#sockets.add(close);
    const stops = queries.map((query) => {
      this.requests += 1;
      return client.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} });
    });
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (politely) {
      for (const stop of stops) {
        stop();
      }
    } else {
      transport?.terminate();
    }
    close();
    this.#sockets.delete(close);
  }

  /** Ends every connection; new requests make new ones. */
  hangUp(): void {
    this.#agent.destroy();
    for (const close of this.#sockets) {
      close();
    }
  }

  #note(status: number, path: string, text: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status === 500) {
      this.#fault(`500 of ${path}: ${text.slice(0, 300)}`);
    }
  }

  #fault(text: string): void {
    if (this.faults.length < FAULTS_KEPT_MAX) {
      this.faults.push(text);
    }
  }
}

/** Faults that are kept to be shown; one is enough to fail a run. */
const FAULTS_KEPT_MAX = 20;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
