import { afterAll, beforeAll, expect, test } from "vitest";
import { tellStream } from "../../../db/queries/coupons/coupons.ts";
import { OUTBOX_KINDS } from "../../../db/schema/outbox.ts";
import { ROLES, type Role } from "../../../src/domain/access/viewer.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";
import { CUSTOMER_CHANGED, type CustomerChanged, createShopper } from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Told = Exclude<Role, "shop" | "ingest" | "marketer" | "operator">;
const STAFF = ["agent", "supervisor", "admin"] as const;

/**
 * Every kind of change, and who is told that there was one: those who may read what it is about.
 */
const MAY_BE_TOLD: Readonly<Record<string, readonly Told[]>> = {
  POINTS_CHANGED: [...STAFF, "till", "storefront"],
  TIER_CHANGED: [...STAFF, "till", "storefront"],
  OVERRIDE_CHANGED: [...STAFF, "till"],
  PROFILE_CHANGED: [...STAFF, "till", "storefront"],
  "PROFILE_CHANGED of marks alone": [...STAFF, "till"],
  IDENTIFIERS_CHANGED: [...STAFF, "till", "storefront"],
  INTERACTION_RECORDED: [...STAFF, "storefront"],
  COUPON_CHANGED: [...STAFF, "till", "storefront"],
  MERGED: [...STAFF, "till", "storefront"],
  UNMERGED: [...STAFF, "till", "storefront"],
};
const TYPES: Readonly<Record<string, string>> = {
  POINTS_CHANGED: "PointsChange",
  TIER_CHANGED: "TierChange",
  OVERRIDE_CHANGED: "OverrideChange",
  PROFILE_CHANGED: "ProfileChange",
  "PROFILE_CHANGED of marks alone": "ProfileChange",
  IDENTIFIERS_CHANGED: "IdentifiersChange",
  INTERACTION_RECORDED: "InteractionChange",
  COUPON_CHANGED: "CouponChange",
  MERGED: "MergeChange",
  UNMERGED: "UnmergeChange",
};

test("the table has every kind of change", () => {
  const kinds = Object.keys(MAY_BE_TOLD).map((name) => name.split(" ")[0]);
  expect(new Set(kinds)).toEqual(new Set(OUTBOX_KINDS));
});

test("every role is told of the changes whose content it may read, and of no others, behind and live", async () => {
  const shopper = await createShopper(server);
  const { sql } = server.database;
  const tell = async (name: string) => {
    const kind = name.split(" ")[0] as (typeof OUTBOX_KINDS)[number];
    const payload = kind === name ? {} : { marksOnly: true };
    const recordedAt = new Date().toISOString();
    await sql.begin((tx) => tellStream(tx, { rootId: shopper.rootId, kind, payload, recordedAt }));
  };
  const id = shopper.id;
  const after = await shopper.cursor();
  const names = Object.keys(MAY_BE_TOLD);
  for (const name of names) {
    await tell(name);
  }
  const last = names.length + 1;
  const roles = Object.keys(ROLES) as Role[];
  const claims = (role: Role) =>
    role === "storefront" ? { customer_id: shopper.publicId } : { store: STORE };
  const followers = await Promise.all(
    roles.map(async (role) => {
      const client = subscriber(server.url, await server.token(role, claims(role)));
      return {
        ...{ role, client },
        heard: client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, { id, after }),
      };
    }),
  );
  const may = followers.filter(({ role }) => names.some((name) => isTold(name, role)));
  const types = (role: Role) =>
    names.filter((name) => isTold(name, role)).map((name) => TYPES[name]);
  // All are told of points; then the same again, while they follow.
  await tell("POINTS_CHANGED");
  for (const { role, heard } of may) {
    await heard.until(({ events }) => events.length > types(role).length);
  }
  for (const name of names) {
    await tell(name);
  }
  await tell("POINTS_CHANGED");
  for (const { role, heard, client } of may) {
    const all = [...types(role), "PointsChange", ...types(role), "PointsChange"];
    await heard.until(({ events }) => events.length >= all.length);
    const events = heard.events.map(({ customerChanged }) => customerChanged);
    expect([role, events.map(({ __typename }) => __typename)]).toEqual([role, all]);
    // What is left out is counted: that something changed may be seen, what it was may not.
    const span = (events.at(-1)?.sequence ?? 0) - (events[0]?.sequence ?? 0) + 1;
    expect([role, span]).toEqual([role, 2 * last]);
    client.close();
  }
  for (const { role, heard, client } of followers) {
    if (may.some((other) => other.role === role)) {
      continue;
    }
    await heard.ended;
    expect([role, heard.errors[0]?.extensions?.["code"], heard.events]).toEqual([
      ...[role, "FORBIDDEN"],
      [],
    ]);
    client.close();
  }
});

function isTold(name: string, role: Role): boolean {
  return (MAY_BE_TOLD[name] as readonly Role[]).includes(role);
}
