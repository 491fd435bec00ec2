import type { DestinationKind } from "./destinationKind.ts";
import { below, firstIn, nonEmpty, objectIn } from "./requests.ts";

/** Attributes that Braze keeps of every user: they stand beside `custom_attributes`. */
const STANDARD: ReadonlySet<string> = new Set([
  ...["country", "dob", "email", "email_subscribe", "first_name", "gender", "home_city"],
  ...["language", "last_name", "phone", "push_subscribe", "time_zone"],
]);

/** Braze's users/track: attributes and the event of one user in one request. */
export const braze: DestinationKind<"braze"> = {
  kind: "braze",
  secret: "an API key with users.track, and users.export.ids to be read back",
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
