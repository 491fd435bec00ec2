import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GUESSES_MAX } from "../../src/domain/access/guessBudget.ts";
import type { Role } from "../../src/domain/access/viewer.ts";
import { registerStores } from "../../src/programme/ensureProgramme.ts";
import { soldEvent } from "../support/purchases.ts";
import { STORE, systemClock, type TestServer } from "../support/server.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** Finding by trying: over HTTP, on two servers behind a proxy that says where callers are. */

const OTHER_STORE = "s2";
/** Look-ups of one request. */
const AT_ONCE = 10;

/**
 * No budget comes back while these tests run, however busy the machine is; the database's clock
 * goes on.
 */
const stoppedAt = systemClock();

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers({ trustedProxies: ["127.0.0.1"], guessClock: () => stoppedAt });
  const place = { brand: "Trib", market: "GB", timeZone: "Europe/London" };
  await registerStores(both.first.database.sql, [
    { code: OTHER_STORE, name: "Low Street", ...place },
  ]);
});
afterAll(async () => {
  await both.stop();
});

const key = () => randomUUID();
let addresses = 0;

/** Somebody with a name and an address of their own. */
async function somebody(role: Role, claims: Record<string, unknown> = {}, address?: string) {
  addresses += 1;
  const from = address ?? `10.1.${addresses >> 8}.${addresses & 255}`;
  const token = await both.first.token(role, { sub: `guesser-${key()}`, ...claims });
  const ask = async (query: string, variables: object = {}, server: TestServer = both.first) => {
    const headers = { "x-forwarded-for": from };
    const asked = { query, variables: variables as Record<string, unknown>, token, headers };
    const answer = await server.graphql(asked);
    const codes = (answer.errors ?? []).map(({ extensions }) => String(extensions["code"]));
    return { ...answer, code: codes[0] ?? null, codes };
  };
  const mutate = async (name: string, type: string, input: object, fields: string) => {
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    const { data, code } = await ask(query, { input });
    return { code, ...data?.[name] };
  };
  /** Tries so many loyalty numbers that nobody has. @returns how many were answered */
  const tryNumbers = async (count: number, server: TestServer = both.first): Promise<number> => {
    let answered = 0;
    for (let tried = 0; tried < count; tried += AT_ONCE) {
      const now = Math.min(AT_ONCE, count - tried);
      const fields = Array.from(
        { length: now },
        (_, at) => `a${at}: customer(by: {loyaltyNumber: "${number()}"}) { id }`,
      );
      const { codes } = await ask(`{ ${fields.join(" ")} }`, {}, server);
      expect(codes.filter((code) => code !== "RATE_LIMITED")).toEqual([]);
      answered += now - codes.length;
    }
    return answered;
  };
  return { ask, mutate, tryNumbers };
}

const number = () => `9${randomUUID().replaceAll(/\D/g, "").padEnd(13, "0").slice(0, 13)}`;

async function member() {
  const email = `${key()}@example.com`;
  const loyalty = number();
  const customer = [
    { kind: "email", value: email },
    { kind: "loyalty", value: loyalty },
  ];
  const event = soldEvent({ customer });
  const [sold] = await both.first.receive([event]);
  return { email, loyalty, leafId: sold?.leafId as bigint };
}

const issuing = (more: object) => ({
  ...{ names: [{ locale: "en", text: "Five" }], idempotencyKey: key() },
  ...{ value: { amount: { amount: "5.00", currencyCode: "GBP" } } },
  ...{ validFrom: "2026-01-01T00:00:00Z", validUntil: "2199-01-01T00:00:00Z" },
  ...more,
});
const ISSUED = "coupon { id code } userErrors { code }";

async function couponOf(email: string | null, more: object = {}) {
  const supervisor = await somebody("supervisor");
  const customer = email === null ? {} : { customer: { email } };
  const input = issuing({ ...customer, ...more });
  return (await supervisor.mutate("issueCoupon", "IssueCouponInput", input, ISSUED)).coupon;
}

const redemption = (code: string, more: object = {}) => ({
  ...{ code, till: "1", businessDate: "2026-11-28", basket: key(), idempotencyKey: key() },
  ...{ amount: { amount: "5.00", currencyCode: "GBP" }, store: STORE, ...more },
});

/**
 * What may have come back in the database before the other server learns of it, of a principal's
 * budget.
 */
const SLACK = 10;

describe("one budget", () => {
  test("of 1,000 loyalty numbers that one till tries, a hundred are answered, on all servers together", async () => {
    const till = await somebody("till", { store: STORE });
    const { loyalty } = await member();
    const known = `{ customer(by: {loyaltyNumber: "${loyalty}"}) { id } }`;
    expect((await till.ask(known)).data.customer).not.toBeNull();
    expect(await till.tryNumbers(1_000)).toBe(GUESSES_MAX.principal);
    // What is there is withheld like what is not, or it would be worth trying for.
    const refused = await till.ask(known);
    expect([refused.status, refused.code]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(6);
    await both.first.guesses.refresh();
    await both.second.guesses.refresh();
    expect(await till.tryNumbers(100, both.second)).toBeLessThanOrEqual(SLACK);
    expect((await till.ask(known, {}, both.second)).code).toBe("RATE_LIMITED");
    // Somebody else in another place is none the worse.
    const other = await somebody("till", { store: OTHER_STORE });
    expect((await other.ask(known)).data.customer).not.toBeNull();
  });

  test("a server that has not heard yet learns it with the first miss, and racing requests get no more than that", async () => {
    const agent = await somebody("agent");
    expect(await agent.tryNumbers(200)).toBe(GUESSES_MAX.principal);
    await both.first.guesses.refresh();
    // In turn: the second server's own first misses bring it the whole.
    let answered = 0;
    for (let call = 0; call < 8; call += 1) {
      answered += await agent.tryNumbers(1, both.second);
    }
    expect(answered).toBeLessThan(8);
    const racer = await somebody("agent");
    const tries = Array.from({ length: 40 }, (_, at) =>
      racer.tryNumbers(AT_ONCE, at % 2 === 0 ? both.first : both.second),
    );
    const sum = (await Promise.all(tries)).reduce((total, one) => total + one, 0);
    expect(sum).toBeLessThanOrEqual(2 * GUESSES_MAX.principal);
  });

  const look = (query: string) => (who: Awaited<ReturnType<typeof somebody>>) => who.ask(query);
  type Door = (who: Awaited<ReturnType<typeof somebody>>) => Promise<{ code: string | null }>;
  const doors: Readonly<Record<string, Door>> = {
    "customer by email": look('{ customer(by: {email: "none@example.com"}) { id } }'),
    "customer by coupon": look('{ customer(by: {couponCode: "NONE26"}) { id } }'),
    "order by number": look('{ order(by: {number: {number: "NONE-1"}}) { id } }'),
    "order by receipt": look(
      '{ order(by: {receipt: {store: "s1", till: "1", businessDate: "2026-11-01", receiptNumber: "9"}}) { id } }',
    ),
    lookup: look('{ lookup(text: "nobody at all", first: 5) { kind } }'),
    coupon: look('{ coupon(code: "NONE26") { id } }'),
    operation: look('{ operation(idempotencyKey: "none") { status } }'),
    explainTier: look('{ explainTier(customer: {phone: "+447700900999"}) { at } }'),
    validateCoupon: (who) =>
      who.mutate(
        "validateCoupon",
        "ValidateCouponInput",
        { code: "NONE26", till: "1", store: STORE },
        "userErrors { code }",
      ),
    redeemCoupon: (who) =>
      who.mutate("redeemCoupon", "RedeemCouponInput", redemption("NONE26"), "userErrors { code }"),
    issueCustomerToken: (who) =>
      who.mutate(
        "issueCustomerToken",
        "IssueCustomerTokenInput",
        { customer: { email: "none@example.com" } },
        "token",
      ),
    issueCoupon: (who) =>
      who.mutate(
        "issueCoupon",
        "IssueCouponInput",
        issuing({ customer: { email: "none@example.com" } }),
        ISSUED,
      ),
    adjustPoints: (who) =>
      who.mutate(
        "adjustPoints",
        "AdjustPointsInput",
        {
          ...{ customer: { loyaltyNumber: number() }, points: "1" },
          reason: "goodwill",
          idempotencyKey: key(),
        },
        "userErrors { code }",
      ),
    authorisePoints: (who) =>
      who.mutate(
        "authorisePoints",
        "AuthorisePointsInput",
        { customer: { loyaltyNumber: number() }, points: "1", idempotencyKey: key() },
        "userErrors { code }",
      ),
    claimPurchase: async (who) => {
      const { email } = await member();
      const event = soldEvent({ customer: [] });
      await both.first.receive([event]);
      const [reference] = (event as { references: { value: string }[] }).references;
      const input = {
        ...{ customer: { email }, order: { number: { number: reference?.value } } },
        ...{ total: { amount: "0.01", currencyCode: "GBP" }, purchasedOn: "2026-11-01" },
        idempotencyKey: key(),
      };
      return await who.mutate("claimPurchase", "ClaimPurchaseInput", input, "userErrors { code }");
    },
    verifyCaller: async (who) => {
      const { email } = await member();
      const input = { customer: { email }, claims: [{ kind: "loyalty", value: "1234567" }] };
      return await who.mutate("verifyCaller", "VerifyCallerInput", input, "verified");
    },
    blockIdentifier: (who) =>
      who.mutate(
        "blockIdentifier",
        "BlockIdentifierInput",
        { identifier: { value: { kind: "email", value: "none@example.com" } }, reason: "LOST" },
        "userErrors { code }",
      ),
    unlinkIdentifier: (who) =>
      who.mutate(
        "unlinkIdentifier",
        "UnlinkIdentifierInput",
        {
          ...{ identifier: { value: { kind: "loyalty", value: number() } }, reason: "OTHER" },
          idempotencyKey: key(),
        },
        "userErrors { code }",
      ),
    replaceIdentifier: (who) =>
      who.mutate(
        "replaceIdentifier",
        "ReplaceIdentifierInput",
        {
          ...{ identifier: { value: { kind: "loyalty", value: number() } }, newValue: number() },
          idempotencyKey: key(),
        },
        "userErrors { code }",
      ),
  };

  test.each(Object.entries(doors))("%s spends from it and stops with it", async (_name, door) => {
    const who = await somebody("admin");
    await who.tryNumbers(GUESSES_MAX.principal - 1);
    expect((await door(who)).code).toBeNull();
    expect(await who.tryNumbers(1)).toBe(0);
    expect((await door(who)).code).toBe("RATE_LIMITED");
  });

  test("a store has one over all its tills, whatever they are called; others sell on, and a generated code is taken", async () => {
    const { email } = await member();
    const coupon = await couponOf(email);
    let answered = 0;
    for (let till = 0; till < 8; till += 1) {
      const guesser = await somebody("till", { store: OTHER_STORE });
      answered += await guesser.tryNumbers(GUESSES_MAX.principal - 10);
    }
    expect(answered).toBe(GUESSES_MAX.store);
    const honest = await somebody("till", { store: OTHER_STORE });
    expect((await honest.ask(`{ customer(by: {email: "${email}"}) { id } }`)).code).toBe(
      "RATE_LIMITED",
    );
    const input = redemption(coupon.code, { store: OTHER_STORE });
    const used = await honest.mutate(
      "redeemCoupon",
      "RedeemCouponInput",
      input,
      "redemption { id } userErrors { code }",
    );
    expect(used).toMatchObject({ code: null, userErrors: [] });
    const elsewhere = await somebody("till", { store: STORE });
    expect((await elsewhere.ask(`{ customer(by: {email: "${email}"}) { id } }`)).code).toBeNull();
  });

  test("an address has one, whoever asks from there; customers' own tokens have another", async () => {
    const address = "192.0.2.7";
    const { email, leafId } = await member();
    let answered = 0;
    for (let agent = 0; agent < 24; agent += 1) {
      answered += await (await somebody("agent", {}, address)).tryNumbers(90);
    }
    expect(answered).toBe(GUESSES_MAX.address);
    const query = `{ customer(by: {email: "${email}"}) { id } }`;
    expect((await (await somebody("agent", {}, address)).ask(query)).code).toBe("RATE_LIMITED");
    // The client's own word about its address is behind what our proxy has written.
    const liar = await somebody("agent", {}, `203.0.113.9, ${address}`);
    expect((await liar.ask(query)).code).toBe("RATE_LIMITED");
    const [row] = await both.first.database.sql<{ id: string }[]>`
      select public_id as id from customer where id = ${String(leafId)}::text::bigint`;
    const shopper = await somebody("storefront", { customer_id: row?.id }, address);
    expect((await shopper.ask(query)).data.customer).not.toBeNull();
    expect((await (await somebody("agent", {}, "192.0.2.8")).ask(query)).code).toBeNull();
  });
});

describe("answers that tell nothing", () => {
  test("a till that sends 130 strangers' codes as offline redemptions learns nothing, and the owners keep theirs", async () => {
    const till = await somebody("till", { store: STORE });
    const { email, loyalty } = await member();
    const own = await member();
    const coupon = await couponOf(email);
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    const shown = "redemption { state conflicts } refusals { code } userErrors { code }";
    const send = (code: string) =>
      till.mutate(
        "redeemCoupon",
        "RedeemCouponInput",
        redemption(code, {
          ...{ offline: true, occurredAt, customer: { loyaltyNumber: own.loyalty } },
        }),
        shown,
      );
    const answers = new Set<string>();
    for (let code = 0; code < 129; code += 1) {
      answers.add(JSON.stringify(await send(`NONE${code}`)));
    }
    answers.add(JSON.stringify(await send(coupon.code)));
    expect([...answers]).toHaveLength(1);
    const [kept] = await both.first.database
      .sql`select state, used from coupon where code = ${coupon.code}`;
    expect(kept).toEqual({ state: "ISSUED", used: 0 });
    const agent = await somebody("agent");
    const seen = await agent.ask(
      `{ customer(by: {loyaltyNumber: "${loyalty}"}) { coupons(first: 1) { nodes { attempts(first: 5) { outcome } } } } }`,
    );
    expect(seen.data.customer.coupons.nodes[0].attempts).toEqual([{ outcome: "RECORDED" }]);
    // They counted: what is answered by what can be guessed is not answered any more.
    expect((await till.ask(`{ customer(by: {loyaltyNumber: "${loyalty}"}) { id } }`)).code).toBe(
      "RATE_LIMITED",
    );
  });

  test("a marketer cannot ask for anybody's tier by issuing a coupon for it", async () => {
    const marketer = await somebody("marketer");
    const { email } = await member();
    const codes = [];
    for (const [who, tiers] of [
      [email, ["MEMBER"]],
      [email, ["PLATINUM"]],
      [`${key()}@example.com`, ["GOLD"]],
    ] as const) {
      const input = issuing({ customer: { email: who }, conditions: { tiers } });
      const answer = await marketer.mutate("issueCoupon", "IssueCouponInput", input, ISSUED);
      codes.push(answer.code);
    }
    expect(codes).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    const live = issuing({ customer: { email }, conditions: { tiers: ["GOLD"] }, basis: "LIVE" });
    const issued = await marketer.mutate("issueCoupon", "IssueCouponInput", live, ISSUED);
    expect(issued).toMatchObject({ code: null, userErrors: [] });
  });
});
