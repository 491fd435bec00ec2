import { randomBytes } from "node:crypto";

/**
 * A UUID of version 7 for what the API shows: its first 48 bits are the time in milliseconds, so that rows made
 * after each other stand beside each other in the index; the other 74 bits are random.
 * Source: RFC 9562 section 5.7.
 */
export function uuidV7(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
