import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

interface Shop {
  /** Where the graph is, such as http://localhost:4000/graphql. */
  readonly graphqlUrl: string;
  /** The shop's key: it fetches tokens of customers, and never leaves this server. */
  readonly key: string;
  /** Where the built page is. */
  readonly pages: string;
  /** Whom this request is from. A real shop looks at its own session. */
  readonly signedIn: (request: IncomingMessage) => string | null;
}

const ISSUE = `mutation Issue($email: String!) {
  issueCustomerToken(input: { customer: { email: $email } }) {
    token expiresAt userErrors { code }
  }
}`;
interface Issued {
  readonly data: { issueCustomerToken: { readonly token: string; readonly expiresAt: string } };
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** The shop's back end: its pages, and POST /session, which trades its key for a token. */
export function createShop(shop: Shop): Server {
  return createServer((request, response) => {
    const answer = request.url === "/session" ? sendSession : sendPage;
    answer(shop, request, response).catch(() => response.writeHead(502).end());
  });
}

async function sendSession(shop: Shop, request: IncomingMessage, response: ServerResponse) {
  const email = request.method === "POST" ? shop.signedIn(request) : null;
  if (email === null) {
    response.writeHead(401).end();
    return;
  }
  const answer = await fetch(shop.graphqlUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${shop.key}`, "content-type": "application/json" },
    body: JSON.stringify({ query: ISSUE, variables: { email } }),
  });
  const { data } = (await answer.json()) as Issued;
  const { token, expiresAt } = data.issueCustomerToken;
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ graphqlUrl: shop.graphqlUrl, email, token, expiresAt }));
}

async function sendPage({ pages }: Shop, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? "/", "http://shop");
  const path = normalize(pathname === "/" ? "/index.html" : pathname);
  try {
    const body = await readFile(join(pages, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { GRAPHQL_URL = "http://localhost:4000/graphql", SHOP = "", EMAIL = "" } = process.env;
  const pages = fileURLToPath(new URL("dist", import.meta.url));
  const shop = createShop({ graphqlUrl: GRAPHQL_URL, key: SHOP, pages, signedIn: () => EMAIL });
  shop.listen(5173, "localhost", () => console.log("http://localhost:5173"));
}
