import { faultOf, type MessageFault } from "../../../domain/inbound/message.ts";
import { type Fields, isObject } from "../foreign.ts";
import { readJsonBody } from "../readBody.ts";

/** Attributes of an event in binary mode that we ask for. */
const ATTRIBUTES = ["specversion", "id", "source", "type", "subject", "time"] as const;
/** One event, with its attributes and its data in one body. */
export const STRUCTURED = "application/cloudevents+json";
export const ATTRIBUTE_HEADERS = ATTRIBUTES.map((name) => `ce-${name}`);

/** An event, and where it stands in the message; in binary mode its data is the body. */
export interface ReadEvent {
  readonly attributes: Fields;
  readonly at: string;
  readonly mode: "structured" | "binary";
}

export type AttributesRead =
  | { readonly ok: true; readonly events: readonly ReadEvent[] }
  | { readonly ok: false; readonly fault: MessageFault };

/** The events of a request by any of the three content modes of HTTP. Never throws. */
export function readAttributes(
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): AttributesRead {
  const contentType = headers["content-type"];
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!type.startsWith("application/cloudevents")) {
    const named = ATTRIBUTES.map((name) => [name, decoded(headers[`ce-${name}`])] as const);
    const attributes = Object.fromEntries(named.filter(([, value]) => value !== undefined));
    return { ok: true, events: [{ attributes, at: "", mode: "binary" }] };
  }
  const isBatch = type === "application/cloudevents-batch+json";
  if (!isBatch && type !== STRUCTURED) {
    return faulty("FORMAT_NOT_SUPPORTED", "Send CloudEvents as JSON.");
  }
  const read = readJsonBody(body, contentType);
  if (!read.ok) {
    return read;
  }
  const wrong = read.values.findIndex((value) => !isObject(value));
  if (wrong >= 0) {
    return faulty("NOT_AN_OBJECT", "Send CloudEvents.", isBatch ? String(wrong) : "");
  }
  return {
    ok: true,
    events: read.values.map((value, index) => ({
      ...{ attributes: value as Fields, mode: "structured" },
      at: isBatch ? String(index) : "",
    })),
  };
}

/** Headers hold ASCII: what is not is percent-encoded (HTTP binding 3.1.3.2). */
function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return value;
  }
}

function faulty(reason: string, problem: string, at = ""): AttributesRead {
  return { ok: false, fault: faultOf(reason, at, problem) };
}
