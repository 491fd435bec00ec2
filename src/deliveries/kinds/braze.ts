import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";
import type { RequestContext, RequestKind } from "./destinationKind.ts";
import { below, errorsIn, nonEmpty } from "./requests.ts";

/** Braze's users/track: attributes and the event of each user in one request. */
export const braze: RequestKind<"braze"> = {
  kind: "braze",
  secret: "an API key with users.track",
  secretFault: nonEmpty,
  requestsOf: (message, context) => (message.knownBy === null ? [] : [trackOf([message], context)]),
  // It says 201 also of what it did not take.
  refusalOf: (body) => {
    const errors = errorsIn(body);
    return errors.length > 0 ? JSON.stringify(errors) : null;
  },
  batch: {
    requestOf: trackOf,
    refusalsOf: (body, messages) => {
      const refusals: (string | null)[] = messages.map(() => null);
      for (const error of errorsIn(body)) {
        const { index } = error as { readonly index?: unknown };
        if (typeof index !== "number" || !(index in refusals)) {
          return null;
        }
        refusals[index] = `${refusals[index] ?? ""}${JSON.stringify(error)}`;
      }
      return refusals;
    },
  },
};

/** Attributes and events in the order of the messages, so that an index means the same in both. */
function trackOf(
  messages: readonly Message[],
  { sends, secrets }: RequestContext<"braze">,
): OutgoingRequest {
  const attributes = messages.flatMap(({ knownBy, fields }) =>
    Object.keys(fields).length === 0 ? [] : [{ external_id: knownBy, ...fields }],
  );
  const events = messages.map(({ knownBy, type, at, data }) => ({
    ...{ external_id: knownBy, name: type, time: at, properties: data },
  }));
  return {
    ...{ method: "POST", url: below(sends.url, "/users/track") },
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${secrets[0]}`,
    },
    body: JSON.stringify({ attributes, events }),
  };
}
