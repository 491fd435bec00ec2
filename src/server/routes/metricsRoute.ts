import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { requireScope } from "../../access/authorise.ts";
import { isLoopback, isLoopbackHost } from "../../platform/loopback.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Authenticate } from "../auth/auth.ts";
import type { Exchange } from "../exchange.ts";
import { sendText } from "../respond.ts";

/** Scrapers at once. */
const SCRAPERS_MAX = 20;
/** Time for a scraper to send its request, milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * GET /metrics beside the graph: for operations:read, wherever it comes from. An address says
 * nothing: behind a proxy on this machine everybody comes from this machine.
 */
export async function serveMetrics(
  { request, response }: Exchange,
  deps: { readonly authenticate: Authenticate; readonly metrics: Metrics },
): Promise<void> {
  requireScope(await deps.authenticate(request.headers.authorization), "operations:read");
  const { registry } = deps.metrics;
  sendText(response, 200, await registry.metrics(), { "content-type": registry.contentType });
}

/** An own listener for metrics, which no proxy of the graph leads to. */
export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves GET /metrics without a token to whoever reaches this address: on loopback this machine
 * alone, and no web page in its browsers either (DNS rebinding); on another address the network has
 * to see to it.
 */
export async function listenForScrapers(
  { registry }: Metrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsListener> {
  const isBound = isLoopback(host);
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      const plain = { "content-type": "text/plain; charset=utf-8" };
      const path = request.url?.split("?", 1)[0];
      if (isBound && !isLoopbackHost(request)) {
        return sendText(response, 403, "Use http://localhost or http://127.0.0.1.\n", plain);
      }
      if (path !== "/metrics" || (request.method !== "GET" && request.method !== "HEAD")) {
        return sendText(response, 404, "Only GET /metrics is here.\n", plain);
      }
      registry.metrics().then(
        (text) => sendText(response, 200, text, { "content-type": registry.contentType }),
        () => sendText(response, 503, "The metrics cannot be collected now.\n", plain),
      );
    },
  );
  server.maxConnections = SCRAPERS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/metrics`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
