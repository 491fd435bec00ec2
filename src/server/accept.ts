/** One entry of an Accept header. */
interface MediaRange {
  readonly type: string;
  /** 0 to 1; 0 refuses it. */
  readonly quality: number;
}

const JSON_RANGES: ReadonlySet<string> = new Set([
  "application/json",
  "application/graphql-response+json",
  "application/*",
  "*/*",
]);
const EVENT_STREAM = "text/event-stream";

/** What a client takes as an answer, by its Accept header (RFC 9110, GraphQL over HTTP). */
export interface Accepts {
  /** Any of the JSON types; also where the header is missing. */
  readonly json: boolean;
  /** Server-sent events, by name: to "anything" a stream is no answer. */
  readonly eventStream: boolean;
}

export function acceptsOf(accept: string | undefined): Accepts {
  if (accept === undefined || accept.trim() === "") {
    return { json: true, eventStream: false };
  }
  const taken = accept
    .split(",")
    .map(rangeOf)
    .filter(({ quality }) => quality > 0);
  return {
    json: taken.some(({ type }) => JSON_RANGES.has(type)),
    eventStream: taken.some(({ type }) => type === EVENT_STREAM),
  };
}

function rangeOf(entry: string): MediaRange {
  const [type = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: Number.isNaN(quality) ? 1 : quality };
}
