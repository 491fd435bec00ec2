import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endApiKeys, insertApiKey, revokeApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { Revocations } from "../../src/access/revocations.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { soldEvent } from "../support/purchases.ts";
import { SOURCE, systemClock, type TestServer } from "../support/server.ts";
import { CUSTOMER_CHANGED, createShopper } from "../support/streams.ts";
import { subscriber } from "../support/subscriber.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** Longer than a server remembers a key, milliseconds. */
const REMEMBERED_MS = 11_000;

let both: TwoServers;
/** Moved ahead of the real one by a test. */
let aheadMs = 0;
beforeAll(async () => {
  both = await startTwoServers({ clock: () => (systemClock() + aheadMs * 1_000) as Instant });
});
afterAll(() => both.stop());

async function makeKey(role: "ingest" | "till", sources: readonly string[] = [SOURCE]) {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const store = role === "till" ? "s1" : null;
  const row = { id: randomUUID(), name: `it-${prefix}`, prefix, hash, role, sources, store };
  await both.first.database.sql.begin((tx) => insertApiKey(tx, row));
  return { key, prefix };
}

/** A stream of events that stays open. */
function openStream(server: TestServer, key: string): ClientRequest {
  const sending = request(`${server.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
  });
  sending.on("error", () => {});
  return sending;
}

const statusAt = async (server: TestServer, key: string) => {
  const answer = await fetch(`${server.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
    body: "",
  });
  return answer.status;
};
const line = (eventId: string) => `${JSON.stringify(soldEvent({ eventId }))}\n`;
const recorded = async (eventId: string) =>
  (await both.first.database.sql`select 1 from events where event_id = ${eventId}`).length;

describe("a key that has ended", () => {
  for (const how of ["revoked", "over"] as const) {
    test(`${how}: opens nothing on any server, and a stream that was open is cut before the next event`, async () => {
      const { sql } = both.first.database;
      const { key, prefix } = await makeKey("ingest");
      const stream = openStream(both.first, key);
      const [before, after] = [randomUUID(), randomUUID()];
      stream.write(line(before));
      const [answer] = (await once(stream, "response")) as [IncomingMessage];
      answer.on("error", () => {});
      const [first] = (await once(answer, "data")) as [Buffer];
      expect(first.toString()).toContain(`"${before}","outcome":"APPLIED"`);
      await sql.begin(async (tx) => {
        if (how === "revoked") {
          await revokeApiKey(tx, prefix);
        } else {
          await endApiKeys(tx, [prefix], 1);
        }
      });
      aheadMs += REMEMBERED_MS;
      stream.write(line(after));
      // Cut, or answered.
      await Promise.race([
        new Promise((resolve) => answer.once("close", resolve)),
        once(answer, "data").catch(() => {}),
      ]);
      stream.destroy();
      expect([await recorded(before), await recorded(after)]).toEqual([1, 0]);
      for (const server of [both.first, both.second]) {
        expect(await statusAt(server, key)).toBe(401);
      }
    });
  }

  test("follows nobody any more, though it was following", async () => {
    const { key, prefix } = await makeKey("till");
    const shopper = await createShopper(both.first);
    const client = subscriber(both.second.url, key);
    const heard = client.subscribe(CUSTOMER_CHANGED, {
      id: shopper.id,
      after: await shopper.cursor(),
    });
    await shopper.buy(both.first);
    await heard.until(({ events }) => events.length === 1);
    await both.first.database.sql.begin((tx) => endApiKeys(tx, [prefix], 1));
    aheadMs += REMEMBERED_MS;
    await shopper.buy(both.first);
    await heard.ended;
    expect(heard.events).toHaveLength(1);
    client.close();
  });
});

test("a key sends events of the sources that it names, and of no other", async () => {
  const { key } = await makeKey("ingest", ["erp"]);
  const answer = await fetch(`${both.second.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
    body: line(randomUUID()),
  });
  expect(await answer.json()).toMatchObject({ outcome: "REJECTED", reason: "SOURCE_NOT_ALLOWED" });
});

test("a revoked token ends also at a server that could not read of it for ten minutes", async () => {
  const { reads, database } = both.second;
  const nowMs = Date.now();
  let atMs = nowMs - 600_000;
  const cutOff = await Revocations.load(reads, () => atMs);
  const subject = `stolen-${randomUUID()}`;
  await database.sql`insert into token_revocation (kind, value, revoked_before)
    values ('SUBJECT', ${subject}, clock_timestamp() - interval '9 minutes')`;
  const issuedAt = ((nowMs - 3_600_000) * 1_000) as Instant;
  const token = { subject, customerId: null, tokenId: null, issuedAt };
  expect(cutOff.isRevoked(token)).toBe(false);
  atMs = nowMs;
  await cutOff.refresh();
  expect(cutOff.isRevoked(token)).toBe(true);
});
