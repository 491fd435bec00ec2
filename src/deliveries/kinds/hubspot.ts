import type { DestinationKind } from "./destinationKind.ts";
import { below, firstIn, namedIn, nonEmpty, objectIn } from "./requests.ts";

/**
 * HubSpot's contacts, found by a property of theirs and made where there are none: what they are
 * now, so that each event is the same request.
 */
export const hubspot: DestinationKind<"hubspot"> = {
  kind: "hubspot",
  secret: "an access token with crm.objects.contacts.write, and .read to be read back",
  secretFault: nonEmpty,
  requestsOf: ({ knownBy, fields }, { sends, secrets }) => {
    if (knownBy === null || Object.keys(fields).length === 0) {
      return [];
    }
    const input = { idProperty: sends.property, id: knownBy, properties: fields };
    return [
      {
        ...{ method: "POST", url: below(sends.url, "/crm/v3/objects/contacts/batch/upsert") },
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${secrets[0]}`,
        },
        body: JSON.stringify({ inputs: [input] }),
      },
    ];
  },
  // 207: of a batch some were not taken, and ours is the only one.
  refusalOf: (body) => {
    const { errors } = body as { readonly errors?: unknown };
    return Array.isArray(errors) && errors.length > 0 ? JSON.stringify(errors) : null;
  },
  readBack: {
    requestOf: ({ knownBy, names }, { sends, secrets }) => ({
      ...{ method: "POST", url: below(sends.url, "/crm/v3/objects/contacts/batch/read") },
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${secrets[0]}`,
      },
      body: JSON.stringify({
        ...{ idProperty: sends.property, inputs: [{ id: knownBy }] },
        properties: [...new Set([...names, sends.property])],
      }),
    }),
    // 207: there is no such contact, which stands among the errors.
    storedIn: ({ status, body }, { names }, { property }) => {
      const { results } = objectIn(body);
      if ((status !== 200 && status !== 207) || !Array.isArray(results)) {
        return { found: null };
      }
      const first = firstIn(results);
      if (first === null) {
        return { found: false };
      }
      const properties = objectIn(first["properties"]);
      const { [property]: value } = namedIn(properties, [property]);
      return { found: true, fields: namedIn(properties, names), key: { name: property, value } };
    },
  },
};
