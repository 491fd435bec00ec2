import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const customer = [{ kind: "email", value: "ann@example.com" }];
  await server.receive([
    soldEvent({ customer, lines: [{ id: "1", article: "A", quantity: "1", gross: "40.00" }] }),
  ]);
});
afterAll(() => server.stop());

const inDays = (days: number) => formatInstant((systemClock() + days * MICROS_PER_DAY) as Instant);
const customer = { email: "ann@example.com" };
const AFTER = `customer { loyalty { tier { code } tierUntil
  grants { id kind mode tier { code } since until reason by { kind name } }
  tierReason german: tierReason(locale: "de")
  history(first: 1) { nodes { cause { code sentence german: sentence(locale: "de") } reason by { name } } } } }
  userErrors { code field message }`;

async function write(name: "grantTier" | "endTierGrant", input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await server.graphql({
    query: `mutation($i: ${type}!) { ${name}(input: $i) { ${AFTER} } }`,
    variables: {
      i: { customer, idempotencyKey: randomUUID(), reason: "Paid at the till", ...input },
    },
  });
  expect(errors).toBeUndefined();
  return data[name];
}

test("a tier is given, shown with its reason in words, replaced and ended by its id", async () => {
  const until = inDays(90);
  const given = await write("grantTier", { kind: "PAID", tier: "SILVER", expiresAt: until });
  expect(given.userErrors).toEqual([]);
  const { loyalty } = given.customer;
  expect(loyalty).toMatchObject({ tier: { code: "SILVER" }, tierUntil: until });
  expect(loyalty.grants).toMatchObject([
    { kind: "PAID", mode: "FLOOR", tier: { code: "SILVER" }, until, reason: "Paid at the till" },
  ]);
  const [change] = loyalty.history.nodes;
  expect(change.cause.code).toBe("GRANT_STARTED");
  expect(change.reason).toBe("Paid at the till");
  expect([change.cause.sentence, change.cause.german]).toEqual([
    expect.stringMatching(/paid/i),
    expect.stringMatching(/bezahlt/i),
  ]);
  expect(loyalty.tierReason.join(" ")).toContain(
    `Silver was given against payment until ${until.slice(0, 10)}.`,
  );
  expect(loyalty.german.join(" ")).toContain("gegen Bezahlung");

  const again = await write("grantTier", { kind: "PAID", tier: "GOLD", expiresAt: inDays(300) });
  expect(again).toMatchObject({
    customer: null,
    userErrors: [{ code: "GRANT_CONFLICT", field: ["replaces"] }],
  });
  const wrong = await write("grantTier", {
    ...{ kind: "WELCOME", tier: "GOLD", expiresAt: until, replaces: "no id of ours" },
  });
  expect(wrong).toMatchObject({ customer: null, userErrors: [{ code: "GRANT_CONFLICT" }] });
  const renewed = await write("grantTier", {
    ...{ kind: "PAID", tier: "GOLD", expiresAt: inDays(300), replaces: loyalty.grants[0].id },
  });
  expect(renewed.customer.loyalty).toMatchObject({
    tier: { code: "GOLD" },
    grants: [{ tier: { code: "GOLD" } }],
  });

  const [{ id }] = renewed.customer.loyalty.grants;
  const ended = await write("endTierGrant", { grant: id, reason: "Paid back" });
  expect(ended.customer.loyalty).toMatchObject({ tier: { code: "BASE" }, grants: [] });
  expect(ended.customer.loyalty.history.nodes).toMatchObject([
    { cause: { code: "GRANT_CLEARED" }, reason: "Paid back" },
  ]);
  expect(await write("endTierGrant", { grant: id })).toMatchObject({
    customer: null,
    userErrors: [{ code: "NO_GRANT", field: ["grant"] }],
  });
});
