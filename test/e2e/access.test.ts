import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertApiKey, revokeApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { createSchema } from "../../resolvers/schema.ts";
import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { soldEvent } from "../support/purchases.ts";
import {
  AUDIENCE,
  createIssuer,
  ISSUER,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { FOLLOWERS, POLICY } from "./policy.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe("every root field has a policy, and it is kept", () => {
  test("no root field is without one", () => {
    const schema = createSchema();
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
      .filter((type) => type != null)
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect([...Object.keys(POLICY), ...Object.keys(FOLLOWERS)].sort()).toEqual(fields.sort());
  });

  const roles = Object.keys(ROLES) as Role[];
  for (const [field, { roles: allowed, query }] of Object.entries(POLICY)) {
    test(`${field} refuses nobody's request with 401`, async () => {
      const { status, errors, headers } = await server.graphql({ query, token: null });
      expect([status, errors?.[0]?.extensions["code"]]).toEqual([401, "UNAUTHENTICATED"]);
      expect(headers.get("www-authenticate")).toBe("Bearer");
    });
    for (const role of roles) {
      const may = allowed.includes(role);
      test(`${field} ${may ? "lets" : "refuses"} ${role}${may ? " pass" : " with 403"}`, async () => {
        const claims = { customer_id: randomUUID(), store: "s1" };
        const answer = await server.graphql({ query, token: await server.token(role, claims) });
        if (may) {
          expect(answer.errors).toBeUndefined();
        } else {
          expect([answer.status, answer.errors?.[0]?.extensions["code"]]).toEqual([
            403,
            "FORBIDDEN",
          ]);
        }
      });
    }
  }

  test("a fragment or an alias is no way around it", async () => {
    const query = "query { ...f } fragment f on Query { x: held { reason } __typename }";
    expect((await server.graphql({ query, token: null })).status).toBe(401);
  });

  test("the event stream needs purchase:write, and backfill the role admin", async () => {
    const post = async (role: Role | null, query = "") => {
      const headers: Record<string, string> = { "content-type": "application/x-ndjson" };
      if (role !== null) {
        headers["authorization"] = `Bearer ${await server.token(role)}`;
      }
      const answer = await fetch(`${server.url}/v1/events${query}`, {
        method: "POST",
        headers,
        body: "",
      });
      return answer.status;
    };
    expect(await post(null)).toBe(401);
    expect(await post("agent")).toBe(403);
    expect(await post("ingest")).toBe(200);
    expect(await post("ingest", "?mode=backfill")).toBe(403);
    expect(await post("admin", "?mode=backfill")).toBe(200);
    expect(await post("admin", "?mode=other")).toBe(400);
  });
});

describe("a token is taken only when all of it is right", () => {
  const query = '{ customer(by: {id: "x"}) { id } }';
  const statusOf = async (token: string) => (await server.graphql({ query, token })).status;

  test("a good one passes", async () => {
    expect(await statusOf(await server.token("agent"))).toBe(200);
  });

  test("an expired one is refused, also when it was good before", async () => {
    expect(await statusOf(await server.issuer.sign({ role: "agent" }, { expiresIn: "-10s" }))).toBe(
      401,
    );
  });

  test("one signed by another key of the same name is refused", async () => {
    const forger = await createIssuer("test-key");
    expect(await statusOf(await forger.sign({ role: "admin" }))).toBe(401);
  });

  test("wrong audience, issuer, role, and missing claims are refused", async () => {
    for (const claims of [
      { role: "agent", aud: "other" },
      { role: "agent", iss: "https://evil.test" },
      { role: "root" },
      { role: "constructor" },
      {},
      { role: "storefront" },
      { role: "till" },
      { role: "agent", sub: "" },
    ]) {
      expect(await statusOf(await server.issuer.sign(claims)), JSON.stringify(claims)).toBe(401);
    }
  });

  test("alg none, a shared secret, and a header without kid are refused", async () => {
    const claims = { role: "admin", sub: "x", iss: ISSUER, aud: AUDIENCE };
    const none = new UnsecuredJWT(claims).setExpirationTime("1h").encode();
    const secret = new TextEncoder().encode("0".repeat(32));
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: "test-key" })
      .setExpirationTime("1h")
      .sign(secret);
    const noKid = await server.issuer.sign({ role: "admin" }, { kid: null });
    for (const token of [none, hmac, noKid, "garbage", "a.b.c", "x".repeat(9_000)]) {
      expect(await statusOf(token), token.slice(0, 40)).toBe(401);
    }
  });

  test("an API key passes for its role, not with one character changed, and not once revoked", async () => {
    const good = createApiKey(randomBytes);
    const revoked = createApiKey(randomBytes);
    await server.database.sql.begin(async (tx) => {
      for (const { prefix, hash } of [good, revoked]) {
        const row = { id: randomUUID(), name: "it", role: "admin", sources: [], store: null };
        await insertApiKey(tx, { ...row, prefix, hash });
      }
      await revokeApiKey(tx, revoked.prefix);
    });
    expect(await statusOf(good.key)).toBe(200);
    const changed = good.key.slice(0, -1) + (good.key.endsWith("A") ? "B" : "A");
    expect(await statusOf(changed)).toBe(401);
    expect(await statusOf(revoked.key)).toBe(401);
    expect(await statusOf("trk_000000000000_short")).toBe(401);
  });

  test("a credential never reaches the log", async () => {
    const token = await server.token("agent");
    await server.graphql({ query, token });
    expect(server.logged()).not.toContain(token.slice(-20));
  });
});

describe("a storefront sees its own customer and nobody else, by every door", () => {
  let own: { id: string; order: string; number: string; token: string };
  let other: { id: string; order: string; number: string };

  beforeAll(async () => {
    const make = async (email: string, number: string) => {
      const [result] = await server.receive([
        soldEvent({
          customer: [{ kind: "email", value: email }],
          references: [{ kind: "order", value: number }],
        }),
      ]);
      const [order] = await server.database.sql<{ order: string; customer: string }[]>`
        select o.public_id as order, c.public_id as customer
          from orders o join customer c on c.id = o.leaf_id
         where o.id = ${String(result?.orderId)}`;
      if (order === undefined) {
        throw new Error("no order");
      }
      return { number, customer: order.customer, order: encodeGlobalId("Order", order.order) };
    };
    const mine = await make("own@example.com", "OWN-1");
    const theirs = await make("other@example.com", "OTHER-1");
    own = {
      ...mine,
      id: encodeGlobalId("Customer", mine.customer),
      token: await server.token("storefront", { customer_id: mine.customer }),
    };
    other = { ...theirs, id: encodeGlobalId("Customer", theirs.customer) };
  });

  const DOORS = `query($id: ID!, $order: ID!, $email: String!, $number: String!) {
    byId: customer(by: {id: $id}) { id }
    byEmail: customer(by: {email: $email}) { id }
    byOrder: customer(by: {order: {id: $order}}) { id }
    byOrderNumber: customer(by: {order: {number: {number: $number}}}) { id }
    order: order(by: {id: $order}) { id }
    orderByNumber: order(by: {number: {number: $number}}) { id }
    node: node(id: $id) { id }
    orderNode: node(id: $order) { id }
  }`;

  test("its own answers at every door, without the way through our systems", async () => {
    const { data, errors } = await server.graphql({
      query: DOORS,
      variables: { ...own, email: "own@example.com" },
      token: own.token,
    });
    expect(errors).toBeUndefined();
    expect(Object.values(data).map((found) => (found as { id: string } | null)?.id)).toEqual([
      own.id,
      own.id,
      own.id,
      own.id,
      own.order,
      own.order,
      own.id,
      own.order,
    ]);
    const { data: order } = await server.graphql({
      query: "query($id: ID!) { order(by: {id: $id}) { handoff { id } } }",
      variables: { id: own.order },
      token: own.token,
    });
    expect(order.order.handoff).toBeNull();
  });

  test("it need not know its own id, and nobody else has one", async () => {
    const query = "{ me { id } }";
    const { data } = await server.graphql({ query, token: own.token });
    expect(data.me).toEqual({ id: own.id });
    const token = await server.token("storefront", { customer_id: randomUUID() });
    expect((await server.graphql({ query, token })).data).toEqual({ me: null });
  });

  test("another's looks at every door as if it were not there", async () => {
    const { data, errors } = await server.graphql({
      query: DOORS,
      variables: { ...other, email: "other@example.com" },
      token: own.token,
    });
    expect(errors).toBeUndefined();
    expect(new Set(Object.values(data))).toEqual(new Set([null]));
  });

  test("explanations are of its own customer and orders, and of nobody else's", async () => {
    const query = `query($id: ID!, $order: ID!) {
      explainTier(customer: {id: $id}) { tier { code } }
      explainPoints(order: {id: $order}) { order { id } } }`;
    const { token } = own;
    const mine = await server.graphql({ query, variables: { ...own }, token });
    expect(mine.data).toEqual({
      explainTier: { tier: { code: "BASE" } },
      explainPoints: { order: { id: own.order } },
    });
    const theirs = await server.graphql({ query, variables: { ...other }, token });
    expect([theirs.data, theirs.errors]).toEqual([
      { explainTier: null, explainPoints: null },
      undefined,
    ]);
  });

  test("a cursor of another customer is refused", async () => {
    const query = `query($id: ID!, $after: String) {
      customer(by: {id: $id}) { orders(first: 1, after: $after) { pageInfo { endCursor } } } }`;
    const theirs = await server.graphql({ query, variables: { id: other.id } });
    const after = theirs.data.customer.orders.pageInfo.endCursor;
    const mine = await server.graphql({
      query,
      variables: { id: own.id, after },
      token: own.token,
    });
    expect(mine.errors?.[0]?.extensions["code"]).toBe("BAD_CURSOR");
  });

  test("those who send events do not see whose they were", async () => {
    const { data } = await server.graphql({
      query:
        "mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { outcome order { id } customer { id } } } }",
      variables: { e: [soldEvent()] },
      token: await server.token("ingest"),
    });
    expect(data.ingestPurchases.results).toEqual([
      { outcome: "APPLIED", order: null, customer: null },
    ]);
  });
});
