import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewSplit } from "../../../src/identity/byHand/previewSplit.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unsplitCustomer } from "../../../src/identity/byHand/unsplitCustomer.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
});
afterAll(() => bench?.close());

let keys = 0;
const key = () => {
  keys += 1;
  return `split-${keys}`;
};
const email = (name: string) => ({ kind: "email", value: `${name}@example.com` });
const split = (rootId: bigint | null, names: readonly string[], more: object = {}) =>
  splitCustomer(bench.deps, {
    ...{ viewer: viewerOf("supervisor"), rootId, identifiers: names.map(email), orders: [] },
    ...{ said: [`${rootId}`, names], reason: "Father and son.", idempotencyKey: key(), ...more },
  });
const unsplit = (rootId: bigint | null, more: object = {}) =>
  unsplitCustomer(bench.deps, {
    ...{ viewer: viewerOf("supervisor"), rootId, said: `${rootId}` },
    ...{ reason: "It was one after all.", idempotencyKey: key(), ...more },
  });
const codes = (answer: { userErrors: readonly { code: string }[] }) =>
  answer.userErrors.map(({ code }) => code);
/** Somebody who buys by several addresses, which their first purchase shows together. */
const shared = async (...names: readonly string[]): Promise<bigint> => {
  const [first, ...others] = names;
  const [result] = await bench.gateway.send([
    sale(`shared-${key()}`, [email(first as string), ...others.map(email)]),
  ]);
  return result?.leafId as bigint;
};

describe("splitting a customer by hand", () => {
  test("gives the other one the orders of their identifiers, with points and a tier", async () => {
    const root = await shared("s1-father", "s1-son");
    await bench.buy("s1-father", "300.00");
    await bench.buy("s1-son", "700.00");
    await expectSound(bench);
    const answer = await split(root, ["s1-son"]);
    expect(codes(answer)).toEqual([]);
    const son = BigInt(answer.otherId as string);
    expect(await bench.stateOf(root, son)).toMatchObject([
      { id: root, tier: "SILVER", accounts: [{ active: 420 }] },
      { id: son, tier: "SILVER", accounts: [{ active: 700 }], orders: [{ points_active: 700 }] },
    ]);
    await expectSound(bench);
    expect(await bench.buy("s1-son", "400.00")).toBe(son);
    expect(await bench.tierOf(son)).toBe("GOLD");
    await expectSound(bench);
  });
});
