import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.stop();
});

const ENTRY = {
  ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
  ...{ events: ["tier.changed"], fields: { mail: "customer.email" } },
  sends: { kind: "webhook", url: "https://crm.example.com/hook" },
};

const newKey = () => randomBytes(8).toString("hex");

async function ask(
  mutation: "setDestination" | "retireDestination",
  input: object,
  role = "admin",
) {
  const type = mutation === "setDestination" ? "SetDestinationInput" : "DestinationInput";
  const { data, errors } = await server.graphql({
    query: `mutation($input: ${type}!) { ${mutation}(input: $input) {
      changes { kind code change } userErrors { code field message } } }`,
    variables: { input: { idempotencyKey: newKey(), ...input } },
    token: await server.token(role as "admin"),
  });
  return errors === undefined ? data[mutation] : errors[0]?.extensions["code"];
}

const set = (entry: object, more: object = {}) =>
  ask("setDestination", { document: JSON.stringify(entry), ...more });

const codes = async () => {
  const { data } = await server.graphql({
    query: "{ health { destinations { destination kind } } }",
    token: await server.token("operator"),
  });
  return data.health.destinations.map((one: { readonly destination: string }) => one.destination);
};

const changed = (code: string, change: string) => ({
  ...{ changes: [{ kind: "DESTINATION", code, change }], userErrors: [] },
});

test("one destination is added, changed and retired, and the others stay as they are, once a key and on record", async () => {
  const idempotencyKey = newKey();
  const both = [set(ENTRY, { idempotencyKey }), set(ENTRY, { idempotencyKey })];
  expect(await Promise.all(both)).toEqual([changed("crm", "ADDED"), changed("crm", "ADDED")]);
  expect(await set(ENTRY)).toEqual({ changes: [], userErrors: [] });
  expect(await set({ ...ENTRY, code: "shop" })).toEqual(changed("shop", "ADDED"));
  expect(await set({ ...ENTRY, events: ["points.changed"] })).toEqual(changed("crm", "CHANGED"));
  expect(await codes()).toEqual(["crm", "shop"]);
  expect(await ask("retireDestination", { destination: "crm" })).toEqual(changed("crm", "RETIRED"));
  expect(await codes()).toEqual(["shop"]);
  expect(await ask("retireDestination", { destination: "crm" })).toMatchObject({
    ...{ changes: [], userErrors: [{ code: "DESTINATION_NOT_FOUND" }] },
  });
  const { data } = await server.graphql({
    query: `{ setup { changes(first: 10) { nodes { kind code change actor { __typename } } } } }`,
    token: await server.token("admin"),
  });
  const ours = data.setup.changes.nodes.filter(
    ({ kind }: { readonly kind: string }) => kind === "DESTINATION",
  );
  expect(ours.map((one: { readonly code: string; readonly change: string }) => one)).toMatchObject([
    { code: "crm", change: "RETIRED" },
    { code: "crm", change: "CHANGED" },
    { code: "shop", change: "ADDED" },
    { code: "crm", change: "ADDED" },
  ]);
});

test.each([
  ["a field that a customer has not", { fields: { mail: "customer.shoeSize" } }, "fields.mail"],
  ["a kind that there is not", { sends: { kind: "fax" } }, "sends.kind"],
  ["a batch that it cannot take", { limits: { batchSize: 3 } }, "limits.batchSize"],
  ["a way out of its folder", { sends: { kind: "files", folder: "../x" } }, "sends.folder"],
  ["what it does not know", { colour: "blue" }, "colour"],
])("%s is refused, naming the field, and nothing is changed", async (_what, more, field) => {
  const before = await codes();
  const { changes, userErrors } = await set({ ...ENTRY, code: "wrong", ...more });
  expect(changes).toEqual([]);
  expect(userErrors[0]).toMatchObject({
    ...{ code: "DOCUMENT_INVALID", message: expect.stringContaining(field) },
    field: ["input", "document", ...field.split(".")],
  });
  expect(await codes()).toEqual(before);
});

test("what is no JSON is refused, and whoever may not set up may not do this either", async () => {
  expect(await ask("setDestination", { document: "{" })).toMatchObject({
    userErrors: [{ code: "DOCUMENT_INVALID", field: ["input", "document"] }],
  });
  const document = JSON.stringify(ENTRY);
  expect(await ask("setDestination", { document }, "operator")).toBe("FORBIDDEN");
  expect(await ask("retireDestination", { destination: "shop" }, "operator")).toBe("FORBIDDEN");
});
