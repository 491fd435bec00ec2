import type { ProofSettings } from "../../domain/inbound/settings/proof.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Arrival } from "./messageConnector.ts";
import { hmacSha256, isSameText } from "./signatures.ts";
import { STANDARD_WEBHOOKS } from "./standardWebhooks/standardWebhooks.ts";

/** Whether its sender is who it should be, or what to send. */
export type Proved =
  | { readonly ok: true; readonly webhookId: string | null }
  | { readonly ok: false; readonly message: string };

/** Looks at what a sender proves itself by, in constant time. */
export function provedBy(
  arrival: Arrival,
  proof: ProofSettings,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: Instant },
): Proved {
  const { headers, body } = arrival;
  if (proof.kind === "standard_webhooks") {
    const settings = { connector: "standard_webhooks" as const, numbersOf: [] };
    const admission = STANDARD_WEBHOOKS.admit(arrival, { settings, secrets, now });
    return admission.ok
      ? { ok: true, webhookId: admission.key }
      : { ok: false, message: admission.message };
  }
  const [given, wanted] = pairOf(proof, headers, body);
  // Every secret is looked at: how long it takes says nothing of which was right.
  const isRight = secrets.map((secret) => isSameText(given, wanted(secret))).includes(true);
  return isRight && given !== ""
    ? { ok: true, webhookId: null }
    : { ok: false, message: ASKED[proof.kind] };
}

const ASKED = {
  bearer: "Send Authorization: Bearer with a secret of this source.",
  basic: "Send Authorization: Basic with a user and password of this source.",
  header: "Send a secret of this source in the header that its set-up names.",
  hmac: "Sign the body with a secret of this source, in the header that its set-up names.",
} as const;

/** What was given, and what it should be by a secret. */
function pairOf(
  proof: Exclude<ProofSettings, { kind: "standard_webhooks" }>,
  headers: Arrival["headers"],
  body: Buffer,
): readonly [string, (secret: string) => string] {
  switch (proof.kind) {
    case "bearer":
      return [credentials(headers["authorization"], "bearer"), (secret) => secret];
    case "basic":
      return [
        credentials(headers["authorization"], "basic"),
        (secret) => Buffer.from(secret).toString("base64"),
      ];
    case "header":
      return [headers[proof.name] ?? "", (secret) => secret];
    case "hmac": {
      const given = headers[proof.name] ?? "";
      const { encoding, prefix } = proof;
      return [given, (secret) => prefix + hmacSha256(secret, [body], encoding)];
    }
  }
}

function credentials(header: string | undefined, scheme: string): string {
  const [given = "", value = ""] = (header ?? "").split(/ +/, 2);
  return given.toLowerCase() === scheme ? value : "";
}
