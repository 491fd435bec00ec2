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

/** Whole numbers of that many digits may be more than a double holds exactly. */
const LONG_WHOLE = /\d{16}/;
const WHOLE = /^-?\d+$/;

/**
 * JSON with its numbers as they were sent: a whole number that a double would change into another
 * one, as numbers of orders and customers can be, is its digits.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return LONG_WHOLE.test(text) ? JSON.parse(text, exactly as never) : JSON.parse(text);
}

/** A reviver that is told how a number was written (ECMAScript's JSON.parse source text access). */
function exactly(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isChanged = typeof value === "number" && !Number.isSafeInteger(value);
  return isChanged && source !== undefined && WHOLE.test(source) ? source : value;
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
      return { ok: true, values: lines.map((line) => parseJson(line)) };
    }
    const value = parseJson(read.text);
    return { ok: true, values: Array.isArray(value) ? value : [value] };
  } catch {
    return { ok: false, fault: faultOf("NOT_JSON", "", "The body is not JSON.") };
  }
}
