import { execFile } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLocalJWKSet, generateKeyPair, type JSONWebKeySet } from "jose";
import { createTokenService, type TokenService } from "../../../examples/embedding/tokens.ts";
import { makeTestFolder } from "../cluster.ts";
import { AUDIENCE } from "../server.ts";
import { type DeskStage, listenOn, openDeskStage } from "./deskStage.ts";

/** Apps for other programs, with the token service of the example and a server that knows it. */

const EMBEDDING = join(import.meta.dirname, "../../../examples/embedding");
/** An installation from the registry, pages that are built, and a browser. */
export const WRAPPER_START_MS = 300_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface WrapperStage {
  readonly stage: DeskStage;
  readonly service: TokenService;
  stop(): Promise<void>;
}

/** What a program's own set-up has of the service, by its `iss`. */
export const SECRET = "a secret of a program, long enough for HS256";
export const HUBSPOT_SECRET = "11111111-2222-3333-4444-555555555555";

/** Ann is an agent; nobody else may have tokens. */
export async function openWrapperStage(): Promise<WrapperStage> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const service: Writable<TokenService> = {
    issuer: "",
    audience: AUDIENCE,
    key: { id: "first", private: privateKey, public: publicKey },
    agents: new Map([["ann@example.com", "agent"]]),
    secrets: new Map([
      ["zendesk", SECRET],
      ["salesforce", SECRET],
    ]),
    hubspotSecret: HUBSPOT_SECRET,
    graphqlUrl: "",
  };
  const server = createTokenService(service);
  service.issuer = await listenOn(server, "127.0.0.1");
  const served = await (await fetch(`${service.issuer}/keys`)).json();
  const keys = createLocalJWKSet(served as JSONWebKeySet);
  const stage = await openDeskStage({
    tokens: { keys, issuer: service.issuer, audience: AUDIENCE },
    sign: () => Promise.reject(new Error("The token service signs.")),
  });
  service.graphqlUrl = `${stage.server.url}/graphql`;
  const stop = async () => {
    await stage.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { stage, service, stop };
}

/** Copies an app and installs what its own package.json names. @returns where it is */
export async function installWrapper(name: "zendesk" | "salesforce" | "hubspot"): Promise<string> {
  const folder = makeTestFolder(`wrapper-${name}`);
  await cp(join(EMBEDDING, name), folder, { recursive: true });
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  await promisify(execFile)("npm", flags, { cwd: folder });
  return folder;
}

/** A JWT (RFC 7519, HS256) made by hand, as programs make them that have no library for it. */
export function signProof(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ jti: randomUUID(), ...claims })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
