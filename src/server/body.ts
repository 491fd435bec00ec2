import { AppError } from "../errors.ts";
import { decodeUtf8 } from "../platform/utf8.ts";
import type { Exchange } from "./exchange.ts";

/**
 * Bytes of request bodies that one process holds at once, and how many of them are one caller's.
 */
const BODIES_BYTES_MAX = 134_217_728;
const BODIES_OF_ONE_BYTES_MAX = 33_554_432;

/** What of the memory for bodies is taken, by whom. Given back when the request is over. */
export class BodyBudget {
  readonly #byPrincipal = new Map<string, number>();
  readonly #max: number;
  readonly #ofOneMax: number;
  #bytes = 0;

  constructor(max: number = BODIES_BYTES_MAX, ofOneMax: number = BODIES_OF_ONE_BYTES_MAX) {
    this.#max = max;
    this.#ofOneMax = ofOneMax;
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws AppError OVERLOADED when there is no room */
  take(principal: string, bytes: number): void {
    const own = (this.#byPrincipal.get(principal) ?? 0) + bytes;
    if (this.#bytes + bytes > this.#max || own > this.#ofOneMax) {
      const message =
        "Too many request bodies are on their way; send fewer at once, and try again.";
      throw new AppError("OVERLOADED", message, { details: { retryAfterSeconds: 1 } });
    }
    this.#bytes += bytes;
    this.#byPrincipal.set(principal, own);
  }

  give(principal: string, bytes: number): void {
    this.#bytes -= bytes;
    const left = (this.#byPrincipal.get(principal) ?? 0) - bytes;
    if (left > 0) {
      this.#byPrincipal.set(principal, left);
    } else {
      this.#byPrincipal.delete(principal);
    }
  }
}

/** Time a client has to send a whole request body, milliseconds. NDJSON has its own rule. */
const BODY_TIMEOUT_MS = 10_000;

/** On whose account a body is held. */
export interface BodyAccount {
  readonly budget: BodyBudget;
  readonly principal: string;
  /**
   * Until the answer has gone; else it is given back once it is read, as by a stream that goes on
   * for hours.
   */
  readonly isKept: boolean;
}

/**
 * Reads a request body into memory, up to `limitBytes`, on the account of the caller.
 *
 * A body that says it is longer is refused unread; one that turns out longer is refused at the
 * first byte too many, and nothing more of it is kept.
 *
 * @throws AppError PAYLOAD_TOO_LARGE; OVERLOADED; BAD_USER_INPUT when the client is too slow or
 *   breaks off
 */
export function readBody(
  { request, response }: Pick<Exchange, "request" | "response">,
  limitBytes: number,
  { budget, principal, isKept }: BodyAccount,
  timeoutMs: number = BODY_TIMEOUT_MS,
): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    return Promise.reject(tooLarge(limitBytes));
  }
  // It left while its caller was looked up: nothing would ever come, nor anything be given back.
  if (response.destroyed) {
    return Promise.reject(new AppError("BAD_USER_INPUT", "The request body ended early."));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let taken = 0;
    const giveBack = () => {
      budget.give(principal, taken);
      taken = 0;
    };
    response.once("close", giveBack);
    const finish = (settle: () => void) => {
      if (!isKept) {
        giveBack();
      }
      clearTimeout(timer);
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      settle();
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        request.pause();
        finish(() => reject(tooLarge(limitBytes)));
        return;
      }
      try {
        budget.take(principal, chunk.length);
      } catch (error) {
        request.pause();
        finish(() => reject(error));
        return;
      }
      taken += chunk.length;
      chunks.push(chunk);
    };
    const onEnd = () => finish(() => resolve(Buffer.concat(chunks, bytes)));
    const onClose = () =>
      finish(() => reject(new AppError("BAD_USER_INPUT", "The request body ended early.")));
    const timer = setTimeout(() => {
      request.pause();
      const message = `The request body took longer than ${timeoutMs / 1_000} s.`;
      finish(() => reject(new AppError("BAD_USER_INPUT", message)));
    }, timeoutMs);
    request.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
  });
}

export function tooLarge(limitBytes: number): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", `The request body is larger than ${limitBytes} bytes.`, {
    details: { limitBytes },
  });
}

/**
 * The value that a whole body is.
 *
 * @throws AppError BAD_USER_INPUT
 */
export function parseJson(body: Uint8Array): unknown {
  const text = decodeUtf8(body);
  if (text === null) {
    throw new AppError("BAD_USER_INPUT", "The body is not UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("BAD_USER_INPUT", "The body is not JSON.");
  }
}

/**
 * Media type and charset of a Content-Type header, lower case; null for an absent or unreadable
 * one.
 */
export function parseContentType(
  header: string | undefined,
): { readonly type: string; readonly charset: string } | null {
  const match = /^\s*([\w.+-]+\/[\w.+-]+)\s*((?:;[^;]*)*)$/.exec(header ?? "");
  if (match?.[1] === undefined) {
    return null;
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(match[2] ?? "")?.[1] ?? "utf-8";
  return { type: match[1].toLowerCase(), charset: charset.toLowerCase() };
}
