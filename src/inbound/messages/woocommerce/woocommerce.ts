import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { hmacSha256, isSameText } from "../signatures.ts";
import { readWooCommerce } from "./readWooCommerce.ts";

/** What a shop posts when a webhook is made, without a signature: it wants to see 200. */
const PING = /^webhook_id=\d{1,20}$/;
const PING_BYTES_MAX = 40;

/**
 * Webhooks of a WooCommerce shop, signed with HMAC-SHA256 of the body by the webhook's secret
 * (https://developer.woocommerce.com/docs/apis/webhooks).
 */
export const WOOCOMMERCE: MessageConnector<"woocommerce"> = {
  code: "woocommerce",
  headers: ["content-type", "x-wc-webhook-topic", "x-wc-webhook-id", "x-wc-webhook-source"],
  handshake({ method, headers, body }) {
    const isPing =
      method === "POST" &&
      headers["x-wc-webhook-signature"] === undefined &&
      body.length <= PING_BYTES_MAX &&
      PING.test(body.toString("latin1"));
    return isPing ? { status: 200, headers: {}, body: "" } : null;
  },
  admit({ headers, body }, { secrets }) {
    const given = headers["x-wc-webhook-signature"] ?? "";
    if (given === "") {
      return refused("Send X-WC-Webhook-Signature.");
    }
    if (!secrets.some((secret) => isSameText(given, hmacSha256(secret, [body], "base64")))) {
      return refused("X-WC-Webhook-Signature is of none of the secrets of this source.");
    }
    const topic = headers["x-wc-webhook-topic"]?.toLowerCase() || null;
    const id = headers["x-wc-webhook-delivery-id"] ?? "";
    const key = id === "" ? messageKey(topic ?? "", body) : messageKey(id);
    return { ok: true, key, topic };
  },
  translate: readWooCommerce,
};

function refused(message: string) {
  return { ok: false, code: "UNAUTHENTICATED", message } as const;
}
