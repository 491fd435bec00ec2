import type { RequestKind } from "./destinationKind.ts";
import { below, nonEmpty, segmentOf } from "./requests.ts";

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
};
