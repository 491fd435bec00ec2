import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLAIMS_PER_CUSTOMER_MAX } from "../../src/orders/claimPurchase.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** Giving more than one may: over HTTP, on two servers at once. */

/** What the default rules let one person give in a day. */
const LIMIT = 5_000n;

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers();
});
afterAll(async () => {
  await both.stop();
});

const key = () => randomUUID();
let turn = 0;

async function call(name: string, type: string, input: object, token: string) {
  turn += 1;
  const server = both[turn % 2 === 0 ? "first" : "second"];
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
  for (;;) {
    const { data, errors } = await server.graphql({ query, variables: { input }, token });
    // What waited for its turn for too long is sent again with its key, as its sender would.
    if (errors?.[0]?.extensions["code"] === "UNAVAILABLE") {
      continue;
    }
    expect(errors).toBeUndefined();
    return data[name].userErrors[0] ?? null;
  }
}

async function member() {
  const email = `${key()}@example.com`;
  const [sold] = await both.first.receive([
    soldEvent({ customer: [{ kind: "email", value: email }] }),
  ]);
  return { email, leafId: sold?.leafId as bigint };
}

/** A guest's purchase, and what stands on its receipt. */
async function receipt() {
  const event = soldEvent({ customer: [] });
  await both.first.receive([event]);
  const { references, occurredAt } = event as {
    references: { value: string }[];
    occurredAt: string;
  };
  return {
    order: { number: { number: references[0]?.value } },
    total: { amount: "45.00", currencyCode: "GBP" },
    purchasedOn: new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(
      new Date(occurredAt),
    ),
  };
}

test("adjusting and passing on, on two servers at once, one person gives no more than the limit", async () => {
  const [from, to] = [await member(), await member()];
  const admin = await both.first.token("admin", { sub: "head-office" });
  const filled = { customer: { email: from.email }, points: "100000", reason: "filled" };
  expect(
    await call("adjustPoints", "AdjustPointsInput", { ...filled, idempotencyKey: key() }, admin),
  ).toBeNull();
  const sub = `giver-${key()}`;
  const token = await both.first.token("agent", { sub });
  const why = () => ({ points: "900", reason: "goodwill", idempotencyKey: key() });
  const gifts = Array.from({ length: 40 }, (_, at) =>
    at % 2 === 0
      ? call(
          "adjustPoints",
          "AdjustPointsInput",
          { customer: { email: to.email }, ...why() },
          token,
        )
      : call(
          "transferPoints",
          "TransferPointsInput",
          { from: { email: from.email }, to: { email: to.email }, ...why() },
          token,
        ),
  );
  const answers = await Promise.all(gifts);
  const given = BigInt(answers.filter((refused) => refused === null).length) * 900n;
  expect(given).toBe((LIMIT / 900n) * 900n);
  expect(new Set(answers.flatMap((refused) => refused?.code ?? []))).toEqual(
    new Set(["ADJUSTMENT_LIMIT"]),
  );
  const [row] = await both.first.database.sql`
    select sum(points)::text as sum from entry
     where actor = ${`agent:${sub}`} and kind in ('ADJUSTED', 'TRANSFERRED') and leaf_id = ${String(to.leafId)}::text::bigint`;
  expect(row?.["sum"]).toBe(String(given));
});

test("of sixty strangers' receipts one customer gets ten, whoever claims them and however many at once", async () => {
  const { email } = await member();
  const agents = await Promise.all(
    [0, 1, 2].map((at) => both.first.token("agent", { sub: `claimer-${at}` })),
  );
  const receipts = [];
  for (let at = 0; at < 60; at += 1) {
    receipts.push(await receipt());
  }
  const answers = await Promise.all(
    receipts.map((evidence, at) =>
      call(
        "claimPurchase",
        "ClaimPurchaseInput",
        { customer: { email }, ...evidence, idempotencyKey: key() },
        agents[at % agents.length] as string,
      ),
    ),
  );
  expect(answers.filter((refused) => refused === null)).toHaveLength(CLAIMS_PER_CUSTOMER_MAX);
  expect(new Set(answers.flatMap((refused) => refused?.code ?? []))).toEqual(
    new Set(["CLAIM_LIMIT"]),
  );
});

test("a wrong total, another day and a number that nobody has are one answer", async () => {
  const { email } = await member();
  const agent = await both.first.token("agent", { sub: "tries-receipts" });
  const right = await receipt();
  const wrong = [
    { ...right, total: { amount: "44.99", currencyCode: "GBP" } },
    { ...right, purchasedOn: "2026-01-01" },
    { ...right, order: { number: { number: "O-nobody-has" } } },
  ];
  const answers = [];
  for (const evidence of wrong) {
    const input = { customer: { email }, ...evidence, idempotencyKey: key() };
    answers.push(await call("claimPurchase", "ClaimPurchaseInput", input, agent));
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
  expect(answers[0]).toMatchObject({ code: "ORDER_NOT_FOUND" });
});

const DAY_MS = 86_400_000;

const couponFor = (email: string | null, value: object, more: object = {}) => ({
  customer: email === null ? null : { email },
  names: [{ locale: "en", text: "With our apologies" }],
  value,
  validUntil: new Date(Date.now() + 30 * DAY_MS).toISOString(),
  idempotencyKey: key(),
  ...more,
});
const pounds = (amount: string) => ({ amount: { amount, currencyCode: "GBP" } });

test("coupons count with what they are worth: with points, on two servers at once, to the one limit", async () => {
  const { email } = await member();
  const token = await both.first.token("agent", { sub: `coupons-${key()}` });
  const gifts = Array.from({ length: 30 }, (_, at) => {
    const coupon = couponFor(email, pounds("4.50"), { uses: 2 });
    if (at % 2 === 0) {
      return call("issueCoupon", "IssueCouponInput", coupon, token);
    }
    const gift = { customer: { email }, points: "900", reason: "goodwill", idempotencyKey: key() };
    return call("adjustPoints", "AdjustPointsInput", gift, token);
  });
  const answers = await Promise.all(gifts);
  expect(answers.filter((refused) => refused === null)).toHaveLength(Number(LIMIT / 900n));
  for (const refused of answers.filter((answer) => answer !== null)) {
    expect(refused.code).toMatch(/^(COUPON|ADJUSTMENT)_LIMIT$/);
    expect(refused.message).toContain("You may give 500 more points within 24 hours");
  }
});

test("coupons that have no price count by their uses; a code without end is not an agent's to issue", async () => {
  const { email } = await member();
  const sub = `percents-${key()}`;
  const token = await both.first.token("agent", { sub });
  const issue = (coupon: object, by = token) => call("issueCoupon", "IssueCouponInput", coupon, by);
  expect(await issue(couponFor(email, { percent: "100" }, { uses: 11 }))).toMatchObject({
    code: "COUPON_LIMIT",
    message: expect.stringMatching(/^You may issue 10 more uses of coupons without a price/),
  });
  const given = [];
  for (let at = 0; at < 6; at += 1) {
    given.push(await issue(couponFor(email, { percent: "100" }, { uses: 2 })));
  }
  expect(given.map((refused) => refused?.code ?? null)).toEqual([
    ...Array(5).fill(null),
    "COUPON_LIMIT",
  ]);
  expect(await issue(couponFor(email, { freeArticle: "sofa" }))).toMatchObject({
    code: "COUPON_LIMIT",
  });
  const euros = { amount: { amount: "500.00", currencyCode: "EUR" } };
  expect(await issue(couponFor(email, euros))).toMatchObject({ code: "COUPON_LIMIT" });
  for (const value of [pounds("0.01"), { percent: "1" }]) {
    expect(await issue(couponFor(null, value))).toMatchObject({
      code: "COUPON_LIMIT",
      message: expect.stringMatching(/without end is for marketing and supervisors/),
    });
  }
  // What they may give in points is untouched; marketing and supervisors have no limit.
  expect(await issue(couponFor(email, pounds("50.00")))).toBeNull();
  for (const role of ["marketer", "supervisor"] as const) {
    const by = await both.first.token(role, { sub: `${role}-${key()}` });
    expect(await issue(couponFor(email, { percent: "100" }, { uses: 500 }), by)).toBeNull();
    expect(await issue(couponFor(null, pounds("500.00")), by)).toBeNull();
  }
});

test("a claim that would cross the limit is refused, and the purchase stays to be claimed", async () => {
  const { email, leafId } = await member();
  const token = await both.first.token("agent", { sub: `crosses-${key()}` });
  const gift = {
    ...{ customer: { email }, points: String(LIMIT - 1n), reason: "goodwill" },
    idempotencyKey: key(),
  };
  expect(await call("adjustPoints", "AdjustPointsInput", gift, token)).toBeNull();
  const evidence = await receipt();
  const claim = { customer: { email }, ...evidence, idempotencyKey: key() };
  const claimed = async () => {
    const [row] = await both.first.database.sql<{ claims: number; points: string }[]>`
      select (select count(*)::int from order_claim where leaf_id = ${String(leafId)}::text::bigint) as claims,
        (select coalesce(sum(points), 0) from entry
          where kind = 'EARNED' and leaf_id = ${String(leafId)}::text::bigint) as points`;
    return row;
  };
  const before = await claimed();
  for (let again = 0; again < 2; again += 1) {
    expect(await call("claimPurchase", "ClaimPurchaseInput", claim, token)).toMatchObject({
      code: "CLAIM_LIMIT",
      message: expect.stringContaining("ask a supervisor"),
    });
  }
  expect(await claimed()).toEqual(before);
  const supervisor = await both.first.token("supervisor", { sub: `helps-${key()}` });
  const helped = { ...claim, idempotencyKey: key() };
  expect(await call("claimPurchase", "ClaimPurchaseInput", helped, supervisor)).toBeNull();
  expect((await claimed())?.claims).toBe(1);
});
