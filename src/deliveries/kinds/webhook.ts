import { readUrlFor } from "../../domain/delivery/sends.ts";
import {
  hmacSha256,
  newWebhookSecret,
  WEBHOOK_SECRET_PREFIX as PREFIX,
} from "../../inbound/messages/signatures.ts";
import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import { documentOf } from "../message.ts";
import type { RequestKind } from "./destinationKind.ts";
import { objectIn } from "./requests.ts";

/** Bytes of a secret, as Standard Webhooks has them. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

/**
 * Standard Webhooks 1.0: the message's id, the time of this try, and a signature for each secret
 * that is good, so that a receiver changes to a new one without a gap.
 */
export const webhook: RequestKind<"webhook"> = {
  kind: "webhook",
  secret: "the key of its signatures: whsec_ and 24 to 64 bytes in base64",
  newSecret: newWebhookSecret,
  secretFault: (secret) => {
    const bytes = keyOf(secret)?.length ?? 0;
    return bytes >= SECRET_BYTES.min && bytes <= SECRET_BYTES.max
      ? null
      : `must be ${PREFIX} and ${SECRET_BYTES.min} to ${SECRET_BYTES.max} bytes in base64`;
  },
  requestsOf: (message, { sends, secrets, nowSeconds }) => {
    const body = JSON.stringify(documentOf(message));
    return [signedRequest({ url: new URL(sends.url), id: message.id, body }, secrets, nowSeconds)];
  },
  readBack: {
    requestOf: ({ knownBy }, { sends, secrets, nowSeconds }) => {
      const url = sends.readUrl === undefined ? null : readUrlFor(sends.readUrl, knownBy);
      // The address is signed as the id, so that a signature for one customer is none for another.
      return url === null
        ? null
        : {
            ...{ method: "GET", url, body: null },
            headers: signatureOf({ id: url.pathname + url.search, nowSeconds, body: "" }, secrets),
          };
    },
    storedIn: ({ status, body }) => {
      if (status === 404) {
        return { found: false };
      }
      return status !== 200 || body === null
        ? { found: null }
        : { found: true, fields: objectIn(body), key: null };
    },
  },
};

/** The headers of Standard Webhooks 1.0, of what was sent by each of the secrets. */
function signatureOf(
  {
    id,
    nowSeconds,
    body,
  }: { readonly id: string; readonly nowSeconds: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret) ?? Buffer.from(secret);
    return `v1,${hmacSha256(key, [`${id}.${nowSeconds}.${body}`], "base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(nowSeconds),
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * A request with a JSON body, signed by each of the secrets.
 *
 * @param nowSeconds of this try, since 1970
 */
export function signedRequest(
  { url, id, body }: { readonly url: URL; readonly id: string; readonly body: string },
  secrets: readonly string[],
  nowSeconds: number,
): OutgoingRequest {
  return {
    ...{ method: "POST", url, body },
    headers: {
      "content-type": "application/json",
      ...signatureOf({ id, nowSeconds, body }, secrets),
    },
  };
}

function keyOf(secret: string): Buffer | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "";
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}
