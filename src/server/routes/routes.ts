import type { JSONWebKeySet } from "jose";
import type { Sql } from "../../../db/connection/client.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { acceptsOf } from "../accept.ts";
import type { Exchange } from "../exchange.ts";
import type { Checks } from "../health/readiness.ts";
import type { LiveDoors } from "../live/doors.ts";
import { CONSOLE_PATH, serveConsole, serveTill, TILL_PATH } from "../pages/consoleRoute.ts";
import {
  DOCS_PATH,
  PAGES_PATH,
  type PagesDeps,
  serveDocs,
  serveEditor,
  servePages,
  serveStart,
  serveWidget,
  WIDGET_PATH,
  wantsPage,
} from "../pages/pagesRoute.ts";
import { sendJson } from "../respond.ts";
import { type EventsRouteDeps, serveEvents } from "./eventsRoute.ts";
import { type GraphqlRouteDeps, serveGraphql } from "./graphqlRoute.ts";
import { serveHealthz, serveReadyz } from "./health.ts";
import { serveMetrics } from "./metricsRoute.ts";
import { SEGMENT_PATHS, serveSegment } from "./segmentRoute.ts";
import { serveWebhook, WEBHOOKS_PATH, type WebhooksRouteDeps } from "./webhooksRoute.ts";

/**
 * A door: whoever asks for the path is answered here, by whatever method. What is thrown becomes
 * the error's answer.
 */
export interface Route {
  /**
   * Whole, with its slash; also the route's name in metrics. One that ends with a slash, but for
   * the first, has all that is below it too.
   */
  readonly path: string;
  readonly serve: (exchange: Exchange) => void | Promise<void>;
}

export type RouteDeps = GraphqlRouteDeps &
  EventsRouteDeps &
  WebhooksRouteDeps & {
    readonly reads: Sql;
    /** What /readyz asks beside the database. */
    readonly checks: Checks;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly pages: PagesDeps;
    /**
     * Demo mode: the public half of our own keys, and only requests addressed to this machine by
     * name.
     */
    readonly demoKeys: JSONWebKeySet | null;
    readonly live: LiveDoors;
  };

/** The doors of a server; a new one is a line here. */
export function routesOf(deps: RouteDeps, isDraining: () => boolean): readonly Route[] {
  const { reads, checks, live, demoKeys, pages } = deps;
  const routes: readonly Route[] = [
    { path: "/", serve: (exchange) => serveStart(pages, exchange) },
    { path: PAGES_PATH, serve: (exchange) => servePages(pages, exchange) },
    { path: DOCS_PATH, serve: (exchange) => serveDocs(pages, exchange) },
    { path: CONSOLE_PATH, serve: (exchange) => serveConsole(pages, exchange) },
    { path: `${CONSOLE_PATH}/`, serve: (exchange) => serveConsole(pages, exchange) },
    { path: TILL_PATH, serve: (exchange) => serveTill(pages, exchange) },
    { path: WIDGET_PATH, serve: (exchange) => serveWidget(pages, exchange) },
    { path: "/graphql", serve: (exchange) => serveGraph(deps, exchange) },
    // Subscriptions as server-sent events; also at /graphql for whoever accepts them by name.
    { path: "/graphql/stream", serve: (exchange) => live.serveEventStream(exchange) },
    { path: "/v1/events", serve: (exchange) => serveEvents(deps, exchange) },
    { path: WEBHOOKS_PATH, serve: (exchange) => serveWebhook(deps, exchange) },
    ...SEGMENT_PATHS.map((path) => ({
      path,
      serve: (exchange: Exchange) => serveSegment(deps, exchange),
    })),
    { path: "/healthz", serve: serveHealthz },
    { path: "/readyz", serve: (exchange) => serveReadyz(exchange, { reads, checks, isDraining }) },
    { path: "/metrics", serve: (exchange) => serveMetrics(exchange, deps) },
  ];
  if (demoKeys === null) {
    return routes;
  }
  const serveKeys = ({ response }: Exchange) => sendJson(response, 200, demoKeys);
  return [...routes, { path: "/.well-known/jwks.json", serve: serveKeys }];
}

function serveGraph(deps: RouteDeps, exchange: Exchange): void | Promise<void> {
  if (deps.pages.editor && wantsPage(exchange.request, exchange.url)) {
    return serveEditor(deps.pages, exchange);
  }
  const { json, eventStream } = acceptsOf(exchange.request.headers.accept);
  // Who accepts both gets what suits the operation, which is known only once it was read.
  return eventStream && !json ? deps.live.serveEventStream(exchange) : serveGraphql(deps, exchange);
}
