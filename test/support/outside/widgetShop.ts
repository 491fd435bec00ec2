import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop of another origin, under a policy as strict as there is, with the widget in its page. */
export interface WidgetShop {
  readonly origin: string;
  /** Who is signed in: an address, or null. */
  email: string | null;
  /** What is put into the page's element beside the usual. */
  attributes: string;
  /** Inside of it. */
  content: string;
  lang: string;
  /** Where the script comes from, when not from the graph's server. */
  scriptUrl: string | null;
  /** Trades the shop's key for a token; tests stand between to change what comes back. */
  issue: (email: string) => Promise<{ status: number; body: unknown }>;
  /** How many tokens the page has asked for. */
  readonly asked: () => number;
  close(): Promise<void>;
}

const ISSUE = `mutation($email: String!) {
  issueCustomerToken(input: { customer: { email: $email } }) { token expiresAt }
}`;

/** As docs/guides/widget.md has it. */
const STYLE = `
body { margin: 0; padding: 1rem; font-family: system-ui, sans-serif }
main { max-width: 60rem; margin: auto }
tributary-loyalty { display: block; min-block-size: 40rem }
@media (min-width: 48rem) { tributary-loyalty { min-block-size: 21rem } }
@media (prefers-color-scheme: dark) { body { background: #0c1116; color: #eef2f6 } }
`;
const OWN_SCRIPT = 'document.querySelector("#own").textContent = "The shop works.";';

/**
 * @param graphOrigin of the server
 * @param key the shop's, for `issueCustomerToken`
 */
export async function openWidgetShop(graphOrigin: string, key: string): Promise<WidgetShop> {
  let asked = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(502).end());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const shop: WidgetShop = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    email: null,
    attributes: "",
    content: "",
    lang: "en",
    scriptUrl: null,
    issue: (email) => issueToken(graphOrigin, key, email),
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.url === "/session") {
      asked += 1;
      const { status, body } =
        shop.email === null ? { status: 401, body: null } : await shop.issue(shop.email);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    } else if (request.url === "/shop.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(STYLE);
    } else if (request.url === "/shop.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(OWN_SCRIPT);
    } else if (request.url === "/") {
      const scriptUrl = shop.scriptUrl ?? `${graphOrigin}/widget/v1/tributary-loyalty.js`;
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policyOf(graphOrigin, new URL(scriptUrl).origin),
      });
      response.end(pageOf(shop, scriptUrl));
    } else {
      response.writeHead(204).end();
    }
  }
  return shop;
}

function policyOf(graphOrigin: string, scriptOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scriptOrigin}`,
    "style-src 'self'",
    `connect-src 'self' ${graphOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

function pageOf({ lang, attributes, content }: WidgetShop, scriptUrl: string): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Shop</title>
  <link rel="stylesheet" href="/shop.css">
  <script type="module" async src="${scriptUrl}"></script>
  <script defer src="/shop.js"></script>
</head>
<body>
  <main>
    <h1>Your account</h1>
    <tributary-loyalty token-url="/session" sign-in-url="/sign-in" join-url="/join" ${attributes}>
      ${content}
    </tributary-loyalty>
    <p id="own"></p>
  </main>
</body>
</html>`;
}

async function issueToken(graphOrigin: string, key: string, email: string) {
  const response = await fetch(`${graphOrigin}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ query: ISSUE, variables: { email } }),
  });
  const { data } = (await response.json()) as { data: { issueCustomerToken: unknown } };
  return { status: 200, body: data.issueCustomerToken };
}
