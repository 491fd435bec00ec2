import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeTokens } from "../../db/queries/access/tokens.ts";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { WRONG_CALLS_MAX } from "../../src/customers/verifyCaller.ts";
import { GUESSES_MAX } from "../../src/domain/access/guessBudget.ts";
import { CODE_RANDOM_BYTES, codeOf } from "../../src/domain/coupon/code.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** A customer with an email address, a telephone number and a card, who has bought once. */
async function customer(name: string) {
  const email = `${name}@example.com`;
  const phone = `+4930${String(Math.abs(hash(name)))
    .padStart(8, "0")
    .slice(0, 8)}`;
  const card = `77${name}0001`;
  const number = `ORDER-${name}`;
  const [result] = await server.receive([
    soldEvent({
      customer: [
        { kind: "email", value: email },
        { kind: "phone", value: phone },
        { kind: "loyalty", value: card },
      ],
      references: [{ kind: "order", value: number }],
    }),
  ]);
  const { sql } = server.database;
  await sql`insert into customer_profile (leaf_id, name, updated_at)
    values (${String(result?.leafId)}, ${`${name} Tester`}, now())`;
  const [row] = await sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${String(result?.leafId)}`;
  const publicId = row?.publicId ?? "";
  return { email, phone, card, number, publicId, id: encodeGlobalId("Customer", publicId) };
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7);
}

const auditOf = (action: string) =>
  server.database.sql<
    { actor: string; details: Record<string, unknown> }[]
  >`select actor, details from audit where action = ${action} order by id`;

describe("lookup", () => {
  const LOOKUP = `query($text: String!, $first: Int! = 10) { lookup(text: $text, first: $first) {
    kind display customer { id name identifiers { kind display visibility } } order { id } } }`;

  test("finds by any whole identifier or number in its usual spellings, masked", async () => {
    const anna = await customer("anna");
    const token = await server.token("agent");
    for (const [text, kind] of [
      [anna.email.toUpperCase(), "email"],
      [anna.phone.replace("+49", "0049 (0)"), "phone"],
      [`${anna.card.slice(0, 4)} ${anna.card.slice(4)}`, "loyalty"],
      [anna.number, "order"],
    ] as const) {
      const { data, errors } = await server.graphql({
        query: LOOKUP,
        variables: { text },
        token,
      });
      expect(errors, text).toBeUndefined();
      expect(data.lookup, text).toHaveLength(1);
      const [hit] = data.lookup;
      expect([hit.kind, hit.customer.id, hit.order === null]).toEqual([
        kind,
        anna.id,
        kind !== "order",
      ]);
      expect(hit.customer.name).toBe("a*** T***");
      for (const contact of hit.customer.identifiers) {
        expect(contact.visibility).toBe("MASKED");
        expect([anna.email, anna.phone, anna.card]).not.toContain(contact.display);
        expect(contact.display).not.toContain("example.com");
      }
    }
  });

  test("finds a coupon by its generated code, its customer masked; whatever nobody has is a guess", async () => {
    const carla = await customer("carla");
    const query = `query($text: String!) { lookup(text: $text, first: 5) {
      kind coupon { code } order { id } customer { id name identifiers { visibility } } } }`;
    const issue = `mutation($input: IssueCouponInput!) { issueCoupon(input: $input) { coupon { code } } }`;
    const input = {
      idempotencyKey: randomUUID(),
      customer: { id: carla.id },
      names: [{ locale: "en", text: "Five off" }],
      value: { amount: { amount: "5.00", currencyCode: "GBP" } },
      validUntil: "2199-01-01T00:00:00Z",
    };
    const marketer = await server.token("marketer");
    const issued = await server.graphql({ query: issue, variables: { input }, token: marketer });
    const { code } = issued.data.issueCoupon.coupon as { code: string };
    const token = await server.token("agent", { sub: "agent-who-tries" });
    const search = (text: string) => server.graphql({ query, variables: { text }, token });
    const spelled = code.replaceAll("-", " ").toLowerCase();
    /** Misses that are answered; each 6 s that it takes give one more. */
    const missesLeft = async (text: () => string): Promise<number> => {
      for (let misses = 0; ; misses += 1) {
        const { data, errors } = await search(text());
        if (errors !== undefined) {
          return misses;
        }
        expect(data.lookup).toEqual([]);
      }
    };
    const whole = await missesLeft(() => `no code ${randomUUID()}`);
    expect(whole).toBeGreaterThanOrEqual(GUESSES_MAX.principal);
    expect(whole).toBeLessThan(1.2 * GUESSES_MAX.principal);
    const codeOfError = async (text: string) =>
      (await search(text)).errors?.[0]?.extensions["code"];
    // Whatever can be guessed is refused now, also what is there; a generated code is not.
    expect(await codeOfError("no code")).toBe("RATE_LIMITED");
    expect(await codeOfError(carla.email)).toBe("RATE_LIMITED");
    expect((await search(spelled)).data.lookup).toEqual([
      {
        kind: "coupon",
        coupon: { code },
        order: null,
        customer: {
          id: carla.id,
          name: "c*** T***",
          identifiers: Array.from({ length: 3 }, () => ({ visibility: "MASKED" })),
        },
      },
    ]);
    const reserve = await missesLeft(() => codeOf(randomBytes(CODE_RANDOM_BYTES)));
    expect(reserve).toBeGreaterThanOrEqual(GUESSES_MAX.principal);
    expect(reserve).toBeLessThan(1.2 * GUESSES_MAX.principal);
    // Also of those nobody may try any number.
    expect(await codeOfError(code)).toBe("RATE_LIMITED");
  });

  test("never finds by a part of a value, and has a limit on what it takes", async () => {
    const bert = await customer("bert");
    const search = (text: string, first = 10) =>
      server.graphql({ query: LOOKUP, variables: { text, first } });
    for (const text of ["bert", "@example.com", bert.phone.slice(0, -1), "%", "_", "*"]) {
      expect((await search(text)).data.lookup, text).toEqual([]);
    }
    for (const [text, first] of [
      ["", 1],
      ["   ", 1],
      ["x".repeat(3_000), 1],
      ["x\u0000", 1],
      ["x", 0],
      ["x", 21],
    ] as const) {
      const { errors } = await search(text, first);
      expect(errors?.[0]?.extensions["code"], JSON.stringify(text.slice(0, 9))).toBe(
        "BAD_USER_INPUT",
      );
    }
  });
});

describe("personal values in full", () => {
  const REVEAL = `mutation($input: RevealIdentifiersInput!) { revealIdentifiers(input: $input) {
    identifiers { kind display visibility } userErrors { code field } } }`;

  test("are shown with a reason, and never without the record of who saw them", async () => {
    const cara = await customer("cara");
    const { data } = await server.graphql({
      query: REVEAL,
      variables: {
        input: { customer: { email: cara.email }, kinds: ["phone"], reason: "CALLER_ASKED" },
      },
      token: await server.token("agent", { sub: "jane" }),
    });
    expect(data.revealIdentifiers.identifiers).toEqual([
      { kind: "phone", display: cara.phone, visibility: "FULL" },
    ]);
    const records = await auditOf("customer.reveal");
    expect(records).toEqual([
      { actor: "agent:jane", details: { reason: "CALLER_ASKED", kinds: ["phone"] } },
    ]);
    expect(JSON.stringify(records)).not.toContain(cara.phone);
    await expect(server.database.sql`update audit set actor = 'x'`).rejects.toThrow("append-only");
  });

  test("a reason is required, and an unknown customer is a refusal that changes nothing", async () => {
    const before = (await auditOf("customer.reveal")).length;
    const without = await server.graphql({
      query: REVEAL,
      variables: { input: { customer: { email: "cara@example.com" } } },
    });
    expect(without.status).toBe(400);
    const unknown = await server.graphql({
      query: REVEAL,
      variables: { input: { customer: { email: "no@example.com" }, reason: "LEGAL_DUTY" } },
    });
    expect(unknown.data.revealIdentifiers).toEqual({
      identifiers: [],
      userErrors: [{ code: "CUSTOMER_NOT_FOUND", field: ["customer"] }],
    });
    expect(await auditOf("customer.reveal")).toHaveLength(before);
  });
});

describe("verifying a caller", () => {
  const VERIFY = `mutation($input: VerifyCallerInput!) { verifyCaller(input: $input) {
    verified checks { kind matches } userErrors { code } } }`;
  const verify = async (email: string, claims: readonly { kind: string; value: string }[]) => {
    const variables = { input: { customer: { email }, claims } };
    return (await server.graphql({ query: VERIFY, variables })).data.verifyCaller;
  };

  test("answers match or no match, and never what would have been right", async () => {
    const dora = await customer("dora");
    const answer = await verify(dora.email, [
      { kind: "name", value: "dora tester" },
      { kind: "phone", value: "+49 30 000000" },
    ]);
    expect(answer).toEqual({
      verified: false,
      checks: [
        { kind: "name", matches: true },
        { kind: "phone", matches: false },
      ],
      userErrors: [],
    });
    expect(JSON.stringify(answer)).not.toContain(dora.phone);
    const right = await verify(dora.email, [
      { kind: "name", value: "Dora Tester" },
      { kind: "phone", value: dora.phone },
    ]);
    expect(right.verified).toBe(true);
  });

  test("stops guesses, also when they are made at once", async () => {
    const emil = await customer("emil");
    const guess = () => verify(emil.email, [{ kind: "loyalty", value: "guess" }]);
    const answers = await Promise.all(Array.from({ length: WRONG_CALLS_MAX + 7 }, guess));
    expect(answers.filter(({ checks }) => checks.length > 0)).toHaveLength(WRONG_CALLS_MAX);
    expect(await verify(emil.email, [{ kind: "phone", value: emil.phone }])).toMatchObject({
      checks: [],
      userErrors: [{ code: "TOO_MANY_ATTEMPTS" }],
    });
  });

  test("takes 1 to 5 claims", async () => {
    const claim = { kind: "name", value: "x" };
    for (const claims of [[], Array.from({ length: 6 }, () => claim)]) {
      expect((await verify("dora@example.com", claims)).userErrors).toEqual([
        { code: "CLAIMS_COUNT" },
      ]);
    }
  });
});

describe("a shop's key is traded for a customer's token", () => {
  const ISSUE = `mutation($by: CustomerIdentifierInput!) { issueCustomerToken(input: {customer: $by}) {
    token expiresAt userErrors { code } } }`;
  const OWN = "query($id: ID!) { customer(by: {id: $id}) { id name } }";
  let shopKey: string;

  beforeAll(async () => {
    const { key, prefix, hash } = createApiKey(randomBytes);
    shopKey = key;
    const row = { id: randomUUID(), name: "shop", role: "shop", sources: ["shop"], store: null };
    await server.database.sql.begin((tx) => insertApiKey(tx, { ...row, prefix, hash }));
  });

  test("which sees that customer alone, for 15 minutes, while the key itself sees nobody", async () => {
    const [fred, gina] = [await customer("fred"), await customer("gina")];
    const issued = await server.graphql({
      query: ISSUE,
      variables: { by: { email: fred.email } },
      token: shopKey,
    });
    const { token, expiresAt } = issued.data.issueCustomerToken;
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const see = async (id: string, as: string) =>
      (await server.graphql({ query: OWN, variables: { id }, token: as })).data?.customer ?? null;
    expect(await see(fred.id, token)).toEqual({ id: fred.id, name: "fred Tester" });
    expect(await see(gina.id, token)).toBeNull();
    expect(await see(fred.id, shopKey)).toBeNull();
  });

  test("nobody known is a refusal, and an order's number is no proof of who it is", async () => {
    const ask = (by: object) => server.graphql({ query: ISSUE, variables: { by }, token: shopKey });
    expect((await ask({ email: "nobody@example.com" })).data.issueCustomerToken).toEqual({
      token: null,
      expiresAt: null,
      userErrors: [{ code: "CUSTOMER_NOT_FOUND" }],
    });
    const byOrder = await ask({ order: { number: { number: "ORDER-fred" } } });
    expect(byOrder.errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });

  test("a revoked token is refused, also one that was good a moment ago; a later one is good", async () => {
    const hugo = await customer("hugo");
    const own = (token: string) => server.graphql({ query: OWN, variables: hugo, token });
    const old = await server.issuer.sign({
      role: "storefront",
      customer_id: hugo.id,
      iat: Math.floor(Date.now() / 1_000) - 60,
    });
    expect((await own(old)).status).toBe(200);
    const { data } = await server.graphql({
      query: `mutation($id: ID!) { revokeCustomerTokens(input: {customer: {id: $id}}) {
        revokedBefore userErrors { code } } }`,
      variables: hugo,
      token: await server.token("agent"),
    });
    expect(data.revokeCustomerTokens.userErrors).toEqual([]);
    await server.revocations.refresh();
    const refused = await own(old);
    expect([refused.status, refused.errors?.[0]?.message]).toEqual([
      401,
      "The token is refused: it was revoked.",
    ]);
    const iat = Math.floor(Date.parse(data.revokeCustomerTokens.revokedBefore) / 1_000) + 1;
    expect(
      (await own(await server.issuer.sign({ role: "storefront", customer_id: hugo.publicId, iat })))
        .status,
    ).toBe(200);
  });

  test("a customer's revoked tokens are also those that name somebody merged into it", async () => {
    const [lea, mia] = [await customer("lea"), await customer("mia")];
    await server.database.sql`
      update customer set root_id = (select id from customer where public_id = ${lea.publicId})
      where public_id = ${mia.publicId}`;
    const iat = Math.floor(Date.now() / 1_000) - 60;
    const token = await server.issuer.sign({
      role: "storefront",
      customer_id: mia.publicId,
      iat,
    });
    const own = () => server.graphql({ query: OWN, variables: lea, token });
    expect((await own()).status).toBe(200);
    await server.graphql({
      query: `mutation($id: ID!) { revokeCustomerTokens(input: {customer: {id: $id}}) {
        userErrors { code } } }`,
      variables: lea,
      token: await server.token("agent"),
    });
    await server.revocations.refresh();
    expect((await own()).status).toBe(401);
  });

  test("a person's tokens, and one token, can be revoked by themselves", async () => {
    const iat = Math.floor(Date.now() / 1_000) - 60;
    const sign = (sub: string, jti: string) => server.issuer.sign({ role: "agent", sub, jti, iat });
    const status = async (token: string) =>
      (await server.graphql({ query: '{ lookup(text: "x", first: 1) { kind } }', token })).status;
    const tokens = [await sign("ivy", "1"), await sign("ivy", "2"), await sign("jon", "3")];
    await revokeTokens(server.database.sql, "SUBJECT", "ivy");
    await revokeTokens(server.database.sql, "TOKEN", "3");
    await server.revocations.refresh();
    expect(await Promise.all(tokens.map(status))).toEqual([401, 401, 401]);
    expect(await status(await sign("jon", "4"))).toBe(200);
  });

  test("our own signature gives no other role than storefront, and no token lives over 30 days", async () => {
    const day = 86_400;
    const now = Math.floor(Date.now() / 1_000);
    const long = await server.issuer.sign(
      { role: "agent", iat: now - 20 * day },
      { expiresIn: "20d" },
    );
    expect((await server.graphql({ query: OWN, variables: { id: "x" }, token: long })).status).toBe(
      401,
    );
  });
});

test("staff can neither open nor find their own record", async () => {
  const kate = await customer("kate");
  const own = await server.token("agent", { customer_id: kate.publicId });
  const query = `query($id: ID!, $email: String!) {
    customer(by: {id: $id}) { id } node(id: $id) { id } lookup(text: $email, first: 5) { kind } }`;
  const { data } = await server.graphql({ query, variables: kate, token: own });
  expect(data).toEqual({ customer: null, node: null, lookup: [] });
});
