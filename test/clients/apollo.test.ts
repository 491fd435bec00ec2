import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientStage, startClientStage, TO_SILVER } from "../support/clientStage.ts";
import { untilSubscribed } from "../support/streams.ts";

const PAGE = gql`query Page($id: ID!) {
  customer(by: { id: $id }) { id name streamCursor loyalty { id tier { id code } accounts { id active } } }
}`;
const RENAME = gql`mutation Rename($id: ID!, $name: String!) {
  updateCustomer(input: { customer: { id: $id }, name: $name }) {
    customer { id name } userErrors { code }
  }
}`;
const TIER = gql`subscription Tier($id: ID!, $after: String) {
  tierChanged(customerId: $id, after: $after) {
    cursor to { id code } customer { id loyalty { id tier { id code } } }
  }
}`;

interface Page {
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly streamCursor: string;
    readonly loyalty: { readonly tier: { readonly code: string } };
  };
}

let stage: ClientStage;
beforeAll(async () => {
  stage = await startClientStage();
});
afterAll(() => stage.stop());

/** Apollo Client as its documentation sets it up, with nothing of ours. */
async function connect() {
  const authorization = `Bearer ${await stage.server.token("agent")}`;
  const socket = createClient({ url: stage.socketUrl, connectionParams: { authorization } });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: stage.graphqlUrl, headers: { authorization } }),
    ),
  });
  return { client, socket };
}

test("Apollo Client 4 asks, changes what it has cached, and is told of changes", async () => {
  const { client, socket } = await connect();
  const variables = { id: stage.shopper.id };
  const { data } = await client.query<Page>({ query: PAGE, variables });
  expect(data?.customer).toMatchObject({ ...variables, loyalty: { tier: { code: "BASE" } } });
  const names: unknown[] = [];
  const tiers: unknown[] = [];
  const watching = client.watchQuery<Page>({ query: PAGE, variables }).subscribe(({ data }) => {
    names.push(data?.customer?.name);
    tiers.push(data?.customer?.loyalty?.tier?.code);
  });

  await client.mutate({ mutation: RENAME, variables: { ...variables, name: "Sam" } });
  // By the id alone: nobody told the cache which query shows whom.
  await expect.poll(() => names.at(-1)).toBe("Sam");

  const told = new Promise((resolve, reject) => {
    client
      .subscribe<{ tierChanged: unknown }>({
        query: TIER,
        variables: { ...variables, after: data?.customer.streamCursor },
      })
      .subscribe({ next: ({ data }) => resolve(data?.tierChanged), error: reject });
  });
  await untilSubscribed(stage.server, 1);
  await stage.shopper.buy(stage.server, TO_SILVER);
  expect(await told).toMatchObject({ to: { code: "SILVER" } });
  await expect.poll(() => tiers.at(-1)).toBe("SILVER");
  watching.unsubscribe();
  client.stop();
  await socket.dispose();
});

test("a subscription over Apollo's own multipart protocol is refused in words", async () => {
  const { client } = await connect();
  const overHttp = new ApolloClient({
    cache: new InMemoryCache(),
    link: new HttpLink({
      uri: stage.graphqlUrl,
      headers: { authorization: `Bearer ${await stage.token()}` },
    }),
  });
  const refused = await new Promise((resolve) => {
    overHttp
      .subscribe({ query: TIER, variables: { id: stage.shopper.id } })
      .subscribe({ next: ({ error }) => resolve(String(error)), error: resolve });
  });
  expect(refused).toMatch(/WebSocket \(graphql-transport-ws\)/);
  client.stop();
  overHttp.stop();
});
