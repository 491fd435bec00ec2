import {
  hmacSha256,
  newWebhookSecret,
  WEBHOOK_SECRET_PREFIX as PREFIX,
} from "../../inbound/messages/signatures.ts";
import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import { documentOf } from "../message.ts";
import type { DestinationKind } from "./destinationKind.ts";

/** Bytes of a secret, as Standard Webhooks has them. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

/**
 * Standard Webhooks 1.0: the message's id, the time of this try, and a signature for each secret
 * that is good, so that a receiver changes to a new one without a gap.
 */
export const webhook: DestinationKind<"webhook"> = {
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
};

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
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret) ?? Buffer.from(secret);
    return `v1,${hmacSha256(key, [`${id}.${nowSeconds}.${body}`], "base64")}`;
  });
  return {
    ...{ method: "POST", url, body },
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(nowSeconds),
      "webhook-signature": signatures.join(" "),
    },
  };
}

function keyOf(secret: string): Buffer | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "";
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}
