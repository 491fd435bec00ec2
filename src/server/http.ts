import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isSpanContextValid } from "@opentelemetry/api";
import { AppError } from "../errors.ts";
import { requestLog } from "../platform/logger.ts";
import { isLoopbackHost } from "../platform/loopback.ts";
import { inScope, type RequestScope, readTraceparent } from "../platform/tracing/scope.ts";
import { endRequest, requestSpan } from "../platform/tracing/spans.ts";
import { within } from "../platform/within.ts";
import { Exchange, requestIdOf } from "./exchange.ts";
import { CONNECTIONS_MAX } from "./live/connections.ts";
import type { Refusal } from "./live/doors.ts";
import { sendError } from "./respond.ts";
import { keepRoom } from "./room.ts";
import { type Route, type RouteDeps, routesOf } from "./routes/routes.ts";

/**
 * Time for a client to send its headers, milliseconds: one that dribbles holds a socket and nothing
 * else.
 */
const HEADERS_TIMEOUT_MS = 10_000;
/** Idle time after an answer; longer than load balancers keep theirs, so that they close first. */
const KEEP_ALIVE_MS = 65_000;
/** Connections kept for requests, beside as many as may follow a stream. */
const SOCKETS_MAX = 2_000;
const HEADERS_BYTES_MAX = 16_384;
/** How often unfinished headers are looked for, milliseconds. */
const CONNECTIONS_CHECK_MS = 5_000;

export type HttpDeps = RouteDeps & {
  /** Origins of web pages that may call; none by default. */
  readonly corsOrigins: readonly string[];
  /** Connections of one address at once. */
  readonly connectionsPerAddressMax: number;
};

/** The running server. */
export interface HttpService {
  /** Where it listens, such as http://127.0.0.1:4000. */
  readonly url: string;
  /** From now on /readyz says 503, so that no new requests are sent here. */
  startDraining(): void;
  /**
   * Takes no new connections and waits for requests in flight, at most `graceMs`; what is still
   * open then is cut.
   *
   * @returns whether everything in flight was answered
   */
  close(graceMs: number): Promise<boolean>;
}

/** Listens, and answers every request by one of the routes. */
export async function startHttp(
  deps: HttpDeps,
  listen: { readonly host: string; readonly port: number },
): Promise<HttpService> {
  let isDraining = false;
  const handle = createHandler(deps, () => isDraining);
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      // Bodies have their own limits: an NDJSON stream may go on for hours.
      requestTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
      maxHeaderSize: HEADERS_BYTES_MAX,
    },
    (request, response) => void handle(request, response),
  );
  keepRoom(server, {
    max: SOCKETS_MAX + CONNECTIONS_MAX,
    perAddressMax: deps.connectionsPerAddressMax,
  });
  server.on("upgrade", (request, transport, head) => {
    deps.live.upgrade(request, transport, head, refusalOfUpgrade(deps, request));
  });
  server.on("request", (_request, response: ServerResponse) => {
    // A connection that becomes idle after closing began would otherwise stay open for
    // KEEP_ALIVE_MS.
    response.on("close", () => {
      if (!server.listening) {
        setImmediate(() => server.closeIdleConnections());
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  return {
    url: `http://${host}:${port}`,
    startDraining: () => {
      isDraining = true;
      deps.live.startDraining();
    },
    close: async (graceMs) => {
      const startedMs = performance.now();
      await within(graceMs, deps.live.drain(graceMs));
      return await closeServer(server, Math.max(0, graceMs - (performance.now() - startedMs)));
    },
  };
}

async function closeServer(server: Server, graceMs: number): Promise<boolean> {
  let isCut = false;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    isCut = true;
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
  return !isCut;
}

function createHandler(deps: HttpDeps, isDraining: () => boolean) {
  const routes = new Map(routesOf(deps, isDraining).map(({ path, serve }) => [path, serve]));
  const logRequest = requestLog(deps.log);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request);
    const startedMs = performance.now();
    const path = request.url?.split("?", 1)[0] ?? "/";
    const labels = { route: labelOf(path, routes), method: labelOfMethod(request.method) };
    const scope = scopeOf(request, requestId, labels);
    setCommonHeaders(response, requestId);
    // Behind it the next request on this connection would come to a server that is going away.
    if (isDraining()) {
      response.setHeader("connection", "close");
    }
    response.on("close", () => {
      const status = response.writableFinished ? String(response.statusCode) : "aborted";
      deps.metrics.httpRequests.inc({ ...labels, status });
      endRequest(scope.span, status);
      logRequest({
        requestId,
        ...(scope.traceId === null ? {} : { traceId: scope.traceId }),
        ...labels,
        status,
        ms: Math.round(performance.now() - startedMs),
      });
    });
    await inScope(scope, async () => {
      try {
        const url = urlOf(request);
        if (deps.demoKeys !== null) {
          refuseForeignHost(request);
        }
        if (answersCors(deps.corsOrigins, request, response)) {
          return;
        }
        const exchange = new Exchange({ request, response, url, requestId, log: deps.log });
        await routeOf(path, routes)(exchange);
      } catch (error) {
        if (!response.headersSent) {
          sendError(request, response, error, deps.log);
        } else {
          response.destroy();
        }
      }
    });
  };
}

/** A caller's trace goes on here; without one the request may begin its own. */
function scopeOf(
  request: IncomingMessage,
  requestId: string,
  labels: { readonly route: string; readonly method: string },
): RequestScope {
  const parent = readTraceparent(request.headers["traceparent"], true);
  const span = requestSpan(labels, parent);
  const context = span.spanContext();
  return { requestId, span, traceId: isSpanContextValid(context) ? context.traceId : null };
}

type Routes = ReadonlyMap<string, Route["serve"]>;

function routeOf(path: string, routes: Routes): Route["serve"] {
  const serve = routes.get(labelOf(path, routes));
  if (serve !== undefined) {
    return serve;
  }
  return ({ request, response, log }) => {
    const message =
      "Not found. The graph is at /graphql, the event stream at /v1/events, a page for people at /.";
    sendError(request, response, new AppError("BAD_USER_INPUT", message), log, 404);
  };
}

function setCommonHeaders(response: ServerResponse, requestId: string): void {
  response.setHeader("x-request-id", requestId);
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
}

function urlOf(request: IncomingMessage): URL {
  const url = URL.parse(request.url ?? "/", "http://localhost");
  if (url === null) {
    throw new AppError("BAD_USER_INPUT", "The address is malformed.");
  }
  return url;
}

/** Sockets know no CORS: a page of another origin is refused here, unless it may call. */
function refusalOfUpgrade(deps: HttpDeps, request: IncomingMessage): Refusal | null {
  const url = URL.parse(request.url ?? "/", "http://localhost");
  if (url?.pathname !== "/graphql") {
    return { status: 404, message: "Sockets are at /graphql." };
  }
  if (deps.demoKeys !== null && !isLoopbackHost(request)) {
    return { status: 403, message: DEMO_HOST };
  }
  const { origin, host } = request.headers;
  const isOwn = origin === undefined || URL.parse(origin)?.host === host;
  if (isOwn || deps.corsOrigins.includes(origin)) {
    return null;
  }
  return { status: 403, message: "Pages of this origin may not connect." };
}

const DEMO_HOST = "In demo mode, use http://localhost or http://127.0.0.1.";

/**
 * A web page whose name was made to point at this machine (DNS rebinding) is, to the browser, of
 * our own origin. It cannot change the Host header, and demo mode has one kind of name only.
 */
function refuseForeignHost(request: IncomingMessage): void {
  if (!isLoopbackHost(request)) {
    throw new AppError("FORBIDDEN", DEMO_HOST);
  }
}

/** Sets the headers for an allowed origin, and answers a preflight. @returns whether it was one */
function answersCors(
  allowed: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = request.headers;
  response.setHeader("vary", "Origin, Accept");
  if (origin !== undefined && allowed.includes(origin)) {
    response.setHeader("access-control-allow-origin", origin);
    response.setHeader("access-control-expose-headers", "x-request-id, retry-after");
    if (request.method === "OPTIONS") {
      response.setHeader("access-control-allow-methods", "GET, POST, PUT, DELETE");
      response.setHeader(
        "access-control-allow-headers",
        "authorization, content-type, x-request-id, apollo-require-preflight, graphql-require-preflight, x-graphql-event-stream-token",
      );
      response.setHeader("access-control-max-age", "600");
    }
  }
  // Of CloudEvents: a sender of webhooks asks whether it may, not a browser.
  const isSenders = request.headers["webhook-request-origin"] !== undefined;
  if (request.method !== "OPTIONS" || isSenders) {
    return false;
  }
  response.writeHead(204).end();
  return true;
}

/**
 * The name of the route that a path leads to. Labels are a closed set: paths and methods are the
 * client's, and unbounded.
 */
function labelOf(path: string, routes: Routes): string {
  const folders = [path.indexOf("/", 1), path.indexOf("/", path.indexOf("/", 1) + 1)];
  const folder = folders
    .map((end) => path.slice(0, end + 1))
    .find((one) => one.length > 1 && routes.has(one));
  return folder ?? (routes.has(path) ? path : "other");
}

function labelOfMethod(method: string | undefined): string {
  const isKnown = ["GET", "HEAD", "POST", "OPTIONS"].includes(method ?? "");
  return method !== undefined && isKnown ? method : "other";
}
