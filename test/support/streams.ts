import { randomUUID } from "node:crypto";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { until } from "./faults.ts";
import { soldEvent } from "./purchases.ts";
import type { TestServer } from "./server.ts";

export const CUSTOMER_CHANGED = `subscription Follow($id: ID!, $after: String) {
  customerChanged(customerId: $id, after: $after) {
    __typename ... on StreamChange { cursor sequence occurredAt }
  }
}`;

export interface CustomerChanged {
  readonly customerChanged: {
    readonly __typename: string;
    readonly cursor: string;
    readonly sequence: number;
  };
}

export const TIER_CHANGED = `subscription Tier($id: ID!, $after: String) {
  tierChanged(customerId: $id, after: $after) {
    cursor sequence occurredAt kind from { code } to { code name } until
  }
}`;

export interface TierChanged {
  readonly tierChanged: {
    readonly cursor: string;
    readonly sequence: number;
    readonly kind: string;
    readonly from: { readonly code: string };
    readonly to: { readonly code: string };
  };
}

export const TIER_CHANGES = `subscription All($filter: TierChangeFilter, $after: String) {
  tierChanges(filter: $filter, after: $after) { cursor sequence kind to { code } customer { id } }
}`;

export interface TierChanges {
  readonly tierChanges: {
    readonly cursor: string;
    readonly sequence: number;
    readonly to: { readonly code: string };
    readonly customer: { readonly id: string } | null;
  };
}

/** A customer that a test follows. */
export interface Shopper {
  readonly rootId: bigint;
  readonly publicId: string;
  /** As the API shows it. */
  readonly id: string;
  /** Where its stream stands now. */
  readonly cursor: () => Promise<string>;
  /** One purchase of that amount, through a server's receiver. */
  readonly buy: (server: TestServer, amount?: string) => Promise<void>;
}

/** A new member with one purchase. */
export async function createShopper(server: TestServer): Promise<Shopper> {
  const email = `${randomUUID()}@example.com`;
  const buy = async (at: TestServer, amount = "5.00") => {
    const [result] = await at.receive([
      soldEvent({
        customer: [{ kind: "email", value: email }],
        lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: amount }],
        tenders: [{ kind: "card", amount }],
      }),
    ]);
    if (result?.outcome !== "APPLIED") {
      throw new Error(JSON.stringify(result));
    }
  };
  await buy(server);
  const [row] = await server.database.sql<{ rootId: bigint; publicId: string }[]>`
    select c.root_id as "rootId", c.public_id as "publicId"
      from identifiers i join customer c on c.id = i.leaf_id where i.value = ${email}`;
  if (row === undefined) {
    throw new Error("no customer");
  }
  const id = encodeGlobalId("Customer", row.publicId);
  return {
    ...row,
    id,
    buy,
    cursor: async () => {
      const query = "query($id: ID!) { customer(by: {id: $id}) { streamCursor } }";
      const { data } = await server.graphql({ query, variables: { id } });
      return data.customer.streamCursor;
    },
  };
}

/** Waits until so many subscriptions follow their streams. */
export async function untilSubscribed(server: TestServer, count: number): Promise<void> {
  await until(`${count} subscriptions are active`, async () => {
    const metric = server.metrics.registry.getSingleMetric("tributary_subscriptions");
    return (await metric?.get())?.values[0]?.value === count;
  });
}

/** Sequences of a customer's announced rows above a number, as the outbox has them. */
export async function sequencesOf(
  server: TestServer,
  { rootId }: Pick<Shopper, "rootId">,
  above = 0,
): Promise<number[]> {
  const rows = await server.database.sql<{ seq: bigint }[]>`
    select seq from outbox where root_id = ${rootId} and announce and seq > ${above}::bigint
     order by seq`;
  return rows.map(({ seq }) => Number(seq));
}
