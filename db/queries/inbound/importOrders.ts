import type { Sql } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";

/**
 * The money of one import by its orders, minor units: what the orders come to, beside what the
 * events say was sold and brought back. The first is derived by the rules, the others are what was
 * sent.
 */
export interface ImportedMoney {
  /**
   * Sales of which nothing is known but the import and returns that name amounts: those that can be
   * compared.
   */
  readonly sales: number;
  /** What they were sold for. */
  readonly soldMinor: bigint;
  /** What of it was found to have come back. */
  readonly backMinor: bigint;
  /** What the orders come to. */
  readonly ordersMinor: bigint;
  /** Orders that come to something else than what they were sold for less what came back. */
  readonly different: number;
  /**
   * What the import's returns gave back, and the part of it that was found in no sale of the
   * customer.
   */
  readonly returnedMinor: bigint;
  readonly notFoundMinor: bigint;
}

/** Of an import that has opened no order. */
export const NO_MONEY: ImportedMoney = {
  sales: 0,
  soldMinor: 0n,
  backMinor: 0n,
  ordersMinor: 0n,
  different: 0,
  returnedMinor: 0n,
  notFoundMinor: 0n,
};

/**
 * Event ids in one statement: bounds its memory, and its time to well under the statement timeout.
 */
const EVENT_IDS_PER_STATEMENT = 2_000;

/**
 * Reads the orders that the events with these ids have opened. Every statement finds its rows by
 * keys it is given.
 */
export async function readImportedMoney(
  sql: Sql,
  source: string,
  eventIds: readonly string[],
): Promise<ImportedMoney> {
  const sum = { ...NO_MONEY };
  const leaves = new Map<bigint, bigint[]>();
  for (let from = 0; from < eventIds.length; from += EVENT_IDS_PER_STATEMENT) {
    const opened = await readOpened(
      sql,
      source,
      eventIds.slice(from, from + EVENT_IDS_PER_STATEMENT),
    );
    const returns = opened.filter((row) => row.returned_minor !== null);
    for (const { order_id, leaf_id, returned_minor } of returns) {
      sum.returnedMinor += returned_minor ?? 0n;
      sum.notFoundMinor += returned_minor ?? 0n;
      if (leaf_id !== null) {
        leaves.set(leaf_id, [...(leaves.get(leaf_id) ?? []), order_id]);
      }
    }
    const sales = opened.filter((row) => row.returned_minor === null).map((row) => row.order_id);
    const compared = await compareSales(sql, sales);
    sum.sales += compared.sales;
    sum.soldMinor += compared.soldMinor;
    sum.backMinor += compared.backMinor;
    sum.ordersMinor += compared.ordersMinor;
    sum.different += compared.different;
  }
  const customers = [...leaves.keys()];
  for (let from = 0; from < customers.length; from += EVENT_IDS_PER_STATEMENT) {
    const some = customers.slice(from, from + EVENT_IDS_PER_STATEMENT);
    sum.notFoundMinor -= await readFound(
      sql,
      some,
      some.flatMap((leaf) => leaves.get(leaf) ?? []),
    );
  }
  return sum;
}

interface OpenedRow {
  readonly order_id: bigint;
  readonly leaf_id: bigint | null;
  /** Null for a sale. */
  readonly returned_minor: bigint | null;
}

/**
 * The keys inside `fact` and `facts` are those of src/domain/purchase/factCodec.ts, partsCodec.ts
 * and orderCodec.ts.
 */
function readOpened(sql: Sql, source: string, eventIds: readonly string[]) {
  return sql<OpenedRow[]>`
    select order_id, leaf_id, case when fact ? 'rt' then (
        select coalesce(sum((line ->> 'm')::bigint), 0)::bigint
        from jsonb_array_elements(fact -> 'rt' -> 'l') as element(line)) end as returned_minor
    from events
    where source_id = (select id from source where code = ${source})
      and event_id = any(${eventIds as string[]}::text[])
      and outcome = 'APPLIED' and order_id is not null`;
}

/**
 * Left out: what somebody else has said something about, and what a return that names no amount has
 * taken from. A return that names one and was matched without it is a fault, and counts as if
 * nothing had come back.
 */
async function compareSales(
  sql: Sql,
  orders: readonly bigint[],
): Promise<Omit<ImportedMoney, "returnedMinor" | "notFoundMinor">> {
  const [row = NO_MONEY] = await sql<ImportedMoney[]>`
    with found as materialized (
      select o.id, (match ->> 'r')::bigint as document, o.currency, line ->> 3 as minor
      from orders o, jsonb_array_elements(o.facts -> 'matched') as match,
        jsonb_array_elements(match -> 'l') as element(line)
      where o.id = any(${idList(orders)}::bigint[])
    ), left_out as materialized (
      select f.id from found f where f.minor is null and not exists (
        select 1 from orders d where d.id = f.document and d.currency is not distinct from f.currency
          and d.facts @? '$.facts[*].p ? (exists (@.v)).l[*].m')
    ), sold as materialized (
      select o.id, o.total_minor, (
          select coalesce(sum(coalesce((line ->> 'p')::bigint, (line ->> 'g')::bigint - (
            select coalesce(sum((discount ->> 'm')::bigint), 0)
            from jsonb_array_elements(line -> 'd') as discount))), 0)
          from jsonb_array_elements(o.facts -> 'facts' -> 0 -> 'l') as element(line))::bigint as minor,
        (select coalesce(sum(minor::bigint), 0) from found where found.id = o.id)::bigint as back
      from orders o
      where o.id = any(${idList(orders)}::bigint[]) and o.absorbed_into is null
        and jsonb_array_length(o.facts -> 'facts') = 1 and o.facts -> 'facts' -> 0 ->> 'k' = 'SOLD'
        and o.id not in (select id from left_out)
    )
    select count(*)::int as sales, coalesce(sum(minor), 0)::bigint as "soldMinor",
      coalesce(sum(back), 0)::bigint as "backMinor",
      coalesce(sum(total_minor), 0)::bigint as "ordersMinor",
      count(*) filter (where total_minor <> minor - back)::int as different
    from sold`;
  return row;
}

/** What of these returns' amounts was found in sales of their customers. */
async function readFound(
  sql: Sql,
  leaves: readonly bigint[],
  documents: readonly bigint[],
): Promise<bigint> {
  const [row] = await sql<{ minor: bigint }[]>`
    select coalesce(sum((line ->> 3)::bigint), 0)::bigint as minor
    from orders o, jsonb_array_elements(o.facts -> 'matched') as match,
      jsonb_array_elements(match -> 'l') as element(line)
    where o.leaf_id = any(${idList(leaves)}::bigint[]) and o.absorbed_into is null
      and match ->> 'r' = any(${documents.map(String)}::text[])`;
  return row?.minor ?? 0n;
}
