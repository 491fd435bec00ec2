import { createPublicKey, verify } from "node:crypto";
import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { isSameText } from "../signatures.ts";
import { readAdobeCommerce } from "./readAdobeCommerce.ts";

const PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----";

/**
 * Webhooks of Adobe Commerce. Signed, they are proved by the public key that Commerce shows
 * (https://developer.adobe.com/commerce/extensibility/webhooks/signature-verification): SHA-256
 * with RSA over the body in base64. Else they have a secret in a header that the webhook is set up
 * with. Which of them counts is what kind of secrets the source has.
 */
export const ADOBE_COMMERCE: MessageConnector<"adobe_commerce"> = {
  code: "adobe_commerce",
  headers: ["content-type", "ce-type", "ce-id", "x-adobe-event-code", "x-adobe-event-id"],
  // What Commerce waits for before it goes on.
  thanks: { status: 200, body: '{"op":"success"}' },
  admit({ headers, body }, { settings, secrets }) {
    const signature = headers["x-adobe-commerce-webhook-signature"] ?? "";
    const given = headers[settings.secretHeader] ?? "";
    const isProved = secrets.some((secret) =>
      secret.startsWith(PUBLIC_KEY)
        ? signature !== "" && isSigned(secret, signature, body)
        : given !== "" && isSameText(given, secret),
    );
    if (!isProved) {
      const message =
        "Neither X-Adobe-Commerce-Webhook-Signature nor the header with the secret is of this " +
        "source.";
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    const id = headers["ce-id"] ?? headers["x-adobe-event-id"] ?? "";
    const topic = headers["ce-type"] ?? headers["x-adobe-event-code"] ?? null;
    const key = id === "" ? messageKey(topic ?? "", body) : messageKey(id);
    return { ok: true, key, topic };
  },
  translate: readAdobeCommerce,
};

function isSigned(publicKey: string, signature: string, body: Buffer): boolean {
  try {
    const text = Buffer.from(body.toString("base64"));
    const key = createPublicKey(publicKey);
    return verify("sha256", text, key, Buffer.from(signature, "base64"));
  } catch {
    // A key that is none proves nothing.
    return false;
  }
}
