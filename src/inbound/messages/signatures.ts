import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from "node:crypto";

/** What a secret of Standard Webhooks 1.0 begins with; its key follows in base64. */
export const WEBHOOK_SECRET_PREFIX = "whsec_";
/** Bytes of a key that we make: as many as it recommends. */
const KEY_BYTES = 24;

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** HMAC-SHA256 (RFC 2104) of some parts of a message. */
export function hmacSha256(
  secret: string | Buffer,
  parts: readonly (string | Buffer)[],
  encoding: "base64" | "hex",
): string {
  // That bytes are no key yet Node finds out by an error that is thrown: 14 us instead of 4
  // (Node 24.21, 2026-11-30).
  const hmac = createHmac("sha256", createSecretKey(Buffer.from(secret)));
  for (const part of parts) {
    hmac.update(part);
  }
  return hmac.digest(encoding);
}

/** A new secret, for whoever signs and whoever verifies. */
export function newWebhookSecret(): string {
  return `${WEBHOOK_SECRET_PREFIX}${randomBytes(KEY_BYTES).toString("base64")}`;
}
