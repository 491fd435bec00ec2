import { randomBytes } from "node:crypto";
import type { ConsoleSettings } from "../../platform/consoleSettings.ts";
import type { Exchange } from "../exchange.ts";
import { sendText } from "../respond.ts";
import { isRead, NOT_BUILT, type PagesDeps } from "./pagesRoute.ts";

/** The console, with all that is below: its own script reads the rest of the path. */
export const CONSOLE_PATH = "/console";
/** A till in a browser. */
export const TILL_PATH = "/till";
/** The page that others may show in a frame, with all that is below. */
const EMBED_PATH = `${CONSOLE_PATH}/embed`;

/** Where the built page has the nonce of one answer. */
const NONCE_PLACE = "NONCE-OF-THIS-ANSWER";
/** Bytes of a nonce. */
const NONCE_BYTES = 16;

/** GET /console and below: one page, which asks for its data itself. */
export function serveConsole(deps: PagesDeps, exchange: Exchange): void {
  serveApp(deps, exchange, "console");
}

/** GET /till. */
export function serveTill(deps: PagesDeps, exchange: Exchange): void {
  serveApp(deps, exchange, "till");
}

/**
 * A page that draws itself: scripts are our own files, the style sheets that its components write
 * carry the nonce of this very answer, and it talks to this server and to whoever signs people in.
 * It is shown in nobody's frame but the embedded page in those of the configuration.
 */
function serveApp(deps: PagesDeps, exchange: Exchange, name: string): void {
  const { response, url } = exchange;
  const file = deps.files?.find(name) ?? null;
  if (file === null) {
    sendText(response, 404, NOT_BUILT.trimStart(), { "content-type": "text/plain; charset=utf-8" });
    return;
  }
  if (!isRead(exchange)) {
    return;
  }
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const body = file.plain.toString("utf8").replaceAll(NONCE_PLACE, nonce);
  const isForFrames = `${url.pathname}/`.startsWith(`${EMBED_PATH}/`);
  const { console: settings } = deps;
  const frames = isForFrames ? settings.embedOrigins : [];
  sendText(response, 200, body, {
    "content-type": file.type,
    "cache-control": "no-store",
    "content-security-policy": policyOf(settings, nonce, frames),
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
  });
}

function policyOf({ signIn }: ConsoleSettings, nonce: string, frames: readonly string[]): string {
  const asked = signIn === null ? [] : [new URL(signIn.issuer).origin, ...signIn.origins];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...asked].join(" "),
    ["frame-src 'self'", ...asked].join(" "),
    "form-action 'none'",
    `frame-ancestors ${frames.length === 0 ? "'none'" : frames.join(" ")}`,
    "base-uri 'none'",
  ].join("; ");
}
