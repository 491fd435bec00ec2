import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test("an identifier is shown as it was first given with its whole value, and nowhere else", async () => {
  const given = " Spelled.Out@Example.COM ";
  await server.receive([
    soldEvent({
      customer: [{ kind: "email", value: given }],
      references: [{ kind: "order", value: "ORDER-spelled" }],
    }),
  ]);
  const customer = { email: "spelled.out@example.com" };
  const FIELDS = "display givenAs firstSeenAt lastSeenOn visibility";
  const shown = await server.graphql({
    query: `mutation($input: RevealIdentifiersInput!) {
      revealIdentifiers(input: $input) { identifiers { ${FIELDS} } } }`,
    variables: { input: { customer, reason: "CALLER_ASKED" } },
  });
  const [full] = shown.data.revealIdentifiers.identifiers;
  expect(full).toMatchObject({ display: customer.email, givenAs: given, visibility: "FULL" });
  expect(full.lastSeenOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  const open = await server.graphql({
    query: `query { customer(by: {email: "${customer.email}"}) { identifiers { ${FIELDS} } } }`,
  });
  const { firstSeenAt, lastSeenOn } = full;
  expect(open.data.customer.identifiers).toEqual([
    {
      ...{ display: "s***@example.com", visibility: "CONTACT", givenAs: null },
      ...{ firstSeenAt, lastSeenOn },
    },
  ]);
});
