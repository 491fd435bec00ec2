import { z } from "zod";

/** Where Kafka is, and how we prove who we are. */
export interface KafkaSettings {
  /** `host:port` each, of brokers that tell where the others are. */
  readonly brokers: readonly string[];
  /** Null: unencrypted. */
  readonly tls: {
    /** Who signed the brokers' certificates; null: those that Node trusts. */
    readonly caFile: string | null;
    /** What we prove ourselves with to the broker. */
    readonly certificate: { readonly certFile: string; readonly keyFile: string } | null;
  } | null;
  /** Null: without a name. The file holds `name:password`; read at each connecting. */
  readonly sasl: {
    readonly mechanism: (typeof MECHANISMS)[number];
    readonly credentialsFile: string;
  } | null;
}

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;
/** Kafka's own names: whether it is TLS, and whether there is a name and a password. */
const PROTOCOLS = ["SSL", "SASL_SSL", "PLAINTEXT", "SASL_PLAINTEXT"] as const;

const BROKERS_RULE =
  "must be hosts with their ports such as kafka-1.example.com:9093,kafka-2.example.com:9093";
const PORT_MAX = 65_535;

function isHostAndPort(text: string): boolean {
  const [, port = ""] = /^(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/.exec(text) ?? [];
  return Number(port) >= 1 && Number(port) <= PORT_MAX;
}

/** The variables of `loadConfig` that say where Kafka is. */
export const KAFKA_VARIABLES = {
  KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((brokers) => brokers.every(isHostAndPort), BROKERS_RULE)
    .optional(),
  KAFKA_SECURITY_PROTOCOL: z.enum(PROTOCOLS, `must be one of ${PROTOCOLS.join(", ")}`).optional(),
  KAFKA_SASL_MECHANISM: z.enum(MECHANISMS, `must be one of ${MECHANISMS.join(", ")}`).optional(),
  KAFKA_CREDENTIALS_FILE: z.string().optional(),
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_CERT_FILE: z.string().optional(),
  KAFKA_KEY_FILE: z.string().optional(),
};

type Variables = z.infer<z.ZodObject<typeof KAFKA_VARIABLES>>;

const TLS_NAMES = ["KAFKA_CA_FILE", "KAFKA_CERT_FILE", "KAFKA_KEY_FILE"] as const;
const SASL_NAMES = ["KAFKA_SASL_MECHANISM", "KAFKA_CREDENTIALS_FILE"] as const;

function protocolOf(given: Variables): (typeof PROTOCOLS)[number] {
  return given.KAFKA_SECURITY_PROTOCOL ?? "SSL";
}

/** What is set and leads to nothing would be taken for protection. */
export function problemsOfKafka(given: Variables): string[] {
  const isSet = (name: keyof Variables) => given[name] !== undefined;
  if (given.KAFKA_BROKERS === undefined) {
    return (["KAFKA_SECURITY_PROTOCOL", ...SASL_NAMES, ...TLS_NAMES] as const)
      .filter(isSet)
      .map((name) => `${name} is set, but KAFKA_BROKERS is not; set both, or neither`);
  }
  const protocol = protocolOf(given);
  const isTls = protocol.endsWith("SSL");
  const isSasl = protocol.startsWith("SASL");
  return [
    ...(isTls ? [] : TLS_NAMES.filter(isSet)).map(
      (name) => `${name} is set, but KAFKA_SECURITY_PROTOCOL is ${protocol}, which has no TLS`,
    ),
    ...(isSasl ? [] : SASL_NAMES.filter(isSet)).map(
      (name) => `${name} is set, but KAFKA_SECURITY_PROTOCOL is ${protocol}; set SASL_SSL`,
    ),
    ...(isSasl && !isSet("KAFKA_CREDENTIALS_FILE")
      ? [`KAFKA_SECURITY_PROTOCOL is ${protocol}, but KAFKA_CREDENTIALS_FILE is not set; set both`]
      : []),
    ...(isSet("KAFKA_CERT_FILE") === isSet("KAFKA_KEY_FILE")
      ? []
      : ["KAFKA_CERT_FILE and KAFKA_KEY_FILE belong together; set both, or neither"]),
  ];
}

/** Null: there is no Kafka. */
export function kafkaOf(given: Variables): KafkaSettings | null {
  const { KAFKA_BROKERS: brokers, KAFKA_CERT_FILE: certFile, KAFKA_KEY_FILE: keyFile } = given;
  const { KAFKA_CREDENTIALS_FILE: credentialsFile } = given;
  if (brokers === undefined) {
    return null;
  }
  const protocol = protocolOf(given);
  return {
    brokers,
    tls: protocol.endsWith("SSL")
      ? {
          caFile: given.KAFKA_CA_FILE ?? null,
          certificate:
            certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
        }
      : null,
    sasl:
      protocol.startsWith("SASL") && credentialsFile !== undefined
        ? { mechanism: given.KAFKA_SASL_MECHANISM ?? "SCRAM-SHA-512", credentialsFile }
        : null,
  };
}
