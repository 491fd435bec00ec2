import type { Stories } from "./server.ts";

/** A ready question to the graph. */
export interface Question {
  /** In addresses. */
  readonly id: string;
  readonly title: string;
  /** Of the editor's tab; left out: the title. */
  readonly tab?: string;
  readonly query: string;
  /** Whose rights it is asked with. */
  readonly role: string;
  /** Null when nobody at hand has this story. */
  readonly variables: (stories: Stories) => object | null;
}

/** A question as somebody's story, told on the page. */
export interface Story extends Question {
  readonly says: string;
  readonly who: string;
  /** Where the same is seen without a query; null when nobody at hand has this story. */
  readonly screen: (stories: Stories) => string | null;
}

const customerScreen = (id: string) => `/console/customers/${encodeURIComponent(id)}?as=agent`;

const MISSING: Story = {
  id: "missing",
  title: "An article is missing",
  tab: "Missing article",
  says: "A customer writes that something was not in the parcel. What was ordered, what was paid, what is open, and who is this?",
  who: "an agent",
  screen: ({ missing }) => missing && customerScreen(missing.customerId),
  role: "agent",
  query: `# The order as it was delivered, and the customer who writes.
query AnArticleIsMissing($order: OrderReferenceInput!, $customer: ID!) {
  order(by: $order) {
    placedAt
    status
    total { amount currencyCode }
    lines { name quantity paid { amount currencyCode } points }
    points { active pending explanation(locale: "en") }
  }
  customer(by: { id: $customer }) {
    name
    loyalty { tier { name } }
    interactions(first: 10) { nodes { at kind subject status } }
  }
}
`,
  variables: ({ missing }) =>
    missing && { order: { number: missing.order }, customer: missing.customerId },
};

const EXPIRING: Story = {
  id: "expiring",
  title: "Points expire",
  tab: "Expiring points",
  says: "“I have been told that I am about to lose points.” How many, when, and what are they worth until then?",
  who: "an agent",
  screen: ({ expiring }) => expiring && customerScreen(expiring.customerId),
  role: "agent",
  query: `# What goes when, and what there is.
query PointsExpire($customer: ID!) {
  customer(by: { id: $customer }) {
    name
    loyalty {
      tier { name }
      accounts {
        wallet
        active
        pending
        worth { amount currencyCode }
        expiringNext { points at }
      }
    }
    timeline(first: 5, kinds: [POINTS]) { nodes { at sentence } }
  }
}
`,
  variables: ({ expiring }) => expiring && { customer: expiring.customerId },
};

const REFUSED: Story = {
  id: "refused",
  title: "The coupon was refused at the till",
  tab: "Refused coupon",
  says: "“Your till would not take it.” Every attempt is on record, with the reason, what was needed and what was seen.",
  who: "an agent",
  screen: ({ refused }) => refused && `/console/customers?as=agent&find=${refused.code}`,
  role: "agent",
  query: `# Every attempt at a coupon, and what stands against it now.
query CouponRefused($code: String!) {
  coupon(code: $code) {
    name
    state
    validUntil
    issuedBecause
    attempts(first: 5) {
      at
      outcome
      till
      store { name }
      refusal { code message needed seen }
    }
    redemptions { at state store { name } amount { amount currencyCode } }
  }
}
`,
  variables: ({ refused }) => refused,
};

const TIER: Story = {
  id: "tier",
  title: "Why am I not a tier higher?",
  tab: "Why this tier",
  says: "Why this tier, in sentences that can be read out; what is missing to the next one, and what would change by itself.",
  who: "an agent",
  screen: ({ member }) => member && customerScreen(member.customerId),
  role: "agent",
  query: `# Why this tier, and what is missing to the next.
query WhyThisTier($customer: ID!) {
  customer(by: { id: $customer }) {
    name
    loyalty {
      tier { name benefits { name } }
      tierSince
      tierUntil
      tierReason(locale: "en")
      next { tier { name } have need unit }
      keep { have need by }
      nextChange { at sentence }
    }
  }
}
`,
  variables: ({ member }) => member && { customer: member.customerId },
};

const HELD: Story = {
  id: "held",
  title: "Where is my purchase?",
  tab: "What is held",
  says: "What could not be applied yet waits for something with a name, and applies itself when that comes. Nothing is lost.",
  who: "operations",
  screen: () => "/console/held?as=operator",
  role: "operator",
  query: `# What waits, for what, whose it is, and what becomes of it.
query WhatIsHeld {
  held {
    reason
    count
    oldest
    amounts { amount currencyCode }
    outcome
    settlesAt
    owner { team }
    sample(first: 3) { references { source kind value } }
  }
}
`,
  variables: () => ({}),
};

const OWN: Story = {
  id: "own",
  title: "What do I see myself?",
  tab: "Own page",
  says: "The shop's page asks with the customer's own token, which is for this one customer and for fifteen minutes.",
  who: "the storefront",
  screen: () => null,
  role: "storefront",
  query: `# A customer's own page: this customer, and nobody else.
query MyPage($customer: ID!) {
  customer(by: { id: $customer }) {
    name
    loyalty {
      tier { name benefits { name } }
      next { tier { name } have need }
      accounts { wallet active pending worth { amount currencyCode } }
    }
    orders(first: 3) {
      nodes { placedAt status total { amount currencyCode } points { active pending } }
    }
    coupons(first: 3, state: [ISSUED]) { nodes { name validUntil } }
  }
}
`,
  variables: ({ member }) => member && { customer: member.customerId },
};

export const STORIES: readonly Story[] = [MISSING, EXPIRING, REFUSED, TIER, HELD, OWN];

const FIRST: Question = {
  id: "first",
  title: "First steps",
  role: "agent",
  query: `# Ctrl+Enter   runs it
# Ctrl+Space   shows what may stand here
# Ctrl+click   opens a word in the schema
query FirstSteps($customer: ID!) {
  customer(by: { id: $customer }) {
    name
    loyalty {
      tier { name }
      accounts { wallet active }
    }
    timeline(first: 5) {
      nodes { at sentence }
    }
  }
}
`,
  variables: ({ member }) => member && { customer: member.customerId },
};

const SEND: Question = {
  id: "send",
  title: "Send a purchase",
  tab: "Send a purchase",
  role: "ingest",
  query: `# Goes in exactly once: run it twice, and the second answer says duplicate.
mutation SendAPurchase($events: [PurchaseEventInput!]!) {
  ingestPurchases(input: { events: $events }) {
    results { eventId outcome reason message duplicate }
  }
}
`,
  variables: () => ({
    events: [
      {
        source: "shop",
        eventId: "editor-1",
        kind: "SOLD",
        occurredAt: new Date(Date.now() - 60_000).toISOString(),
        references: [{ kind: "order", value: "EDITOR-1" }],
        customer: [{ kind: "email", value: "first@example.com" }],
        channel: "web",
        currencyCode: "GBP",
        lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "12", gross: "300.00" }],
        tenders: [{ kind: "card", amount: "300.00" }],
      },
    ],
  }),
};

const WATCH: Question = {
  id: "watch",
  title: "Watch tiers, live",
  tab: "Watch, live",
  role: "agent",
  query: `# Stays open: send the purchase of the tab before, and its tier comes in here.
subscription WatchTiers {
  tierChanges {
    cursor
    kind
    from { name }
    to { name }
    customer { name }
  }
}
`,
  variables: () => ({}),
};

/** The editor's tabs. */
export const EXAMPLES: readonly Question[] = [FIRST, ...STORIES, SEND, WATCH];
