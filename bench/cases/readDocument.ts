/**
 * What a service console asks of one customer. A section that the graph gains is added here, and to
 * bench/peers/handwritten.ts, which must give the same.
 */
export const CUSTOMER_QUERY = `query Customer($id: ID!) { customer(by: { id: $id }) {
  id name
  loyalty {
    status enrolledAt tierSince tierUntil tier { code name rank }
    next { tier { code } have need unit }
    accounts { wallet active pending }
  }
  orders(first: 5) {
    nodes { id placedAt channel status total { amount currencyCode } store { name } points { pending active } }
    pageInfo { hasNextPage endCursor }
  }
  interactions(first: 5) {
    nodes { id at kind channel subject status source }
    pageInfo { hasNextPage endCursor }
  }
  coupons(first: 5, state: [ISSUED]) {
    nodes { id code name validUntil eligibility { redeemable basis refusals { code needed seen final } } }
    pageInfo { hasNextPage endCursor }
  }
  sources { source status customerAsOf watermark }
} }`;

/** What a storefront asks for each page it shows. */
export const TIER_QUERY = `query Tier($id: ID!) { customer(by: { id: $id }) { id loyalty { tier { code } } } }`;
