import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { blockWith } from "../docs/blocks.ts";

const GUIDE = "docs/guides/storefront.md";

/**
 * A web shop of somebody who has read the storefront's guide: its back end signs one customer in
 * and trades its key for a token of theirs, its page asks and subscribes with the guide's own lines.
 */
export interface Shop {
  readonly url: string;
  /** How often the page was loaded. */
  readonly loads: () => number;
  readonly close: () => void;
}

export interface ShopOptions {
  /** The shop's own customer, who is signed in. */
  readonly email: string;
  /** Address and key of Tributary, which is started after the shop's address is known. */
  readonly tributary: () => { readonly url: string; readonly key: string };
  /** Where the shop's packages are installed. */
  readonly modules: string;
}

export async function startShop(options: ShopOptions): Promise<Shop> {
  let loads = 0;
  const server = createServer(async (request, response) => {
    if (request.url === "/") {
      loads += 1;
      send(response, "text/html", pageOf(options));
    } else if (request.url === "/token") {
      send(response, "text/plain", await customerToken(options));
    } else if (request.url?.startsWith("/graphql-ws/") === true) {
      response.setHeader("content-type", "text/javascript");
      const name = basename(request.url);
      createReadStream(join(options.modules, "graphql-ws/dist", name)).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loads: () => loads,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(text);
}

/** The document that a line of the guide sends by curl, about this shop's customer. */
function documentOf(words: string, email: string): string {
  const block = blockWith(GUIDE, "sh", words);
  const [, text] = /\{"query":\s*("(?:[^"\\]|\\.)*")\}/.exec(block) ?? [];
  return (JSON.parse(text ?? "") as string).replaceAll("sam@example.com", email);
}

async function customerToken({ email, tributary }: ShopOptions): Promise<string> {
  const { url, key } = tributary();
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: documentOf("issueCustomerToken", email) }),
  });
  const { data } = (await answer.json()) as {
    data: { issueCustomerToken: { token: string } };
  };
  return data.issueCustomerToken.token;
}

function pageOf({ email, tributary }: ShopOptions): string {
  const { url } = tributary();
  const query = documentOf("streamCursor", email);
  const guide = blockWith(GUIDE, "ts", "tierChanged");
  const live = guide.replace("wss://loyalty.example.com", url.replace("http", "ws"));
  return `<!doctype html><html lang="en"><title>Your tier</title>
<script type="importmap">{"imports": {"graphql-ws": "/graphql-ws/client.js"}}</script>
<main><h1>Your tier</h1><p id="tier"></p></main>
<script type="module">
const tier = document.querySelector("#tier");
const fetchCustomerToken = async () => (await fetch("/token")).text();
const answer = await fetch("${url}/graphql", {
  method: "POST",
  headers: {
    "content-type": "application/json",
    authorization: "Bearer " + (await fetchCustomerToken()),
  },
  body: JSON.stringify({ query: ${JSON.stringify(query)} }),
});
const { customer } = (await answer.json()).data;
tier.textContent = customer.loyalty.tier.name;
const id = customer.id;
let lastCursor = customer.streamCursor;
const show = (change) => { tier.textContent = change.to.name; };
const error = (what) => { tier.textContent = JSON.stringify(what); };
const complete = () => {};
${live}
</script></html>`;
}
