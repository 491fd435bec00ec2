import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import {
  type ClearTierOverrideRequest,
  clearTierOverride,
} from "../../../src/loyalty/tiers/clearTierOverride.ts";
import { type OverrideTierRequest, overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, startReceiver, type TestReceiver, viewerOf } from "../../support/receiver.ts";
import { sale, setUpMixed } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const now = at("2026-03-31T12:00:00Z");
const summer = at("2026-07-01T00:00:00Z");

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

/** A member who bought for that much; SILVER from 250.00, GOLD from 1000.00. */
async function member(name: string, gross = "40.00", source = "shop"): Promise<bigint> {
  const [result] = await gateway.send(
    [sale(name, name, gross, { source, occurredAt: "2026-03-30T10:00:00Z" })],
    { now: at("2026-03-30T12:00:00Z") },
  );
  expect(result).toMatchObject({ outcome: "APPLIED" });
  return result?.leafId as bigint;
}

let keys = 0;
function request(rootId: bigint, more: Partial<OverrideTierRequest> = {}): OverrideTierRequest {
  keys += 1;
  return {
    viewer: viewerOf("agent"),
    rootId,
    said: String(rootId),
    idempotencyKey: `key-${keys}`,
    mode: "FLOOR",
    tier: "GOLD",
    expiresAt: summer,
    reason: "Parcel lost twice",
    expectedVersion: null,
    ...more,
  };
}

function end(
  rootId: bigint,
  expectedVersion: number,
  more: Partial<ClearTierOverrideRequest> = {},
): ClearTierOverrideRequest {
  const { viewer, said, idempotencyKey, reason } = request(rootId, { reason: "Given by mistake" });
  return { viewer, said, idempotencyKey, reason, rootId, expectedVersion, ...more };
}

const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) =>
  userErrors.map(({ code }) => code);

async function standing(rootId: bigint) {
  const [row] = await database.sql`
    select c.tier, c.tier_since, c.tier_until, c.tier_basis, d.next_due_at,
      (select count(*)::int from tier_grant where root_id = c.id) as grants,
      (select count(*)::int from audit where leaf_id = c.id) as audits, c.seq
    from customer c left join due d on d.root_id = c.id where c.id = ${rootId}`;
  return row;
}

async function stream(rootId: bigint) {
  return await database.sql`
    select kind, payload, announce from outbox where root_id = ${rootId} order by seq offset 1`;
}

test("an override gives its tier at once and tells of it as of any change; the grant keeps the reason, nothing else does", async () => {
  const rootId = await member("ann");
  expect(codes(await overrideTier(deps(), request(rootId)))).toEqual([]);
  expect(await standing(rootId)).toMatchObject({
    tier: "GOLD",
    tier_until: "2026-07-01 00:00:00+00",
    next_due_at: "2026-07-01 00:00:00+00",
    grants: 1,
    audits: 1,
  });
  const rows = await stream(rootId);
  expect(rows.map(({ kind, announce }) => [kind, announce])).toEqual([
    ["TIER_CHANGED", true],
    ["OVERRIDE_CHANGED", true],
  ]);
  expect(rows[0]?.["payload"]).toMatchObject({
    kind: "UPGRADED",
    from: "BASE",
    to: "GOLD",
    cause: "GRANT_STARTED",
    until: "2026-07-01T00:00:00.000000Z",
  });
  const [change] = await database.sql`select * from tier_change where root_id = ${rootId}`;
  expect(change).toMatchObject({
    kind: "UPGRADED",
    cause: "GRANT_STARTED",
    earned_tier: "BASE",
    event_id: null,
  });
  const [entry] = await database.sql`select actor, action from audit where leaf_id = ${rootId}`;
  expect(entry).toEqual({ actor: "agent:test:agent", action: "tier.override" });
  const [{ kept } = { kept: null }] = await database.sql`
    select (select string_agg(o::text, '') from outbox o) || (select string_agg(a::text, '') from audit a)
      || (select string_agg(k::text, '') from idempotency_key k) as kept`;
  expect(kept).not.toContain("Parcel");
});

test("an override below what was earned changes no tier, tells nobody of one, and is in the history", async () => {
  const rootId = await member("bea", "1200.00");
  const before = await standing(rootId);
  await overrideTier(deps(), request(rootId, { tier: "SILVER" }));
  const after = await standing(rootId);
  expect(after).toMatchObject({ tier: "GOLD", tier_until: before?.["tier_until"] });
  expect(after?.["next_due_at"]).toBe("2026-07-01 00:00:00+00");
  const kinds = (await stream(rootId)).map(({ kind }) => kind);
  expect(kinds).toEqual(["TIER_CHANGED", "OVERRIDE_CHANGED"]);
  const changes = await database.sql`
    select kind, cause from tier_change where root_id = ${rootId} order by recorded_at`;
  expect(changes.map(({ kind, cause }) => [kind, cause])).toEqual([
    ["UPGRADED", "QUALIFIED"],
    ["UNCHANGED", "GRANT_STARTED"],
  ]);
});

test("purchases qualify underneath; clearing the override gives what they earned", async () => {
  const rootId = await member("cy");
  await overrideTier(deps(), request(rootId, { tier: "PLATINUM" }));
  await gateway.send([sale("cy2", "cy", "400.00", { occurredAt: "2026-04-01T10:00:00Z" })], {
    now: at("2026-04-01T12:00:00Z"),
  });
  expect(await standing(rootId)).toMatchObject({
    tier: "PLATINUM",
    tier_basis: { earned: { tier: "SILVER" } },
  });
  expect(codes(await clearTierOverride(deps(at("2026-04-02T00:00:00Z")), end(rootId, 1)))).toEqual(
    [],
  );
  expect(await standing(rootId)).toMatchObject({
    tier: "SILVER",
    tier_basis: null,
    tier_since: "2026-04-02 00:00:00+00",
    next_due_at: expect.stringContaining("2027-04-01 12:00:00"),
  });
  const [grant] = await database.sql`select * from tier_grant where root_id = ${rootId}`;
  expect(grant).toMatchObject({
    clear_reason: "Given by mistake",
    cleared_by: "agent:test:agent",
    version: 2,
  });
  expect(codes(await clearTierOverride(deps(at("2026-04-03T00:00:00Z")), end(rootId, 2)))).toEqual([
    "NO_OVERRIDE",
  ]);
});

describe("who may do what", () => {
  const allowed: Record<string, readonly Role[]> = {
    "a floor with an end": ["agent", "supervisor", "admin"],
    "a pin": ["supervisor", "admin"],
    "a floor without an end": ["supervisor", "admin"],
  };
  for (const role of Object.keys(ROLES) as Role[]) {
    test(`${role}`, async () => {
      const rootId = await member(`role-${role}`);
      const viewer = viewerOf(role);
      let version: number | null = null;
      for (const [what, more] of [
        ["a floor with an end", {}],
        ["a pin", { mode: "PIN" as const }],
        ["a floor without an end", { expiresAt: null }],
      ] as const) {
        const asked = overrideTier(
          deps(),
          request(rootId, { viewer, expectedVersion: version, ...more }),
        );
        if (allowed[what]?.includes(role)) {
          expect(codes(await asked)).toEqual([]);
          version = (version ?? 0) + 1;
        } else {
          await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
        }
      }
      expect((await standing(rootId))?.["grants"]).toBe(version ?? 0);
      if (version === null) {
        await expect(clearTierOverride(deps(), end(rootId, 1, { viewer }))).rejects.toMatchObject({
          code: "FORBIDDEN",
        });
      }
    });
  }

  test("an agent's end lies within twelve months, a supervisor's may be later", async () => {
    const rootId = await member("end");
    const last = at("2027-03-31T12:00:00Z");
    const late = { expiresAt: (last + 1) as Instant };
    expect(codes(await overrideTier(deps(), request(rootId, late)))).toEqual([
      "EXPIRES_AT_TOO_LATE",
    ]);
    expect(codes(await overrideTier(deps(), request(rootId, { expiresAt: last })))).toEqual([]);
    expect(
      codes(
        await overrideTier(
          deps(),
          request(rootId, { ...late, viewer: viewerOf("supervisor"), expectedVersion: 1 }),
        ),
      ),
    ).toEqual([]);
  });

  test("nobody overrides their own record, and an agent no colleague's", async () => {
    const rootId = await member("self");
    const [row] = await database.sql`select public_id from customer where id = ${rootId}`;
    const self = { ...viewerOf("supervisor"), customerId: row?.["public_id"] as string };
    const refused = { code: "FORBIDDEN" };
    await expect(overrideTier(deps(), request(rootId, { viewer: self }))).rejects.toMatchObject(
      refused,
    );
    await database.sql`
      insert into customer_profile (leaf_id, flags, updated_at) values (${rootId}, '{STAFF}', now())`;
    await expect(overrideTier(deps(), request(rootId))).rejects.toMatchObject(refused);
    const named = { ...viewerOf("agent"), customerId: uuidv7() };
    await expect(overrideTier(deps(), request(rootId, { viewer: named }))).rejects.toMatchObject(
      refused,
    );
    const other = { ...viewerOf("supervisor"), customerId: uuidv7() };
    expect(codes(await overrideTier(deps(), request(rootId, { viewer: other })))).toEqual([]);
    await expect(clearTierOverride(deps(), end(rootId, 1, { viewer: self }))).rejects.toMatchObject(
      refused,
    );
    expect(
      codes(await clearTierOverride(deps(), end(rootId, 1, { viewer: viewerOf("supervisor") }))),
    ).toEqual([]);
  });
});

describe("what cannot be is refused with a code, and changes nothing", () => {
  test.each<[string, string, Partial<OverrideTierRequest>, string]>([
    ["a tier that there is not", "UNKNOWN_TIER", { tier: "ONYX" }, "tier"],
    ["an end that has passed", "EXPIRES_AT_PASSED", { expiresAt: now }, "expiresAt"],
    ["no reason", "REASON_INVALID", { reason: " \n" }, "reason"],
    ["a reason without end", "REASON_INVALID", { reason: "x".repeat(501) }, "reason"],
    ["a reason that no text can be", "REASON_INVALID", { reason: "a\u0000b" }, "reason"],
    [
      "a version of an override that there is not",
      "VERSION_CONFLICT",
      { expectedVersion: 3 },
      "expectedVersion",
    ],
  ])("%s: %s", async (name, code, more, field) => {
    const rootId = await member(`bad-${name}`.replaceAll(" ", "-"));
    const before = await standing(rootId);
    const { userErrors } = await overrideTier(deps(), request(rootId, more));
    expect(userErrors).toMatchObject([{ code, field: [field] }]);
    expect(await standing(rootId)).toEqual(before);
  });

  test("somebody who is no member, and somebody whose membership was closed", async () => {
    const guest = await member("guest", "40.00", "guestshop");
    expect(codes(await overrideTier(deps(), request(guest)))).toEqual(["NOT_A_MEMBER"]);
    const left = await member("left");
    await database.sql`update membership set status = 'CLOSED' where leaf_id = ${left}`;
    expect(codes(await overrideTier(deps(), request(left)))).toEqual(["NOT_A_MEMBER"]);
    // Leaves the database as verify knows it.
    await database.sql`update membership set status = 'ENROLLED' where leaf_id = ${left}`;
  });

  test("a customer who is not there, or was merged since it was looked up", async () => {
    expect(codes(await overrideTier(deps(), request(999_999_999n)))).toEqual([
      "CUSTOMER_NOT_FOUND",
    ]);
    const [survivor, absorbed] = [await member("survivor"), await member("absorbed")];
    const merger = await database.sql.reserve();
    await merger`begin`;
    await merger`select 1 from customer where id in (${survivor}, ${absorbed}) order by id for no key update`;
    const waiting = overrideTier(deps(), request(absorbed));
    await merger`update customer set root_id = ${survivor} where id = ${absorbed}`;
    await merger`commit`;
    merger.release();
    expect(codes(await waiting)).toEqual(["CUSTOMER_NOT_FOUND"]);
    expect((await standing(absorbed))?.["grants"]).toBe(0);
    // Leaves the database as verify knows it.
    await database.sql`update customer set root_id = id where id = ${absorbed}`;
  });
});

test("a refusal leaves a passed term end to the next write, and the key remembers the refusal", async () => {
  const rootId = await member("late", "300.00");
  const later = at("2027-05-01T00:00:00Z");
  const before = await standing(rootId);
  const refused = request(rootId, {
    tier: "ONYX",
    expiresAt: null,
    viewer: viewerOf("supervisor"),
  });
  const first = await overrideTier(deps(later), refused);
  expect(codes(first)).toEqual(["UNKNOWN_TIER"]);
  expect(await standing(rootId)).toEqual(before);
  expect(await overrideTier(deps(later), refused)).toEqual(first);
});

test("the same key gives the first answer and one override; with another input it is refused", async () => {
  const rootId = await member("twice");
  const asked = request(rootId);
  const answers = await Promise.all([overrideTier(deps(), asked), overrideTier(deps(), asked)]);
  expect(answers.map(codes)).toEqual([[], []]);
  expect((await standing(rootId))?.["grants"]).toBe(1);
  // The same words name another customer, or nobody, by now.
  for (const now of [await member("twin"), null]) {
    expect(codes(await overrideTier(deps(), { ...asked, rootId: now }))).toEqual([]);
  }
  await expect(overrideTier(deps(), { ...asked, reason: "Another reason" })).rejects.toMatchObject({
    code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  });
});

test("of agents who saw the same override one wins, the others are told its version", async () => {
  const rootId = await member("race");
  await overrideTier(deps(), request(rootId));
  const tiers = ["SILVER", "PLATINUM", "GOLD", "BASE", "SILVER"];
  const answers = await Promise.all(
    tiers.map((tier) => overrideTier(deps(), request(rootId, { tier, expectedVersion: 1 }))),
  );
  expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(
    ["", ...Array(4).fill("VERSION_CONFLICT")].sort(),
  );
  const conflict = answers.find(({ userErrors }) => userErrors.length > 0);
  expect(conflict?.userErrors[0]?.message).toContain("version 2");
  const grants = await database.sql`
    select version, cleared_at is null as open from tier_grant where root_id = ${rootId} order by version`;
  expect([...grants]).toEqual([
    { version: 1, open: false },
    { version: 2, open: true },
  ]);
});

test("everything that was overridden here is sound when replayed from the facts", async () => {
  const report = await verifyDatabase(database.sql, { now });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
  expect(
    report.invariants.find(({ invariant }) => invariant === "I7b")?.checked["grants"],
  ).toBeGreaterThan(10);
});
