import { randomUUID } from "node:crypto";
import { isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import { decodeGlobalId } from "../../src/platform/globalId.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";
import { createShopper, type Shopper } from "../support/streams.ts";
import { GUARDED, GUARDED_ELSEWHERE, OPENERS, SHOWN } from "./fieldPolicy.ts";

/** Guarded by test/e2e/policy.ts. */
const ROOTS = ["Query", "Mutation", "Subscription"];

test("no field of any type is without a policy, and none is left of what is gone", () => {
  const fields = Object.values(createSchema().getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__") && !ROOTS.includes(name))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  const shown = Object.entries(SHOWN).flatMap(([type, names]) =>
    names.split(" ").map((name) => `${type}.${name}`),
  );
  const listed = [...shown, ...Object.keys(GUARDED), ...Object.keys(GUARDED_ELSEWHERE)];
  expect(listed.sort()).toEqual(fields.sort());
});

describe("a field that is hidden from some is empty for them, and for nobody else", () => {
  let server: TestServer;
  let shopper: Shopper;
  beforeAll(async () => {
    server = await startTestServer();
    shopper = await createShopper(server);
    await giveOneOfEverything(server, shopper);
  });
  afterAll(() => server.stop());

  for (const [field, { hiddenFrom, query, at }] of Object.entries(GUARDED)) {
    for (const role of OPENERS) {
      const isHidden = hiddenFrom.includes(role);
      test(`${field} is ${isHidden ? "hidden from" : "shown to"} ${role}`, async () => {
        const claims = role === "storefront" ? { customer_id: shopper.publicId } : { store: STORE };
        const token = await server.token(role, claims);
        const { data, errors } = await server.graphql({
          query,
          variables: { id: shopper.id },
          token,
        });
        expect(errors).toBeUndefined();
        expect(data.customer).not.toBeNull();
        const value = valueAt(data, at.split("."));
        if (isHidden) {
          expect([null, []]).toContainEqual(value);
        } else {
          expect(value).toEqual(expect.anything());
        }
        if (!isHidden && Array.isArray(value)) {
          expect(value).not.toEqual([]);
        }
      });
    }
  }
});

/** Follows a path through an answer, into the first of each list; null where it ends early. */
function valueAt(from: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined || from == null) {
    return from ?? null;
  }
  if (Array.isArray(from)) {
    return valueAt(from[0], path);
  }
  return valueAt((from as Record<string, unknown>)[name], rest);
}

/** As a purchase that shows identifiers of both, of which one was typed, does it. */
async function putUp({ database: { sql } }: TestServer, one: string, other: string) {
  const [a, b] = [one, other].map((id) => decodeGlobalId(id)?.key ?? "");
  await sql`
    insert into match_candidate (id, public_id, a, b, score, evidence, first_at)
    select 1, gen_random_uuid(), x.id, y.id, 0.5, '{"fields":[{"field":"given","level":"EXACT","weight":3}]}', now()
    from customer x, customer y where x.public_id = ${a ?? ""} and y.public_id = ${b ?? ""}`;
}

/**
 * A mark, a message of a campaign, a correction of points, a block, an override, a grant, and a
 * coupon that a cashier took.
 */
async function giveOneOfEverything(server: TestServer, { id }: Shopper): Promise<void> {
  const supervisor = await server.token("supervisor");
  const till = await server.token("till", { store: STORE });
  const write = async (name: string, input: object, selection = "", token = supervisor) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation($i: ${type}!) { ${name}(input: $i) { ${selection} userErrors { code message } } }`;
    const { data, errors } = await server.graphql({ query, variables: { i: input }, token });
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    return data[name];
  };
  const customer = { id };
  const once = () => ({ customer, idempotencyKey: randomUUID() });
  await write("updateCustomer", { customer, flags: ["BUSINESS"] });
  await write("recordInteraction", {
    interaction: {
      source: "shop",
      externalId: "m-1",
      kind: "MESSAGE_SENT",
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      channel: "email",
      customerId: id,
      campaignCode: "spring",
    },
  });
  const other = await createShopper(server);
  await putUp(server, id, other.id);
  await write("adjustPoints", { ...once(), points: "10", reason: "Parcel lost" });
  await write("blockPoints", { ...once(), points: "1", reason: "Two accounts" });
  await write("giveGoodwill", { ...once(), points: "10", reason: "LATE_DELIVERY", note: "Twice" });
  await write("overrideTier", {
    ...once(),
    tier: "GOLD",
    reason: "Parcel lost twice",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await write("grantTier", {
    ...once(),
    kind: "PAID",
    tier: "SILVER",
    reason: "Membership for a year",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const { coupon } = await write(
    "issueCoupon",
    {
      ...once(),
      names: [{ locale: "en", text: "Five off" }],
      value: { amount: { amount: "5.00", currencyCode: "GBP" } },
      validUntil: "2199-01-01T00:00:00Z",
      campaign: { code: "spring", name: "Spring" },
      issuedBecause: "Parcel lost",
    },
    "coupon { code }",
  );
  await write(
    "redeemCoupon",
    {
      idempotencyKey: randomUUID(),
      code: coupon.code,
      till: "1",
      cashier: "7",
      businessDate: "2026-01-01",
      basket: "b-1",
      amount: { amount: "5.00", currencyCode: "GBP" },
      // Before it was issued: a conflict.
      offline: true,
      occurredAt: new Date(Date.now() - 86_400_000).toISOString(),
    },
    "",
    till,
  );
}
