import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";
import type { RequestContext, RequestKind } from "./destinationKind.ts";
import { below, errorsIn, firstIn, nonEmpty, objectIn } from "./requests.ts";

/** Attributes that Braze keeps of every user: they stand beside `custom_attributes`. */
const STANDARD: ReadonlySet<string> = new Set([
  ...["country", "dob", "email", "email_subscribe", "first_name", "gender", "home_city"],
  ...["language", "last_name", "phone", "push_subscribe", "time_zone"],
]);

/** Braze's users/track: attributes and the event of each user in one request. */
export const braze: RequestKind<"braze"> = {
  kind: "braze",
  secret: "an API key with users.track, and users.export.ids to be read back",
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
  readBack: {
    requestOf: ({ knownBy, names }, { sends, secrets }) => ({
      ...{ method: "POST", url: below(sends.url, "/users/export/ids") },
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${secrets[0]}`,
      },
      body: JSON.stringify({
        external_ids: [knownBy],
        fields_to_export: [
          ...["external_id", "custom_attributes"],
          ...names.filter((name) => STANDARD.has(name)),
        ],
      }),
    }),
    storedIn: ({ status, body }, { names }) => {
      const { users } = objectIn(body);
      if (status < 200 || status > 299 || !Array.isArray(users)) {
        return { found: null };
      }
      const user = firstIn(users);
      if (user === null) {
        return { found: false };
      }
      const custom = objectIn(user["custom_attributes"]);
      const fields = names.map((name) => [name, STANDARD.has(name) ? user[name] : custom[name]]);
      const key = { name: "external_id", value: user["external_id"] };
      return { found: true, fields: Object.fromEntries(fields), key };
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
