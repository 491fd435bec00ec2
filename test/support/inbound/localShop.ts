import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a shop of tests answers a path: with JSON, or by itself. */
export type Answer = object | ((request: IncomingMessage, response: ServerResponse) => void);

/** A system on this machine that is asked for what its messages name. */
export interface LocalShop {
  /** Its address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Answers by path, with its query if that matters; what is not there is 404. */
  readonly answers: Map<string, Answer>;
  /** What it was asked for, in its order. */
  readonly asked: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
  }[];
  close(): Promise<void>;
}

/** Opens one on a free port of 127.0.0.1, or of another address. */
export async function openLocalShop(host = "127.0.0.1"): Promise<LocalShop> {
  const answers = new Map<string, Answer>();
  const asked: LocalShop["asked"] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers as Record<string, string | undefined> });
    const answer = answers.get(path) ?? answers.get(path.split("?", 1)[0] ?? "");
    if (typeof answer === "function") {
      answer(request, response);
      return;
    }
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(answer === undefined ? "{}" : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://${host}:${port}`, port, answers, asked },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
