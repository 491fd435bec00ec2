import type { IncomingMessage } from "node:http";
import { AppError } from "../errors.ts";

/** Time a client has to send a whole request body, milliseconds. NDJSON has its own rule. */
const BODY_TIMEOUT_MS = 10_000;

/**
 * Reads a request body into memory, up to `limitBytes`.
 *
 * A body that says it is longer is refused unread; one that turns out longer is refused at the first byte too
 * many, and nothing more of it is kept.
 *
 * @throws AppError PAYLOAD_TOO_LARGE; BAD_USER_INPUT when the client is too slow or breaks off
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  timeoutMs: number = BODY_TIMEOUT_MS,
): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    return Promise.reject(tooLarge(limitBytes));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      settle();
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        request.pause();
        finish(() => reject(tooLarge(limitBytes)));
      } else chunks.push(chunk);
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

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** The text of UTF-8 bytes, null when they are not UTF-8: a replacement character would be a silent change. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Media type and charset of a Content-Type header, lower case; null for an absent or unreadable one. */
export function parseContentType(
  header: string | undefined,
): { readonly type: string; readonly charset: string } | null {
  const match = /^\s*([\w.+-]+\/[\w.+-]+)\s*((?:;[^;]*)*)$/.exec(header ?? "");
  if (match?.[1] === undefined) return null;
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(match[2] ?? "")?.[1] ?? "utf-8";
  return { type: match[1].toLowerCase(), charset: charset.toLowerCase() };
}
