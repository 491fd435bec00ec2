import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GUESSES_MAX } from "../../../src/domain/access/guessBudget.ts";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { soldEvent } from "../../support/purchases.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

/** Coupons over HTTP: what each role may do and see, and the questions a till and an agent ask. */

const OTHER_STORE = "s2";
let server: TestServer;
let till: string;
let otherTill: string;
let agent: string;
let marketer: string;
/** Whose coupons they are, as the API names it. */
let owner: string;
let own: string;
let stranger: string;

beforeAll(async () => {
  server = await startTestServer();
  const place = { brand: "Trib", market: "GB", timeZone: "Europe/London" };
  await registerStores(server.database.sql, [{ code: OTHER_STORE, name: "Low Street", ...place }]);
  await server.receive(
    ["owner@example.com", "stranger@example.com"].map((value) =>
      soldEvent({ customer: [{ kind: "email", value }] }),
    ),
  );
  till = await server.token("till", { sub: "till-1", store: STORE });
  otherTill = await server.token("till", { sub: "till-2", store: OTHER_STORE });
  agent = await server.token("agent");
  marketer = await server.token("marketer");
  const idOf = async (email: string) => {
    const query = `{ customer(by: {email: "${email}"}) { id } }`;
    return (await server.graphql({ query })).data.customer.id as string;
  };
  owner = await idOf("owner@example.com");
  own = await server.token("storefront", { customer_id: owner });
  stranger = await server.token("storefront", { customer_id: await idOf("stranger@example.com") });
});
afterAll(() => server.stop());

const ISSUE = `mutation Issue($input: IssueCouponInput!) {
  issueCoupon(input: $input) { coupon { id code state campaign { code name } issuedBecause } userErrors { code field } }
}`;
const REDEEM = `mutation Redeem($input: RedeemCouponInput!) {
  redeemCoupon(input: $input) {
    redemption { id state amount { amount currencyCode } cashier replayOfFirstAnswer conflicts }
    refusals { code needed seen final message(locale: "de") }
    userErrors { code message }
  }
}`;

let keys = 0;
const key = () => {
  keys += 1;
  return `key-${keys}`;
};

async function issue(changes: object = {}, token = marketer) {
  const input = {
    idempotencyKey: key(),
    customer: { id: owner },
    names: [
      { locale: "en", text: "Five off" },
      { locale: "de", text: "Fünf Rabatt" },
    ],
    value: { amount: { amount: "5.00", currencyCode: "GBP" } },
    campaign: { code: "SPRING", name: "Spring" },
    issuedBecause: "Bought in spring",
    validUntil: "2199-01-01T00:00:00Z",
    ...changes,
  };
  return await server.graphql({ query: ISSUE, variables: { input }, token });
}

async function issuedCode(changes: object = {}): Promise<string> {
  const { data, errors } = await issue(changes);
  expect([errors, data?.issueCoupon.userErrors]).toEqual([undefined, []]);
  return data.issueCoupon.coupon.code as string;
}

async function redeem(code: string, changes: object = {}, token = till) {
  const input = {
    idempotencyKey: key(),
    ...{ code, till: "1", cashier: "7", businessDate: "2026-03-10", basket: "b1" },
    amount: { amount: "5.00", currencyCode: "GBP" },
    ...changes,
  };
  return await server.graphql({ query: REDEEM, variables: { input }, token });
}

const CART = {
  currencyCode: "GBP",
  lines: [{ lineId: "1", article: "mug", kind: "ARTICLE", quantity: "1", unitPrice: "4.00" }],
};

test("a marketer issues to a customer it may not see, and sees what it issued and no customer", async () => {
  const { data } = await issue();
  expect(data.issueCoupon.coupon).toMatchObject({
    state: "ISSUED",
    campaign: { code: "SPRING", name: "Spring" },
    issuedBecause: "Bought in spring",
  });
  const query = `{ customer(by: {id: "${owner}"}) { id } }`;
  expect((await server.graphql({ query, token: marketer })).errors?.[0]?.extensions["code"]).toBe(
    "FORBIDDEN",
  );
  expect((await issue({ customer: { email: "nobody@example.com" } })).data.issueCoupon).toEqual({
    coupon: null,
    userErrors: [{ code: "CUSTOMER_NOT_FOUND", field: ["customer"] }],
  });
});

describe("the till", () => {
  test("redeems, gets its first answer again, and learns by key what became of a lost call", async () => {
    const code = await issuedCode();
    const idempotencyKey = key();
    const first = (await redeem(code, { idempotencyKey })).data.redeemCoupon;
    expect(first).toMatchObject({
      redemption: {
        ...{ state: "REDEEMED", amount: { amount: "5.00", currencyCode: "GBP" } },
        ...{ cashier: "7", replayOfFirstAnswer: false, conflicts: [] },
      },
      userErrors: [],
    });
    const again = (await redeem(code, { idempotencyKey })).data.redeemCoupon;
    expect(again.redemption).toEqual({ ...first.redemption, replayOfFirstAnswer: true });

    const query = `query T4($k: String!) { operation(idempotencyKey: $k) {
      status firstAnsweredAt redemption { id state receiptNumber amount { amount } } } }`;
    const ask = async (token: string, k = idempotencyKey) =>
      (await server.graphql({ query, variables: { k }, token })).data?.operation;
    expect(await ask(till)).toMatchObject({
      status: "DONE",
      redemption: { id: first.redemption.id, state: "REDEEMED", receiptNumber: null },
    });
    expect(await ask(otherTill)).toBeNull();
    expect(await ask(till, "never-sent")).toBeNull();
    // Not the agent's own, whoever's it is; and nothing for whom no mutation with a key is for.
    expect(await ask(agent)).toBeNull();
    const operator = await server.token("operator");
    expect(
      (await server.graphql({ query, variables: { k: idempotencyKey }, token: operator }))
        .errors?.[0]?.extensions["code"],
    ).toBe("FORBIDDEN");
  });

  test("is asked which of its store's tills it means when two have used a key", async () => {
    const idempotencyKey = key();
    for (const one of ["1", "2"]) {
      await redeem(await issuedCode(), { idempotencyKey, till: one });
    }
    const query = (till?: string) =>
      `{ operation(idempotencyKey: "${idempotencyKey}"${till ? `, till: "${till}"` : ""}) { status } }`;
    expect(
      (await server.graphql({ query: query(), token: till })).errors?.[0]?.extensions,
    ).toMatchObject({ code: "AMBIGUOUS_REFERENCE", argument: "till" });
    expect((await server.graphql({ query: query("2"), token: till })).data.operation).toEqual({
      status: "DONE",
    });
  });

  test("is refused with a reason in its language, and cannot act for another store", async () => {
    const code = await issuedCode();
    await redeem(code);
    expect((await redeem(code)).data.redeemCoupon).toEqual({
      redemption: null,
      refusals: [
        {
          ...{ code: "ALREADY_REDEEMED", needed: null, seen: null, final: true },
          message: "Der Gutschein wurde schon eingelöst.",
        },
      ],
      userErrors: [{ code: "ALREADY_REDEEMED", message: "The coupon was used already." }],
    });
    expect((await redeem(code, { store: OTHER_STORE })).errors?.[0]?.extensions["code"]).toBe(
      "FORBIDDEN",
    );
  });

  test("checks a basket: reading leaves no trace, validateCoupon is on record", async () => {
    const code = await issuedCode({
      conditions: { basketMin: { amount: "10.00", currencyCode: "GBP" } },
    });
    const t3 = `query T3($c: String!, $b: CartInput) { coupon(code: $c) {
      state eligibility(cart: $b) { redeemable basis refusals { code message needed seen final } }
      attempts(first: 5) { outcome } } }`;
    const asked = await server.graphql({ query: t3, variables: { c: code, b: CART }, token: till });
    expect(asked.data.coupon).toEqual({
      state: "ISSUED",
      eligibility: {
        redeemable: false,
        basis: "HONOURED_AT_ISSUE",
        refusals: [
          {
            ...{ code: "BASKET_TOO_SMALL", needed: "10.00 GBP", seen: "4.00 GBP", final: false },
            message: "It takes 10.00 GBP; the basket comes to 4.00 GBP.",
          },
        ],
      },
      attempts: [],
    });
    const validate = `mutation V($input: ValidateCouponInput!) { validateCoupon(input: $input) {
      coupon { attempts(first: 5) { outcome till store { code } refusal { code } } } eligibility { redeemable } userErrors { code } } }`;
    const variables = { input: { code, till: "4", cart: CART } };
    const checked = await server.graphql({ query: validate, variables, token: till });
    expect(checked.data.validateCoupon).toEqual({
      coupon: {
        attempts: [
          {
            ...{ outcome: "REFUSED", till: "4", store: { code: STORE } },
            refusal: { code: "BASKET_TOO_SMALL" },
          },
        ],
      },
      eligibility: { redeemable: false },
      userErrors: [],
    });
  });

  test("records what it did offline, and must say when", async () => {
    const code = await issuedCode({ validFrom: "2026-01-01T00:00:00Z" });
    await redeem(code);
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    const answer = await redeem(code, { offline: true, occurredAt });
    // What stands against it is for issuers: a till would learn which codes there are.
    const { id, conflicts } = answer.data.redeemCoupon.redemption;
    expect(conflicts).toEqual([]);
    const query = `{ node(id: "${id}") { ... on Redemption { conflicts } } }`;
    const seen = await server.graphql({ query, token: agent });
    expect(seen.data.node.conflicts).toEqual(["OVER_LIMIT"]);
    for (const half of [{ offline: true }, { occurredAt }]) {
      expect((await redeem(code, half)).errors?.[0]?.extensions).toMatchObject({
        code: "BAD_USER_INPUT",
        field: ["input", "occurredAt"],
      });
    }
  });

  test("takes a redemption back, and it shows as taken back", async () => {
    const code = await issuedCode();
    const { redemption } = (await redeem(code)).data.redeemCoupon;
    const query = `mutation R($input: ReverseRedemptionInput!) { reverseRedemption(input: $input) {
      redemption { id state } userErrors { code field } } }`;
    const reverse = async (id: string) => {
      const input = { idempotencyKey: key(), redemption: id, reason: "VOIDED", till: "1" };
      return (await server.graphql({ query, variables: { input }, token: till })).data
        .reverseRedemption;
    };
    expect(await reverse(redemption.id)).toEqual({
      redemption: { id: redemption.id, state: "REVERSED" },
      userErrors: [],
    });
    expect(await reverse(owner)).toEqual({
      redemption: null,
      userErrors: [{ code: "REDEMPTION_NOT_FOUND", field: ["redemption"] }],
    });
  });
});

describe("who sees what", () => {
  test("an agent sees why a coupon was refused yesterday", async () => {
    const code = await issuedCode();
    await redeem(code);
    await redeem(code, { till: "2" });
    const query = `query A5($c: String!) { coupon(code: $c) { name state validUntil issuedBecause
      eligibility { redeemable basis refusals { code message seen needed } }
      attempts(first: 5) { at store { name } till outcome refusal { message } }
      redemptions { at store { name } till receiptNumber state cashier } endpoints { endpoint } } }`;
    const { data, errors } = await server.graphql({ query, variables: { c: code }, token: agent });
    expect(errors).toBeUndefined();
    expect(data.coupon).toMatchObject({
      ...{ name: "Five off", state: "REDEEMED", issuedBecause: "Bought in spring", endpoints: [] },
      eligibility: { redeemable: false, refusals: [{ code: "ALREADY_REDEEMED" }] },
      attempts: [
        { till: "2", outcome: "REFUSED", refusal: { message: "The coupon was used already." } },
        { till: "1", outcome: "REDEEMED", refusal: null },
      ],
      redemptions: [{ store: { name: "High Street" }, till: "1", state: "REDEEMED", cashier: "7" }],
    });
  });

  test("a storefront sees its own coupons by every door, without what is for the staff, and nobody else's", async () => {
    const code = await issuedCode();
    const { redemption } = (await redeem(code)).data.redeemCoupon;
    const fields = `id code name(locale: "de") issuedBecause campaign { code } redemptions { id cashier }`;
    const query = `query Q($c: String!) { coupon(code: $c) { ${fields} } }`;
    const read = async (token: string) =>
      (await server.graphql({ query, variables: { c: code }, token })).data.coupon;
    const seen = await read(own);
    expect(seen).toMatchObject({
      ...{ code, name: "Fünf Rabatt", issuedBecause: null, campaign: null },
      redemptions: [{ id: redemption.id, cashier: null }],
    });
    expect(await read(stranger)).toBeNull();
    for (const id of [seen.id, redemption.id]) {
      const node = { query: "query N($id: ID!) { node(id: $id) { id } }", variables: { id } };
      expect((await server.graphql({ ...node, token: own })).data.node).toEqual({ id });
      expect((await server.graphql({ ...node, token: stranger })).data.node).toBeNull();
    }
    const byCode = { query: `{ customer(by: {couponCode: "${code}"}) { id } }` };
    expect((await server.graphql({ ...byCode, token: own })).data.customer).toEqual({ id: owner });
    expect((await server.graphql({ ...byCode, token: stranger })).data.customer).toBeNull();
  });

  test("a public code is for tills and staff: a storefront learns nothing of it", async () => {
    await issuedCode({ customer: null, code: "FORALL10" });
    const query = `{ coupon(code: "forall-10") { state redemptions { id } } }`;
    expect((await server.graphql({ query, token: own })).data.coupon).toBeNull();
    expect((await server.graphql({ query, token: till })).data.coupon).toMatchObject({
      state: "ISSUED",
    });
  });

  test.each(["ingest", "shop", "operator"] as const)(
    "%s may neither read, issue nor redeem",
    async (role) => {
      const token = await server.token(role);
      const answers = await Promise.all([
        server.graphql({ query: `{ coupon(code: "X") { id } }`, token }),
        issue({}, token),
        redeem("X", { store: STORE }, token),
      ]);
      for (const { errors } of answers) {
        expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
      }
    },
  );
});

test("a customer's coupons page without gap or repeat, by state as of now", async () => {
  await server.receive([soldEvent({ customer: [{ kind: "email", value: "pages@example.com" }] })]);
  const customer = { email: "pages@example.com" };
  const codes: string[] = [];
  for (let made = 0; made < 5; made += 1) {
    codes.unshift(await issuedCode({ customer }));
  }
  await redeem(codes[2] as string);
  await server.database.sql`
    update coupon set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'
    where code = ${codes[3] as string}`;
  const query = `query P($a: String, $s: [CouponState!]) { customer(by: {email: "pages@example.com"}) {
    coupons(first: 2, after: $a, state: $s) { nodes { code } pageInfo { hasNextPage endCursor } } } }`;
  const page = async (variables: Record<string, unknown>) =>
    (await server.graphql({ query, variables, token: agent })).data.customer.coupons;
  const found: string[] = [];
  for (let a: string | null = null, more = true; more; ) {
    const { nodes, pageInfo } = await page({ a });
    found.push(...nodes.map(({ code }: { code: string }) => code));
    [a, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(found).toEqual(codes);
  expect((await page({ s: ["EXPIRED"] })).nodes).toEqual([{ code: codes[3] }]);
  expect((await page({ s: ["REDEEMED"] })).nodes).toEqual([{ code: codes[2] }]);
  expect((await page({ s: [] })).nodes).toEqual([]);
  const foreign = (await page({})).pageInfo.endCursor;
  const other = query.replace("pages@", "owner@");
  expect(
    (await server.graphql({ query: other, variables: { a: foreign }, token: agent })).errors?.[0]
      ?.extensions["code"],
  ).toBe("BAD_CURSOR");
});

test("whoever reads too many unknown codes is told to wait, with HTTP 429 and Retry-After", async () => {
  const token = await server.token("agent", { sub: "reads-codes" });
  const query = `{ ${Array.from({ length: 10 }, (_, at) => `c${at}: coupon(code: "NONE${at}") { id }`).join(" ")} }`;
  for (let call = 0; call < GUESSES_MAX.principal / 10; call += 1) {
    expect((await server.graphql({ query, token })).errors).toBeUndefined();
  }
  const one = { query: `{ coupon(code: "NONE") { id } }`, token };
  let answer = await server.graphql(one);
  // On a machine so slow that some of the budget has come back meanwhile.
  for (let more = 0; more < 20 && answer.status === 200; more += 1) {
    answer = await server.graphql(one);
  }
  expect(answer.status).toBe(429);
  expect(answer.errors?.[0]?.extensions["code"]).toBe("RATE_LIMITED");
  // A hundredth of ten minutes, less what has passed since.
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(6);
  const other = await server.graphql({ query: `{ coupon(code: "NONE") { id } }`, token: agent });
  expect(other.errors).toBeUndefined();
});
