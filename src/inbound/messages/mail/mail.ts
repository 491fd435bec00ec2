import { createPublicKey, verify } from "node:crypto";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { fieldsIn, firstWord, own } from "../foreign.ts";
import type { Arrival, MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfBasic, isFar } from "../proofs.ts";
import { hmacSha256, isSameText } from "../signatures.ts";
import { readMail } from "./readMail.ts";

const SENDGRID_SIGNATURE = "x-twilio-email-event-webhook-signature";
const SENDGRID_TIMESTAMP = "x-twilio-email-event-webhook-timestamp";
/**
 * How old a signature may be, seconds: both try again for up to a day with what they have signed
 * once. A repetition within that time is known by its key.
 */
const SIGNED_SECONDS = 26 * 60 * 60;

type Given = Pick<Arrival, "headers" | "body">;

/** What became of mail, as SendGrid, Mailgun and Vero tell it. */
export const MAIL: MessageConnector<"mail"> = {
  code: "mail",
  headers: ["content-type"],
  admit(arrival, { settings, secrets, now }) {
    const message = faultOf(settings, arrival, secrets, now);
    if (message !== null) {
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    // Mailgun signs no body: a token that was seen is good for nothing else.
    const token = settings.provider === "mailgun" ? tokenOf(arrival.body).token : null;
    const key = token === null ? messageKey("", arrival.body) : messageKey(token, "token");
    return { ok: true, key, topic: null };
  },
  translate: readMail,
};

function faultOf(
  { provider, proof }: SettingsOf<"mail">,
  arrival: Arrival,
  secrets: readonly string[],
  now: Instant,
): string | null {
  if (provider === "mailgun") {
    return faultOfMailgun(arrival, secrets, now);
  }
  return provider === "vero" || proof === "basic"
    ? faultOfBasic(arrival, secrets)
    : faultOfSendgrid(arrival, secrets, now);
}

/** ECDSA over time and body, by the key that SendGrid shows: that is the secret. */
function faultOfSendgrid(
  { headers, body }: Given,
  secrets: readonly string[],
  now: Instant,
): string | null {
  const timestamp = headers[SENDGRID_TIMESTAMP] ?? "";
  if (!/^\d{1,12}$/.test(timestamp)) {
    return `Send ${SENDGRID_TIMESTAMP} and ${SENDGRID_SIGNATURE}.`;
  }
  if (isFar(Number(timestamp), now, SIGNED_SECONDS)) {
    return `${SENDGRID_TIMESTAMP} is more than a day from our clock.`;
  }
  const signature = Buffer.from(headers[SENDGRID_SIGNATURE] ?? "", "base64");
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  const isSigned = secrets.some((secret) => isSignedBy(secret, signed, signature));
  return isSigned ? null : `${SENDGRID_SIGNATURE} is by none of the keys of this source.`;
}

/** False too where the key is none. */
function isSignedBy(secret: string, signed: Buffer, signature: Buffer): boolean {
  try {
    const der = Buffer.from(secret, "base64");
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" && verify("sha256", signed, key, signature);
  } catch {
    return false;
  }
}

/** HMAC-SHA256 over time and token, in the body itself. */
function faultOfMailgun({ body }: Given, secrets: readonly string[], now: Instant): string | null {
  const { token, timestamp, signature } = tokenOf(body);
  if (token === null || timestamp === null || signature === null) {
    return "Send signature.timestamp, signature.token and signature.signature.";
  }
  if (!/^\d{1,12}$/.test(timestamp) || isFar(Number(timestamp), now, SIGNED_SECONDS)) {
    return "signature.timestamp is more than a day from our clock.";
  }
  const isSigned = secrets.some((secret) =>
    isSameText(signature, hmacSha256(secret, [timestamp, token], "hex")),
  );
  return isSigned ? null : "signature.signature is by none of the keys of this source.";
}

function tokenOf(body: Buffer) {
  const said = fieldsIn(own(fieldsIn(jsonOf(body)), "signature"));
  return {
    token: firstWord(said, "token"),
    timestamp: firstWord(said, "timestamp"),
    signature: firstWord(said, "signature"),
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return null;
  }
}
