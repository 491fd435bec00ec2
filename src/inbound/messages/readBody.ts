import { faultOf, type MessageFault } from "../../domain/inbound/message.ts";
import { decodeUtf8 } from "../../platform/utf8.ts";

const LINES = new Set(["application/x-ndjson", "application/ndjson", "application/jsonl"]);

/** The values of a body, or why there are none. */
export type BodyRead =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly fault: MessageFault };

/** The text of a body. */
export type TextRead =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: MessageFault };

/**
 * The text of a body that says it is UTF-8, or says nothing. Never throws.
 *
 * @param contentType as it was sent; another charset than UTF-8 is a fault, not a guess
 */
export function readText(body: Buffer, contentType: string | undefined): TextRead {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(contentType ?? "")?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    const problem = `The charset must be UTF-8.`;
    return { ok: false, fault: faultOf("CHARSET_NOT_SUPPORTED", "", problem) };
  }
  const text = decodeUtf8(body);
  return text === null
    ? { ok: false, fault: faultOf("NOT_UTF8", "", "The body is not UTF-8.") }
    : { ok: true, text };
}

/** The values of a JSON body: of a list its entries, of NDJSON its lines. Never throws. */
export function readJsonBody(body: Buffer, contentType: string | undefined): BodyRead {
  const read = readText(body, contentType);
  if (!read.ok) {
    return read;
  }
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  try {
    if (LINES.has(type)) {
      const lines = read.text.split("\n").filter((line) => line.trim() !== "");
      return { ok: true, values: lines.map((line) => JSON.parse(line) as unknown) };
    }
    const value = JSON.parse(read.text) as unknown;
    return { ok: true, values: Array.isArray(value) ? value : [value] };
  } catch {
    return { ok: false, fault: faultOf("NOT_JSON", "", "The body is not JSON.") };
  }
}
