import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a receiver does with a request. */
export type Reply =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  /** It takes it and answers nothing. */
  | "HANG"
  /** It breaks the connection off. */
  | "RESET";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** As messages of our own form say it. */
  readonly message: ReceivedMessage;
}

export interface ReceivedMessage {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly id: string;
    readonly customerId: string;
    readonly sequence: number;
    readonly [field: string]: unknown;
  };
}

export interface ScriptedReceiver {
  readonly url: string;
  /** Everything that was asked, in the order in which it came, whatever was answered. */
  readonly requests: readonly ReceivedRequest[];
  /** What was answered by 2xx. */
  readonly taken: readonly ReceivedRequest[];
  /** Requests under way at once, at most so far. */
  readonly atOnceMax: () => number;
  /** What it does from now on. */
  script(reply: (request: ReceivedRequest, count: number) => Reply | Promise<Reply>): void;
  close(): Promise<void>;
}

/** A system on this machine that is told, and does as a script says. */
export async function startScriptedReceiver(): Promise<ScriptedReceiver> {
  const requests: ReceivedRequest[] = [];
  const taken: ReceivedRequest[] = [];
  let reply: Parameters<ScriptedReceiver["script"]>[0] = () => ({ status: 204 });
  let open = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => {
      open -= 1;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString("utf8");
    const received: ReceivedRequest = {
      ...{ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body },
      message: messageIn(body),
    };
    requests.push(received);
    const said = await reply(received, requests.length);
    if (said === "RESET") {
      request.socket.destroy();
    } else if (said !== "HANG") {
      if (said.status >= 200 && said.status < 300) {
        taken.push(received);
      }
      response.writeHead(said.status, said.headers).end(said.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/hook`, requests, taken, atOnceMax: () => most },
    script: (next) => {
      reply = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function messageIn(body: string): ReceivedMessage {
  try {
    return JSON.parse(body) as ReceivedMessage;
  } catch {
    return { type: "", timestamp: "", data: { id: "", customerId: "", sequence: 0 } };
  }
}
