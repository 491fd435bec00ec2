import { Agent, type IncomingMessage, request } from "node:http";

/** One who calls and waits for the answer. */
export type Caller = { send(body: Buffer): Promise<Buffer>; close(): void };

/** A caller with one keep-alive connection to a server on this machine; any status but 200 is an error. */
export function openHttp(door: {
  readonly port: number;
  readonly token: string;
  readonly path: string;
  readonly contentType: string;
}): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { port, path } = door;
  const options = { agent, host: "127.0.0.1", port, method: "POST", path };
  const headers = { "content-type": door.contentType, authorization: `Bearer ${door.token}` };
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        const sent = request(
          { ...options, headers: { ...headers, "content-length": body.length } },
          (response: IncomingMessage) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => {
              const answer = Buffer.concat(chunks);
              if (response.statusCode === 200) resolve(answer);
              else reject(new Error(`HTTP ${response.statusCode}: ${answer.toString("utf8")}`));
            });
          },
        );
        sent.on("error", reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
