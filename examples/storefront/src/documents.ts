import { graphql } from "./__generated__/index.ts";

/** What the page shows first, and from where its changes go on. */
export const PAGE = graphql(`
  query Page($email: String!) {
    customer(by: { email: $email }) {
      id
      name
      streamCursor
      loyalty {
        id
        tier { id name }
        next { tier { id name } have need unit }
        accounts { id wallet active }
      }
    }
  }
`);

/** With what the page shows of it, so that a cache that knows ids changes it by itself. */
export const TIER_CHANGED = graphql(`
  subscription TierChanged($id: ID!, $after: String) {
    tierChanged(customerId: $id, after: $after) {
      cursor
      kind
      to { id name }
      customer {
        id
        loyalty {
          id
          tier { id name }
          next { tier { id name } have need unit }
          accounts { id wallet active }
        }
      }
    }
  }
`);
