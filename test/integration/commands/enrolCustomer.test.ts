import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EnrolCustomerRequest, enrolCustomer } from "../../../src/loyalty/enrolCustomer.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { soldEvent } from "../../support/purchaseEvents.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const now = at("2026-03-31T12:00:00Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  await registerSource(database.sql, {
    code: "guestshop",
    name: "A shop that makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    defaultChannel: "web",
  });
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

/** A customer who is no member, with one sale on each of the days. */
async function buyer(name: string, days: readonly string[]): Promise<bigint> {
  const results = await gateway.send(
    days.map((day, index) =>
      soldEvent({
        source: "guestshop",
        store: null,
        channel: "web",
        eventId: `${name}-${index}`,
        occurredAt: `${day}T10:00:00Z`,
        references: [{ kind: "order", value: `${name}-${index}` }],
        customer: [{ kind: "email", value: `${name}@example.com` }],
        currencyCode: "GBP",
        lines: [{ id: "1", article: "A1", quantity: "1", gross: "150.00" }],
        tenders: [],
      }),
    ),
    { now },
  );
  expect(results.map(({ outcome, reason, field }) => ({ outcome, reason, field }))).toEqual(
    days.map(() => ({ outcome: "APPLIED", reason: null, field: null })),
  );
  return results[0]?.leafId as bigint;
}

function request(rootId: bigint, idempotencyKey: string): EnrolCustomerRequest {
  return {
    viewer: viewerOf("agent"),
    rootId,
    said: String(rootId),
    idempotencyKey,
    termsVersion: "2026-01",
    channel: "store",
    store: null,
  };
}

async function standing(rootId: bigint) {
  const [row] = await database.sql`
    select c.tier, c.seq, coalesce(sum(a.active), 0)::bigint as active
    from customer c left join account a on a.leaf_id = c.id where c.id = ${rootId} group by c.id`;
  return row;
}

test("a non-member earns nothing; enrolment credits the last 30 days and no earlier purchase", async () => {
  const rootId = await buyer("ada", ["2026-02-20", "2026-03-05", "2026-03-20"]);
  expect(await standing(rootId)).toMatchObject({ tier: null, active: 0n });
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  expect(await enrolCustomer(deps, request(rootId, "k1"))).toEqual({ userErrors: [] });
  expect(await standing(rootId)).toMatchObject({ tier: "SILVER", active: 300n });
});

test("the same idempotency key gives the first answer and one effect; with another input it is refused", async () => {
  const rootId = await buyer("bo", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  const first = await Promise.all([
    enrolCustomer(deps, request(rootId, "k2")),
    enrolCustomer(deps, request(rootId, "k2")),
  ]);
  expect(first).toEqual([{ userErrors: [] }, { userErrors: [] }]);
  expect(await standing(rootId)).toMatchObject({ active: 150n });
  expect(await enrolCustomer(deps, { ...request(rootId, "k2"), rootId: null })).toEqual(first[0]);
  await expect(
    enrolCustomer(deps, { ...request(rootId, "k2"), termsVersion: "other" }),
  ).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
});

test("a member cannot be enrolled twice", async () => {
  const rootId = await buyer("cy", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  await enrolCustomer(deps, request(rootId, "k3"));
  const again = await enrolCustomer(deps, request(rootId, "k4"));
  expect(again.userErrors[0]).toMatchObject({ code: "ALREADY_MEMBER", field: ["customer"] });
});

test("a key or a text that cannot be kept is refused by the name of its field", async () => {
  const rootId = await buyer("gil", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  const bad = ["", "a\u0000b", "a\ud800", "é".repeat(128)];
  for (const field of ["idempotencyKey", "termsVersion", "channel", "store"] as const) {
    for (const text of bad) {
      await expect(
        enrolCustomer(deps, { ...request(rootId, "k10"), [field]: text }),
      ).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { field: ["input", field] } });
    }
  }
  expect((await enrolCustomer(deps, request(rootId, "k10"))).userErrors).toEqual([]);
});

test("a till enrols for its own store and no other", async () => {
  const rootId = await buyer("fi", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  const till = { ...viewerOf("till"), store: "london-1" };
  const attempt = (idempotencyKey: string, store: string | null, viewer = till) =>
    enrolCustomer(deps, { ...request(rootId, idempotencyKey), viewer, store });
  const refused = { code: "FORBIDDEN" };
  await expect(attempt("k7", "leeds-1")).rejects.toMatchObject(refused);
  const unbound = viewerOf("till") as typeof till;
  await expect(attempt("k8", "london-1", unbound)).rejects.toMatchObject(refused);
  expect((await attempt("k9", "london-1")).userErrors).toEqual([]);
});

test("staff may not enrol themselves", async () => {
  const rootId = await buyer("ed", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  const [row] = await database.sql`select public_id from customer where id = ${rootId}`;
  const viewer = { ...viewerOf("agent"), customerId: row?.["public_id"] as string };
  await expect(enrolCustomer(deps, { ...request(rootId, "k6"), viewer })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await standing(rootId)).toMatchObject({ tier: null });
});

test("a role without membership:write is refused and nothing changes", async () => {
  const rootId = await buyer("di", ["2026-03-20"]);
  const deps = { sql: database.sql, catalog: gateway.catalog, now, newPublicId: uuidv7 };
  await expect(
    enrolCustomer(deps, { ...request(rootId, "k5"), viewer: viewerOf("storefront") }),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await standing(rootId)).toMatchObject({ tier: null });
});
