import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig } from "../../src/config.ts";

const AUTH = {
  AUTH_JWKS_URL: "https://id.example.com/keys",
  AUTH_ISSUER: "https://id.example.com/",
  AUTH_AUDIENCE: "tributary",
};

const messageOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.message;
    }
    throw error;
  }
  return "accepted";
};

test("with nothing set the server runs in demo mode on loopback with the embedded database", () => {
  expect(loadConfig({})).toEqual({
    corsOrigins: [],
    connectionsPerAddressMax: 6_000,
    databasePooling: "session",
    erpDatabaseUrl: null,
    intakeRetentionDays: 30,
    outboxRetentionDays: 30,
    queriesPerCallerMax: 64,
    mutationsPerCallerMax: 8,
    customerTokenKeyFile: ".data/customer-token-key.json",
    console: { signIn: null, embedOrigins: [] },
    dataDir: ".data",
    executor: "compiled",
    host: "127.0.0.1",
    port: 4000,
    logLevel: "info",
    brokers: { nats: null, kafka: null },
    writers: 2,
    readPoolMax: 10,
    secretsKeyFile: ".data/secrets-key",
    shutdownGraceMs: 10_000,
    isProduction: false,
    introspection: true,
    trustedProxies: [],
    fetchAllowNetworks: [],
    deliverAllowNetworks: [],
    deliverFilesFolder: null,
  });
});

test.each([
  ["trusted proxies", "TRUSTED_PROXIES", "trustedProxies"],
  ["networks of ours that are fetched from", "FETCH_ALLOW_NETWORKS", "fetchAllowNetworks"],
  ["networks of ours that are told", "DELIVER_ALLOW_NETWORKS", "deliverAllowNetworks"],
] as const)("%s are addresses and networks, and no names", (_what, name, field) => {
  const networks = loadConfig({ [name]: "10.0.0.7, 192.168.0.0/16,2001:db8::/32" })[field];
  expect(networks).toEqual(["10.0.0.7", "192.168.0.0/16", "2001:db8::/32"]);
  for (const bad of ["proxy.example.com", "10.0.0.0/40", "10.0.0.7,"]) {
    expect(messageOf({ [name]: bad })).toContain(`${name} must be addresses`);
  }
});

test("an empty variable counts as unset", () => {
  expect(loadConfig({ PORT: "", DATABASE_URL: "", HOST: "" })).toEqual(loadConfig({}));
});

test("production hides the schema unless it is asked for", () => {
  expect(loadConfig({ NODE_ENV: "production" }).introspection).toBe(false);
  expect(loadConfig({ NODE_ENV: "production", INTROSPECTION: "true" }).introspection).toBe(true);
});

describe("without authentication only this machine can reach the server", () => {
  test.each(["0.0.0.0", "::", "192.168.1.10", "shop.example.com", "127.example.com"])(
    "HOST=%s is refused in demo mode",
    (HOST) => {
      expect(messageOf({ HOST })).toMatch(/HOST is .* demo mode.*set these three, or unset HOST/);
    },
  );

  test.each(["localhost", "127.0.0.1", "127.1.2.3", "::1"])("HOST=%s is accepted", (HOST) => {
    expect(loadConfig({ HOST }).host).toBe(HOST);
  });

  test("any HOST is accepted with authentication", () => {
    expect(loadConfig({ HOST: "0.0.0.0", ...AUTH })).toMatchObject({
      host: "0.0.0.0",
      auth: {
        jwksUrl: "https://id.example.com/keys",
        issuer: "https://id.example.com/",
        audience: "tributary",
      },
    });
  });
});

test("half an authentication never becomes demo mode", () => {
  const { AUTH_AUDIENCE: _, ...half } = AUTH;
  expect(messageOf(half)).toContain("AUTH_AUDIENCE is not set");
});

describe("identity providers", () => {
  test("their roles are mapped in the order in which they are written", () => {
    const env = {
      ...AUTH,
      AUTH_ROLE_CLAIM: "realm_access.roles",
      AUTH_ROLES: "lead=supervisor, a=b=agent,tills = till",
    };
    expect(loadConfig(env).auth).toMatchObject({
      roleClaim: "realm_access.roles",
      roles: [
        { theirs: "lead", ours: "supervisor" },
        { theirs: "a=b", ours: "agent" },
        { theirs: "tills", ours: "till" },
      ],
    });
  });

  test.each(["lead", "lead=boss", "=agent", "lead=agent,", "lead=agent,lead=admin", "agent"])(
    "AUTH_ROLES=%s is refused with what it must be",
    (AUTH_ROLES) => {
      expect(messageOf({ ...AUTH, AUTH_ROLES })).toMatch(/AUTH_ROLES must be a list such as/);
    },
  );

  test("a file of providers opens the server to the network, and stands alone", () => {
    const AUTH_PROVIDERS = "providers.yaml";
    expect(loadConfig({ AUTH_PROVIDERS, HOST: "0.0.0.0" }).auth).toEqual({
      providersFile: AUTH_PROVIDERS,
    });
    expect(messageOf({ AUTH_PROVIDERS, ...AUTH })).toMatch(/AUTH_ISSUER is set beside AUTH_PROV/);
    expect(messageOf({ AUTH_PROVIDERS, AUTH_ROLES: "a=agent" })).toMatch(
      /AUTH_ROLES is set beside/,
    );
  });

  test("names of roles without a provider are half an authentication", () => {
    expect(messageOf({ AUTH_ROLES: "a=agent" })).toContain("AUTH_JWKS_URL is not set");
    expect(messageOf({ AUTH_ROLE_CLAIM: "groups" })).toContain("AUTH_JWKS_URL is not set");
  });
});

test.each([
  ["PORT", "abc"],
  ["PORT", "65536"],
  ["PORT", "1e3"],
  ["WRITERS", "0"],
  ["READ_POOL_MAX", "-1"],
  ["SHUTDOWN_GRACE_MS", "5s"],
  ["LOG_LEVEL", "loud"],
  ["DATABASE_POOLING", "statement"],
  ["INTAKE_RETENTION_DAYS", "0"],
  ["OUTBOX_RETENTION_DAYS", "30d"],
  ["NODE_ENV", "prod"],
  ["INTROSPECTION", "yes"],
  ["AUTH_JWKS_URL", "id.example.com"],
])("%s=%s is refused with its name, its value and what to do", (name, value) => {
  const message = messageOf({ [name]: value });
  expect(message).toContain(`- ${name} must be`);
  expect(message).toContain(`it is ${JSON.stringify(value)}`);
});

test("a pooler that keeps no sessions needs a way past it, and a way past needs a pooler", () => {
  const url = "postgres://app:secret@pooler:6432/loyalty";
  expect(messageOf({ DATABASE_URL: url, DATABASE_POOLING: "transaction" })).toContain(
    "set DATABASE_DIRECT_URL",
  );
  expect(messageOf({ DATABASE_DIRECT_URL: url })).toContain("set both, or neither");
  const wrong = messageOf({
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: "mysql://app:secret@db/loyalty",
  });
  expect(wrong).toContain("- DATABASE_DIRECT_URL must be");
  expect(wrong).not.toContain("secret");
});

test("the ERP's database is none unless it is set, and its password is not told", () => {
  expect(loadConfig({}).erpDatabaseUrl).toBeNull();
  const wrong = messageOf({ ERP_DATABASE_URL: "mysql://reader:secret@erp/sales" });
  expect(wrong).toContain("- ERP_DATABASE_URL must be");
  expect(wrong).not.toContain("secret");
});

test("all problems are told at once", () => {
  expect(messageOf({ PORT: "x", WRITERS: "y", LOG_LEVEL: "z" }).split("\n")).toHaveLength(4);
});

test("a database URL that is refused does not put its password into the message", () => {
  const message = messageOf({ DATABASE_URL: "mysql://user:secret@host/db" });
  expect(message).toContain("DATABASE_URL must be a URL such as postgres://");
  expect(message).not.toContain("secret");
});

test("trusted documents: a manifest, and a policy for each role that differs", () => {
  expect(loadConfig({}).trustedDocuments).toBeUndefined();
  expect(loadConfig({ TRUSTED_DOCUMENTS: "m.json" }).trustedDocuments).toEqual({
    path: "m.json",
    policy: {},
  });
  const given = {
    TRUSTED_DOCUMENTS: "m.json",
    TRUSTED_DOCUMENTS_POLICY: "agent=enforce, till=off",
  };
  expect(loadConfig(given).trustedDocuments?.policy).toEqual({ agent: "enforce", till: "off" });
});

test.each(["agent", "agent=", "agent=maybe", "nobody=log", "agent=log=off", "agent=log,"])(
  "TRUSTED_DOCUMENTS_POLICY=%s is refused with what it must be",
  (TRUSTED_DOCUMENTS_POLICY) => {
    expect(messageOf({ TRUSTED_DOCUMENTS: "m.json", TRUSTED_DOCUMENTS_POLICY })).toMatch(
      /TRUSTED_DOCUMENTS_POLICY must be a list such as storefront=enforce/,
    );
  },
);

test("a policy without documents to trust is a mistake", () => {
  expect(messageOf({ TRUSTED_DOCUMENTS_POLICY: "agent=log" })).toMatch(/set TRUSTED_DOCUMENTS/);
});

test("origins of web pages are a list, each a scheme and a host", () => {
  const CORS_ORIGINS = "https://shop.example.com, http://localhost:3000";
  expect(loadConfig({ CORS_ORIGINS }).corsOrigins).toEqual([
    "https://shop.example.com",
    "http://localhost:3000",
  ]);
  for (const wrong of ["*", "shop.example.com", "https://shop.example.com/", "ftp://x.example"]) {
    expect(messageOf({ CORS_ORIGINS: wrong })).toContain("CORS_ORIGINS must be origins");
  }
});

test("metrics have a listener of their own only when it has a port, and on this machine unless told otherwise", () => {
  expect(loadConfig({ METRICS_PORT: "9464" }).metrics).toEqual({ host: "127.0.0.1", port: 9464 });
  expect(loadConfig({ METRICS_PORT: "9464", METRICS_HOST: "10.0.0.7" }).metrics).toEqual({
    host: "10.0.0.7",
    port: 9464,
  });
  expect(messageOf({ METRICS_HOST: "10.0.0.7" })).toMatch(/METRICS_PORT is not/);
});

test("where NATS is has no password in it, and what would protect nothing is refused", () => {
  const { nats, kafka } = loadConfig({
    NATS_URL: "tls://n1.example.com:4222, tls://n2.example.com",
    NATS_CREDENTIALS_FILE: "/etc/tributary/nats.creds",
    ...{ NATS_CA_FILE: "/ca.pem", NATS_CERT_FILE: "/own.pem", NATS_KEY_FILE: "/own.key" },
  }).brokers;
  expect(kafka).toBeNull();
  expect(nats).toEqual({
    urls: ["tls://n1.example.com:4222", "tls://n2.example.com"],
    credentialsFile: "/etc/tributary/nats.creds",
    caFile: "/ca.pem",
    certificate: { certFile: "/own.pem", keyFile: "/own.key" },
  });
  const url = "nats://127.0.0.1:4222";
  for (const bad of ["http://a", "nats://me:secret@a", "nats://a,tls://b", "nats://a,", "a:4222"]) {
    expect(messageOf({ NATS_URL: bad })).toContain("NATS_URL must be URLs such as");
  }
  expect(messageOf({ NATS_URL: url, NATS_CA_FILE: "/ca.pem" })).toContain("not tls://");
  expect(messageOf({ NATS_CREDENTIALS_FILE: "/c" })).toContain("NATS_URL is not");
  expect(messageOf({ NATS_URL: "tls://a", NATS_CERT_FILE: "/c" })).toContain("belong together");
});

test("Kafka is reached by TLS unless it is said otherwise, and its password stands in a file alone", () => {
  const KAFKA_BROKERS = "k1.example.com:9093, [::1]:9094";
  const brokers = ["k1.example.com:9093", "[::1]:9094"];
  const bare = { brokers, tls: { caFile: null, certificate: null }, sasl: null };
  expect(loadConfig({ KAFKA_BROKERS }).brokers).toEqual({ nats: null, kafka: bare });
  const { kafka } = loadConfig({
    ...{ KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL: "SASL_SSL", KAFKA_CREDENTIALS_FILE: "/kafka" },
    ...{ KAFKA_CA_FILE: "/ca.pem", KAFKA_CERT_FILE: "/own.pem", KAFKA_KEY_FILE: "/own.key" },
  }).brokers;
  expect(kafka).toEqual({
    brokers,
    tls: { caFile: "/ca.pem", certificate: { certFile: "/own.pem", keyFile: "/own.key" } },
    sasl: { mechanism: "SCRAM-SHA-512", credentialsFile: "/kafka" },
  });
  for (const bad of [
    "k1",
    "k1:0",
    "k1:65536",
    "kafka://k1:9092",
    "me:secret@k1:9092",
    "k1:9092,",
  ]) {
    expect(messageOf({ KAFKA_BROKERS: bad })).toContain("KAFKA_BROKERS must be hosts");
  }
  const plain = { KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL: "PLAINTEXT" };
  expect(messageOf({ ...plain, KAFKA_CA_FILE: "/ca" })).toContain("has no TLS");
  expect(messageOf({ ...plain, KAFKA_CREDENTIALS_FILE: "/c" })).toContain("set SASL_SSL");
  expect(messageOf({ KAFKA_BROKERS, KAFKA_SASL_MECHANISM: "PLAIN" })).toContain("set SASL_SSL");
  expect(messageOf({ KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL: "SASL_SSL" })).toContain("set both");
  expect(messageOf({ KAFKA_BROKERS, KAFKA_KEY_FILE: "/k" })).toContain("belong together");
  expect(messageOf({ KAFKA_CREDENTIALS_FILE: "/c" })).toContain("KAFKA_BROKERS is not");
});
