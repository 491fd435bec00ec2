import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

interface Desk {
  /** Where Tributary is, such as http://localhost:4000. */
  readonly server: string;
  /**
   * A token of whoever sent this request; null for nobody. A real program looks at its own session,
   * and fetches the token of that person from its identity provider.
   */
  readonly tokenOf: (request: IncomingMessage) => Promise<string | null>;
}

const FILES: Readonly<Record<string, readonly [path: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/desk.js": ["desk.js", "text/javascript; charset=utf-8"],
  "/host.js": ["../host.js", "text/javascript; charset=utf-8"],
};

/** The smallest program around the frame: its page, and POST /token, which its own people ask. */
export function createDesk(desk: Desk): Server {
  return createServer((request, response) => {
    answer(desk, request, response).catch(() => response.writeHead(502).end());
  });
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? "/", "http://desk");
  if (pathname === "/settings") {
    sendJson(response, 200, { server: desk.server });
    return;
  }
  if (pathname === "/token") {
    // What another site makes a browser send has no business here: it says which site that is.
    const isOurs = request.headers["sec-fetch-site"] === "same-origin";
    const token = request.method === "POST" && isOurs ? await desk.tokenOf(request) : null;
    sendJson(response, token === null ? 401 : 200, { token });
    return;
  }
  const file = FILES[pathname];
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const body = await readFile(fileURLToPath(new URL(file[0], import.meta.url)));
  response.writeHead(200, { "content-type": file[1] }).end(body);
}

function sendJson(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { TRIBUTARY_URL = "http://localhost:4000", AGENT = "", PORT = "4100" } = process.env;
  const desk = createDesk({ server: TRIBUTARY_URL, tokenOf: async () => AGENT });
  desk.listen(Number(PORT), "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}`));
}
