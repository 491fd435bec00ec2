import type { Sql } from "../../db/connection/client.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { Due } from "./compareDeliveries.ts";
import { emailOf } from "./purchases.ts";

/**
 * What the database has of a run: read from the tables themselves, by none of the product's own
 * statements.
 */
export interface Recorded {
  /** Rows of events, by event id. */
  readonly events: ReadonlyMap<string, { readonly rows: number; readonly outcome: string }>;
  /** By order number. */
  readonly orders: ReadonlyMap<string, RecordedOrder>;
  /** By email: what the account says, and what its entries add up to. */
  readonly balances: ReadonlyMap<string, { readonly active: number; readonly entries: number }>;
  /** Entries of adjustments by their reason, which is the command's key. */
  readonly adjustments: ReadonlyMap<string, { readonly rows: number; readonly points: number }>;
  /** Announced changes in the order of the stream. */
  readonly changes: readonly RecordedChange[];
}

export interface RecordedOrder {
  readonly rows: number;
  readonly email: string;
  /** What the order says it earned, and what its entries add up to. */
  readonly active: number;
  readonly entries: number;
}

export interface RecordedChange {
  /** As the API names it. */
  readonly customer: string;
  readonly sequence: number;
  readonly isTier: boolean;
  readonly recordedMs: number;
}

/** Reads it in one snapshot. */
export async function readRecorded(sql: Sql): Promise<Recorded> {
  return await sql.begin("isolation level repeatable read read only", async (tx) => {
    const events = await tx<{ id: string; rows: number; outcome: string }[]>`
      select event_id as id, count(*)::int as rows, min(outcome) as outcome from events
      where event_id like 'faults-%' group by event_id`;
    // Added up once for all: the ledger has no index by order or account.
    const orders = await tx<(RecordedOrder & { number: string })[]>`
      with earned as (
        select e.order_id, sum(case when c.leaf_id is null then -e.points else e.points end) as points
        from entry e join account c on c.id = e.credit_account_id group by e.order_id
      )
      select r.value as number, count(*)::int as rows, coalesce(min(i.value), '') as email,
        coalesce(sum(o.points_active), 0)::float8 as active, coalesce(sum(earned.points), 0)::float8 as entries
      from order_reference r join orders o on o.id = r.order_id
      left join earned on earned.order_id = o.id
      left join identifiers i on i.leaf_id = o.leaf_id and i.kind = 'email'
      where r.value like 'faults-%' group by r.value`;
    const balances = await tx<{ email: string; active: number; entries: number }[]>`
      with moved as (
        select account_id, sum(points) as points
        from (select credit_account_id as account_id, points from entry
              union all select debit_account_id, -points from entry) as sides
        group by account_id
      )
      select i.value as email, a.active::float8 as active, coalesce(moved.points, 0)::float8 as entries
      from identifiers i join account a on a.leaf_id = i.leaf_id
      left join moved on moved.account_id = a.id
      where i.kind = 'email' and i.value like 'faults-%'`;
    const adjustments = await tx<{ key: string; rows: number; points: number }[]>`
      select reason as key, count(*)::int as rows, sum(points)::float8 as points from entry
      where kind = 'ADJUSTED' and reason like 'faults-%' group by reason`;
    const changes = await tx<{ publicId: string; seq: bigint; kind: string; recordedMs: number }[]>`
      select c.public_id as "publicId", o.seq, o.kind,
        (extract(epoch from o.recorded_at) * 1000)::float8 as "recordedMs"
      from outbox o join customer c on c.id = o.root_id where o.announce order by o.id`;
    return {
      events: byKey(events, ({ id }) => id),
      orders: byKey(orders, ({ number }) => number),
      balances: byKey(balances, ({ email }) => email),
      adjustments: byKey(adjustments, ({ key }) => key),
      changes: changes.map(({ publicId, seq, kind, recordedMs }) => ({
        customer: encodeGlobalId("Customer", publicId),
        sequence: Number(seq),
        isTier: kind === "TIER_CHANGED",
        recordedMs,
      })),
    };
  });
}

/** Ids, as the API shows them, of customers by their number. */
export async function readCustomerIds(sql: Sql, people: readonly number[]): Promise<string[]> {
  const rows = await sql<{ email: string; publicId: string }[]>`
    select i.value as email, c.public_id as "publicId"
    from identifiers i join customer c on c.id = i.leaf_id where i.value in ${sql(people.map(emailOf))}`;
  const ids = byKey(rows, ({ email }) => email);
  return people.map((person) => {
    const found = ids.get(emailOf(person));
    if (found === undefined) {
      throw new Error(`person ${person} is no customer`);
    }
    return encodeGlobalId("Customer", found.publicId);
  });
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** What a destination of all points and tiers had to be told since it was set up. */
export async function readDeliveriesDue(sql: Sql): Promise<readonly Due[]> {
  const rows = await sql<{ id: bigint; customer: string; sequence: bigint; code: string }[]>`
    select o.id, c.public_id as customer, o.seq as sequence, d.code
      from destination d
      join destination_told t on t.destination_id = d.id
      join outbox o on o.id >= t.from_id and o.announce
       and o.kind in ('POINTS_CHANGED', 'TIER_CHANGED')
      join customer c on c.id = o.root_id`;
  return rows.map(({ id, customer, sequence, code }) => ({
    id: `${code}-${id}`,
    customer: encodeGlobalId("Customer", customer),
    sequence: Number(sequence),
  }));
}
