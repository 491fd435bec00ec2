import { randomBytes, randomUUID } from "node:crypto";
import { createClient } from "graphql-sse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertApiKey, revokeApiKey } from "../../../db/queries/access/writeApiKeys.ts";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { createApiKey } from "../../../src/server/auth/apiKeys.ts";
import { until } from "../../support/faults.ts";
import { runCli } from "../../support/runCli.ts";
import { CUSTOMER_CHANGED, createShopper, type Shopper } from "../../support/streams.ts";
import { type Subscriber, subscriber } from "../../support/subscriber.ts";
import { startTwoServers, type TwoServers } from "../../support/twoServers.ts";

/**
 * Nothing changes here, and nobody looks by a clock: a session that is ended elsewhere ends by the
 * notification alone.
 */

const OPEN = `subscription Open($id: ID!) {
  customerOpen(customerId: $id) { alsoOpen { count { value } } }
}`;

let servers: TwoServers;
let shopper: Shopper;
beforeAll(async () => {
  servers = await startTwoServers();
  shopper = await createShopper(servers.first);
});
afterAll(() => servers?.stop());

/** A key as an installation has it. */
async function keyOf(role: Role) {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const row = { id: randomUUID(), name: `key-${prefix}`, prefix, hash, role };
  const { sql } = servers.first.database;
  await sql.begin((tx) => insertApiKey(tx, { ...row, sources: [], store: null }));
  return { token: key, end: () => sql.begin((tx) => revokeApiKey(tx, prefix)) };
}

/** A person of the staff whose sessions are ended by the word of an operator. */
async function personOf(role: Role) {
  const sub = `person-${randomUUID()}`;
  const token = await servers.first.token(role, { sub });
  const end = async () => {
    const { url } = servers.first.database;
    const { exitCode } = await runCli(url, ["tokens", "revoke", "--subject", sub]);
    expect(exitCode).toBe(0);
  };
  return { token, sub, end };
}

async function quiet(token: string): Promise<Subscriber> {
  const client = subscriber(servers.second.url, token);
  const heard = client.subscribe(OPEN, { id: shopper.id });
  await heard.until(({ events }) => events.length === 1);
  return client;
}

test.each([
  ["a person's tokens", () => personOf("agent"), "4401 The token is refused: it was revoked."],
  ["a key", () => keyOf("agent"), "4401 The API key is not known, or it was revoked."],
] as const)(
  "%s: revoked on one server, the quiet sockets of another close with 4403 at once, and 4401 follows for whoever comes back",
  async (_what, make, refusal) => {
    const { token, end } = await make();
    const [client, twice] = [await quiet(token), await quiet(token)];
    const neighbour = await quiet((await personOf("agent")).token);
    await end();
    const closed = { code: 4403, reason: "The token or key was revoked" };
    expect(await Promise.all([client.closed, twice.closed])).toEqual([closed, closed]);
    const again = client.subscribe(OPEN, { id: shopper.id });
    await again.ended;
    expect(again.errors).toEqual([{ message: refusal }]);
    const still = neighbour.subscribe(OPEN, { id: shopper.id });
    await still.until(({ events }) => events.length === 1);
    for (const one of [client, twice, neighbour]) {
      one.close();
    }
    const { sql } = servers.first.database;
    await until("nobody is said to have anybody open", async () => {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from customer_presence`;
      return row?.n === 0;
    });
  },
);

test.each(["/graphql/stream", "shared"] as const)(
  "a quiet event stream (%s) is broken off at once, and the same token gets 401 with `revoked`",
  async (mode) => {
    const { token, end } = await personOf("agent");
    const url = `${servers.second.url}/graphql/stream`;
    const broken = Promise.withResolvers<unknown>();
    const client = createClient({
      url,
      headers: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      singleConnection: mode === "shared",
    });
    const told = Promise.withResolvers<unknown>();
    client.subscribe(
      { query: OPEN, variables: { id: shopper.id } },
      { next: told.resolve, error: broken.resolve, complete: () => broken.resolve("complete") },
    );
    await told.promise;
    await end();
    expect(await broken.promise).toMatchObject({ name: "NetworkError" });
    const answer = await servers.second.graphql({ query: "{ __typename }", token });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: "UNAUTHENTICATED", revoked: true });
    client.dispose();
  },
);

test("what was signed after it works: the person signs in anew", async () => {
  const { sub, end } = await personOf("supervisor");
  await end();
  // A token says the second in which it was made.
  const iat = Math.floor(Date.now() / 1_000) + 2;
  const token = await servers.first.token("supervisor", { sub, iat });
  const client = subscriber(servers.second.url, token);
  const heard = client.subscribe(CUSTOMER_CHANGED, { id: shopper.id });
  await shopper.buy(servers.first);
  await heard.until(({ events, errors }) => events.length + errors.length === 1);
  expect(heard.errors).toEqual([]);
  client.close();
});
