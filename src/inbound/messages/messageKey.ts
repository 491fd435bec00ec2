import { hash } from "node:crypto";
import { MESSAGE_KEY_BYTES_MAX } from "../../domain/inbound/message.ts";

/** A key of at most MESSAGE_KEY_BYTES_MAX bytes of what may be longer, or may be anything. */
export function messageKey(...parts: readonly (string | Buffer)[]): string {
  const text = parts.length === 1 && typeof parts[0] === "string" ? parts[0] : null;
  if (text !== null && text !== "" && /^[\x21-\x7e]+$/.test(text)) {
    if (Buffer.byteLength(text) <= MESSAGE_KEY_BYTES_MAX) {
      return text;
    }
  }
  const digest = parts.map((part) => hash("sha256", part, "hex")).join("");
  return `sha256:${hash("sha256", digest, "hex")}`;
}
