import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfStandardWebhook } from "../proofs.ts";
import { readOwnWords } from "./readOwnWords.ts";

/**
 * Events in our own words, signed as Standard Webhooks 1.0.0 says: HMAC-SHA256 over id, time and
 * body, any number of signatures, `webhook-id` as the key of repetitions.
 */
export const STANDARD_WEBHOOKS: MessageConnector<"standard_webhooks"> = {
  code: "standard_webhooks",
  headers: ["content-type", "webhook-id", "webhook-timestamp"],
  admit(arrival, { secrets, now }) {
    const message = faultOfStandardWebhook(arrival, secrets, now);
    return message === null
      ? { ok: true, key: messageKey(arrival.headers["webhook-id"] ?? ""), topic: null }
      : { ok: false, code: "UNAUTHENTICATED", message };
  },
  translate: readOwnWords,
};
