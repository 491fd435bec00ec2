import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { ApolloProvider, useQuery, useSubscription } from "@apollo/client/react";
import { OperationTypeNode } from "graphql";
import { createRoot } from "react-dom/client";
import { PAGE, TIER_CHANGED } from "./documents.ts";
import { liveOverSocket } from "./live.ts";
import { Page, useChanges } from "./Page.tsx";
import { fetchCustomerToken, session } from "./session.ts";

const { graphqlUrl, email } = await session();
const live = liveOverSocket(graphqlUrl.replace(/^http/, "ws"), fetchCustomerToken);

/** A request takes the token of its moment. */
const signedIn = new SetContextLink(async ({ headers }) => ({
  headers: { ...headers, authorization: `Bearer ${await fetchCustomerToken()}` },
}));

const client = new ApolloClient({
  // Whatever has an identity has an id: nothing has to be set up.
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(live as never),
    signedIn.concat(new HttpLink({ uri: graphqlUrl })),
  ),
});

function Shown() {
  const { data, error } = useQuery(PAGE, { variables: { email } });
  const { changes, add } = useChanges();
  const customer = data?.customer;
  const variables = { id: customer?.id ?? "", after: customer?.streamCursor ?? null };
  useSubscription(TIER_CHANGED, {
    variables,
    skip: customer == null,
    onData: ({ data: { data } }) => data !== undefined && add(data.tierChanged as never),
  });
  if (customer == null) {
    return <p>{error?.message ?? "…"}</p>;
  }
  return <Page customer={customer as never} changes={changes} />;
}

createRoot(document.querySelector("#page") as HTMLElement).render(
  <ApolloProvider client={client}>
    <Shown />
  </ApolloProvider>,
);
