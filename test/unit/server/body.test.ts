import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { BodyBudget, readBody } from "../../../src/server/body.ts";

/**
 * Bytes of the budget that a request of 1,000 bytes holds once it is read, and once it is answered.
 */
async function heldBy(isKept: boolean): Promise<readonly number[]> {
  const budget = new BodyBudget(2_000, 2_000);
  const held: number[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      await readBody({ request, response }, 2_000, { budget, principal: "somebody", isKept });
      held.push(budget.bytes);
      response.once("close", () => held.push(budget.bytes));
      response.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "x".repeat(1_000) });
  await new Promise((resolve) => server.close(resolve));
  return held;
}

test("a body counts until its answer has gone", async () => {
  expect(await heldBy(true)).toEqual([1_000, 0]);
});

test("the body of a stream that goes on for hours counts until it is read", async () => {
  expect(await heldBy(false)).toEqual([0, 0]);
});
