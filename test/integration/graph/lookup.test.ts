import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const LOOKUP = `query($text: String!) { lookup(text: $text, first: 5) {
  kind display hint german: hint(locale: "de") customer { id } order { id }
  handoff { order { id } references { kind value } firstProblem { state detail } } } }`;

async function lookup(text: string, role: "agent" | "till" = "agent") {
  const token = await server.token(role, { store: "s1" });
  const { data, errors } = await server.graphql({ query: LOOKUP, variables: { text }, token });
  expect(errors).toBeUndefined();
  return data.lookup;
}

test("a receipt that is held is found by its number, with what it waits for", async () => {
  const [held] = await server.receive([
    soldEvent({
      source: "erp",
      customer: [{ kind: "erp", value: "C-900" }],
      references: [{ kind: "order", value: "HELD-77" }],
    }),
  ]);
  expect(held).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_CUSTOMER" });
  const hits = await lookup("HELD-77");
  expect(hits).toEqual([
    {
      ...{
        kind: "order",
        display: "HELD-77",
        hint: null,
        german: null,
        customer: null,
        order: null,
      },
      handoff: {
        order: null,
        references: [{ kind: "order", value: "HELD-77" }],
        firstProblem: {
          state: "HELD",
          detail: expect.stringMatching(/UNKNOWN_CUSTOMER.*waits for a customer/),
        },
      },
    },
  ]);
  // By its whole number alone, and it names nobody.
  expect(await lookup("HELD-7")).toEqual([]);
  expect(JSON.stringify(hits)).not.toContain("C-900");
});

test("masked hits can be told apart by tier and last order", async () => {
  const sold = (kind: string, day: string, gross: string) =>
    soldEvent({
      customer: [{ kind, value: "5550001" }],
      references: [{ kind: "order", value: `apart-${kind}` }],
      occurredAt: `${day}T12:00:00Z`,
      lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    });
  const dayBefore = (days: number) =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const [first, second] = [dayBefore(4), dayBefore(3)];
  const results = await server.receive([
    sold("loyalty", first, "300.00"),
    sold("erp", second, "10.00"),
  ]);
  expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED"]);
  const hints = (await lookup("5550001")).map(({ hint }: { hint: string }) => hint);
  expect(hints.sort()).toEqual([
    expect.stringMatching(
      new RegExp(`^Member, a member since .*; last order on ${second} at High Street\\.$`),
    ),
    expect.stringMatching(
      new RegExp(`^Silver, a member since .*; last order on ${first} at High Street\\.$`),
    ),
  ]);
  const [german] = (await lookup("5550001")).map((hit: { german: string }) => hit.german);
  expect(german).toMatch(/Mitglied seit .*letzte Bestellung am /);
});

test("a national number is read in the region of the installation, by look-up and verification", async () => {
  await server.receive([
    soldEvent({
      customer: [
        { kind: "phone", value: "+44 20 7946 0018" },
        { kind: "email", value: "casey@example.com" },
      ],
      references: [{ kind: "order", value: "region-1" }],
    }),
  ]);
  const [spelled, ask] = ["020 7946 0018", "+44 (0)20 7946 0018"];
  expect(await lookup(spelled)).toEqual([]);
  expect(await lookup(ask)).toHaveLength(1);
  await server.database.sql`
    insert into setting (key, value) values ('installation', '{"region": "GB"}'::jsonb)`;
  const british = await startTestServer({ database: server.database });
  try {
    const token = await british.token("agent");
    const { data, errors } = await british.graphql({
      query: `mutation($phone: String!) {
        verifyCaller(input: {customer: {email: "casey@example.com"}, claims: [{kind: "phone", value: $phone},
          {kind: "email", value: "casey@example.com"}]}) { verified } }`,
      variables: { phone: spelled },
      token,
    });
    expect([errors, data?.verifyCaller]).toEqual([undefined, { verified: true }]);
    const by = await british.graphql({
      query: `{ customer(by: {phone: "${spelled}"}) { id } other: customer(by: {phone: "020 7946 0019"}) { id } }`,
      token,
    });
    expect(by.data).toEqual({ customer: { id: expect.any(String) }, other: null });
    const found = await british.graphql({ query: LOOKUP, variables: { text: spelled }, token });
    expect(found.data.lookup).toMatchObject([{ kind: "phone", display: expect.any(String) }]);
    expect(JSON.stringify(found.data.lookup)).not.toContain("7946");
  } finally {
    await british.stop();
  }
});
