import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientStage, startClientStage } from "../support/clientStage.ts";

let stage: ClientStage;
beforeAll(async () => {
  stage = await startClientStage();
  await stage.shopper.buy(stage.server);
});
afterAll(() => stage.stop());

const PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
const ORDERS = `query Orders($id: ID!, $after: String) {
  customer(by: { id: $id }) {
    orders(first: 1, after: $after) { edges { cursor } ${PAGE_INFO} }
  }
}`;

test("a page says where it begins and ends, and whether rows come before and behind it", async () => {
  const { id } = stage.shopper;
  const page = async (after: string | null) =>
    (await stage.server.graphql({ query: ORDERS, variables: { id, after } })).data.customer.orders;
  const first = await page(null);
  const [edge] = first.edges;
  expect(first.pageInfo).toEqual({
    ...{ hasNextPage: true, hasPreviousPage: false },
    ...{ startCursor: edge.cursor, endCursor: edge.cursor },
  });
  const second = await page(edge.cursor);
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(second.pageInfo.startCursor).toBe(second.edges[0].cursor);
});

test("reading backwards is refused by name, never answered with the wrong end", async () => {
  for (const argument of ["last: 1", 'before: "x"']) {
    const query = `{ customer(by: { id: "${stage.shopper.id}" }) {
      orders(first: 1, ${argument}) { nodes { id } } } }`;
    const { status, errors } = await stage.server.graphql({ query });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain(`Unknown argument "${argument.split(":")[0]}"`);
  }
});
