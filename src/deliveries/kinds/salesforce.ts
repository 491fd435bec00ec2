import type { RequestKind } from "./destinationKind.ts";
import { below, namedIn, nonEmpty, objectIn, segmentOf } from "./requests.ts";

/** Salesforce's upsert by an external id: fields of one record, made where there is none. */
export const salesforce: RequestKind<"salesforce"> = {
  kind: "salesforce",
  secret: "an access token that lasts",
  secretFault: nonEmpty,
  requestsOf: ({ knownBy, fields }, { sends, secrets }) => {
    const segment = knownBy === null ? null : segmentOf(knownBy);
    if (segment === null || Object.keys(fields).length === 0) {
      return [];
    }
    const { version, object, externalId } = sends;
    const path = `/services/data/v${version}/sobjects/${object}/${externalId}/`;
    return [
      {
        ...{ method: "PATCH", url: below(sends.url, `${path}${segment}`) },
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${secrets[0]}`,
        },
        body: JSON.stringify(fields),
      },
    ];
  },
  readBack: {
    requestOf: ({ knownBy, names }, { sends, secrets }) => {
      const segment = segmentOf(knownBy);
      if (segment === null) {
        return null;
      }
      const { version, object, externalId } = sends;
      const path = `/services/data/v${version}/sobjects/${object}/${externalId}/${segment}`;
      const url = below(sends.url, path);
      url.searchParams.set("fields", [...new Set([...names, externalId])].join(","));
      const headers = { authorization: `Bearer ${secrets[0]}` };
      return { method: "GET", url, headers, body: null };
    },
    storedIn: ({ status, body }, { names }, { externalId }) => {
      if (status === 404) {
        return { found: false };
      }
      // 300: several records have the id, and none of them is said to be it.
      if (status !== 200 || body === null) {
        return { found: null };
      }
      const record = objectIn(body);
      const { [externalId]: value } = namedIn(record, [externalId]);
      return { found: true, fields: namedIn(record, names), key: { name: externalId, value } };
    },
  },
};
