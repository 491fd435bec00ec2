import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "../../../src/domain/access/viewer.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { STORE } from "../../support/server.ts";
import { createShopper, type Shopper } from "../../support/streams.ts";
import { startTwoServers, type TwoServers } from "../../support/twoServers.ts";

/** Goodwill by the real door, on two servers: who may, whose, and what is sent as an amount. */

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers();
});
afterAll(() => both.stop());

const key = () => randomUUID();
let turn = 0;

async function send(query: string, variables: object, token: string) {
  turn += 1;
  const server = both[turn % 2 === 0 ? "first" : "second"];
  return await server.graphql({ query, variables: { ...variables }, token });
}

const GIVE = `mutation($i: GiveGoodwillInput!) { giveGoodwill(input: $i) {
  gift { id at points reason reasonName(locale: "de") note by { name } undoableUntil coupon { name state } }
  customer { id } userErrors { code message field } } }`;
const UNDO = `mutation($i: UndoGoodwillInput!) { undoGoodwill(input: $i) {
  customer { id } userErrors { code message } } }`;
const LOOK = `query($id: ID!) { customer(by: { id: $id }) { goodwill {
  remainingToday remainingOfGiver remainingOfCustomer giftsLeft version reasons
  reasonChoices { code name(locale: "de") } coupons { code name worth validDays }
  some: effect(points: "100") { worth remainingAfter balanceAfter refusal }
  more: effect(points: "501") { remainingAfter refusal }
  coupon: effect(coupon: "FIVE") { worth balanceAfter }
  grantedLast12Months { id at points reason by { name kind } undoableUntil coupon { id } } } } }`;

const gift = (shopper: Shopper, more: object = {}) => ({
  i: {
    ...{ customer: { id: shopper.id }, points: "100", reason: "LATE_DELIVERY" },
    ...{ idempotencyKey: key(), ...more },
  },
});

const agentOf = (sub: string, claims: object = {}) => both.first.token("agent", { sub, ...claims });

test("what may be given is seen before, given with its name and note, seen by all who give, and taken back", async () => {
  const shopper = await createShopper(both.first);
  const [token, other] = [await agentOf("look-a"), await agentOf("look-b")];
  const looked = await send(LOOK, { id: shopper.id }, token);
  expect(looked.errors).toBeUndefined();
  const before = looked.data.customer.goodwill;
  expect(before).toMatchObject({
    ...{ remainingToday: "500", remainingOfGiver: "500", remainingOfCustomer: "1000" },
    ...{ giftsLeft: 5, version: 0, reasons: ["LATE_DELIVERY", "DAMAGED"] },
    reasonChoices: [
      { code: "LATE_DELIVERY", name: "Verspätete Lieferung" },
      { code: "DAMAGED", name: "Damaged goods" },
    ],
    some: { worth: "100", remainingAfter: "400", refusal: null },
    more: { remainingAfter: "0" },
    ...{ coupon: { worth: "500", balanceAfter: null }, grantedLast12Months: [] },
  });
  expect(before.more.refusal).toContain("500 more points");
  const variables = gift(shopper, { note: "Kind about it", expectedVersion: before.version });
  const given = (await send(GIVE, variables, token)).data.giveGoodwill;
  expect(given).toMatchObject({
    ...{ userErrors: [], customer: { id: shopper.id } },
    gift: {
      ...{ points: "100", reason: "LATE_DELIVERY", reasonName: "Verspätete Lieferung" },
      ...{ note: "Kind about it", by: { name: "look-a" }, coupon: null },
    },
  });
  const after = (await send(LOOK, { id: shopper.id }, token)).data.customer.goodwill;
  expect(after).toMatchObject({
    ...{ remainingToday: "400", remainingOfCustomer: "900", giftsLeft: 4, version: 1 },
    grantedLast12Months: [{ id: given.gift.id, points: "100", by: { name: "look-a" } }],
  });
  expect(BigInt(after.some.balanceAfter) - BigInt(before.some.balanceAfter)).toBe(100n);
  // Another agent sees it, with all of their own limit, and cannot take it back.
  const seen = (await send(LOOK, { id: shopper.id }, other)).data.customer.goodwill;
  expect(seen).toMatchObject({ remainingToday: "500", remainingOfCustomer: "900" });
  expect(seen.grantedLast12Months[0].undoableUntil).toBeNull();
  const id = given.gift.id;
  const refused = await send(UNDO, { i: { id, idempotencyKey: key() } }, other);
  expect(refused.data.undoGoodwill.userErrors).toMatchObject([{ code: "NOT_THE_GIVER" }]);
  const undone = await send(UNDO, { i: { id, idempotencyKey: key() } }, token);
  expect(undone.data.undoGoodwill).toEqual({ customer: { id: shopper.id }, userErrors: [] });
  const last = (await send(LOOK, { id: shopper.id }, token)).data.customer.goodwill;
  expect(last).toMatchObject({ remainingToday: "500", version: 2, grantedLast12Months: [] });
});

test("a coupon is given with its name, and is the customer's at once", async () => {
  const shopper = await createShopper(both.first);
  const token = await agentOf("coupon-a");
  const { data } = await send(GIVE, gift(shopper, { points: null, coupon: "FIVE" }), token);
  expect(data.giveGoodwill.gift).toMatchObject({
    points: null,
    coupon: { name: "Five off", state: "ISSUED" },
  });
  const own = await both.first.token("storefront", { customer_id: shopper.publicId });
  const mine = await send(
    "query($id: ID!) { customer(by: { id: $id }) { goodwill { version } coupons(first: 5) { nodes { name } } } }",
    { id: shopper.id },
    own,
  );
  expect(mine.data.customer).toEqual({
    goodwill: null,
    coupons: { nodes: [{ name: "Five off" }] },
  });
});

test("roles that give no goodwill neither give, nor take back, nor see what may be given", async () => {
  const shopper = await createShopper(both.first);
  const given = await send(GIVE, gift(shopper), await agentOf("roles-a"));
  const { id } = given.data.giveGoodwill.gift;
  const allowed = ["agent", "supervisor", "admin"];
  for (const role of Object.keys(ROLES) as Role[]) {
    if (allowed.includes(role)) {
      continue;
    }
    const claims = role === "storefront" ? { customer_id: shopper.publicId } : { store: STORE };
    const token = await both.first.token(role, { sub: `roles-${role}`, ...claims });
    const calls = [
      await send(GIVE, gift(shopper), token),
      await send(UNDO, { i: { id, idempotencyKey: key() } }, token),
    ];
    for (const { data, errors } of calls) {
      expect([role, Object.values(data ?? { none: null })[0]]).toEqual([role, null]);
      expect([role, errors?.[0]?.extensions["code"]]).toEqual([role, "FORBIDDEN"]);
    }
    const looked = await send(LOOK, { id: shopper.id }, token);
    expect([role, looked.data?.customer?.goodwill ?? null]).toEqual([role, null]);
  }
});

test("nobody gives themselves goodwill, or takes their own back, in whatever role", async () => {
  const shopper = await createShopper(both.first);
  const given = await send(GIVE, gift(shopper), await agentOf("own-a"));
  const { id } = given.data.giveGoodwill.gift;
  for (const role of ["agent", "supervisor", "admin"] as const) {
    const claims = { sub: `own-${role}`, customer_id: shopper.publicId };
    const token = await both.first.token(role, claims);
    const { loyaltyNumber, ...others } = { loyaltyNumber: null, ...gift(shopper).i };
    expect(loyaltyNumber).toBeNull();
    for (const what of [{ points: "5" }, { points: null, coupon: "TENTH" }]) {
      const { data } = await send(
        GIVE,
        { i: { ...others, ...what, idempotencyKey: key() } },
        token,
      );
      // Their own record is not there for them, by whatever name.
      expect(data.giveGoodwill.userErrors).toMatchObject([{ code: "CUSTOMER_NOT_FOUND" }]);
    }
    const undo = await send(UNDO, { i: { id, idempotencyKey: key() } }, token);
    expect(undo.data.undoGoodwill.userErrors).toMatchObject([{ code: "GIFT_NOT_FOUND" }]);
  }
});

test("a colleague gets goodwill from a supervisor alone", async () => {
  const shopper = await createShopper(both.first);
  await both.first.database.sql`
    insert into customer_profile (leaf_id, flags, version, updated_at)
    values (${shopper.rootId}, '{STAFF}', 1, now())`;
  for (const what of [{ points: "5" }, { points: null, coupon: "TENTH" }]) {
    const { errors } = await send(GIVE, gift(shopper, what), await agentOf("staff-a"));
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const supervisor = await both.first.token("supervisor", { sub: "staff-s" });
    const { data } = await send(GIVE, gift(shopper, what), supervisor);
    expect(data.giveGoodwill.userErrors).toEqual([]);
  }
});

test("an id of something else takes nothing back, and no amount but a whole number above 0 gives any", async () => {
  const shopper = await createShopper(both.first);
  const token = await agentOf("amounts-a");
  const unknown = encodeGlobalId("GoodwillGift", "0190b5a0-0000-7000-8000-000000000000");
  for (const id of [shopper.id, unknown, "x", "", "R2lmdDox", "a".repeat(5_000)]) {
    const { data } = await send(UNDO, { i: { id, idempotencyKey: key() } }, token);
    expect(data.undoGoodwill.userErrors).toMatchObject([{ code: "GIFT_NOT_FOUND" }]);
  }
  for (const points of ["0", "-1", "1000000000001", "9223372036854775807"]) {
    const { data } = await send(GIVE, gift(shopper, { points }), token);
    expect([points, data.giveGoodwill.userErrors[0]?.code]).toEqual([points, "POINTS_INVALID"]);
  }
  for (const points of ["1.5", "1e3", "9223372036854775808", "ten", ""]) {
    const { errors } = await send(GIVE, gift(shopper, { points }), token);
    expect([points, errors?.[0]?.extensions["code"]]).toEqual([points, "BAD_USER_INPUT"]);
  }
  const long = await send(GIVE, gift(shopper, { note: "x".repeat(501) }), token);
  expect(long.data.giveGoodwill.userErrors).toMatchObject([{ code: "NOTE_INVALID" }]);
  const rows = await both.first.database.sql`
    select 1 from goodwill_gift where leaf_id = ${shopper.rootId}`;
  expect(rows).toHaveLength(0);
});

test("one agent on two servers at once gives one limit, and the same key on both gives once", async () => {
  const shoppers = await Promise.all(Array.from({ length: 8 }, () => createShopper(both.first)));
  const token = await agentOf("twice-a");
  const retried = async (variables: ReturnType<typeof gift>) => {
    for (;;) {
      const answer = await send(GIVE, variables, token);
      // What waited for its turn for too long is sent again with its key, as its sender would.
      if (answer.errors?.[0]?.extensions["code"] !== "UNAVAILABLE") {
        return answer.data.giveGoodwill;
      }
    }
  };
  const same = gift(shoppers[0] as Shopper, { points: "60" });
  const [one, two] = await Promise.all([retried(same), retried(same)]);
  expect(one.gift.id).toBe(two.gift.id);
  const answers = await Promise.all(shoppers.map((one) => retried(gift(one, { points: "60" }))));
  const given = answers.filter(({ userErrors }) => userErrors.length === 0);
  expect(given).toHaveLength(7);
  const [row] = await both.first.database.sql`
    select sum(worth)::text as sum from goodwill_gift where actor = 'agent:twice-a'`;
  expect(row?.["sum"]).toBe("480");
});

test("the timeline tells a gift and its end to staff, and the statement its points to the customer", async () => {
  const shopper = await createShopper(both.first);
  const token = await agentOf("told-a");
  const { id } = (await send(GIVE, gift(shopper), token)).data.giveGoodwill.gift;
  await send(UNDO, { i: { id, idempotencyKey: key() } }, token);
  const { data } = await send(
    `query($id: ID!) { customer(by: { id: $id }) {
      timeline(first: 20, kinds: [AUDIT, POINTS]) { nodes { sentence by { name } } }
      loyalty { statement(from: "2020-01-01", to: "2199-12-31") { adjusted
        entries(first: 10) { nodes { kind points sentence reason } } } } } }`,
    { id: shopper.id },
    token,
  );
  const { timeline, loyalty } = data.customer;
  expect(timeline.nodes).toEqual(
    expect.arrayContaining([
      { sentence: "Goodwill was given.", by: { name: "told-a" } },
      { sentence: "Goodwill was taken back.", by: { name: "told-a" } },
      { sentence: "100 points given as goodwill by customer service.", by: { name: "told-a" } },
      {
        sentence: "100 points of goodwill taken back by customer service.",
        by: { name: "told-a" },
      },
    ]),
  );
  const goodwill = loyalty.statement.entries.nodes.filter(
    ({ kind }: { kind: string }) => kind === "GOODWILL",
  );
  expect(goodwill.map(({ points }: { points: string }) => points).sort()).toEqual(["-100", "100"]);
  expect(loyalty.statement.adjusted).toBe("0");
});
