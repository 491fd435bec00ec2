import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { MarkedAct } from "../../../src/domain/customer/marks.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { soldEvent, todayInLondon } from "../purchases.ts";
import { STORE } from "../server.ts";
import { startTwoServers } from "../twoServers.ts";
import { redemption } from "./redemption.ts";
import { splitOf } from "./splitOf.ts";

/** Two servers, and people who act for customers by turns on either. */
export type IdentityBench = Awaited<ReturnType<typeof startIdentityBench>>;

type Variables = Record<string, unknown>;

export const key = () => randomUUID();

function card(): string {
  return randomUUID().replaceAll(/\D/g, "").padEnd(12, "7").slice(0, 12);
}

export const ERRORS = "userErrors { code }";

/** A point for somebody. */
function gift(customer: Variables) {
  return { customer, points: "1", reason: "LATE_DELIVERY", idempotencyKey: key() };
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any mutation.
type Reply = any;
interface Answer {
  code?: string;
  userErrors?: { code: string }[];
}

export async function startIdentityBench() {
  const both = await startTwoServers();
  let turn = 0;

  async function call(
    name: string,
    type: string,
    input: Variables,
    fields: string,
    token?: string,
  ): Promise<Reply> {
    turn += 1;
    const answer = await both[turn % 2 === 0 ? "first" : "second"].graphql({
      query: `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
      variables: { input },
      ...(token === undefined ? {} : { token }),
    });
    return {
      ...answer.data?.[name],
      code: answer.errors?.[0]?.extensions["code"],
      errors: answer.errors,
    };
  }

  /** A member with 40 points or more, known by a card, an email, and further ones. */
  async function member(...further: readonly string[]) {
    const [email, loyalty] = [`${randomUUID()}@example.com`, card()];
    const customer = [
      { kind: "loyalty", value: loyalty },
      ...[email, ...further].map((value) => ({ kind: "email", value })),
    ];
    const [sold] = await both.first.receive([soldEvent({ customer })]);
    expect(sold?.outcome).toBe("APPLIED");
    return { email, loyalty, leafId: sold?.leafId as bigint };
  }

  async function mark(leafId: bigint, flags: readonly string[]): Promise<void> {
    await both.first.database.sql`
    insert into customer_profile (leaf_id, flags, version, updated_at)
    values (${String(leafId)}::text::bigint, ${[...flags]}::text[], 1, now())
    on conflict (leaf_id) do update set flags = excluded.flags, version = customer_profile.version + 1`;
  }

  /** Everything that acts may need, made while the customer had no mark. */
  async function prepared() {
    const [spare, other] = [`s-${key()}@example.com`, `o-${key()}@example.com`];
    const { email, leafId } = await member(spare, other);
    const customer = { email };
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const coupon = async () => {
      const made = await call(
        "issueCoupon",
        "IssueCouponInput",
        {
          customer,
          names: [{ locale: "en", text: "Five" }],
          value: { amount: { amount: "5.00", currencyCode: "GBP" } },
          validUntil: until,
          idempotencyKey: key(),
        },
        "coupon { code } userErrors { code }",
      );
      return made.coupon.code as string;
    };
    const hold = await call(
      "authorisePoints",
      "AuthorisePointsInput",
      { customer, points: "1", idempotencyKey: key() },
      "hold { id }",
    );
    const block = await call(
      "blockPoints",
      "BlockPointsInput",
      { customer, points: "1", reason: "looked into", idempotencyKey: key() },
      "hold { id }",
    );
    const given = await call("giveGoodwill", "GiveGoodwillInput", gift(customer), "gift { id }");
    const used = await call(
      "redeemCoupon",
      "RedeemCouponInput",
      redemption(await coupon()),
      "redemption { id }",
    );
    const second = await member();
    const merged = await call(
      "mergeCustomers",
      "MergeCustomersInput",
      { customer, other: { email: second.email }, reason: "one", idempotencyKey: key() },
      "customer { id } userErrors { code }",
    );
    expect(merged.userErrors).toEqual([]);
    const [under] = await both.first.database.sql`
      select public_id from customer where id = ${second.leafId}`;
    const split = await call(...splitOf({ email }, other, "separated { id } userErrors { code }"));
    expect(split.userErrors).toEqual([]);
    const seen = await both.first.graphql({
      query: `query { customer(by: {email: "${email}"}) { id identifiers { id kind } } }`,
    });
    const { id, identifiers } = seen.data.customer;
    const phone = identifiers.find(({ kind }: { kind: string }) => kind === "loyalty").id as string;
    return {
      email,
      leafId,
      id,
      phone,
      until,
      code: await coupon(),
      hold: hold.hold.id,
      block: block.hold.id,
      given: given.gift.id,
      used: used.redemption.id,
      absorbed: encodeGlobalId("Customer", under?.["public_id"]),
      ...{ spare, made: split.separated.id as string },
    };
  }

  type Act = (one: Awaited<ReturnType<typeof prepared>>) => Promise<Answer>;
  /** One call of every command that concerns a customer. */
  const acts: Readonly<Record<Exclude<MarkedAct, "purchase">, Act>> = {
    authorisePoints: ({ id }) =>
      call(
        "authorisePoints",
        "AuthorisePointsInput",
        { customer: { id }, points: "1", idempotencyKey: key() },
        ERRORS,
      ),
    capturePoints: ({ hold }) =>
      call(
        "capturePoints",
        "CapturePointsInput",
        { authorisation: hold, idempotencyKey: key() },
        ERRORS,
      ),
    releasePoints: ({ hold }) =>
      call(
        "releasePoints",
        "ReleasePointsInput",
        { authorisation: hold, idempotencyKey: key() },
        ERRORS,
      ),
    refundPoints: ({ hold }) =>
      call(
        "refundPoints",
        "RefundPointsInput",
        { authorisation: hold, idempotencyKey: key() },
        ERRORS,
      ),
    adjustPoints: ({ id }) => call("adjustPoints", "AdjustPointsInput", gift({ id }), ERRORS),
    giveGoodwill: ({ id }) => call("giveGoodwill", "GiveGoodwillInput", gift({ id }), ERRORS),
    undoGoodwill: ({ given }) =>
      call("undoGoodwill", "UndoGoodwillInput", { id: given, idempotencyKey: key() }, ERRORS),
    transferPoints: async ({ id }) => {
      const { email } = await member();
      const ends =
        turn % 3 === 0 ? { from: { id }, to: { email } } : { from: { email }, to: { id } };
      return await call(
        "transferPoints",
        "TransferPointsInput",
        { ...ends, points: "1", reason: "asked", idempotencyKey: key() },
        ERRORS,
      );
    },
    blockPoints: ({ id }) =>
      call(
        "blockPoints",
        "BlockPointsInput",
        { customer: { id }, points: "1", reason: "why", idempotencyKey: key() },
        ERRORS,
      ),
    unblockPoints: ({ block }) =>
      call(
        "unblockPoints",
        "UnblockPointsInput",
        { block, reason: "why", idempotencyKey: key() },
        ERRORS,
      ),
    issueCoupon: ({ id, until }) =>
      call(
        "issueCoupon",
        "IssueCouponInput",
        {
          customer: { id },
          names: [{ locale: "en", text: "Five" }],
          value: { amount: { amount: "5.00", currencyCode: "GBP" } },
          validUntil: until,
          idempotencyKey: key(),
        },
        ERRORS,
      ),
    validateCoupon: async ({ code }) => {
      const { eligibility } = await call(
        "validateCoupon",
        "ValidateCouponInput",
        { code, store: STORE, till: "1" },
        "eligibility { refusals { code } }",
      );
      return { userErrors: eligibility.refusals };
    },
    redeemCoupon: ({ code }) => call("redeemCoupon", "RedeemCouponInput", redemption(code), ERRORS),
    reverseRedemption: ({ used }) =>
      call(
        "reverseRedemption",
        "ReverseRedemptionInput",
        { redemption: used, reason: "VOIDED", store: STORE, till: "1", idempotencyKey: key() },
        ERRORS,
      ),
    issueCustomerToken: ({ id }) =>
      call("issueCustomerToken", "IssueCustomerTokenInput", { customer: { id } }, ERRORS),
    revokeCustomerTokens: ({ id }) =>
      call("revokeCustomerTokens", "RevokeCustomerTokensInput", { customer: { id } }, ERRORS),
    verifyCaller: ({ id, email }) =>
      call(
        "verifyCaller",
        "VerifyCallerInput",
        { customer: { id }, claims: [{ kind: "email", value: email }] },
        ERRORS,
      ),
    revealIdentifiers: ({ id }) =>
      call(
        "revealIdentifiers",
        "RevealIdentifiersInput",
        { customer: { id }, reason: "CALLER_ASKED" },
        ERRORS,
      ),
    overrideTier: ({ id, until }) =>
      call(
        "overrideTier",
        "OverrideTierInput",
        { customer: { id }, tier: "GOLD", expiresAt: until, reason: "why", idempotencyKey: key() },
        ERRORS,
      ),
    clearTierOverride: ({ id }) =>
      call(
        "clearTierOverride",
        "ClearTierOverrideInput",
        { customer: { id }, reason: "why", expectedVersion: 1, idempotencyKey: key() },
        ERRORS,
      ),
    grantTier: ({ id, until }) =>
      call(
        "grantTier",
        "GrantTierInput",
        {
          customer: { id },
          kind: "WELCOME",
          tier: "GOLD",
          expiresAt: until,
          reason: "why",
          idempotencyKey: key(),
        },
        ERRORS,
      ),
    endTierGrant: ({ id }) =>
      call(
        "endTierGrant",
        "EndTierGrantInput",
        { customer: { id }, grant: id, reason: "why", idempotencyKey: key() },
        ERRORS,
      ),
    enrolCustomer: ({ id }) =>
      call(
        "enrolCustomer",
        "EnrolCustomerInput",
        { customer: { id }, idempotencyKey: key() },
        ERRORS,
      ),
    claimPurchase: async ({ id }) => {
      const value = `G-${randomUUID()}`;
      await both.first.receive([
        soldEvent({ customer: [], references: [{ kind: "order", value }] }),
      ]);
      return await call(
        "claimPurchase",
        "ClaimPurchaseInput",
        {
          ...{ customer: { id }, order: { number: { number: value } }, idempotencyKey: key() },
          ...{ total: { amount: "45.00", currencyCode: "GBP" }, purchasedOn: todayInLondon() },
        },
        ERRORS,
      );
    },
    replaceIdentifier: ({ phone }) =>
      call(
        "replaceIdentifier",
        "ReplaceIdentifierInput",
        { identifier: { id: phone }, newValue: card(), idempotencyKey: key() },
        ERRORS,
      ),
    linkIdentifier: ({ id }) =>
      call(
        "linkIdentifier",
        "LinkIdentifierInput",
        {
          ...{ customer: { id }, identifier: { kind: "loyalty", value: card() } },
          idempotencyKey: key(),
        },
        ERRORS,
      ),
    unlinkIdentifier: ({ phone }) =>
      call(
        "unlinkIdentifier",
        "UnlinkIdentifierInput",
        { identifier: { id: phone }, reason: "OTHER", idempotencyKey: key() },
        ERRORS,
      ),
    mergeCustomers: async ({ id }) => {
      const { email } = await member();
      const ends =
        turn % 2 === 0
          ? { customer: { id }, other: { email } }
          : { customer: { email }, other: { id } };
      return await call(
        "mergeCustomers",
        "MergeCustomersInput",
        { ...ends, reason: "one person", idempotencyKey: key() },
        ERRORS,
      );
    },
    unmergeCustomers: ({ id, absorbed }) =>
      call(
        "unmergeCustomers",
        "UnmergeCustomersInput",
        { customer: { id }, separate: absorbed, reason: "two", idempotencyKey: key() },
        ERRORS,
      ),
    splitCustomer: ({ id, spare }) => call(...splitOf({ id }, spare, ERRORS)),
    unsplitCustomer: ({ made }) =>
      call(
        "unsplitCustomer",
        "UnsplitCustomerInput",
        { customer: { id: made }, reason: "one", idempotencyKey: key() },
        ERRORS,
      ),
    blockIdentifier: ({ phone }) =>
      call(
        "blockIdentifier",
        "BlockIdentifierInput",
        { identifier: { id: phone }, reason: "LOST" },
        ERRORS,
      ),
    updateCustomer: ({ id }) =>
      call("updateCustomer", "UpdateCustomerInput", { customer: { id }, name: "Ada" }, ERRORS),
    recordInteractions: ({ id }) =>
      call(
        "recordInteraction",
        "RecordInteractionInput",
        {
          interaction: {
            source: "erp",
            externalId: key(),
            kind: "CONTACT",
            occurredAt: new Date().toISOString(),
            channel: "phone",
            customerId: id,
          },
        },
        ERRORS,
      ),
  };

  return { both, call, member, mark, prepared, acts };
}
