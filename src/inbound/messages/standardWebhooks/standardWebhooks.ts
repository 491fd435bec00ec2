import { MICROS_PER_SECOND } from "../../../domain/time/instant.ts";
import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { hmacSha256, isSameText } from "../signatures.ts";
import { readOwnWords } from "./readOwnWords.ts";

/** How far a message's time may be from ours, seconds: an old one is a repetition by somebody. */
const TOLERANCE_SECONDS = 5 * 60;
const SECRET_PREFIX = "whsec_";

/**
 * Events in our own words, signed as Standard Webhooks 1.0.0 says: HMAC-SHA256 over id, time and
 * body, any number of signatures, `webhook-id` as the key of repetitions.
 */
export const STANDARD_WEBHOOKS: MessageConnector<"standard_webhooks"> = {
  code: "standard_webhooks",
  headers: ["content-type", "webhook-id", "webhook-timestamp"],
  admit({ headers, body }, { secrets, now }) {
    const id = headers["webhook-id"] ?? "";
    const timestamp = headers["webhook-timestamp"] ?? "";
    if (id === "" || !/^\d{1,12}$/.test(timestamp)) {
      return refused("Send webhook-id, webhook-timestamp and webhook-signature.");
    }
    const apart = Math.abs(now / MICROS_PER_SECOND - Number(timestamp));
    if (apart > TOLERANCE_SECONDS) {
      return refused("webhook-timestamp is more than five minutes from our clock.");
    }
    const given = (headers["webhook-signature"] ?? "")
      .split(" ")
      .flatMap((one) => (one.startsWith("v1,") ? [one.slice("v1,".length)] : []));
    const isSigned = secrets.some((secret) => {
      const key = Buffer.from(secret.replace(SECRET_PREFIX, ""), "base64");
      const own = hmacSha256(key, [`${id}.${timestamp}.`, body], "base64");
      return given.some((one) => isSameText(one, own));
    });
    return isSigned
      ? { ok: true, key: messageKey(id), topic: null }
      : refused("webhook-signature is of none of the secrets of this source.");
  },
  translate: readOwnWords,
};

function refused(message: string) {
  return { ok: false, code: "UNAUTHENTICATED", message } as const;
}
