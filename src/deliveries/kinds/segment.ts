import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { DestinationKind } from "./destinationKind.ts";
import { below, nonEmpty } from "./requests.ts";

/** Segment's HTTP API: the write key is the name of Basic authentication, without a password. */
export const segment: DestinationKind<"segment"> = {
  kind: "segment",
  secret: "the write key of the source",
  secretFault: nonEmpty,
  requestsOf: ({ id, type, at, knownBy, data, fields }, { sends, secrets }) => {
    if (knownBy === null) {
      return [];
    }
    const headers = {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`${secrets[0]}:`).toString("base64")}`,
    };
    const post = (path: string, body: object): OutgoingRequest => ({
      ...{ method: "POST", url: below(sends.url, path), headers },
      body: JSON.stringify({ userId: knownBy, timestamp: at, ...body }),
    });
    const identify = post("/v1/identify", { messageId: `${id}-identify`, traits: fields });
    return [
      ...(Object.keys(fields).length > 0 ? [identify] : []),
      post("/v1/track", { messageId: id, event: type, properties: data }),
    ];
  },
};
