import { expect } from "vitest";
import type { Sql } from "../../../../db/connection/client.ts";
import type { StreamStage } from "./streamStage.ts";

/**
 * What was published against what the database has, counted from what was published and not from
 * what was received: every order applied once, worth what it was, in each customer's order.
 */
export async function auditStream({ database, published }: StreamStage): Promise<void> {
  const { sql } = database;
  const [sums] = await sql<{ orders: number; events: number; pence: string; keys: number }[]>`
    select (select count(*)::int from orders) as orders,
           (select count(*)::int from events where outcome = 'APPLIED') as events,
           (select sum(total_minor)::text from orders) as pence,
           (select count(distinct message_key)::int from inbound_message
             where state = 'READ') as keys`;
  const counts = [...published.values()];
  const orders = counts.reduce((sum, count) => sum + count, 0);
  // Of a customer with n orders: 1,000 pence times 1 + 2 + ... + n.
  const pence = counts.reduce((sum, count) => sum + 500 * count * (count + 1), 0);
  expect(sums).toEqual({ orders, events: orders, pence: String(pence), keys: orders });
  expect(await appliedOrders(sql)).toEqual(
    new Map([...published].map(([customer, count]) => [customer, numbersTo(count)])),
  );
}

/** Numbers of each customer's orders, as they were applied: by transaction, then within it. */
async function appliedOrders(sql: Sql) {
  const rows = await sql<{ customer: string; number: number }[]>`
    select split_part(e.event_id, '-', 1) as customer,
           split_part(e.event_id, '-', 2)::int as number
      from events e
     order by e.recorded_at, (select min(n.id) from entry n where n.order_id = e.order_id)`;
  return new Map(
    [...Map.groupBy(rows, ({ customer }) => customer)].map(([customer, own]) => [
      customer,
      own.map(({ number }) => number),
    ]),
  );
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
