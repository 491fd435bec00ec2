import { createRoot } from "react-dom/client";
import {
  cacheExchange,
  createClient,
  fetchExchange,
  Provider,
  subscriptionExchange,
  useQuery,
  useSubscription,
} from "urql";
import { PAGE, TIER_CHANGED } from "./documents.ts";
import { type Live, liveOverSocket } from "./live.ts";
import { Page, useChanges } from "./Page.tsx";
import { fetchCustomerToken, session } from "./session.ts";

const { graphqlUrl, email } = await session();
const live: Live = liveOverSocket(graphqlUrl.replace(/^http/, "ws"), fetchCustomerToken);

const client = createClient({
  url: graphqlUrl,
  preferGetMethod: false,
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = "", variables }) => ({
        subscribe: (sink) => ({
          unsubscribe: live.subscribe({ query, variables: variables ?? {} }, sink as never),
        }),
      }),
    }),
  ],
  // A request takes the token of its moment.
  fetch: async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${await fetchCustomerToken()}`);
    return await fetch(url, { ...init, headers });
  },
});

function Shown() {
  const [{ data, error }] = useQuery({ query: PAGE, variables: { email } });
  const { changes, add } = useChanges();
  const customer = data?.customer;
  const variables = { id: customer?.id ?? "", after: customer?.streamCursor ?? null };
  useSubscription({ query: TIER_CHANGED, variables, pause: customer == null }, (_, change) => {
    add(change.tierChanged);
    return change;
  });
  if (customer == null) {
    return <p>{error?.message ?? "…"}</p>;
  }
  return <Page customer={customer} changes={changes} />;
}

createRoot(document.querySelector("#page") as HTMLElement).render(
  <Provider value={client}>
    <Shown />
  </Provider>,
);
