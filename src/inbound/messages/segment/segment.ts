import { isObject, own, wordOf } from "../foreign.ts";
import type { Arrival, MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { parseJson } from "../readBody.ts";
import { isSameText } from "../signatures.ts";
import { readSegment } from "./readSegment.ts";

/**
 * Calls of Segment's and RudderStack's libraries. A write key proves the sender: by Basic (as its
 * name, without a password) or Bearer, or in the body.
 */
export const SEGMENT: MessageConnector<"segment"> = {
  code: "segment",
  headers: [],
  admit(arrival, { secrets }) {
    const given = writeKeysOf(arrival);
    if (!secrets.some((secret) => given.some((one) => isSameText(one, secret)))) {
      const message = "Send the write key of a source: Basic with it as the name, or writeKey.";
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    const topic = /^\/v1\/([a-z]+)$/.exec(arrival.url.pathname)?.[1] ?? null;
    return { ok: true, key: keyOf(arrival.body, topic), topic: topic === "batch" ? null : topic };
  },
  translate: readSegment,
  thanks: { status: 200, body: '{"success":true}' },
};

/** What a request may be known by: two at most, since one may stand in its body. */
export function writeKeysOf({ headers, body }: Pick<Arrival, "headers" | "body">): string[] {
  const [scheme = "", credentials = ""] = (headers["authorization"] ?? "").trim().split(/\s+/);
  const keys: (string | null)[] = [];
  if (scheme.toLowerCase() === "basic") {
    keys.push(Buffer.from(credentials, "base64").toString().split(":", 1)[0] ?? null);
  } else if (scheme.toLowerCase() === "bearer") {
    keys.push(credentials);
  }
  const value = jsonOf(body);
  keys.push(isObject(value) ? wordOf(own(value, "writeKey")) : null);
  return keys.filter((key): key is string => key !== null && key !== "");
}

/**
 * A batch that is sent again has another `sentAt`: it is known by the ids of what it holds, and by
 * its bytes where something in it has none.
 */
function keyOf(body: Buffer, topic: string | null): string {
  const value = jsonOf(body);
  const batch = isObject(value) ? own(value, "batch") : null;
  const calls: readonly unknown[] = Array.isArray(batch) ? batch : [value];
  const ids = calls.map((call) => (isObject(call) ? wordOf(own(call, "messageId")) : null));
  if (ids.length === 0 || ids.includes(null)) {
    return messageKey(topic ?? "", body);
  }
  return messageKey(Array.isArray(batch) ? "batch" : "call", JSON.stringify(ids));
}

function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body.toString());
  } catch {
    return null;
  }
}
