import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const TOLD = `query($of: [String!]!) { handoffs(first: 1, filter: { references: $of }) {
  nodes { told { door position body reading } } } }`;

async function toldOf(number: string) {
  const { data } = await server.graphql({
    query: TOLD,
    variables: { of: [number] },
    token: await server.token("operator"),
  });
  const { handoffs } = data as {
    handoffs: {
      nodes: {
        told: { door: string; position: number; body: string; reading: string } | null;
      }[];
    };
  };
  return handoffs.nodes[0]?.told ?? null;
}

const sold = (number: string, email: string, more: object = {}) =>
  soldEvent({
    references: [{ kind: "order", value: number }],
    customer: [{ kind: "email", value: email }],
    ...more,
  });

test("an event stands masked as it came beside what was read in it", async () => {
  const [{ outcome } = {}] = await server.receive([sold("TOLD-1", "told@example.com")]);
  expect(outcome).toBe("APPLIED");
  const told = await toldOf("TOLD-1");
  expect(told?.body).toMatch(/"references": ?\[\{"kind": ?"xxxxx", ?"value": ?"xxxx-9"\}\]/);
  expect(told?.body).not.toMatch(/told@|TOLD-1/);
  expect(JSON.parse(told?.reading ?? "")).toMatchObject({
    kind: "SOLD",
    references: [{ value: "TOLD-1" }],
    identifiedBy: ["email"],
  });
});

test("of many lines each event shows its own, also behind empty ones", async () => {
  const lines = [
    JSON.stringify(sold("TOLD-2", "two@example.com")),
    "",
    JSON.stringify(sold("TOLD-33", "three@example.com")),
  ];
  const response = await fetch(`${server.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await server.token("ingest")}`,
    },
    body: lines.join("\n"),
  });
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
  const second = await toldOf("TOLD-33");
  expect(second?.door).toBe("NDJSON");
  expect(second?.body).toMatch(/"xxxx-99"/);
  expect(second?.body).not.toMatch(/"xxxx-9"/);
});

test("a purchase is found by its own number, and none of its neighbours with it", async () => {
  const numbers = ["OWN-1", "OWN-2", "OWN-3"];
  await server.receive(numbers.map((number) => sold(number, `${number}@example.com`)));
  for (const number of numbers) {
    const { data } = await server.graphql({
      query: `query($of: [String!]!) { handoffs(first: 5, filter: { references: $of }) {
        nodes { references { value } } } }`,
      variables: { of: [number] },
      token: await server.token("operator"),
    });
    expect(data.handoffs.nodes).toEqual([{ references: [{ value: number }] }]);
  }
});
