import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test("whole", async () => {
  const ingest = await server.graphql({
    query: `mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { outcome reason field order { id status } customer { id } } } }`,
    variables: { e: [soldEvent({ customer: [{ kind: "email", value: "ann@example.com" }] })] },
  });
  console.log(JSON.stringify(ingest, null, 1));
  const read = await server.graphql({
    query: `{ customer(by: {email: "Ann@example.com"}) { id name language flags sources { source sections status customerAsOf watermark } identifiers { kind display visibility verified status }
      orders(first: 5) { pageInfo { hasNextPage endCursor } edges { cursor } nodes { id references { source kind value } channel store { code name } placedAt status total { amount currencyCode } eligible { amount } lines { kind article name quantity paid { amount } tax { amount } points notEarningBecause } tenders { kind amount { amount } } points { expected pending active reversed activatesAt explanation(locale: "de") } handoff { id hops { boundary { code from to owner { team } } expected at lagMs state detail } firstProblem { state } } } }
      loyalty { programme { code name timeZone currencyCode } status enrolledAt tier { code name rank benefits { code name remaining } } tierSince tierUntil tierReason(locale: "de") next { tier { code } have need unit pendingCounts by } keep { have need } nextChange { at kind sentence } accounts { wallet active pending reserved negative } } } 
      handoffs(first: 2) { totalCount { value exact } nodes { id order { id } references { value } } }
      held { reason count } }`,
  });
  console.log(JSON.stringify(read, null, 1));
  console.log(server.logged().slice(0, 3000));
  expect(read.errors).toBeUndefined();
});
