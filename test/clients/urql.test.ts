import {
  type AnyVariables,
  Client,
  cacheExchange,
  type Exchange,
  fetchExchange,
  gql,
  subscriptionExchange,
} from "@urql/core";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientStage, startClientStage, TO_GOLD, TO_SILVER } from "../support/clientStage.ts";
import { untilSubscribed } from "../support/streams.ts";

const PAGE = gql`query Page($id: ID!) {
  customer(by: { id: $id }) { id name loyalty { tier { code } } }
}`;
const RENAME = gql`mutation Rename($id: ID!, $name: String!) {
  updateCustomer(input: { customer: { id: $id }, name: $name }) {
    customer { id name } userErrors { code }
  }
}`;
const TIER = gql`subscription Tier($id: ID!, $after: String) {
  tierChanged(customerId: $id, after: $after) { cursor to { code } }
}`;

let stage: ClientStage;
let authorization: string;
beforeAll(async () => {
  stage = await startClientStage();
  authorization = `Bearer ${await stage.server.token("agent")}`;
});
afterAll(() => stage.stop());

/** urql as its documentation sets it up, its headers untouched. */
function connect(exchanges: readonly Exchange[], options: { fetchSubscriptions?: boolean } = {}) {
  return new Client({
    url: stage.graphqlUrl,
    // GET is its default for short queries.
    preferGetMethod: false,
    exchanges: [cacheExchange, ...exchanges],
    fetchOptions: { headers: { authorization } },
    ...options,
  });
}

async function nextTier(client: Client, variables: AnyVariables): Promise<unknown> {
  const told = new Promise((resolve) => {
    client.subscription(TIER, variables).subscribe(({ data, error }) => {
      resolve(error ?? data.tierChanged);
    });
  });
  await untilSubscribed(stage.server, 1);
  await stage.shopper.buy(stage.server, TO_SILVER);
  return await told;
}

test("urql 5 asks and changes with the Accept header that it sends by itself", async () => {
  const client = connect([fetchExchange]);
  const variables = { id: stage.shopper.id };
  const asked = await client.query(PAGE, variables);
  expect(asked.error).toBeUndefined();
  expect(asked.data?.customer).toMatchObject(variables);
  const { data, error } = await client.mutation(RENAME, { ...variables, name: "Uma" });
  expect(error).toBeUndefined();
  expect(data.updateCustomer.customer.name).toBe("Uma");
  expect((await client.query(PAGE, variables)).data?.customer.name).toBe("Uma");
});

test("urql 5 asks by GET too, as it does unless it is told not to", async () => {
  const client = new Client({
    url: stage.graphqlUrl,
    preferGetMethod: true,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization, "apollo-require-preflight": "true" } },
  });
  const { data, error } = await client.query(PAGE, { id: stage.shopper.id });
  expect(error).toBeUndefined();
  expect(data?.customer.id).toBe(stage.shopper.id);
});

test("urql 5 is told of changes over graphql-ws, and over server-sent events at /graphql", async () => {
  const socket = createClient({ url: stage.socketUrl, connectionParams: { authorization } });
  const overSocket = subscriptionExchange({
    forwardSubscription: ({ query = "", variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe({ query, variables: variables as never }, sink as never),
      }),
    }),
  });
  const variables = { id: stage.shopper.id };
  expect(await nextTier(connect([overSocket, fetchExchange]), variables)).toMatchObject({
    to: { code: "SILVER" },
  });
  await socket.dispose();
  await untilSubscribed(stage.server, 0);
  const after = await stage.shopper.cursor();
  const overHttp = connect([fetchExchange], { fetchSubscriptions: true });
  const told = new Promise((resolve) => {
    overHttp.subscription(TIER, { ...variables, after }).subscribe(resolve);
  });
  await untilSubscribed(stage.server, 1);
  await stage.shopper.buy(stage.server, TO_GOLD);
  expect(await told).toMatchObject({ data: { tierChanged: { to: { code: "GOLD" } } } });
});
