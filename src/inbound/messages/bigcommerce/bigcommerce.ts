import type { MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfProof } from "../proofs.ts";
import { readBigCommerce } from "./readBigCommerce.ts";

/**
 * Webhooks of a BigCommerce store. They name what has changed, and are signed only where the store
 * does so; else the webhook was given a header that proves who sends
 * (https://developer.bigcommerce.com/docs/integrations/webhooks).
 */
export const BIGCOMMERCE: MessageConnector<"bigcommerce"> = {
  code: "bigcommerce",
  headers: ["content-type"],
  admit(arrival, { settings, secrets, now }) {
    const message = faultOfProof(settings.proof, arrival, secrets, now);
    if (message !== null) {
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    // Two changes of one second say the same, word for word, and what is fetched for the first may
    // lack the second. Whatever has no id of its own is a message of its own: it is fetched again,
    // which changes nothing where nothing has changed.
    const id = arrival.headers["webhook-id"] ?? "";
    const key = id === "" ? messageKey(`${now}`, arrival.body) : messageKey(id);
    return { ok: true, key, topic: topicOf(arrival.body) };
  },
  translate: readBigCommerce,
};

function topicOf(body: Buffer): string | null {
  try {
    const { scope } = JSON.parse(body.toString()) as { readonly scope?: unknown };
    return typeof scope === "string" && scope !== "" ? scope : null;
  } catch {
    return null;
  }
}
