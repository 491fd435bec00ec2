import type { IncomingMessage } from "node:http";
import type { Exchange } from "../exchange.ts";
import { sendText } from "../respond.ts";

/** Where the IDE's own files are served. */
export const IDE_STATIC_PATH = "/graphql/ide/";

interface StaticFile {
  readonly content: Buffer;
  readonly headers: Record<string, string>;
}

/** What of the optional package ruru is used. */
interface Ruru {
  readonly html: (subscriptionEndpoint: string) => string;
  readonly file: (
    urlPath: string,
    acceptEncoding: string | undefined,
  ) => Promise<StaticFile | null>;
}

/**
 * Literals would make the compiler insist on a package that may be absent (optionalDependencies).
 */
const PACKAGE = { server: "ruru/server", static: "ruru/static" };

let loading: Promise<Ruru | null> | undefined;

/** Loaded at the first look, because its files take megabytes. Null when it is not installed. */
function loadRuru(): Promise<Ruru | null> {
  loading ??= (async () => {
    try {
      const server = (await import(PACKAGE.server)) as {
        ruruHTML(config: Record<string, unknown>): string;
      };
      const files = (await import(PACKAGE.static)) as {
        getStaticFile(context: Record<string, unknown>): Promise<StaticFile | null>;
      };
      return {
        html: (subscriptionEndpoint) =>
          server.ruruHTML({
            endpoint: "/graphql",
            subscriptionEndpoint,
            staticPath: IDE_STATIC_PATH,
          }),
        file: async (urlPath, acceptEncoding) =>
          await files.getStaticFile({
            staticPath: IDE_STATIC_PATH,
            urlPath,
            acceptEncoding,
            disallowDevAssets: true,
          }),
      };
    } catch (error) {
      if (isNotInstalled(error)) {
        return null;
      }
      throw error;
    }
  })();
  return loading;
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}

const NOT_INSTALLED = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tributary</title>
<h1>This is the GraphQL endpoint</h1>
<p>The query editor is the optional package <code>ruru</code>, which is not installed here.
Run <code>npm install</code> with optional dependencies, or send queries by POST.</p>
</html>
`;

/**
 * The page's scripts and styles are its own files; it may talk to this server and to nobody else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** Whether a browser asks for a page and not a program for an answer. */
export function wantsPage(request: IncomingMessage, url: URL): boolean {
  const accept = request.headers.accept ?? "";
  return request.method === "GET" && accept.includes("text/html") && !url.searchParams.has("query");
}

/** GET /graphql of a browser: the GraphiQL page, without any data in it. */
export async function serveIde({ request, response }: Exchange): Promise<void> {
  const ruru = await loadRuru();
  sendText(response, 200, ruru?.html(socketAddress(request)) ?? NOT_INSTALLED, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
  });
}

/**
 * Where the page's own server takes sockets, as the browser sees it. It goes into the page: nothing
 * but a host.
 */
function socketAddress({ headers }: IncomingMessage): string {
  const host = /^[\w.:[\]-]{1,255}$/.exec(headers.host ?? "")?.[0] ?? "localhost";
  const scheme = headers["x-forwarded-proto"] === "https" ? "wss" : "ws";
  return `${scheme}://${host}/graphql`;
}

/** The page's files, from the package on disk. */
export async function serveIdeFile({ request, response, url }: Exchange): Promise<void> {
  const ruru = await loadRuru();
  const encoding = request.headers["accept-encoding"];
  const file = await ruru?.file(url.pathname, typeof encoding === "string" ? encoding : undefined);
  if (file === undefined || file === null || request.method !== "GET") {
    sendText(response, 404, "not found\n", { "content-type": "text/plain" });
    return;
  }
  response.writeHead(200, { ...file.headers, "cache-control": "public, max-age=3600" });
  response.end(file.content);
}
