import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";

let server: TestServer;
/** Days that the server's clock is ahead. */
let daysAhead = 0;
beforeAll(async () => {
  server = await startTestServer({
    clock: () => (systemClock() + daysAhead * MICROS_PER_DAY) as Instant,
  });
});
afterAll(() => server.stop());

const inDays = (days: number) => formatInstant((systemClock() + days * MICROS_PER_DAY) as Instant);

/** A member in the base tier, or for 300.00 in silver; resolves to the public id. */
async function member(name: string, gross = "40.00"): Promise<string> {
  const customer = [{ kind: "email", value: `${name}@example.com` }];
  const lines = [{ id: "1", article: "A", quantity: "1", gross }];
  await server.receive([soldEvent({ customer, lines })]);
  const [row] = await server.database.sql<{ publicId: string }[]>`
    select c.public_id as "publicId" from identifiers i join customer c on c.id = i.leaf_id
    where i.value = ${`${name}@example.com`}`;
  return row?.publicId ?? "";
}

const LOYALTY = `loyalty {
  tier { code } tierSince tierUntil tierReason german: tierReason(locale: "de") next { tier { code } have } keep { tier { code } }
  nextChange { at kind sentence german: sentence(locale: "de") }
  override { mode tier { code } since until reason by { kind name } version } }`;
const OVERRIDE = `mutation($i: OverrideTierInput!) { overrideTier(input: $i) {
  customer { ${LOYALTY} } override { version tier { code } } userErrors { code field message } } }`;
const CLEAR = `mutation($i: ClearTierOverrideInput!) { clearTierOverride(input: $i) {
  customer { ${LOYALTY} } override { version } userErrors { code field } } }`;
const HISTORY = `query($email: String!, $first: Int!, $after: String) { customer(by: {email: $email}) { loyalty {
  history(first: $first, after: $after) { nodes { at recordedAt kind from { code } to { code } earned { code }
    cause { code sentence german: sentence(locale: "de") } by { kind name } reason order { id } }
    edges { cursor } pageInfo { hasNextPage endCursor } } } } }`;

async function ask(query: string, variables: Record<string, unknown>, token?: string) {
  const { data, errors } = await server.graphql({
    query,
    variables,
    ...(token === undefined ? {} : { token }),
  });
  expect(errors).toBeUndefined();
  return data;
}

const input = (name: string, more: object = {}) => ({
  customer: { email: `${name}@example.com` },
  tier: "GOLD",
  expiresAt: inDays(90),
  reason: "Parcel lost twice",
  idempotencyKey: randomUUID(),
  ...more,
});

const read = async (name: string, token?: string) =>
  (
    await ask(
      `query($email: String!) { customer(by: {email: $email}) { ${LOYALTY} } }`,
      { email: `${name}@example.com` },
      token,
    )
  ).customer.loyalty;

describe("an override on the graph", () => {
  test("is shown with who, why and until when; what is missing counts from the earned tier", async () => {
    await member("ann", "300.00");
    const agent = await server.token("agent", { sub: "b.hughes" });
    const { overrideTier } = await ask(OVERRIDE, { i: input("ann") }, agent);
    const { loyalty } = overrideTier.customer;
    expect(overrideTier).toMatchObject({
      override: { version: 1, tier: { code: "GOLD" } },
      userErrors: [],
    });
    expect(loyalty).toMatchObject({
      tier: { code: "GOLD" },
      next: { tier: { code: "GOLD" }, have: "300.00" },
      keep: { tier: { code: "SILVER" } },
      nextChange: { at: loyalty.tierUntil, kind: "DOWNGRADED" },
      override: {
        mode: "FLOOR",
        until: loyalty.tierUntil,
        since: loyalty.tierSince,
        reason: "Parcel lost twice",
        by: { kind: "AGENT", name: "b.hughes" },
        version: 1,
      },
    });
    expect(loyalty.tierReason).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Gold was given until \d{4}-/),
        "What counts has earned Silver, which applies when that ends.",
      ]),
    );
    expect(loyalty.german).toContain("Erreicht ist Silber; diese Stufe gilt, wenn das endet.");
    expect(loyalty.nextChange.sentence).toMatch(/the time ends for which Gold was given.*Silver/);
    expect(loyalty.nextChange.german).toMatch(
      /endet die Zeit, für die Gold vergeben wurde.*Silber/,
    );
  });

  test("is no longer seen the instant it ends, though nothing was written since", async () => {
    await member("bo");
    await ask(OVERRIDE, { i: input("bo") });
    daysAhead = 91;
    const then = await read("bo");
    daysAhead = 0;
    expect(then).toMatchObject({ tier: { code: "BASE" }, override: null, nextChange: null });
    expect((await read("bo")).tier.code).toBe("GOLD");
  });

  test("below the earned tier it is promised, and the earned term is what comes next", async () => {
    await member("cy", "1200.00");
    await ask(OVERRIDE, { i: input("cy", { tier: "SILVER" }) });
    const loyalty = await read("cy");
    expect(loyalty).toMatchObject({
      tier: { code: "GOLD" },
      override: { tier: { code: "SILVER" } },
      nextChange: { at: loyalty.tierUntil },
    });
    expect(loyalty.tierReason.join(" ")).toMatch(/At least Silver is given until/);
  });

  test("a pin without an end has no next change, and holds a tier down", async () => {
    await member("di", "1200.00");
    const i = input("di", { mode: "PIN", tier: "BASE", expiresAt: null });
    await ask(OVERRIDE, { i }, await server.token("supervisor"));
    expect(await read("di")).toMatchObject({
      tier: { code: "BASE" },
      tierUntil: null,
      nextChange: null,
      next: { tier: { code: "PLATINUM" } },
    });
  });

  test("a till, a marketer and the customer's own token cannot give one; a pin is not for agents", async () => {
    const publicId = await member("ed");
    const attempts = [
      ["till", { store: "s1" }, {}],
      ["marketer", {}, {}],
      ["storefront", { customer_id: publicId }, {}],
      ["agent", {}, { mode: "PIN" }],
      ["agent", {}, { expiresAt: null }],
    ] as const;
    for (const [role, claims, more] of attempts) {
      const { errors } = await server.graphql({
        query: OVERRIDE,
        variables: { i: input("ed", more) },
        token: await server.token(role, claims),
      });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    expect(await read("ed")).toMatchObject({ tier: { code: "BASE" }, override: null });
  });

  test("a conflict answers with the override in the way; with its version it can be replaced and cleared", async () => {
    await member("fay");
    await ask(OVERRIDE, { i: input("fay") });
    const late = (await ask(OVERRIDE, { i: input("fay", { tier: "PLATINUM" }) })).overrideTier;
    expect(late).toMatchObject({
      customer: null,
      override: { version: 1, tier: { code: "GOLD" } },
      userErrors: [{ code: "VERSION_CONFLICT", field: ["expectedVersion"] }],
    });
    const i = input("fay", { tier: "PLATINUM", expectedVersion: late.override.version });
    expect((await ask(OVERRIDE, { i })).overrideTier.override.version).toBe(2);
    const end = { customer: i.customer, reason: "By mistake", idempotencyKey: randomUUID() };
    const stale = await ask(CLEAR, { i: { ...end, expectedVersion: 1 } });
    expect(stale.clearTierOverride.userErrors[0].code).toBe("VERSION_CONFLICT");
    const cleared = await ask(CLEAR, {
      i: { ...end, expectedVersion: 2, idempotencyKey: randomUUID() },
    });
    expect(cleared.clearTierOverride).toMatchObject({
      customer: { loyalty: { tier: { code: "BASE" }, override: null } },
      override: null,
      userErrors: [],
    });
  });

  test("somebody whom no identifier names is a refusal with a code", async () => {
    const { overrideTier } = await ask(OVERRIDE, { i: input("nobody") });
    expect(overrideTier.userErrors[0].code).toBe("CUSTOMER_NOT_FOUND");
    const i = { ...input("nobody"), expectedVersion: 1 };
    const { tier: _tier, expiresAt: _expiresAt, ...end } = i;
    const { clearTierOverride } = await ask(CLEAR, { i: end });
    expect(clearTierOverride.userErrors[0].code).toBe("CUSTOMER_NOT_FOUND");
  });
});

describe("the history of a tier", () => {
  test("tells each change with its cause, latest first, in pages", async () => {
    const publicId = await member("gus", "300.00");
    const agent = await server.token("agent", { sub: "b.hughes" });
    await ask(OVERRIDE, { i: input("gus", { tier: "PLATINUM" }) }, agent);
    await member("gus", "900.00");
    const end = { customer: { email: "gus@example.com" }, reason: "By mistake" };
    await ask(CLEAR, { i: { ...end, expectedVersion: 1, idempotencyKey: randomUUID() } }, agent);

    const page = async (first: number, after: string | null, token?: string) =>
      (await ask(HISTORY, { email: "gus@example.com", first, after }, token)).customer.loyalty
        .history;
    const { nodes, pageInfo } = await page(10, null);
    expect(
      nodes.map((node: Record<string, { code: string }>) => [
        node["kind"],
        node["cause"]?.code,
        node["from"]?.code,
        node["to"]?.code,
        node["earned"]?.code,
      ]),
    ).toEqual([
      ["DOWNGRADED", "GRANT_CLEARED", "PLATINUM", "GOLD", "GOLD"],
      ["UNCHANGED", "QUALIFIED", "PLATINUM", "PLATINUM", "GOLD"],
      ["UPGRADED", "GRANT_STARTED", "SILVER", "PLATINUM", "SILVER"],
      ["UPGRADED", "QUALIFIED", "BASE", "SILVER", "SILVER"],
    ]);
    expect(pageInfo.hasNextPage).toBe(false);
    const by = { kind: "AGENT", name: "b.hughes" };
    expect(nodes).toMatchObject([
      { by, reason: "By mistake", order: null },
      { by: null, reason: null, order: { id: expect.any(String) } },
      { by, reason: "Parcel lost twice", order: null },
      { by: null, order: { id: expect.any(String) } },
    ]);
    expect(nodes.map(({ cause }: { cause: { sentence: string } }) => cause.sentence)).toEqual([
      "An override by staff was ended before its time. Gold applies.",
      "With 1200.00 GBP that count, Gold was reached. The tier stayed Platinum.",
      expect.stringMatching(/^An override by staff began, until /),
      "With 300.00 GBP that count, Silver was reached.",
    ]);
    expect(nodes[0].cause.german).toBe(
      "Eine Festlegung durch den Service wurde vorzeitig beendet. Es gilt Gold.",
    );

    const seen: unknown[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const part = await page(1, after);
      seen.push(...part.nodes);
      after = part.pageInfo.endCursor;
      more = part.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(nodes);

    // The customer sees what happened, and not what staff wrote or who they are.
    const own = await server.token("storefront", { customer_id: publicId });
    const told = await page(10, null, own);
    expect(told.nodes.map(({ by: who, reason }: Record<string, unknown>) => [who, reason])).toEqual(
      Array(4).fill([null, null]),
    );
    expect(told.nodes[0].cause).toEqual(nodes[0].cause);
  });

  test("a cursor of another customer's is refused, and so is a page that is too long", async () => {
    await member("hal", "300.00");
    const { customer } = await ask(HISTORY, { email: "gus@example.com", first: 1 });
    const after = customer.loyalty.history.pageInfo.endCursor;
    for (const [variables, code] of [
      [{ first: 1, after }, "BAD_CURSOR"],
      [{ first: 101 }, "BAD_USER_INPUT"],
    ] as const) {
      const { errors } = await server.graphql({
        query: HISTORY,
        variables: { email: "hal@example.com", ...variables },
      });
      expect(errors?.[0]?.extensions["code"]).toBe(code);
    }
  });

  test("the customer's own token sees the tier that was given, and no override", async () => {
    const publicId = await member("ida");
    await ask(OVERRIDE, { i: input("ida") });
    const own = await server.token("storefront", {
      customer_id: encodeGlobalId("Customer", publicId),
    });
    expect(await read("ida", own)).toMatchObject({ tier: { code: "GOLD" }, override: null });
  });
});
