import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeTokens } from "../../../db/queries/access/tokens.ts";
import { insertApiKey, revokeApiKey } from "../../../db/queries/access/writeApiKeys.ts";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { ROLES } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { createApiKey } from "../../../src/server/auth/apiKeys.ts";
import {
  AUDIENCE,
  createIssuer,
  ISSUER,
  startTestServer,
  systemClock,
  type TestServer,
} from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  type Shopper,
  TIER_CHANGED,
  TIER_CHANGES,
  untilSubscribed,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";
import { FOLLOWERS } from "../policy.ts";

let server: TestServer;
let own: Shopper;
let other: Shopper;
/** Moved ahead of the real one by a test. */
let aheadMs = 0;
beforeAll(async () => {
  server = await startTestServer({ clock: () => (systemClock() + aheadMs * 1_000) as Instant });
  [own, other] = [await createShopper(server), await createShopper(server)];
});
afterAll(() => server.stop());

const storefront = () => server.token("storefront", { customer_id: own.publicId });

/** Code of the error that ends a subscription. */
async function refusal(token: string, query: string, variables: Record<string, unknown> = {}) {
  const client = subscriber(server.url, token);
  const heard = client.subscribe(query, variables);
  await heard.ended;
  client.close();
  return heard.errors[0]?.extensions?.["code"];
}

describe("who may connect", () => {
  const closeCode = async (token: string | null) => {
    const client = subscriber(server.url, token);
    client.subscribe(TIER_CHANGES);
    const { code } = await client.closed;
    return code;
  };

  test("nobody without a token: 4401, after which clients give up", async () => {
    expect(await closeCode(null)).toBe(4401);
  });

  test("nobody with a forged, unsigned, foreign or unreadable one: 4401", async () => {
    const foreign = await createIssuer();
    const wrongAudience = await server.issuer.sign({ role: "agent", aud: "another" });
    const unsigned = new UnsecuredJWT({ role: "admin", sub: "x", iss: ISSUER, aud: AUDIENCE })
      .setExpirationTime("1h")
      .encode();
    const secret = await new SignJWT({ role: "admin", sub: "x", iss: ISSUER, aud: AUDIENCE })
      .setProtectedHeader({ alg: "HS256", kid: "test-key" })
      .setExpirationTime("1h")
      .sign(randomBytes(32));
    const tokens = [
      await foreign.sign({ role: "agent" }),
      wrongAudience,
      unsigned,
      secret,
      "not-a-token",
      `trk_${"0".repeat(12)}_${"A".repeat(43)}`,
    ];
    const codes = await Promise.all(tokens.map(closeCode));
    expect(new Set(codes)).toEqual(new Set([4401]));
  });

  test("an expired one: 4403, after which clients come back with a new one", async () => {
    expect(await closeCode(await server.issuer.sign({ role: "agent" }, { expiresIn: "-1m" }))).toBe(
      4403,
    );
  });

  test("a socket is closed with 4403 when its token ends", async () => {
    const client = subscriber(server.url, await server.issuer.sign({ role: "agent" }));
    client.subscribe(TIER_CHANGES);
    await untilSubscribed(server, 1);
    // An hour, and the tolerance of its check, less what the timer then waits for.
    aheadMs = 3_605_000 - 200;
    const late = subscriber(server.url, await server.issuer.sign({ role: "agent" }));
    late.subscribe(TIER_CHANGES);
    expect((await late.closed).code).toBe(4403);
    aheadMs = 0;
    client.close();
    await untilSubscribed(server, 0);
  });

  test("a page of another origin may not", async () => {
    const { WebSocket } = await import("ws");
    const socket = new WebSocket(
      `${server.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
      { origin: "https://evil.example" },
    );
    const status = await new Promise((resolve) => {
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(403);
  });
});

describe("who may follow what", () => {
  const QUERIES: Record<string, string> = {
    "Subscription.tierChanges": TIER_CHANGES,
    "Subscription.tierChanged": TIER_CHANGED,
    "Subscription.customerChanged": CUSTOMER_CHANGED,
    "Subscription.customerOpen":
      "subscription($after: ID!) { customerOpen(customerId: $after) { alsoOpen { count { value } } } }",
  };
  /** As far as whoever may follow gets: what is named is no cursor, or nobody. */
  const passed = (field: string) =>
    field === "Subscription.customerOpen" ? "BAD_USER_INPUT" : "BAD_CURSOR";

  for (const [field, allowed] of Object.entries(FOLLOWERS)) {
    test(`${field} lets ${allowed.join(", ")} pass and refuses everybody else with FORBIDDEN`, async () => {
      for (const role of Object.keys(ROLES) as Role[]) {
        // Staff whose token says that this is they may not follow it: nobody opens their own
        // record.
        const claims = role === "storefront" ? { customer_id: own.publicId } : { store: "s1" };
        const token = await server.token(role, claims);
        const code = await refusal(token, QUERIES[field] as string, { id: own.id, after: "x" });
        expect([role, code]).toEqual([role, allowed.includes(role) ? passed(field) : "FORBIDDEN"]);
      }
    });
  }

  test("another's customer looks to a storefront as if it were not there", async () => {
    const ids = [
      other.id,
      "Q3VzdG9tZXI6eA",
      Buffer.from(`Customer:${randomUUID()}`).toString("base64url"),
    ];
    for (const id of ids) {
      expect(await refusal(await storefront(), CUSTOMER_CHANGED, { id })).toBe("BAD_USER_INPUT");
    }
  });

  test("a cursor of another customer, of another kind of stream, or ahead of it, is refused", async () => {
    const token = await server.token("agent");
    const ahead = Buffer.from(JSON.stringify([`changes:${own.publicId}`, "999999"])).toString(
      "base64url",
    );
    const list = Buffer.from(JSON.stringify(["tierChanges", "1"])).toString("base64url");
    for (const after of [await other.cursor(), list, ahead, "", "%%%"]) {
      expect([after, await refusal(token, CUSTOMER_CHANGED, { id: own.id, after })]).toEqual([
        after,
        "BAD_CURSOR",
      ]);
    }
    for (const after of [
      await own.cursor(),
      Buffer.from('["tierChanges","99999999"]').toString("base64url"),
    ]) {
      expect(await refusal(token, TIER_CHANGES, { after })).toBe("BAD_CURSOR");
    }
  });

  test("a cursor whose changes are no longer kept is refused, and told from where on they are", async () => {
    const shopper = await createShopper(server);
    const cursor = await shopper.cursor();
    for (let turn = 0; turn < 3; turn += 1) {
      await shopper.buy(server);
    }
    const { sql } = server.database;
    const [{ seq } = { seq: 0n }] = await sql<{ seq: bigint }[]>`
      select max(seq) as seq from outbox where root_id = ${shopper.rootId}`;
    await sql`delete from outbox where root_id = ${shopper.rootId} and seq < ${seq}::bigint`;
    const client = subscriber(server.url, await server.token("agent"));
    const heard = client.subscribe(CUSTOMER_CHANGED, { id: shopper.id, after: cursor });
    await heard.ended;
    const details = heard.errors[0]?.extensions;
    expect(details?.["code"]).toBe("CURSOR_EXPIRED");
    const again = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, {
      id: shopper.id,
      after: details?.["oldestCursor"],
    });
    await again.until(({ events }) => events.length === 1);
    expect(again.events[0]?.customerChanged.sequence).toBe(Number(seq));
    client.close();
  });

  test("a key that is revoked ends its socket at the latest at the next change, and nobody else's", async () => {
    const { key, prefix, hash } = createApiKey(randomBytes);
    const row = { id: randomUUID(), name: "till-9", prefix, hash, role: "till" as const };
    await server.database.sql.begin((tx) => insertApiKey(tx, { ...row, sources: [], store: "s1" }));
    const till = subscriber(server.url, key);
    const agent = subscriber(server.url, await server.token("agent"));
    const variables = { id: own.id, after: await own.cursor() };
    const lost = till.subscribe<CustomerChanged>(CUSTOMER_CHANGED, variables);
    const kept = agent.subscribe<CustomerChanged>(CUSTOMER_CHANGED, variables);
    await own.buy(server);
    await lost.until(({ events }) => events.length === 1);
    await server.database.sql.begin((tx) => revokeApiKey(tx, prefix));
    // Longer than a key is remembered.
    aheadMs = 60_000;
    await own.buy(server);
    await lost.ended;
    expect(await till.closed).toEqual({ code: 4403, reason: "The token or key was revoked" });
    expect(lost.events).toHaveLength(1);
    await kept.until(({ events }) => events.length === 2);
    // Whoever comes back with it is refused for good.
    const again = till.subscribe(CUSTOMER_CHANGED, variables);
    await again.ended;
    expect(again.errors[0]?.message).toMatch(/^4401 .*revoked/);
    till.close();
    agent.close();
  });

  test("a customer's token that is revoked ends its socket at the latest at the next change, and opens no new ones", async () => {
    const shopper = await createShopper(server);
    const token = await server.token("storefront", { customer_id: shopper.publicId });
    const client = subscriber(server.url, token);
    const variables = { id: shopper.id, after: await shopper.cursor() };
    const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, variables);
    await shopper.buy(server);
    await heard.until(({ events }) => events.length === 1);
    await revokeTokens(server.database.sql, "CUSTOMER", shopper.publicId);
    await server.revocations.refresh();
    await shopper.buy(server);
    await heard.ended;
    expect(await client.closed).toEqual({ code: 4403, reason: "The token or key was revoked" });
    expect(heard.events).toHaveLength(1);
    const again = client.subscribe(CUSTOMER_CHANGED, variables);
    await again.ended;
    expect(again.errors[0]?.message).toBe("4401 The token is refused: it was revoked.");
    client.close();
  });
});
