import { afterAll, beforeAll, expect, test } from "vitest";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { scrape } from "../../support/watch/scrape.ts";

/** The counters of purchases whose customer is known, beside what the graph says of the same. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const code of ["till", "other"]) {
    await registerSource(server.database.sql, {
      ...{ code, name: code, identifierRank: ["loyalty"], createKinds: [], trustedKinds: [] },
      defaultChannel: "store",
    });
  }
  await create("known");
  await create("stolen");
  await server.graphql({
    query: `mutation { blockIdentifier(input: {identifier: {value: {kind: "loyalty",
      value: "stolen"}}, reason: STOLEN}) { userErrors { code } } }`,
  });
});
afterAll(() => server.stop());

async function create(card: string): Promise<void> {
  await server.graphql({
    query: `mutation($input: CreateCustomerInput!) {
      createCustomer(input: $input) { userErrors { code } } }`,
    variables: {
      input: { idempotencyKey: card, identifiers: [{ kind: "loyalty", value: card }] },
    },
  });
}

const bought = (card: string | null, more: Record<string, unknown> = {}) =>
  soldEvent({
    ...{ source: "till", channel: undefined, store: undefined },
    customer: card === null ? [] : [{ kind: "loyalty", value: card }],
    ...more,
  });

/** Presented, by each reason, late, guests. */
async function counted(labels: Record<string, string> = { source: "till", channel: "store" }) {
  const told = await scrape(server.metrics);
  const mismatch = (reason: string) =>
    told.value("tributary_identity_mismatch_total", { ...labels, reason });
  return [
    told.value("tributary_identity_presented_total", labels),
    ...["UNKNOWN_CUSTOMER", "APPLIED_AS_GUEST", "IDENTIFIER_BLOCKED"].map(mismatch),
    told.value("tributary_identity_matched_late_total", labels),
    told.value("tributary_identity_guests_total", labels),
  ];
}

async function reported() {
  const day = new Date().toISOString().slice(0, 10);
  const { data } = await server.graphql({
    query: `{ identityMismatch(from: "${day}", to: "${day}", source: "till") {
      identified unresolved matchedLate guests } }`,
  });
  return data.identityMismatch[0];
}

test("each purchase is counted once when it is first known, its late customer once more, and repeats never", async () => {
  const waits = bought("later");
  await server.receive([bought("known"), bought(null), bought("stolen"), waits]);
  expect(await counted()).toEqual([3, 1, 0, 1, 0, 1]);
  // Runs again in vain, comes again, and is told of further.
  await server.receive([waits, bought("known", { test: true })]);
  const [row] = await server.database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD'`;
  await server.receiver.runHeld(row === undefined ? [] : [row.id], { atOnce: false });
  expect(await counted()).toEqual([3, 1, 0, 1, 0, 1]);
  await create("later");
  expect(await counted()).toEqual([3, 1, 0, 1, 1, 1]);
  await server.receive([waits]);
  expect(await counted()).toEqual([3, 1, 0, 1, 1, 1]);
  expect(await reported()).toEqual({ identified: 3, unresolved: 1, matchedLate: 1, guests: 1 });
});

test("one that ends its wait as a guest's stays what it was, and one that never could wait says so", async () => {
  const unknownStore = bought("nobody", { store: "nowhere" });
  await server.receive([bought("nobody"), unknownStore]);
  expect(await counted()).toEqual([4, 2, 0, 1, 1, 1]);
  const rows = await server.database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD'`;
  await server.receiver.runHeld(
    rows.map(({ id }) => id),
    { atOnce: true },
  );
  expect(await counted()).toEqual([5, 2, 1, 1, 1, 1]);
  expect(await reported()).toEqual({ identified: 5, unresolved: 3, matchedLate: 1, guests: 1 });
});

test("channels that are not set up make no series", async () => {
  await server.receive([bought("known", { source: "other", channel: "made-up" })]);
  const rows = await server.database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD'`;
  await server.receiver.runHeld(
    rows.map(({ id }) => id),
    { atOnce: true },
  );
  expect(await counted({ source: "other", channel: "" })).toEqual([1, 0, 0, 0, 0, 0]);
  expect((await scrape(server.metrics)).text).not.toContain("made-up");
});
