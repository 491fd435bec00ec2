import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import { soldEvent } from "../support/purchases.ts";
import { STORE } from "../support/server.ts";
import { createShopper, type Shopper } from "../support/streams.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers();
});
afterAll(() => both.stop());

/** A cashier who is a customer too. */
async function cashier(): Promise<Shopper & { readonly email: string; readonly token: string }> {
  const self = await createShopper(both.first);
  const [row] = await both.first.database.sql<{ value: string }[]>`
    select value from identifiers where leaf_id = ${self.rootId}`;
  const claims = { sub: `cashier-${self.rootId}`, store: STORE, customer_id: self.publicId };
  const token = await both.first.token("till", claims);
  return { ...self, email: row?.value ?? "", token };
}

const LINES = [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "9999.00" }];
const dear = (email: string, more: Record<string, unknown> = {}) =>
  soldEvent({
    customer: [{ kind: "email", value: email }],
    lines: LINES,
    tenders: [{ kind: "card", amount: "9999.00" }],
    ...more,
  });

/**
 * Sends one event at each door, the second under an id of its own. @returns outcome and reason of
 * each
 */
async function sendByBothDoors(token: string, make: () => Record<string, unknown>) {
  const posted = await fetch(`${both.first.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body: `${JSON.stringify(make())}\n`,
  });
  const line = (await posted.json()) as { outcome: string; reason: string | null };
  const { data } = await both.second.graphql({
    query:
      "mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { outcome reason } } }",
    variables: { e: [make()] },
    token,
  });
  const [result] = data.ingestPurchases.results as { outcome: string; reason: string | null }[];
  return [line, result].map((one) => [one?.outcome, one?.reason]);
}

async function pointsOf({ rootId }: { readonly rootId: bigint }): Promise<number> {
  const [row] = await both.first.database.sql<{ points: number }[]>`
    select coalesce(sum(active + pending), 0)::int as points from account where leaf_id = ${rootId}`;
  return row?.points ?? 0;
}

describe("who works at a till and is a customer too", () => {
  test("sells themselves nothing that earns: it waits for another person, by every door", async () => {
    const self = await cashier();
    const before = await pointsOf(self);
    expect(await sendByBothDoors(self.token, () => dear(self.email))).toEqual([
      ["HELD", "OWN_PURCHASE"],
      ["HELD", "OWN_PURCHASE"],
    ]);
    expect(await pointsOf(self)).toBe(before);
    // Others' purchases go on, also in the same call.
    const other = await createShopper(both.first);
    const [applied] = await sendByBothDoors(self.token, () => dear(`${randomUUID()}@example.com`));
    expect(applied).toEqual(["APPLIED", null]);
    expect(await pointsOf(other)).toBeGreaterThanOrEqual(0);
  });

  test("neither grows an order of their own that a colleague sold them", async () => {
    const self = await cashier();
    const number = `OWN-${randomUUID()}`;
    const references = [{ kind: "order", value: number }];
    const sold = dear(self.email, { references });
    const colleague = await both.first.token("till", { sub: "colleague", store: STORE });
    expect(await sendByBothDoors(colleague, () => ({ ...sold, eventId: randomUUID() }))).toEqual([
      ["APPLIED", null],
      ["APPLIED", null],
    ]);
    const before = await pointsOf(self);
    const amended = () => {
      const { tenders: _tenders, customer: _customer, ...event } = dear(self.email, { references });
      return { ...event, kind: "AMENDED", lines: [{ ...LINES[0], gross: "50000.00" }] };
    };
    expect(await sendByBothDoors(self.token, amended)).toEqual([
      ["HELD", "OWN_PURCHASE"],
      ["HELD", "OWN_PURCHASE"],
    ]);
    expect(await pointsOf(self)).toBe(before);
  });

  test("gets it applied once an operator has said so, and nothing of it is lost or counted twice", async () => {
    const self = await cashier();
    const before = await pointsOf(self);
    await sendByBothDoors(self.token, () => dear(self.email));
    const held = await both.first.database.sql<{ id: bigint }[]>`
      select id from events where outcome = 'HELD' and reason = 'OWN_PURCHASE' and wait_key = 'operator'
         and fact -> 'i' -> 0 ->> 'id' = (select id::text from identifiers where leaf_id = ${self.rootId})`;
    expect(held).toHaveLength(2);
    const ids = held.map(({ id }) => BigInt(id));
    await both.first.receiver.runHeld(ids, { atOnce: false });
    await both.second.receiver.runHeld(ids, { atOnce: false });
    expect(await pointsOf(self)).toBe(before + 2 * 9_999);
    const report = await verifyDatabase(both.first.database.sql);
    expect(report.invariants.flatMap(({ found }) => found)).toEqual([]);
  });

  test("finds no way past that by an event that first waits for something else", async () => {
    const self = await cashier();
    const before = await pointsOf(self);
    const elsewhere = () => dear(self.email, { channel: "kiosk" });
    expect((await sendByBothDoors(self.token, elsewhere)).flat()).toContain("UNKNOWN_CHANNEL");
    const held = await both.first.database.sql<{ id: bigint }[]>`
      select id from events where outcome = 'HELD' and fact ->> 'sc' = ${self.publicId}`;
    await both.second.receiver.runHeld(
      held.map(({ id }) => BigInt(id)),
      { atOnce: false },
    );
    const now = await both.first.database.sql`
      select distinct outcome, reason from events where fact ->> 'sc' = ${self.publicId}`;
    expect(now).toEqual([{ outcome: "HELD", reason: "OWN_PURCHASE" }]);
    expect(await pointsOf(self)).toBe(before);
  });

  test("a customer_id that is nearly one takes no bound away: the token is refused, whatever the role", async () => {
    const self = await cashier();
    const wrong: unknown[] = [
      self.publicId.toUpperCase(),
      ` ${self.publicId}`,
      `${self.publicId}\n`,
      `${self.id} `,
      [self.publicId],
      [self.publicId, randomUUID()],
      { id: self.publicId },
      `urn:uuid:${self.publicId}`,
      "",
      null,
      0,
      false,
    ];
    for (const customer_id of wrong) {
      for (const role of ["till", "agent", "supervisor", "admin", "marketer"] as const) {
        const token = await both.first.token(role, { store: STORE, customer_id });
        const { status } = await both.first.graphql({ query: "{ __typename }", token });
        expect([role, customer_id, status]).toEqual([role, customer_id, 401]);
      }
    }
    // Both spellings that the API knows are the same person.
    for (const customer_id of [self.publicId, self.id]) {
      const token = await both.second.token("till", { store: STORE, customer_id });
      const sent = await sendByBothDoors(token, () => dear(self.email));
      expect(sent.flat()).toContain("OWN_PURCHASE");
    }
  });

  test("subjects and stores of odd spelling are refused", async () => {
    const { token } = both.first;
    const wrong = [
      ...["", " ann", "ann ", "a\u0000nn", "a\nnn", "a\u200bnn", "\u0430nn", "key:erp", "KEY:erp"],
      ...["customer:1", "x".repeat(256), 7, null, ["ann"]],
    ].map((sub) => ({ sub }));
    const stores = [7, "", " s1", "s1\n", "s1\u200b", null, ["s1"]].map((store) => ({ store }));
    const sources = ["shop", {}, [7], [""], [" shop"], null].map((list) => ({ sources: list }));
    for (const claims of [...wrong, ...stores, ...sources, { jti: 7 }]) {
      const { status } = await both.first.graphql({
        query: "{ __typename }",
        token: await token("ingest", JSON.parse(JSON.stringify(claims))),
      });
      expect([claims, status]).toEqual([claims, 401]);
    }
  });
});
