import { expect, test } from "vitest";
import type { PurchaseResult } from "../../src/purchases/receive/submission.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer } from "../support/server.ts";

const INGEST =
  "mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { eventId } } }";

test("a request in flight is answered while the server goes down; new ones are not taken", async () => {
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<readonly PurchaseResult[]>();
  const server = await startTestServer({
    commands: {
      receivePurchases: () => {
        arrived.resolve();
        return answer.promise;
      },
    },
  });
  const inFlight = server.graphql({ query: INGEST, variables: { e: [soldEvent()] } });
  await arrived.promise;
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  server.startDraining();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const closed = server.close(10_000);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  answer.resolve([]);
  expect((await inFlight).data).toEqual({ ingestPurchases: { results: [] } });
  expect(await closed).toBe(true);
  await server.stop();
});

test("a request that does not end in time is cut off, so that the server does end", async () => {
  const arrived = Promise.withResolvers<void>();
  const server = await startTestServer({
    commands: {
      receivePurchases: () => {
        arrived.resolve();
        return new Promise(() => {});
      },
    },
  });
  const inFlight = server.graphql({ query: INGEST, variables: { e: [soldEvent()] } });
  const outcome = inFlight.then(
    () => "answered",
    () => "cut",
  );
  await arrived.promise;
  expect(await server.close(10)).toBe(false);
  expect(await outcome).toBe("cut");
  await server.stop();
});
