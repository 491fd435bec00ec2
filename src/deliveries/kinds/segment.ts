import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";
import type { RequestContext, RequestKind } from "./destinationKind.ts";
import { below, nonEmpty } from "./requests.ts";

/** Segment's HTTP API: the write key is the name of Basic authentication, without a password. */
export const segment: RequestKind<"segment"> = {
  kind: "segment",
  secret: "the write key of the source",
  secretFault: nonEmpty,
  requestsOf: (message, context) =>
    message.knownBy === null
      ? []
      : callsOf(message).map(({ type, ...body }) => postOf(`/v1/${type}`, body, context)),
  batch: {
    requestOf: (messages, context) =>
      postOf("/v1/batch", { batch: messages.flatMap(callsOf) }, context),
    refusalsOf: (_body, messages) => messages.map(() => null),
  },
};

/** What it is called with, as its libraries name it. */
function callsOf({ id, type, at, knownBy, data, fields }: Message) {
  const common = { userId: knownBy, timestamp: at };
  const identify = { type: "identify", messageId: `${id}-identify`, traits: fields };
  const track = { type: "track", messageId: id, event: type, properties: data };
  return (Object.keys(fields).length > 0 ? [identify, track] : [track]).map((call) => ({
    ...common,
    ...call,
  }));
}

function postOf(
  path: string,
  body: object,
  { sends, secrets }: RequestContext<"segment">,
): OutgoingRequest {
  return {
    ...{ method: "POST", url: below(sends.url, path), body: JSON.stringify(body) },
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`${secrets[0]}:`).toString("base64")}`,
    },
  };
}
