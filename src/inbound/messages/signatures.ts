import { createHmac, timingSafeEqual } from "node:crypto";

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
  const hmac = createHmac("sha256", secret);
  for (const part of parts) {
    hmac.update(part);
  }
  return hmac.digest(encoding);
}
