import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CryptoKey,
  exportSPKI,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClaims } from "../../src/server/auth/claims.ts";
import { openProviders } from "../../src/server/auth/providers.ts";
import {
  type IdentityProvider,
  SHAPES,
  startIdentityProvider,
} from "../support/identityProvider.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

type Name = keyof typeof SHAPES;

let idps: Record<Name, IdentityProvider>;
let server: TestServer;
let folder: string;

const fileOf = (urls: Record<Name, { readonly jwksUrl: string }>) => `
providers:
  - issuer: ${SHAPES.keycloak.iss}
    jwksUrl: ${urls.keycloak.jwksUrl}
    audience: tributary
    claims:
      role: /resource_access/tributary.api/roles
      store: store
      sources: sources
    roles:
      - { theirs: loyalty-lead, ours: supervisor }
      - { theirs: loyalty-agent, ours: agent }
      - { theirs: till, ours: till }
      - { theirs: erp, ours: ingest }
  - issuer: ${SHAPES.auth0.iss}
    jwksUrl: ${urls.auth0.jwksUrl}
    audience: https://tributary.retailer.example
    prefix: shops
    algorithms: [RS256]
    claims:
      role: https://retailer.example/roles
      store: https://retailer.example/store
    roles:
      - { theirs: Loyalty Agent, ours: agent }
      - { theirs: Till, ours: till }
  - issuer:
      - ${SHAPES.entra.iss}
      - https://sts.windows.net/${SHAPES.entra.tid}/
    jwksUrl: ${urls.entra.jwksUrl}
    audience: [${SHAPES.entra.aud}, "api://tributary"]
    prefix: office
    claims: { role: roles }
    roles: [{ theirs: Loyalty.Agent, ours: agent }]
  - issuer: ${SHAPES.okta.iss}
    jwksUrl: ${urls.okta.jwksUrl}
    audience: api://tributary
    prefix: partner
    claims: { role: groups, subject: uid }
    roles: [{ theirs: Loyalty Agents, ours: agent }]
`;

beforeAll(async () => {
  const [keycloak, auth0, entra, okta] = await Promise.all([
    ...["k1", "a1", "e1"].map((kid) => startIdentityProvider(kid)),
    startIdentityProvider("o1", "ES256"),
  ] as const);
  idps = { keycloak, auth0, entra, okta } as Record<Name, IdentityProvider>;
  folder = await mkdtemp(join(tmpdir(), "providers-"));
  const providersFile = join(folder, "providers.yaml");
  await writeFile(providersFile, fileOf(idps));
  server = await startTestServer({ tokens: await openProviders({ providersFile }) });
});
afterAll(async () => {
  await server.stop();
  await Promise.all(Object.values(idps).map((idp) => idp.close()));
  await rm(folder, { recursive: true });
});

const WRONG = { by: { email: "nobody@example.com" } };
const ASK = "query($by: CustomerIdentifierInput!) { customer(by: $by) { id } }";

/** What the real door says to a token: served, or the refusal's words. */
async function ask(token: string): Promise<string> {
  const { status, errors } = await server.graphql({ query: ASK, variables: WRONG, token });
  return errors === undefined ? "served" : `${status} ${errors[0]?.message}`;
}

const token = (name: Name, more: JWTPayload = {}, header = {}) =>
  idps[name].sign({ ...SHAPES[name], ...more }, header);

describe("a token of the shape that a provider issues is taken", () => {
  test.each(Object.keys(SHAPES) as Name[])("%s", async (name) => {
    expect(await ask(await token(name))).toBe("served");
  });

  test("Entra ID's of either version, which are one person's", async () => {
    const v1 = { iss: `https://sts.windows.net/${SHAPES.entra.tid}/`, aud: "api://tributary" };
    expect(await ask(await token("entra", { ...v1, ver: "1.0" }))).toBe("served");
  });
});

test("people of two issuers are never one person, whatever their subjects are", async () => {
  const policies = await openProviders({ providersFile: join(folder, "providers.yaml") });
  const principals = (Object.keys(SHAPES) as Name[]).map((name, at) => {
    const read = readClaims({ ...SHAPES[name], sub: "42", uid: "42" }, policies[at] ?? {}, 0);
    return read.ok ? read.viewer.principal : read.why;
  });
  expect(principals).toEqual(["42", "shops:42", "office:42", "partner:42"]);
  for (const sub of ["shops:42", "OFFICE:42", "key:42", "customer:42"]) {
    expect(await ask(await token("keycloak", { sub }))).toMatch(/begins as subjects of another/);
  }
});

describe("an issuer speaks for itself alone", () => {
  test("another issuer's key signs nothing of its own", async () => {
    for (const kid of ["k1", "a1"]) {
      const forged = await idps.auth0.sign({ ...SHAPES.keycloak }, { kid });
      expect(await ask(forged)).toBe("401 The token is refused: it is not valid here.");
    }
  });

  test("a token for somebody else's API opens nothing, though we know its issuer", async () => {
    for (const aud of [SHAPES.auth0.aud, "account", [], "TRIBUTARY", undefined]) {
      const answer = await ask(await token("keycloak", { aud } as JWTPayload));
      expect(answer).toMatch(/^401 The token is refused/);
    }
  });

  test("an issuer that is nearly one of ours is none", async () => {
    for (const iss of [
      `${SHAPES.keycloak.iss}/`,
      SHAPES.keycloak.iss.toUpperCase(),
      "https://sts.windows.net/another-tenant/",
      "tributary",
      "",
    ]) {
      expect(await ask(await token("keycloak", { iss }))).toMatch(/^401 The token is refused/);
    }
  });
});

describe("a signature is by a key that the issuer shows now", () => {
  const unsigned = () => {
    const { iat, exp } = { iat: Math.floor(Date.now() / 1_000), exp: 2_000_000_000 };
    return new UnsecuredJWT({ ...SHAPES.keycloak, iat, exp }).encode();
  };

  test("no signature, and the public key as a shared secret, are refused", async () => {
    expect(await ask(unsigned())).toMatch(/^401/);
    const jwk = idps.keycloak.keys[0] as JWK;
    const secrets = [JSON.stringify(jwk), String(jwk.n), `${await spki(jwk)}`];
    for (const secret of secrets) {
      const forged = await new SignJWT({ ...SHAPES.keycloak })
        .setProtectedHeader({ alg: "HS256", kid: "k1" })
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(new TextEncoder().encode(secret));
      expect(await ask(forged)).toBe("401 The token is refused: it is not valid here.");
    }
  });

  test("a key in the token's own header is nobody's", async () => {
    const own = await startIdentityProvider("mine");
    const [jwk] = own.keys;
    await own.close();
    const head = { alg: "RS256", kid: "k1", jwk, jku: own.jwksUrl };
    const [, body, signature] = (await own.sign({ ...SHAPES.keycloak })).split(".");
    const header = Buffer.from(JSON.stringify(head)).toString("base64url");
    expect(await ask(`${header}.${body}.${signature}`)).toMatch(/^401/);
  });

  test("keys that nobody has are looked for once, however many are tried", async () => {
    expect(await ask(await token("keycloak"))).toBe("served");
    const before = idps.keycloak.fetches();
    for (let kid = 0; kid < 100; kid += 1) {
      expect(await ask(await token("keycloak", {}, { kid: `unknown-${kid}` }))).toMatch(/^401/);
    }
    expect(idps.keycloak.fetches() - before).toBeLessThanOrEqual(1);
  });

  test("a rotation is followed, and what the old key signs from then on is refused", async () => {
    const idp = await startIdentityProvider("old");
    const settings = { jwksUrl: idp.jwksUrl, issuer: "https://rotating.example", audience: "t" };
    const [policy] = await openProviders(settings, { keysCooldownMs: 0 });
    const rotating = await startTestServer({ tokens: policy === undefined ? [] : [policy] });
    const claims = { iss: settings.issuer, aud: "t", sub: "ann", role: "agent" };
    const said = async (one: string) =>
      (await rotating.graphql({ query: ASK, variables: WRONG, token: one })).status;
    try {
      const [first, second] = [await idp.sign(claims), await idp.sign({ ...claims, jti: "2" })];
      expect(await said(first)).toBe(200);
      await idp.rotate("new");
      expect(await said(await idp.sign({ ...claims, jti: "3" }))).toBe(200);
      expect(await said(second)).toBe(401);
      // A provider that is away is no reason to call a good token bad.
      idp.fails = true;
      expect(await said(await idp.sign({ ...claims, jti: "4" }, { kid: "newer" }))).toBe(503);
      expect(await said(await idp.sign({ ...claims, jti: "5" }))).toBe(200);
    } finally {
      await rotating.stop();
      await idp.close();
    }
  });
});

describe("roles are those that the installation has named", () => {
  const at = (roles: unknown) =>
    token("keycloak", { resource_access: { "tributary.api": { roles } } } as JWTPayload);

  test("none of them is told which claim was looked at and what is known", async () => {
    const known = "loyalty-lead, loyalty-agent, till, erp";
    const claim = "/resource_access/tributary.api/roles";
    for (const roles of [["admin"], ["Loyalty-Lead"], [" loyalty-lead"], [], "agent"]) {
      expect(await ask(await at(roles))).toBe(
        `401 The token is refused: its claim ${claim} names no role that is known here; known are ${known}.`,
      );
    }
    // Their name for a role of ours is theirs to give, ours is not.
    expect(await ask(await at(["supervisor", "admin"]))).toMatch(/^401/);
  });

  test("of several the first of the list counts, in whatever order the token has them", async () => {
    for (const roles of [
      ["loyalty-agent", "loyalty-lead"],
      ["loyalty-lead", "x", "loyalty-agent"],
    ]) {
      const { data } = await server.graphql({
        query: "{ __typename }",
        token: await at(roles),
      });
      expect(data).toEqual({ __typename: "Query" });
      const [policy] = await openProviders({ providersFile: join(folder, "providers.yaml") });
      const claims = {
        ...SHAPES.keycloak,
        resource_access: { "tributary.api": { roles } },
      };
      const read = readClaims(claims, policy ?? {}, 0);
      expect(read.ok && read.viewer.role).toBe("supervisor");
    }
  });

  test("what is no list of texts is refused, and ten thousand are not looked through", async () => {
    for (const roles of [[7], [["loyalty-lead"]], { 0: "loyalty-lead" }, null, 7, [null]]) {
      expect(await ask(await at(roles))).toMatch(/is no text and no list of at most 1000/);
    }
    const many = Array.from({ length: 10_000 }, (_, n) => `g${n}`);
    const authorization = `Bearer ${await at([...many, "loyalty-lead"])}`;
    const { status } = await fetch(`${server.url}/metrics`, { headers: { authorization } });
    expect(status).toBe(431);
    expect(await ask(await at(many.slice(0, 1_001)))).toMatch(/it is too long/);
    const read = readClaims({ sub: "a", role: [...many, "admin"] }, {}, 0);
    expect(read).toMatchObject({ ok: false, why: expect.stringContaining("at most 1000") });
  });

  test("names that every object of JavaScript has lead nowhere", async () => {
    for (const name of ["constructor.name", "__proto__.role", "role.length", "role.0", "/role/0"]) {
      const [policy] = await openProviders({
        ...{ jwksUrl: idps.okta.jwksUrl, issuer: "x", audience: "x", roleClaim: name },
        roles: [{ theirs: "Object", ours: "admin" }],
      });
      const read = readClaims({ sub: "a", role: ["Object"] }, policy ?? {}, 0);
      expect([name, read.ok]).toEqual([name, false]);
    }
  });

  test("two roles of ours without an order are refused: nobody has said which is meant", () => {
    const read = readClaims({ sub: "a", role: ["agent", "admin"] }, {}, 0);
    expect(read).toMatchObject({ ok: false, why: expect.stringContaining("AUTH_ROLES") });
    expect(readClaims({ sub: "a", role: ["agent", "agent", "x"] }, {}, 0).ok).toBe(true);
  });
});

describe("bounds of a token are its issuer's to set, and stay when they are left out", () => {
  const roles = (one: string) => ({ resource_access: { "tributary.api": { roles: [one] } } });

  test("a till without a store is none; with one it is that store's", async () => {
    expect(await ask(await token("keycloak", roles("till")))).toMatch(/a till's token needs store/);
    expect(await ask(await token("keycloak", { ...roles("till"), store: STORE }))).toBe("served");
    const auth0 = { "https://retailer.example/roles": "Till" };
    expect(await ask(await token("auth0", auth0))).toBe("served");
    const wrong = { ...auth0, "https://retailer.example/store": ["s1", "s2"] };
    expect(await ask(await token("auth0", wrong))).toMatch(/store is not exactly one code/);
  });

  test("where sources are relied on, a token that names none sends none", async () => {
    const event = { source: "shop", eventId: "p-1", kind: "SOLD" };
    const send = async (sources: unknown) => {
      const claims = { ...roles("erp"), ...(sources === undefined ? {} : { sources }) };
      const answer = await fetch(`${server.url}/v1/events`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${await token("keycloak", claims as JWTPayload)}`,
          "content-type": "application/x-ndjson",
        },
        body: `${JSON.stringify(event)}\n`,
      });
      return answer.status === 200
        ? ((await answer.json()) as { reason: string }).reason
        : answer.status;
    };
    expect(await send(undefined)).toBe("SOURCE_NOT_ALLOWED");
    expect(await send(["erp"])).toBe("SOURCE_NOT_ALLOWED");
    expect(await send("shop")).toBe(401);
    expect(await send(["shop"])).not.toBe("SOURCE_NOT_ALLOWED");
  });
});

async function spki(jwk: JWK): Promise<string> {
  return await exportSPKI((await importJWK(jwk, "RS256", { extractable: true })) as CryptoKey);
}
