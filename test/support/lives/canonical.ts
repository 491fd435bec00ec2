import type { Sql } from "../../../db/connection/client.ts";
import { decodeFacts } from "../../../src/core/orderCodec.ts";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";

/**
 * What a database says about the purchases of one run, without surrogate ids, processing times or
 * logs (contract 11, I7): two runs of the same events in any order must give equal values. Tiers
 * are left out, because the tier policy has memory.
 *
 * `prefix` begins every order number and identifier of the run and is cut off, so that several runs
 * fit one database.
 */
export interface Canonical {
  readonly orders: readonly unknown[];
  readonly entries: readonly unknown[];
  readonly accounts: readonly unknown[];
  readonly customers: readonly unknown[];
  readonly returns: readonly unknown[];
  readonly events: readonly unknown[];
}

/** Sorts after every text that begins with the same prefix. */
const LAST = "\u{10ffff}";

export async function canonical(db: Sql, prefix: string): Promise<Canonical> {
  const end = `${prefix}${LAST}`;
  const short = (value: string): string =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value;
  const byText = (a: unknown, b: unknown): number => {
    const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };

  const identifiers = await db<{ id: bigint; kind: string; value: string; leaf_id: bigint }[]>`
    select i.id, i.kind, i.value, c.root_id as leaf_id from identifiers i
    left join customer c on c.id = i.leaf_id
    where i.value >= ${prefix} and i.value < ${end}`;
  const names = new Map<bigint, string[]>();
  const identifierNames = new Map<bigint, string>();
  for (const row of identifiers) {
    const name = `${row.kind}:${short(row.value)}`;
    identifierNames.set(row.id, name);
    if (row.leaf_id !== null) {
      names.set(row.leaf_id, [...(names.get(row.leaf_id) ?? []), name]);
    }
  }
  const customerName = (root: bigint | null): string | null =>
    root === null ? null : (names.get(root) ?? ["nobody"]).sort().join(" ");

  const orderRows = await db`
    with recursive named as (
      select distinct order_id as id from order_reference
      where value >= ${prefix} and value < ${end} and order_id is not null),
    family as (
      select id from named
      union
      select o.id from orders o join family f on o.absorbed_into = f.id)
    select o.*, c.root_id from orders o join family using (id) left join customer c on c.id = o.leaf_id`;
  const byId = new Map(orderRows.map((row) => [row["id"] as bigint, row]));
  const finalOf = (id: bigint): bigint => {
    const into = byId.get(id)?.["absorbed_into"] as bigint | null | undefined;
    return into === null || into === undefined ? id : finalOf(into);
  };
  const references = await db<{ id: bigint; name: string }[]>`
    select order_id as id, source || '/' || kind || '/' || scope || '/' || value as name
    from order_reference where value >= ${prefix} and value < ${end} and order_id is not null`;
  const numbers = new Map<bigint, string[]>();
  for (const { id, name } of references) {
    numbers.set(id, [...(numbers.get(id) ?? []), name.replace(prefix, "")]);
  }
  const orderName = (id: bigint | null): string | null =>
    id === null ? null : (numbers.get(finalOf(id)) ?? ["nameless"]).sort().join(" ");

  const orders = orderRows
    .filter((row) => row["absorbed_into"] === null)
    .map((row) => {
      const view = deriveOrder(decodeFacts(row["facts"]));
      return {
        references: orderName(row["id"]),
        customer: customerName(row["root_id"]),
        presented: (row["identifier_ids"] as bigint[]).map((id) => identifierNames.get(id)).sort(),
        status: row["status"],
        flags: row["flags"],
        channel: row["channel"],
        currency: row["currency"],
        placedAt: row["placed_at"],
        amounts: [row["amount_minor"], row["total_minor"], row["eligible_minor"]].map(String),
        points: [
          row["points_expected"],
          row["points_pending"],
          row["points_active"],
          row["points_reversed"],
        ].map(String),
        lines: view.lines.map((line) =>
          [line.id, line.ordered, line.fulfilled, line.returned, line.kept, line.keptMinor].join(),
        ),
      };
    });

  const roots = [...names.keys()].map(String);
  const accountRows = await db`
    select a.*, c.root_id from account a join customer c on c.id = a.leaf_id
    where c.root_id = any(${roots}::bigint[])`;
  const entryRows = await db`
    select c.root_id, e.wallet, e.order_id, e.rule,
      sum(case e.kind when 'EARNED' then e.points else -e.points end)::text as points,
      sum(e.qualifying_minor)::text as qualifying
    from entry e join customer c on c.id = e.leaf_id
    where c.root_id = any(${roots}::bigint[])
    group by 1, 2, 3, 4`;
  const sums = new Map<string, [bigint, bigint]>();
  for (const row of entryRows) {
    const key = JSON.stringify([
      customerName(row["root_id"]),
      row["wallet"],
      orderName(row["order_id"]),
      row["rule"],
    ]);
    const [points, qualifying] = sums.get(key) ?? [0n, 0n];
    sums.set(key, [points + BigInt(row["points"]), qualifying + BigInt(row["qualifying"])]);
  }

  const returns = await db`
    select u.return_order_id, u.line_id, u.article, u.quantity, u.matched
    from unlinked_return u join customer c on c.id = u.leaf_id
    where c.root_id = any(${roots}::bigint[]) and u.quantity > 0`;
  const events = await db`
    select s.code, e.event_id, e.outcome, e.reason, c.root_id, e.order_id
    from events e join source s on s.id = e.source_id left join customer c on c.id = e.leaf_id
    where e.event_id >= ${prefix} and e.event_id < ${end}`;

  return {
    orders: orders.sort(byText),
    entries: [...sums]
      .filter(([, [points, qualifying]]) => points !== 0n || qualifying !== 0n)
      .map(([key, sum]) => [key, ...sum.map(String)])
      .sort(byText),
    accounts: accountRows
      .map((row) => ({
        customer: customerName(row["root_id"]),
        wallet: row["wallet"],
        active: String(row["active"]),
        pending: String(row["pending"]),
        days: (row["bucket_days"] as string[])
          .map((day, index) => `${day} ${(row["bucket_minor"] as bigint[])[index]}`)
          .filter((day) => !day.endsWith(" 0"))
          .sort(),
      }))
      // An account that came to nothing is as good as one that was never opened.
      .filter((row) => row.active !== "0" || row.pending !== "0" || row.days.length > 0)
      .sort(byText),
    customers: [...names.values()].map((name) => name.sort().join(" ")).sort(),
    returns: returns
      .map((row) => [
        orderName(row["return_order_id"]),
        row["line_id"],
        row["article"],
        String(row["quantity"]),
        String(row["matched"]),
      ])
      .sort(byText),
    events: events
      .map((row) => [row["code"], short(row["event_id"]), row["outcome"], row["reason"]])
      .sort(byText),
  };
}

/**
 * Whatever happened, this holds (I1, I2, I9 as far as a database alone can show them). Each row is
 * a breach, in words; a sound database gives none.
 */
export async function breaches(db: Sql): Promise<readonly { breach: string; id: string }[]> {
  return await db<{ breach: string; id: string }[]>`
    select 'balance is not the sum of its entries' as breach, a.id::text from account a
    left join lateral (
      select coalesce(sum(points) filter (where credit_account_id = a.id), 0)
        - coalesce(sum(points) filter (where debit_account_id = a.id), 0) as points
      from entry where a.id in (debit_account_id, credit_account_id)) s on true
    where a.leaf_id is not null and a.active <> s.points
    union all
    select 'entry with one account', id::text from entry where debit_account_id = credit_account_id
    union all
    select 'tier window is not the sum of its entries', a.id::text from account a
    where a.leaf_id is not null
      and (select coalesce(sum(minor), 0) from unnest(a.bucket_minor) as minor)
        <> (select coalesce(sum(qualifying_minor), 0) from entry
            where a.id in (debit_account_id, credit_account_id))
    union all
    select 'pending is not the sum of its orders', a.id::text from account a
    where a.leaf_id is not null and a.wallet = 'points' and a.pending <> (
      select coalesce(sum(points_pending), 0) from orders o where o.leaf_id = a.leaf_id)
    union all
    select 'lot below zero or above its points', id::text from lot
    where remaining < 0 or remaining > points
    union all
    select 'lots hold more than the account', a.id::text from account a
    join (select account_id, sum(remaining) as remaining from lot group by 1) l on l.account_id = a.id
    where l.remaining > greatest(a.active, 0)
    union all
    select 'lot without its entry', l.id::text from lot l left join entry e on e.id = l.entry_id
    where e.id is null
    union all
    select 'order shows other points than its entries', o.id::text from orders o
    left join (
      select order_id, sum(case kind when 'EARNED' then points else -points end) as points
      from entry group by 1) e on e.order_id = o.id
    where o.points_active <> coalesce(e.points, 0)
    union all
    select 'applied event without its order', e.id::text from events e
    left join orders o on o.id = e.order_id where e.outcome = 'APPLIED' and o.id is null
    union all
    select 'event without its intake', e.id::text from events e
    left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id where i.id is null
    union all
    select 'entry without its event', e.id::text from entry e
    left join events v on v.id = e.event_id where v.outcome is distinct from 'APPLIED'
    union all
    select 'order without its customer', o.id::text from orders o
    left join customer c on c.id = o.leaf_id where o.leaf_id is not null and c.id is null
    union all
    select 'customer with neither identifier nor order', c.id::text from customer c
    where not exists (select 1 from identifiers i where i.leaf_id = c.id)
      and not exists (select 1 from orders o where o.leaf_id = c.id)
    union all
    select 'identifier of nobody', i.id::text from identifiers i
    left join customer c on c.id = i.leaf_id where i.leaf_id is not null and c.id is null
    union all
    select 'number of no order', r.value from order_reference r
    left join orders o on o.id = r.order_id
    where r.order_id is not null and (o.id is null or o.absorbed_into is not null)
    union all
    select 'stream with a gap', c.id::text from customer c
    left join lateral (select count(*) as n, coalesce(max(seq), 0) as last from outbox where root_id = c.id) s on true
    where s.n <> c.seq or s.last <> c.seq
    union all
    select 'held although its order is there', e.id::text from events e
    where e.outcome = 'HELD' and e.reason = 'UNKNOWN_ORDER' and exists (
      select 1 from jsonb_array_elements(e.fact -> 'r') as r
      join order_reference f on f.order_id is not null and f.value = r ->> 'v' and f.kind = r ->> 'k'
        and f.source = coalesce(r ->> 's', e.fact ->> 's') and f.scope = coalesce(r ->> 'c', ''))
    union all
    select 'held although its customer is there', e.id::text from events e
    where e.outcome = 'HELD' and e.reason = 'UNKNOWN_CUSTOMER' and exists (
      select 1 from jsonb_array_elements(e.fact -> 'i') as p
      join identifiers i on i.id = (p ->> 'id')::bigint and i.leaf_id is not null
        and i.status <> 'BLOCKED')
    union all
    select 'released and not run', id::text from events
    where outcome = 'HELD' and released_at is not null`;
}
