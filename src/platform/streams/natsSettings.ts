import { z } from "zod";
import { url } from "../consoleSettings.ts";

/** Where NATS is, and how we prove who we are. */
export interface NatsSettings {
  /** `nats://` or `tls://` each. */
  readonly urls: readonly string[];
  /** A .creds file, or one that holds `name:password`; read at each connecting. */
  readonly credentialsFile: string | null;
  /** Who signed the brokers' certificates; null: those that Node trusts. */
  readonly caFile: string | null;
  /** What we prove ourselves with to the broker. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | null;
}

const URL_RULE =
  "must be URLs such as nats://nats.example.com:4222 or tls://nats.example.com:4222, with commas between them and no password";
const broker = url(["nats:", "tls:"], URL_RULE).refine((text) => !text.includes("@"), URL_RULE);

/** The variables of `loadConfig` that say where NATS is. */
export const NATS_VARIABLES = {
  NATS_URL: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(broker, URL_RULE))
    .refine((urls) => new Set(urls.map((one) => one.split(":")[0])).size === 1, URL_RULE)
    .optional(),
  NATS_CREDENTIALS_FILE: z.string().optional(),
  NATS_CA_FILE: z.string().optional(),
  NATS_CERT_FILE: z.string().optional(),
  NATS_KEY_FILE: z.string().optional(),
};

type Variables = z.infer<z.ZodObject<typeof NATS_VARIABLES>>;

/** What is set and leads to nothing would be taken for protection. */
export function problemsOfNats(given: Variables): string[] {
  const { NATS_URL: urls, NATS_CERT_FILE: certFile, NATS_KEY_FILE: keyFile } = given;
  const isTls = urls?.[0]?.startsWith("tls:") === true;
  const tls = (["NATS_CA_FILE", "NATS_CERT_FILE", "NATS_KEY_FILE"] as const).filter(
    (name) => given[name] !== undefined,
  );
  const idle = urls === undefined && given.NATS_CREDENTIALS_FILE !== undefined;
  return [
    ...(idle ? ["NATS_CREDENTIALS_FILE is set, but NATS_URL is not; set both, or neither"] : []),
    ...(isTls ? [] : tls.map((name) => `${name} is set, but NATS_URL is not tls://; set both`)),
    ...((certFile === undefined) === (keyFile === undefined)
      ? []
      : ["NATS_CERT_FILE and NATS_KEY_FILE belong together; set both, or neither"]),
  ];
}

/** Null: there is no NATS. */
export function natsOf(given: Variables): NatsSettings | null {
  const { NATS_URL: urls, NATS_CERT_FILE: certFile, NATS_KEY_FILE: keyFile } = given;
  if (urls === undefined) {
    return null;
  }
  return {
    urls,
    credentialsFile: given.NATS_CREDENTIALS_FILE ?? null,
    caFile: given.NATS_CA_FILE ?? null,
    certificate: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
  };
}
