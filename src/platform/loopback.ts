import type { IncomingMessage } from "node:http";

/** Whether a name or address is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a request is addressed to this machine by name: a page of another site cannot make its
 * browser say so.
 */
export function isLoopbackHost(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  return isLoopback(host.replace(/^\[(.*)\]$/, "$1"));
}
