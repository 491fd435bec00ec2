import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const email = (value: string) => [{ kind: "email", value }];

async function read(query: string, variables: Record<string, unknown> = {}, token?: string) {
  const { data, errors } = await server.graphql({
    query,
    variables,
    ...(token === undefined ? {} : { token }),
  });
  expect(errors).toBeUndefined();
  return data;
}

/**
 * A customer with three purchases, of which one comes back, and a look into the personal values.
 */
async function eventful(name: string): Promise<{ email: string; publicId: string }> {
  const value = `${name}@example.com`;
  const sales = [1, 2, 3].map((at) =>
    soldEvent({
      customer: email(value),
      references: [{ kind: "order", value: `${name}-${at}` }],
      occurredAt: new Date(Date.now() - at * 60_000).toISOString(),
      lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "300.00" }],
      tenders: [{ kind: "card", amount: "300.00" }],
    }),
  );
  const [result] = await server.receive([
    ...sales,
    soldEvent({
      kind: "RETURNED",
      customer: email(value),
      references: [{ kind: "order", value: `${name}-1` }],
      lines: undefined,
      tenders: undefined,
      return: { id: "R1" },
    }),
  ]);
  await server.graphql({
    query: `mutation($email: String!) { revealIdentifiers(input: {customer: {email: $email}, reason: CALLER_ASKED}) { userErrors { code } } }`,
    variables: { email: value },
    token: await server.token("agent", { sub: "jane" }),
  });
  const [row] = await server.database.sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${String(result?.leafId)}`;
  return { email: value, publicId: row?.publicId ?? "" };
}

const TIMELINE = `query($email: String!, $first: Int!, $after: String, $kinds: [TimelineKind!]) {
  customer(by: {email: $email}) { timeline(first: $first, after: $after, kinds: $kinds) {
    nodes { at kind sentence german: sentence(locale: "de") by { kind name } store { name } node { id } }
    pageInfo { hasNextPage endCursor } } } }`;

describe("the timeline", () => {
  test("tells purchases, points, tiers, identity and who looked, each once, in pages of any size", async () => {
    const who = await eventful("anna");
    const all = (await read(TIMELINE, { email: who.email, first: 100 })).customer.timeline;
    const kinds = all.nodes.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["ORDER", "POINTS", "TIER", "IDENTITY", "AUDIT"]));
    expect(kinds.filter((kind: string) => kind === "ORDER")).toHaveLength(3);
    const times = all.nodes.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort().reverse());
    for (const first of [1, 2, 5]) {
      const found: unknown[] = [];
      let after: string | null = null;
      for (let page = 0; page < 40; page += 1) {
        const data = await read(TIMELINE, { email: who.email, first, after });
        const { nodes, pageInfo } = data.customer.timeline;
        found.push(...nodes);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) {
          break;
        }
      }
      expect(found).toEqual(all.nodes);
    }
  });

  test("says what happened in words, in both languages, without personal values", async () => {
    const who = await eventful("bert");
    const { nodes } = (await read(TIMELINE, { email: who.email, first: 100 })).customer.timeline;
    const said = new Set(nodes.map(({ sentence }: { sentence: string }) => sentence));
    for (const sentence of [
      "Order bert-2 for 300.00 GBP at High Street: handed over.",
      "Order bert-1 for 0.00 GBP at High Street: returned.",
      "300 points earned by order bert-3.",
      "300 points taken back from order bert-1.",
      "Silver was reached, up from Member.",
      "Joined the programme at High Street.",
      "Became known by email b***@example.com.",
      "Personal values were shown in full.",
    ]) {
      expect(said).toContain(sentence);
    }
    const german = nodes.map((node: { german: string }) => node.german);
    expect(german).toContain("Bestellung bert-2 über 300.00 GBP bei High Street: übergeben.");
    expect(JSON.stringify(nodes)).not.toContain(who.email);
    const looked = nodes.find(({ kind }: { kind: string }) => kind === "AUDIT");
    expect(looked.by).toEqual({ kind: "AGENT", name: "jane" });
  });

  test("does not tell a storefront who of the staff looked, nor anything of another customer", async () => {
    const [cara, dora] = [await eventful("cara"), await eventful("dora")];
    const token = await server.token("storefront", { customer_id: cara.publicId });
    const own = await read(TIMELINE, { email: cara.email, first: 100 }, token);
    expect(own.customer.timeline.nodes.length).toBeGreaterThan(5);
    expect(JSON.stringify(own)).not.toContain("AUDIT");
    expect(own.customer.timeline.nodes.every(({ by }: { by: unknown }) => by === null)).toBe(true);
    expect((await read(TIMELINE, { email: dora.email, first: 1 }, token)).customer).toBeNull();
  });

  test("refuses a cursor of another customer, and pages beyond their limit", async () => {
    const [emil, fred] = [await eventful("emil"), await eventful("fred")];
    const { timeline } = (await read(TIMELINE, { email: emil.email, first: 1 })).customer;
    const codeOf = async (variables: Record<string, unknown>) =>
      (await server.graphql({ query: TIMELINE, variables })).errors?.[0]?.extensions["code"];
    const after = timeline.pageInfo.endCursor;
    expect(await codeOf({ email: fred.email, first: 1, after })).toBe("BAD_CURSOR");
    expect(await codeOf({ email: emil.email, first: 1, after: "garbage" })).toBe("BAD_CURSOR");
    expect(await codeOf({ email: emil.email, first: 101 })).toBe("BAD_USER_INPUT");
  });

  test("gives only the kinds that were asked for", async () => {
    const who = await eventful("gina");
    const kinds = ["POINTS", "DELIVERY"];
    const { nodes } = (await read(TIMELINE, { email: who.email, first: 100, kinds })).customer
      .timeline;
    expect(new Set(nodes.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(["POINTS"]));
    expect(nodes.every(({ node }: { node: unknown }) => node !== null)).toBe(true);
  });
});

describe("problems", () => {
  const PROBLEMS = `query($email: String!) { customer(by: {email: $email}) { problems {
    code sentence since suggestedAction order { references { value } } } } }`;

  test("an order that was paid and is not dispatched is one after a day, with its points", async () => {
    await server.receive([
      soldEvent({
        kind: "PLACED",
        customer: email("hugo@example.com"),
        references: [{ kind: "order", value: "4711" }],
        fulfilmentMethod: "delivery",
      }),
      soldEvent({
        kind: "SETTLED",
        customer: undefined,
        references: [{ kind: "order", value: "4711" }],
        lines: undefined,
        tenders: undefined,
      }),
    ]);
    const now = (await read(PROBLEMS, { email: "hugo@example.com" })).customer.problems;
    expect(now.filter(({ code }: { code: string }) => code !== "HANDOFF_LATE")).toEqual([]);
    daysAhead = 2;
    const { problems } = (await read(PROBLEMS, { email: "hugo@example.com" })).customer;
    daysAhead = 0;
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "ORDER_NOT_HANDED_OVER",
        sentence: "Order 4711 was paid 2 days ago and is not dispatched; 40 points are pending.",
        order: { references: [{ value: "4711" }] },
      }),
    );
  });

  test("a customer without any has none, and a storefront's view holds nobody's way of systems", async () => {
    const who = await eventful("ivy");
    const token = await server.token("storefront", { customer_id: who.publicId });
    expect((await read(PROBLEMS, { email: who.email }, token)).customer.problems).toEqual([]);
    expect(encodeGlobalId("Customer", who.publicId)).not.toBe(who.publicId);
  });
});

test("points have a price, rounded down, and none below zero", async () => {
  await eventful("jon");
  const { accounts } = (
    await read(
      `{ customer(by: {email: "jon@example.com"}) { loyalty { accounts { active worth { amount currencyCode } expiringNext { at } } } } }`,
    )
  ).customer.loyalty;
  expect(accounts).toEqual([
    { active: "600", worth: { amount: "6.00", currencyCode: "GBP" }, expiringNext: null },
  ]);
});
