import type { IncomingMessage } from "node:http";
import { AppError } from "../../errors.ts";
import type { ConsoleSettings } from "../../platform/consoleSettings.ts";
import type { Exchange } from "../exchange.ts";
import { sendError, sendJson, sendText } from "../respond.ts";
import type { PageFile, PageFiles } from "./pageFiles.ts";
import type { StartInfo } from "./startInfo.ts";

/** Files of the pages, and the guides and reference among them. */
export const PAGES_PATH = "/pages/";
export const DOCS_PATH = "/docs/";
/** What pages of others load: `v1/tributary-loyalty.js`, under a name that stays. */
export const WIDGET_PATH = "/widget/";
const START_INFO = "start.json";

export interface PagesDeps {
  /** Null when they were not built. */
  readonly files: PageFiles | null;
  /** Whether browsers get the query editor at /graphql. */
  readonly editor: boolean;
  /** Null outside of demo mode. */
  readonly demo: (() => Promise<StartInfo["demo"]>) | null;
  readonly console: ConsoleSettings;
}

/**
 * A page's scripts and styles are its own files, none stands in its text, and it may talk to this
 * server and to nobody else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const PLAIN = { "content-type": "text/plain; charset=utf-8" };

/**
 * Where people edit, Chromium itself writes style attributes into what they edit; scripts and style
 * sheets stay files.
 */
const EDITOR_POLICY = `${CONTENT_SECURITY_POLICY}; style-src-attr 'unsafe-inline'`;

/** Seconds that what never changes is kept: a year. */
const FOR_EVER_S = 31_536_000;

/**
 * A page of anybody's may load the widget: there is nothing of anybody in it. It is asked for anew
 * after five minutes, and for a day it works without an answer, such as while we are down.
 */
const FOR_OTHERS = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400",
};

/** Whether a browser asks for a page and not a program for an answer. */
export function wantsPage(request: IncomingMessage, url: URL): boolean {
  const accept = request.headers.accept ?? "";
  const isRead = request.method === "GET" || request.method === "HEAD";
  return isRead && accept.includes("text/html") && !url.searchParams.has("query");
}

/** GET /: a page for people, and a few lines for programs. */
export function serveStart(deps: PagesDeps, exchange: Exchange): void {
  const { request, response, url } = exchange;
  if (deps.files !== null && wantsPage(request, url)) {
    serveFile(deps.files.find("start"), exchange);
  } else if (isRead(exchange)) {
    const page = deps.files === null ? NOT_BUILT : "";
    sendText(response, 200, `${WHERE}${page}`, PLAIN);
  }
}

const WHERE = `Tributary: one live customer graph for retail loyalty.

  /graphql     the graph (POST; GraphQL over HTTP)
  /v1/events   purchases in (POST; NDJSON)
  /docs/       the guides, for a browser
  /readyz      whether it is ready
`;
/** What is told where a page should be. */
export const NOT_BUILT = "\nThe pages for browsers are not built: npm run build:pages\n";

/** GET /graphql of a browser: the query editor, without any data in it. */
export function serveEditor(deps: PagesDeps, exchange: Exchange): void {
  if (deps.files === null) {
    sendText(exchange.response, 404, NOT_BUILT.trimStart(), PLAIN);
  } else {
    serveFile(deps.files.find("editor"), exchange, { policy: EDITOR_POLICY });
  }
}

/** What the pages are made of, and what they ask for first. */
export async function servePages(deps: PagesDeps, exchange: Exchange): Promise<void> {
  const name = exchange.url.pathname.slice(PAGES_PATH.length);
  if (name !== START_INFO) {
    serveFile(deps.files?.find(name) ?? null, exchange);
  } else if (isRead(exchange)) {
    refuseOtherPages(exchange.request);
    const demo = (await deps.demo?.()) ?? null;
    const { signIn, embedOrigins } = deps.console;
    const info: StartInfo = {
      ...{ editor: deps.editor, demo, embedOrigins },
      signIn: signIn && { issuer: signIn.issuer, clientId: signIn.clientId, scope: signIn.scope },
    };
    sendJson(exchange.response, 200, info, { "cross-origin-resource-policy": "same-origin" });
  }
}

/** The guides and the reference, under the paths that they have in the project. */
export function serveDocs(deps: PagesDeps, exchange: Exchange): void {
  const path = exchange.url.pathname.slice(1);
  serveFile(deps.files?.find(path.endsWith("/") ? `${path}index` : path) ?? null, exchange);
}

/** The storefront widget, for pages of any origin. */
export function serveWidget(deps: PagesDeps, exchange: Exchange): void {
  serveFile(deps.files?.find(exchange.url.pathname.slice(1)) ?? null, exchange, {
    headers: FOR_OTHERS,
  });
}

/**
 * It has tokens in demo mode, and they are for our own pages: not for one that an origin was
 * allowed to, nor for one of another port of this machine.
 */
function refuseOtherPages({ headers }: IncomingMessage): void {
  const site = headers["sec-fetch-site"] ?? "same-origin";
  if (site !== "same-origin" && site !== "none") {
    throw new AppError("FORBIDDEN", "This is for the server's own pages.");
  }
}

/** Refuses all but GET and HEAD. @returns whether it was one of them */
export function isRead({ request, response, log }: Exchange): boolean {
  if (request.method === "GET" || request.method === "HEAD") {
    return true;
  }
  response.setHeader("allow", "GET, HEAD");
  sendError(request, response, new AppError("BAD_USER_INPUT", "Ask by GET."), log, 405);
  return false;
}

function serveFile(
  file: PageFile | null,
  exchange: Exchange,
  {
    policy = CONTENT_SECURITY_POLICY,
    headers = {},
  }: { readonly policy?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): void {
  const { request, response } = exchange;
  if (file === null) {
    sendText(response, 404, "There is no such page. All begin at /\n", PLAIN);
    return;
  }
  if (!isRead(exchange)) {
    return;
  }
  const { type, plain, brotli, etag, isForEver } = file;
  response.setHeader("vary", "Accept, Accept-Encoding");
  response.setHeader("etag", etag);
  response.setHeader(
    "cache-control",
    isForEver ? `public, max-age=${FOR_EVER_S}, immutable` : "no-cache",
  );
  response.setHeader("cross-origin-resource-policy", "same-origin");
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  const isPacked = brotli !== null && takesBrotli(request);
  const body = isPacked ? brotli : plain;
  response.writeHead(200, {
    "content-type": type,
    "content-length": body.length,
    ...(isPacked ? { "content-encoding": "br" } : {}),
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}

function takesBrotli({ headers }: IncomingMessage): boolean {
  const accepted = String(headers["accept-encoding"] ?? "");
  return /(?:^|,)\s*br\s*(?:,|$)/.test(accepted);
}
