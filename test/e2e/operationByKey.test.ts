import { randomUUID } from "node:crypto";
import { isInputObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import { KEYED_OPERATIONS } from "../../src/domain/access/keyedOperations.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { POLICY } from "./policy.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Mutations of the graph whose input has an idempotency key. */
const KEYED = Object.values(createSchema().getMutationType()?.getFields() ?? {})
  .filter(({ args }) => {
    const input = args.find(({ name }) => name === "input")?.type;
    const named = input !== undefined && "ofType" in input ? input.ofType : input;
    return isInputObjectType(named) && "idempotencyKey" in named.getFields();
  })
  .map(({ name }) => name);

const OPERATION = `query($key: String!, $till: String) { operation(idempotencyKey: $key, till: $till) {
  mutation status hold { id points } redemption { id } } }`;

async function operation(key: string, token: string, till?: string) {
  const { data, errors } = await server.graphql({
    query: OPERATION,
    variables: { key, ...(till === undefined ? {} : { till }) },
    token,
  });
  expect(errors).toBeUndefined();
  return data.operation;
}

describe("a call with a key is found by it, whichever mutation it was", () => {
  test("the list of them is the graph's", () => {
    expect([...KEYED].sort()).toEqual([...KEYED_OPERATIONS]);
  });

  test.each(KEYED)("%s", async (mutation) => {
    const key = randomUUID();
    const token = await server.token("admin", { sub: `admin-${mutation}` });
    expect(await operation(key, token)).toBeNull();
    const query = POLICY[`Mutation.${mutation}`]?.query.replace(
      'idempotencyKey: "k"',
      `idempotencyKey: "${key}"`,
    );
    const { data, errors } = await server.graphql({ query: query ?? "", token });
    expect(errors).toBeUndefined();
    // The policy's examples name nobody, so each is answered with a refusal, which counts.
    expect(data[mutation].userErrors).toHaveLength(1);
    expect(await operation(key, token)).toEqual({
      ...{ mutation, status: "REFUSED", hold: null, redemption: null },
    });
    const other = await server.token("admin", { sub: `other-${mutation}` });
    expect(await operation(key, other)).toBeNull();
  });
});

test("a till whose answer was lost learns what it set aside, and that a payment is through", async () => {
  await server.receive([
    soldEvent({
      customer: [{ kind: "email", value: "pat@example.com" }],
      references: [{ kind: "order", value: "pat-1" }],
      lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "300.00" }],
      tenders: [{ kind: "card", amount: "300.00" }],
    }),
  ]);
  const till = await server.token("till", { sub: "till-1", store: "s1" });
  const run = async (query: string) => {
    const { data, errors } = await server.graphql({ query, token: till });
    expect(errors).toBeUndefined();
    return data;
  };
  const { authorisePoints } = await run(
    `mutation { authorisePoints(input: {customer: {email: "pat@example.com"}, points: "120", idempotencyKey: "aside"}) {
      hold { id } customer { loyalty { accounts { active reserved } } } } }`,
  );
  // What is set aside has left what may be spent: the field and the refusal say the same number.
  expect(authorisePoints.customer.loyalty.accounts).toEqual([{ active: "180", reserved: "120" }]);
  const { refused } = await run(
    `mutation { refused: authorisePoints(input: {customer: {email: "pat@example.com"}, points: "181", idempotencyKey: "much"}) {
      userErrors { code message } } }`,
  );
  expect(refused.userErrors).toEqual([
    { code: "INSUFFICIENT_POINTS", message: "The wallet has 180 points to spend, 1 too few." },
  ]);
  expect(await operation("aside", till)).toEqual({
    ...{ mutation: "authorisePoints", status: "DONE", redemption: null },
    hold: { id: authorisePoints.hold.id, points: "120" },
  });
  expect((await operation("much", till)).status).toBe("REFUSED");
  await run(
    `mutation { capturePoints(input: {authorisation: "${authorisePoints.hold.id}", idempotencyKey: "paid"}) { userErrors { code } } }`,
  );
  const paid = { mutation: "capturePoints", status: "DONE", hold: null, redemption: null };
  expect(await operation("paid", till)).toEqual(paid);
  // It is the store's: whichever till is named.
  expect(await operation("paid", till, "7")).toEqual(paid);
  expect(await operation("aside", await server.token("till", { store: "s9" }))).toBeNull();
});
