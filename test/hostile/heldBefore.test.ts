import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { registerSource, registerStores } from "../../src/programme/ensureProgramme.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

const MIGRATION = new URL("../../db/migrations/0021_bind_held_events.sql", import.meta.url);

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers();
  const { sql } = both.first.database;
  const city = { brand: "Trib", market: "GB", timeZone: "Europe/London" };
  await registerStores(sql, [{ code: "s2", name: "Low Street", ...city }]);
  const source = { code: "till", name: "Tills", identifierRank: [], defaultChannel: "store" };
  await registerSource(sql, source);
});
afterAll(() => both.stop());

async function keyOf(store: string): Promise<string> {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const bound = { role: "till", sources: ["till"], store };
  const row = { id: randomUUID(), name: `till-${store}`, prefix, hash, ...bound };
  await both.first.database.sql.begin((tx) => insertApiKey(tx, row));
  return key;
}

async function send(key: string, number: string, more: object): Promise<string> {
  const event = {
    ...{ source: "till", eventId: randomUUID(), references: [{ kind: "order", value: number }] },
    ...{ occurredAt: new Date(Date.now() - 60_000).toISOString(), ...more },
  };
  const response = await fetch(`${both.second.url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${key}` },
    body: `${JSON.stringify(event)}\n`,
  });
  return (JSON.parse(await response.text()) as { outcome: string }).outcome;
}

test("what a till sent before events knew their sender's store ends no other store's order", async () => {
  const { sql } = both.first.database;
  const [s1, s2] = [await keyOf("s1"), await keyOf("s2")];
  const number = randomUUID();
  expect(await send(s1, number, { kind: "VOIDED" })).toBe("HELD");
  await sql`update events set fact = fact - 'b' where outcome = 'HELD'`;
  await sql.unsafe(await readFile(MIGRATION, "utf8"));
  const lines = [{ id: "1", article: "A", quantity: "1", gross: "10.00" }];
  expect(await send(s2, number, { kind: "SOLD", currencyCode: "GBP", lines })).toBe("APPLIED");
  expect(await sql`select outcome, reason from events where kind = 'VOIDED'`).toEqual([
    { outcome: "REJECTED", reason: "ORDER_OF_ANOTHER_STORE" },
  ]);
});
