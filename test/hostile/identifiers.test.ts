import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type IdentityBench, key, startIdentityBench } from "../support/bench/identityBench.ts";
import { redemption } from "../support/bench/redemption.ts";
import { soldEvent } from "../support/purchases.ts";
import { STORE } from "../support/server.ts";

/** Acting by what was lost, or only looks like somebody's: over HTTP, on two servers. */

let bench: IdentityBench;
beforeAll(async () => {
  bench = await startIdentityBench();
});
afterAll(async () => {
  await bench.both.stop();
});

describe("an identifier that is no longer in use", () => {
  test.each(["BLOCKED", "REPLACED"])(
    "%s proves nothing, and staff still look at whose it is",
    async (status) => {
      const { loyalty, email } = await bench.member();
      for (const [kind, value] of [
        ["loyalty", loyalty],
        ["email", email],
      ] as const) {
        await bench.both.first.database
          .sql`update identifiers set status = ${status} where kind = ${kind} and value = ${value}`;
      }
      const till = await bench.both.first.token("till", { store: STORE });
      const shop = await bench.both.first.token("shop");
      const by = { loyaltyNumber: loyalty };
      const other = await bench.member();
      const refused = [
        await bench.call(
          "authorisePoints",
          "AuthorisePointsInput",
          { customer: by, points: "5", idempotencyKey: key() },
          "userErrors { code }",
          till,
        ),
        await bench.call(
          "issueCustomerToken",
          "IssueCustomerTokenInput",
          { customer: by },
          "token",
          shop,
        ),
        await bench.call(
          "issueCustomerToken",
          "IssueCustomerTokenInput",
          { customer: { email } },
          "token",
          shop,
        ),
        await bench.call(
          "transferPoints",
          "TransferPointsInput",
          {
            from: by,
            to: { email: other.email },
            points: "5",
            reason: "asked",
            idempotencyKey: key(),
          },
          "userErrors { code }",
        ),
        await bench.call(
          "enrolCustomer",
          "EnrolCustomerInput",
          { customer: by, idempotencyKey: key() },
          "userErrors { code }",
          till,
        ),
        await bench.call(
          "verifyCaller",
          "VerifyCallerInput",
          { customer: by, claims: [{ kind: "email", value: email }] },
          "verified",
        ),
        await bench.call(
          "claimPurchase",
          "ClaimPurchaseInput",
          {
            ...{ customer: by, order: { number: { number: "none" } }, idempotencyKey: key() },
            ...{ total: { amount: "1.00", currencyCode: "GBP" }, purchasedOn: "2026-03-01" },
          },
          "userErrors { code }",
        ),
        await bench.call(
          "validateCoupon",
          "ValidateCouponInput",
          { code: "NONE1234", till: "1", customer: by },
          "userErrors { code }",
          till,
        ),
      ];
      for (const { code, errors } of refused) {
        expect(code).toBe("IDENTIFIER_NOT_IN_USE");
        expect(errors[0].extensions.status).toBe(status);
      }
      const redeemed = await bench.call(
        "redeemCoupon",
        "RedeemCouponInput",
        redemption("NONE1234", { customer: by }),
        "userErrors { code }",
        till,
      );
      expect(redeemed.userErrors).toEqual([{ code: "IDENTIFIER_NOT_IN_USE" }]);
      const look = await bench.both.second.graphql({
        query: `query { customer(by: {loyaltyNumber: "${loyalty}"}) { identifiers { kind status } } }`,
        token: await bench.both.first.token("agent"),
      });
      expect(look.data.customer.identifiers).toContainEqual({ kind: "loyalty", status });
    },
  );

  test("a till is told why the card does not serve, and gets no id to act by", async () => {
    const { loyalty } = await bench.member();
    const till = await bench.both.first.token("till", { store: STORE });
    for (const status of ["BLOCKED", "REPLACED"]) {
      await bench.both.first.database
        .sql`update identifiers set status = ${status} where kind = 'loyalty' and value = ${loyalty}`;
      const by = `by: {loyaltyNumber: "${loyalty}"}`;
      for (const query of [
        `{ customer(${by}) { id } }`,
        `{ explainTier(customer: {loyaltyNumber: "${loyalty}"}) { __typename } }`,
      ]) {
        const { data, errors } = await bench.both.second.graphql({ query, token: till });
        expect(Object.values(data ?? {}).filter((seen) => seen !== null)).toEqual([]);
        expect(errors?.[0]?.extensions).toMatchObject({ code: "IDENTIFIER_NOT_IN_USE", status });
      }
      const found = await bench.both.second.graphql({
        query: `{ lookup(text: "${loyalty}", first: 5) { kind customer { id } } }`,
        token: till,
      });
      expect(found.data.lookup).toEqual([]);
      for (const role of ["agent", "supervisor", "admin"] as const) {
        const seen = await bench.both.second.graphql({
          query: `{ customer(${by}) { id identifiers { kind status } } }`,
          token: await bench.both.first.token(role),
        });
        expect(seen.data.customer.identifiers).toContainEqual({ kind: "loyalty", status });
      }
    }
  });

  test("a purchase with one is kept: a blocked card names nobody, a replaced one its customer", async () => {
    const one = await bench.member();
    const customer = [{ kind: "loyalty", value: one.loyalty }];
    const buy = async (status: string) => {
      await bench.both.first.database
        .sql`update identifiers set status = ${status} where kind = 'loyalty' and value = ${one.loyalty}`;
      const [result] = await bench.both.second.receive([soldEvent({ customer })]);
      return result;
    };
    expect(await buy("REPLACED")).toMatchObject({ outcome: "APPLIED", leafId: one.leafId });
    expect(await buy("BLOCKED")).toMatchObject({ outcome: "APPLIED", leafId: null });
  });
});

describe("what looks like somebody", () => {
  test("a KELVIN SIGN gets nobody's token, and no customer is made or found with unseen characters", async () => {
    const name = `mark${randomUUID().slice(0, 8)}`;
    await bench.both.first.receive([
      soldEvent({ customer: [{ kind: "email", value: `${name}@example.com` }] }),
    ]);
    const shop = await bench.both.first.token("shop");
    const token = await bench.call(
      "issueCustomerToken",
      "IssueCustomerTokenInput",
      { customer: { email: `mar\u212a${name.slice(4)}@example.com` } },
      "token",
      shop,
    );
    expect(token.code).toBe("BAD_USER_INPUT");
    const made = await bench.call(
      "createCustomer",
      "CreateCustomerInput",
      {
        identifiers: [{ kind: "email", value: `ma\u200b${name}@example.com` }],
        idempotencyKey: key(),
      },
      "userErrors { code field }",
    );
    expect(made.userErrors).toMatchObject([{ code: "TEXT_NOT_ALLOWED" }]);
    const named = await bench.call(
      "createCustomer",
      "CreateCustomerInput",
      {
        name: "Ada\u202eadA",
        identifiers: [{ kind: "email", value: `x${name}@example.com` }],
        idempotencyKey: key(),
      },
      "userErrors { code field }",
    );
    expect(named.userErrors).toMatchObject([{ code: "TEXT_NOT_ALLOWED" }]);
    const sold = (value: string) => soldEvent({ customer: [{ kind: "email", value }] });
    const results = await bench.both.second.receive([
      sold(`mar\u212a@example.com`),
      sold(`m\u0430rk@example.com`),
      sold(`a\u200b@b`),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({
        outcome: "REJECTED",
        reason: "TEXT_NOT_ALLOWED",
        field: ["customer", "0", "value"],
      });
      expect(result.message).toContain("customer.0.value");
    }
  });

  test("one that was stored before the rule goes on naming its customer", async () => {
    const { leafId } = await bench.member();
    const old = `o\u200bld${randomUUID()}@example.com`;
    await bench.both.first.database.sql`
      insert into identifiers (id, kind, value, leaf_id, verified)
      select nextval('id_block_seq') * 1000000, 'email', ${old}, ${String(leafId)}::text::bigint, false`;
    const [sold] = await bench.both.first.receive([
      soldEvent({ customer: [{ kind: "email", value: old }] }),
    ]);
    expect(sold).toMatchObject({ outcome: "APPLIED", leafId });
  });
});
