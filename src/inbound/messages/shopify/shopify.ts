import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { hmacSha256, isSameText } from "../signatures.ts";
import { readShopify } from "./readShopify.ts";

/**
 * Webhooks of a Shopify shop, signed with HMAC-SHA256 of the body by the app's client secret
 * (https://shopify.dev/docs/apps/build/webhooks/verify-deliveries). Headers are taken with `X-` and
 * without: newer deliveries leave it out.
 */
export const SHOPIFY: MessageConnector<"shopify"> = {
  code: "shopify",
  headers: ["content-type", ...bothOf("topic"), ...bothOf("shop-domain"), ...bothOf("api-version")],
  admit({ headers, body }, { settings, secrets }) {
    const given = either(headers, "hmac-sha256");
    if (given === null) {
      return refused("Send X-Shopify-Hmac-Sha256.");
    }
    if (!secrets.some((secret) => isSameText(given, hmacSha256(secret, [body], "base64")))) {
      return refused("X-Shopify-Hmac-Sha256 is of none of the secrets of this source.");
    }
    const domain = either(headers, "shop-domain")?.toLowerCase() ?? null;
    if (settings.shopDomain !== undefined && domain !== settings.shopDomain) {
      return refused("X-Shopify-Shop-Domain is not the shop of this source.");
    }
    const id = either(headers, "webhook-id");
    const topic = either(headers, "topic")?.toLowerCase() ?? null;
    // A delivery without an id is the same as another one that says the same of the same.
    const key = id === null ? messageKey(topic ?? "", body) : messageKey(id);
    return { ok: true, key, topic };
  },
  translate: readShopify,
};

function bothOf(name: string): readonly [string, string] {
  return [`x-shopify-${name}`, `shopify-${name}`];
}

function either(headers: Readonly<Record<string, string>>, name: string): string | null {
  const [old, recent] = bothOf(name);
  const value = headers[old] ?? headers[recent] ?? "";
  return value === "" ? null : value;
}

function refused(message: string) {
  return { ok: false, code: "UNAUTHENTICATED", message } as const;
}
