import type { Proof } from "../../domain/inbound/settings/proof.ts";
import { type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import type { Arrival } from "./messageConnector.ts";
import { hmacSha256, isSameText, WEBHOOK_SECRET_PREFIX } from "./signatures.ts";

/** How far a message's time may be from ours, seconds: an old one is a repetition by somebody. */
export const TOLERANCE_SECONDS = 5 * 60;

type Signed = Pick<Arrival, "url" | "headers" | "body">;

/** Why a request is not proved to be its sender's; null when it is. Pure, in constant time. */
export function faultOfProof(
  proof: Proof,
  arrival: Signed,
  secrets: readonly string[],
  now: Instant,
): string | null {
  switch (proof.by) {
    case "standard_webhooks":
      return faultOfStandardWebhook(arrival, secrets, now);
    case "basic":
      return faultOfBasic(arrival, secrets);
    case "bearer":
      return faultOfBearer(arrival, secrets);
    case "header": {
      const given = (arrival.headers[proof.header.toLowerCase()] ?? "").trim();
      return secrets.some((secret) => isSameText(given, secret))
        ? null
        : `Send one of the source's secrets in ${proof.header}.`;
    }
    case "hmac": {
      const given = (arrival.headers[proof.header.toLowerCase()] ?? "").trim();
      const bare = given.startsWith(proof.prefix) ? given.slice(proof.prefix.length) : "";
      const isSigned = secrets.some((secret) =>
        isSameText(bare, hmacSha256(secret, [arrival.body], proof.encoding)),
      );
      return isSigned ? null : `${proof.header} is the signature of none of the source's secrets.`;
    }
  }
}

/** A name and a password, `name:password`, as one secret. */
export function faultOfBasic({ headers }: Signed, secrets: readonly string[]): string | null {
  const [scheme = "", credentials = ""] = (headers["authorization"] ?? "").trim().split(/\s+/);
  const given =
    scheme.toLowerCase() === "basic" ? Buffer.from(credentials, "base64").toString() : "";
  return secrets.some((secret) => isSameText(given, secret))
    ? null
    : "Send the source's name and password as Authorization: Basic.";
}

/** As RFC 6750, which the webhooks of CloudEvents follow: in the header, or in the address. */
function faultOfBearer({ headers, url }: Signed, secrets: readonly string[]): string | null {
  const [scheme = "", token = ""] = (headers["authorization"] ?? "").trim().split(/\s+/);
  const given =
    scheme.toLowerCase() === "bearer" ? token : (url.searchParams.get("access_token") ?? "");
  return secrets.some((secret) => isSameText(given, secret))
    ? null
    : "Send one of the source's secrets as Authorization: Bearer.";
}

/** As Standard Webhooks 1.0.0 says. */
export function faultOfStandardWebhook(
  { headers, body }: Signed,
  secrets: readonly string[],
  now: Instant,
): string | null {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (id === "" || !/^\d{1,12}$/.test(timestamp)) {
    return "Send webhook-id, webhook-timestamp and webhook-signature.";
  }
  if (isFar(Number(timestamp), now)) {
    return "webhook-timestamp is more than five minutes from our clock.";
  }
  const given = (headers["webhook-signature"] ?? "")
    .split(" ")
    .flatMap((one) => (one.startsWith("v1,") ? [one.slice("v1,".length)] : []));
  const isSigned = secrets.some((secret) => {
    const key = Buffer.from(secret.replace(WEBHOOK_SECRET_PREFIX, ""), "base64");
    const own = hmacSha256(key, [`${id}.${timestamp}.`, body], "base64");
    return given.some((one) => isSameText(one, own));
  });
  return isSigned ? null : "webhook-signature is of none of the secrets of this source.";
}

/** Whether a time, in seconds since 1970, is further from ours than is believed. */
export function isFar(seconds: number, now: Instant, tolerance = TOLERANCE_SECONDS): boolean {
  return !(Math.abs(now / MICROS_PER_SECOND - seconds) <= tolerance);
}
