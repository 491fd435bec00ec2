import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Message } from "../message.ts";
import type { RequestContext, RequestKind } from "./destinationKind.ts";
import { below, errorsIn, firstIn, namedIn, nonEmpty, objectIn } from "./requests.ts";

/**
 * HubSpot's contacts, found by a property of theirs and made where there are none: what they are
 * now, so that each event is the same request.
 */
export const hubspot: RequestKind<"hubspot"> = {
  kind: "hubspot",
  secret: "an access token with crm.objects.contacts.write, and .read to be read back",
  secretFault: nonEmpty,
  requestsOf: (message, context) =>
    message.knownBy === null || Object.keys(message.fields).length === 0
      ? []
      : [upsertOf([message], context)],
  // 207: of a batch some were not taken, and ours is the only one.
  refusalOf: (body) => {
    const errors = errorsIn(body);
    return errors.length > 0 ? JSON.stringify(errors) : null;
  },
  batch: {
    requestOf: upsertOf,
    refusalsOf: (body, messages) => {
      const errors = errorsIn(body);
      const named = errors.map((error) => ({ error, ids: idsOf(error) }));
      const known = new Set(messages.map(({ knownBy }) => knownBy));
      const isAttributed = named.every(
        ({ ids }) => ids.length > 0 && ids.every((id) => known.has(id)),
      );
      return isAttributed
        ? messages.map(({ knownBy }) => {
            const own = named.filter(({ ids }) => ids.includes(knownBy ?? ""));
            return own.length === 0 ? null : JSON.stringify(own.map(({ error }) => error));
          })
        : null;
    },
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

function upsertOf(
  messages: readonly Message[],
  { sends, secrets }: RequestContext<"hubspot">,
): OutgoingRequest {
  const inputs = messages.map(({ knownBy, fields }) => ({
    ...{ idProperty: sends.property, id: knownBy, properties: fields },
  }));
  return {
    ...{ method: "POST", url: below(sends.url, "/crm/v3/objects/contacts/batch/upsert") },
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${secrets[0]}`,
    },
    body: JSON.stringify({ inputs }),
  };
}

/** Whom an error of several is about, as `context.ids` or `context.id` of it say. */
function idsOf(error: unknown): readonly string[] {
  const { context } = error as { readonly context?: Readonly<Record<string, unknown>> | null };
  return [context?.["ids"], context?.["id"]]
    .flat()
    .filter((id): id is string => typeof id === "string");
}
