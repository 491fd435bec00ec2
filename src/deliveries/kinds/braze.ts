import type { DestinationKind } from "./destinationKind.ts";
import { below, nonEmpty } from "./requests.ts";

/** Braze's users/track: attributes and the event of one user in one request. */
export const braze: DestinationKind<"braze"> = {
  kind: "braze",
  secret: "an API key with users.track",
  secretFault: nonEmpty,
  requestsOf: ({ type, at, knownBy, data, fields }, { sends, secrets }) => {
    if (knownBy === null) {
      return [];
    }
    const attributes =
      Object.keys(fields).length === 0 ? [] : [{ external_id: knownBy, ...fields }];
    const event = { external_id: knownBy, name: type, time: at, properties: data };
    return [
      {
        ...{ method: "POST", url: below(sends.url, "/users/track") },
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${secrets[0]}`,
        },
        body: JSON.stringify({ attributes, events: [event] }),
      },
    ];
  },
  // It says 201 also of what it did not take.
  refusalOf: (body) => {
    const { errors } = body as { readonly errors?: unknown };
    return Array.isArray(errors) && errors.length > 0 ? JSON.stringify(errors) : null;
  },
};
