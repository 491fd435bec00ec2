import { fieldsIn, own, wordOf } from "../foreign.ts";
import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { isFar } from "../proofs.ts";
import { readJsonBody } from "../readBody.ts";
import { hmacSha256, isSameText } from "../signatures.ts";
import { readHubspot } from "./readHubspot.ts";

const SIGNATURE = "x-hubspot-signature-v3";
const TIMESTAMP = "x-hubspot-request-timestamp";
const MS_PER_SECOND = 1_000;
/** What tells an event from others, but for the number of its attempt. */
const NAMES = ["eventId", "objectId", "subscriptionType", "propertyName", "occurredAt"];

/**
 * Webhooks of HubSpot apps, by signature v3: method, address, body and time
 * (https://developers.hubspot.com/docs/api/webhooks/validating-requests).
 */
export const HUBSPOT: MessageConnector<"hubspot"> = {
  code: "hubspot",
  headers: ["content-type"],
  admit({ method, headers, body }, { settings, secrets, now }) {
    const timestamp = headers[TIMESTAMP] ?? "";
    if (!/^\d{1,15}$/.test(timestamp)) {
      return refused(`Send ${TIMESTAMP} and ${SIGNATURE}.`);
    }
    if (isFar(Number(timestamp) / MS_PER_SECOND, now)) {
      return refused(`${TIMESTAMP} is more than five minutes from our clock.`);
    }
    const given = headers[SIGNATURE] ?? "";
    const signed = [`${method}${settings.publicUrl}`, body, timestamp];
    const isSigned = secrets.some((secret) =>
      isSameText(given, hmacSha256(secret, signed, "base64")),
    );
    return isSigned
      ? { ok: true, key: keyOf(body), topic: null }
      : refused(`${SIGNATURE} is of none of the secrets, or of another address than publicUrl.`);
  },
  translate: readHubspot,
};

/** An attempt that is repeated counts its attempts: what it tells is the same. */
function keyOf(body: Buffer): string {
  const read = readJsonBody(body, undefined);
  const names = (read.ok ? read.values : []).map((event) =>
    NAMES.map((name) => wordOf(own(fieldsIn(event), name))),
  );
  const isNamed = names.length > 0 && names.every(([id, object]) => id !== null && object !== null);
  return isNamed ? messageKey(JSON.stringify(names), "") : messageKey("", body);
}

function refused(message: string) {
  return { ok: false, code: "UNAUTHENTICATED", message } as const;
}
