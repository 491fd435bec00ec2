import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { endTierGrant } from "../../../src/loyalty/tiers/endTierGrant.ts";
import {
  type GivenKind,
  type GrantTierRequest,
  grantTier,
} from "../../../src/loyalty/tiers/grantTier.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, startReceiver, type TestReceiver, viewerOf } from "../../support/receiver.ts";
import { sale, setUpMixed } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const now = at("2026-03-31T12:00:00Z");
const summer = at("2026-07-01T00:00:00Z");
const autumn = at("2026-10-01T00:00:00Z");
const KINDS: readonly GivenKind[] = ["WELCOME", "STATUS_MATCH", "PAID", "IMPORTED"];

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpMixed(database.sql);
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

function deps(when: Instant = now) {
  return { sql: database.sql, catalog: gateway.catalog, now: when, newPublicId: uuidv7 };
}

/** A member of the base tier; SILVER from 250.00, GOLD from 1000.00. */
async function member(name: string): Promise<bigint> {
  const [result] = await gateway.send(
    [sale(name, name, "40.00", { source: "shop", occurredAt: "2026-03-30T10:00:00Z" })],
    { now: at("2026-03-30T12:00:00Z") },
  );
  expect(result).toMatchObject({ outcome: "APPLIED" });
  return result?.leafId as bigint;
}

let keys = 0;
function request(rootId: bigint, more: Partial<GrantTierRequest> = {}): GrantTierRequest {
  keys += 1;
  return {
    viewer: viewerOf("agent"),
    rootId,
    said: String(rootId),
    idempotencyKey: `key-${keys}`,
    kind: "STATUS_MATCH",
    mode: "FLOOR",
    tier: "GOLD",
    expiresAt: summer,
    reason: "Gold card of another programme",
    replaces: null,
    ...more,
  };
}

const give = async (rootId: bigint, more: Partial<GrantTierRequest> = {}, when = now) =>
  codes(await grantTier(deps(when), request(rootId, more)));

async function end(rootId: bigint, grant: bigint | null, when = now) {
  const { viewer, said, idempotencyKey } = request(rootId);
  const reason = "The card was not theirs";
  return codes(
    await endTierGrant(deps(when), { viewer, rootId, said, idempotencyKey, reason, grant }),
  );
}

const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);

async function standing(rootId: bigint) {
  const [row] = await database.sql`
    select c.tier, c.tier_until, (select count(*)::int from tier_change where root_id = c.id) as changes
    from customer c where c.id = ${rootId}`;
  return row;
}

async function grants(rootId: bigint) {
  return await database.sql<{ id: bigint; kind: string; tier: string; cleared: boolean }[]>`
    select id, kind, tier, cleared_at is not null as cleared from tier_grant where root_id = ${rootId} order by id`;
}

const idOf = async (rootId: bigint) => (await grants(rootId)).at(-1)?.id as bigint;

test.each(KINDS)("a %s grant gives its tier at once, tells why, and ends by time", async (kind) => {
  const rootId = await member(`given-${kind}`);
  expect(await give(rootId, { kind })).toEqual([]);
  expect(await standing(rootId)).toMatchObject({
    tier: "GOLD",
    tier_until: "2026-07-01 00:00:00+00",
  });
  const [told, ...others] = await database.sql`
    select kind, payload, announce from outbox where root_id = ${rootId} order by seq offset 1`;
  expect(told).toMatchObject({
    kind: "TIER_CHANGED",
    announce: true,
    payload: { to: "GOLD", cause: "GRANT_STARTED" },
  });
  expect(others).toEqual([]);
  await gateway.send(
    [sale(`later-${kind}`, `given-${kind}`, "1.00", { occurredAt: "2026-07-02T10:00:00Z" })],
    { now: at("2026-07-02T12:00:00Z") },
  );
  expect(await standing(rootId)).toMatchObject({ tier: "BASE" });
});

test("grants of every kind and an override stand beside each other; the highest decides, a pin beats it", async () => {
  const rootId = await member("beside");
  expect(await give(rootId, { kind: "PAID", tier: "SILVER", expiresAt: autumn })).toEqual([]);
  expect(await give(rootId, { kind: "STATUS_MATCH" })).toEqual([]);
  expect(await standing(rootId)).toMatchObject({ tier: "GOLD" });
  const { kind: _kind, replaces: _replaces, ...given } = request(rootId);
  const pin = { ...given, viewer: viewerOf("supervisor"), tier: "BASE", expectedVersion: null };
  expect(codes(await overrideTier(deps(), { ...pin, mode: "PIN" }))).toEqual([]);
  expect(await standing(rootId)).toMatchObject({ tier: "BASE" });
  expect((await grants(rootId)).filter(({ cleared }) => cleared)).toEqual([]);
});

test("another one of the same kind takes the place of the one that the caller saw, and of no other", async () => {
  const rootId = await member("renewed");
  expect(await give(rootId, { kind: "PAID", tier: "SILVER" })).toEqual([]);
  const seen = await idOf(rootId);
  expect(await give(rootId, { kind: "PAID" })).toEqual(["GRANT_CONFLICT"]);
  expect(await give(rootId, { kind: "PAID", replaces: seen + 1n })).toEqual(["GRANT_CONFLICT"]);
  expect(await give(rootId, { kind: "WELCOME", replaces: seen })).toEqual(["GRANT_CONFLICT"]);
  const renewal = { kind: "PAID", tier: "SILVER", expiresAt: autumn, replaces: seen } as const;
  const both = await Promise.all([give(rootId, renewal), give(rootId, renewal)]);
  expect(both.toSorted((a, b) => a.length - b.length)).toEqual([[], ["GRANT_CONFLICT"]]);
  expect(await standing(rootId)).toMatchObject({
    tier: "SILVER",
    tier_until: "2026-10-01 00:00:00+00",
  });
  expect(await grants(rootId)).toMatchObject([{ cleared: true }, { cleared: false }]);
});

test("the same key gives one grant, with another input it is refused", async () => {
  const rootId = await member("retried");
  const once = request(rootId);
  expect(codes(await grantTier(deps(), once))).toEqual([]);
  expect(codes(await grantTier(deps(), once))).toEqual([]);
  expect(await grants(rootId)).toHaveLength(1);
  await expect(grantTier(deps(), { ...once, kind: "PAID" })).rejects.toMatchObject({
    code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  });
});

test("a grant that is ended leaves the earned tier; what is no grant of the customer's in force is not ended", async () => {
  const rootId = await member("ended");
  const other = await member("ended-other");
  expect(await give(rootId)).toEqual([]);
  expect(await give(other)).toEqual([]);
  const { kind: _kind, replaces: _replaces, ...given } = request(rootId);
  expect(codes(await overrideTier(deps(), { ...given, expectedVersion: null }))).toEqual([]);
  const [grant, override] = await grants(rootId);
  for (const wrong of [null, await idOf(other), override?.id as bigint]) {
    expect(await end(rootId, wrong)).toEqual(["NO_GRANT"]);
  }
  expect(await end(other, await idOf(other))).toEqual([]);
  expect(await standing(other)).toMatchObject({ tier: "BASE" });
  expect(await end(other, await idOf(other))).toEqual(["NO_GRANT"]);
  expect(await end(rootId, grant?.id as bigint)).toEqual([]);
  expect(await standing(rootId)).toMatchObject({ tier: "GOLD" });
});

describe("refused, and nothing changes", () => {
  const cases: readonly (readonly [string, Partial<GrantTierRequest>, string])[] = [
    ["nobody", { rootId: null }, "CUSTOMER_NOT_FOUND"],
    ["no reason", { reason: " " }, "REASON_INVALID"],
    ["a tier that is not there", { tier: "DIAMOND" }, "UNKNOWN_TIER"],
    ["an end that has passed", { expiresAt: now }, "EXPIRES_AT_PASSED"],
    ["an end beyond a year", { expiresAt: at("2027-04-01T00:00:00Z") }, "EXPIRES_AT_TOO_LATE"],
  ];
  test.each(cases)("%s", async (name, more, code) => {
    const rootId = await member(`refused ${name}`.replaceAll(" ", "-"));
    expect(await give(rootId, more)).toEqual([code]);
    expect(await grants(rootId)).toEqual([]);
    expect(await standing(rootId)).toMatchObject({ tier: "BASE", changes: 0 });
  });

  test("a pin or no end from an agent, a colleague's record, and every role without the right", async () => {
    const rootId = await member("forbidden");
    const forbidden = async (more: Partial<GrantTierRequest>) =>
      await expect(grantTier(deps(), request(rootId, more))).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    await forbidden({ mode: "PIN" });
    await forbidden({ expiresAt: null });
    const roles = Object.keys(ROLES) as Role[];
    for (const role of roles.filter((one) => !["agent", "supervisor", "admin"].includes(one))) {
      await forbidden({ viewer: viewerOf(role) });
    }
    await database.sql`
      insert into customer_profile (leaf_id, flags, updated_at) values (${rootId}, '{STAFF}', now())
      on conflict (leaf_id) do update set flags = excluded.flags`;
    await forbidden({});
    expect(await grants(rootId)).toEqual([]);
    expect(await give(rootId, { viewer: viewerOf("supervisor"), expiresAt: null })).toEqual([]);
    expect(await standing(rootId)).toMatchObject({ tier: "GOLD", tier_until: null });
  });
});

test("verify works every tier out again from the grants that were given, replaced and ended", async () => {
  const report = await verifyDatabase(database.sql, { now: at("2026-07-03T00:00:00Z") });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
  const replayed = report.invariants.find(({ invariant }) => invariant === "I7b");
  expect(replayed?.checked["grants"]).toBeGreaterThan(10);
});
