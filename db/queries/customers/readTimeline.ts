import type { OrderStatus } from "../../../src/domain/order/facts.ts";
import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Kinds that have rows today; the graph names more for what is to come. */
export const TIMELINE_SOURCES = [
  "AUDIT",
  "COUPON",
  "IDENTITY",
  "INTERACTION",
  "ORDER",
  "POINTS",
  "TIER",
] as const;
export type TimelineSource = (typeof TIMELINE_SOURCES)[number];

export interface TimelinePageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  readonly kinds: readonly TimelineSource[];
  /** Null: from the start. */
  readonly before: {
    readonly at: string;
    readonly kind: TimelineSource;
    readonly id: bigint;
  } | null;
}

/** What the sentence of each kind is made of; amounts as text, because JSON has no bigint. */
export interface TimelineData {
  readonly ORDER: RowOf<"orders", "currency" | "channel" | "refs"> & {
    readonly status: OrderStatus;
    readonly totalMinor: string;
  };
  readonly POINTS: RowOf<"entry", "kind" | "wallet" | "rule"> & {
    readonly points: string;
    /** Whether they came to the customer's account, from whomever, or stayed in it. */
    readonly isCredit: boolean;
    readonly refs: RowOf<"orders", "refs">["refs"] | null;
  };
  readonly TIER: RowOf<"tier_change", "cause"> & {
    readonly kind: Exclude<RowOf<"tier_change", "kind">["kind"], "UNCHANGED">;
    readonly from: string;
    readonly to: string;
  };
  readonly IDENTITY:
    | (RowOf<"identifiers", "kind" | "status"> & {
        readonly what: "IDENTIFIER";
        readonly value: string;
      })
    | (RowOf<"membership", "channel"> & { readonly what: "MEMBERSHIP" })
    | { readonly what: "DECISION"; readonly decision: "MERGED" | "UNMERGED" | "SPLIT" };
  readonly COUPON: CouponData &
    (
      | { readonly outcome: "ISSUED"; readonly because: string | null }
      | (RowOf<"coupon_attempt", "reason" | "needed" | "seen"> & {
          readonly outcome: Exclude<RowOf<"coupon_attempt", "outcome">["outcome"], "ELIGIBLE">;
        })
    );
  readonly INTERACTION: RowOf<"interaction", "publicId" | "kind" | "channel" | "subject">;
  readonly AUDIT: RowOf<"audit", "action" | "details">;
}

interface CouponData {
  readonly publicId: string;
  /** By language, as the coupon's terms hold them. */
  readonly name: Readonly<Record<string, string>> | null;
}

export type TimelineRow = {
  [Kind in TimelineSource]: TimelineFields & {
    readonly kind: Kind;
    readonly data: TimelineData[Kind];
  };
}[TimelineSource];

interface TimelineFields {
  /** Number of the key in the call, 0-based. */
  readonly key: number;
  readonly at: string;
  readonly id: bigint;
  /** Who did it, see domain/access/actor.ts; null when nobody in particular did. */
  readonly actor: string | null;
  readonly store: string | null;
  readonly orderId: bigint | null;
}

/**
 * What a kind's rows are: of the table, as `m`, those of the customer's leaves (`leaf.id`); the
 * columns are those of TimelineRow. Every table is read by its index on the leaf and gives at most
 * a page.
 */
interface Branch {
  readonly kind: TimelineSource;
  readonly table: string;
  /** What else the data needs, joined to the page's rows alone. */
  readonly join?: string;
  readonly where: string;
  readonly at: string;
  readonly id: string;
  readonly actor: string;
  readonly store: string;
  readonly orderId: string;
  readonly data: string;
}

const BRANCHES: readonly Branch[] = [
  {
    kind: "ORDER",
    table: "orders",
    where: "m.leaf_id = leaf.id and m.absorbed_into is null",
    at: "m.placed_at",
    id: "m.id",
    actor: "null",
    store: "m.store",
    orderId: "m.id",
    data: `jsonb_build_object('status', m.status, 'totalMinor', m.total_minor::text, 'currency', m.currency,
      'channel', m.channel, 'refs', m.refs)`,
  },
  {
    kind: "POINTS",
    table: "entry",
    join: `left join orders o on o.id = m.order_id
      join account credited on credited.id = m.credit_account_id`,
    where: "m.leaf_id = leaf.id and m.points > 0",
    at: "m.recorded_at",
    id: "m.id",
    actor: "m.actor",
    store: "m.store",
    orderId: "m.order_id",
    data: `jsonb_build_object('kind', m.kind, 'points', m.points::text, 'wallet', m.wallet, 'rule', m.rule,
      'isCredit', credited.leaf_id is not null, 'refs', o.refs)`,
  },
  {
    kind: "TIER",
    table: "tier_change",
    join: "left join tier_grant g on g.id = m.grant_id",
    where: "m.root_id = leaf.id and m.kind <> 'UNCHANGED'",
    at: "m.at",
    id: "m.id",
    // Purchases, time and rules change it as well: those are nobody in particular.
    actor:
      "case m.cause when 'GRANT_STARTED' then g.actor when 'GRANT_CLEARED' then g.cleared_by end",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('kind', m.kind, 'from', m.from_tier, 'to', m.to_tier, 'cause', m.cause)`,
  },
  {
    kind: "IDENTITY",
    table: "identifiers",
    where: "m.leaf_id = leaf.id and m.value is not null",
    at: "m.created_at",
    id: "m.id",
    actor: "null",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('what', 'IDENTIFIER', 'kind', m.kind, 'value', m.value, 'status', m.status)`,
  },
  {
    kind: "IDENTITY",
    table: "membership",
    where: "m.leaf_id = leaf.id",
    at: "m.enrolled_at",
    id: "m.id",
    actor: "null",
    store: "m.store",
    orderId: "null",
    data: `jsonb_build_object('what', 'MEMBERSHIP', 'channel', m.channel)`,
  },
  {
    kind: "IDENTITY",
    table: "identity_decision",
    where: `m.kind in ('MERGED', 'UNMERGED', 'SPLIT')
      and (m.survivor_id = leaf.id or (m.kind <> 'MERGED' and m.absorbed_id = leaf.id))`,
    at: "m.at",
    id: "m.id",
    actor: "m.actor",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('what', 'DECISION', 'decision', m.kind)`,
  },
  {
    kind: "COUPON",
    table: "coupon",
    where: "m.leaf_id = leaf.id",
    at: "m.issued_at",
    id: "m.id",
    actor: "m.issued_by",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('publicId', m.public_id, 'outcome', 'ISSUED', 'name', m.terms -> 'name',
      'because', m.issued_because)`,
  },
  {
    // Asking changes nothing, so what was only asked is left out.
    kind: "COUPON",
    // Of each coupon a page of the latest, by its index: whoever tries one often makes nobody's
    // page slow.
    table: `(select a.*, c.public_id, c.terms
               from coupon c
               cross join lateral (
                 select t.* from coupon_attempt t
                  where t.coupon_id = c.id and t.outcome <> 'ELIGIBLE'
                    and ${isBehindCursor("COUPON", "t.at", "t.id")}
                  order by t.id desc limit key.page) as a
              where c.leaf_id = leaf.id)`,
    where: "true",
    at: "m.at",
    id: "m.id",
    actor: "m.actor",
    store: "m.store",
    orderId: "null",
    data: `jsonb_build_object('publicId', m.public_id, 'outcome', m.outcome, 'name', m.terms -> 'name',
      'reason', m.reason, 'needed', m.needed, 'seen', m.seen)`,
  },
  {
    kind: "INTERACTION",
    table: "interaction",
    where: "m.leaf_id = leaf.id",
    at: "m.occurred_at",
    id: "m.id",
    actor: "m.actor",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('publicId', m.public_id, 'kind', m.kind, 'channel', m.channel, 'subject', m.subject)`,
  },
  {
    kind: "AUDIT",
    table: "audit",
    where: "m.leaf_id = leaf.id",
    at: "m.at",
    id: "m.id",
    actor: "m.actor",
    store: "null",
    orderId: "null",
    data: `jsonb_build_object('action', m.action, 'details', m.details)`,
  },
];

/** Whether a row comes after the cursor. */
function isBehindCursor(kind: TimelineSource, at: string, id: string): string {
  return `(key.before_at is null or (${at} <= key.before_at
           and (${at} < key.before_at or '${kind}' > key.before_kind
                or ('${kind}' = key.before_kind and ${id} < key.before_id))))`;
}

/** Behind the cursor, in the order of the page: latest first, then by kind, then the larger id. */
function branchSql({ kind, ...branch }: Branch): string {
  return `
    (select '${kind}' as kind, ${branch.at} as at, ${branch.id} as id, ${branch.actor}::text as actor,
            ${branch.store}::text as store, ${branch.orderId}::bigint as "orderId", ${branch.data} as data
       from (select key.root_id as id
              union
             select absorbed.id from customer absorbed
              where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id) as leaf
      cross join lateral (select m.* from ${branch.table} m
        where ${branch.where} and '${kind}' = any(string_to_array(key.kinds, ','))
          and ${isBehindCursor(kind, branch.at, branch.id)}
        order by ${branch.at} desc, ${branch.id} desc limit key.page) as m
      ${branch.join ?? ""}
      order by ${branch.at} desc, ${branch.id} desc limit key.page)`;
}

const TIMELINE_SQL = `
  select key.n as key, page.*
    from unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::bigint[])
         as key(n, root_id, page, kinds, before_at, before_kind, before_id)
    cross join lateral (
      select * from (${BRANCHES.map(branchSql).join(" union all ")}) as merged
       order by at desc, kind collate "C", id desc
       limit key.page) as page
   order by key.n, page.at desc, page.kind collate "C", page.id desc`;

/**
 * One page per key of everything that is on record for a customer and everybody merged into it: one
 * round trip.
 */
export async function readTimelinePages(
  sql: Sql,
  keys: readonly TimelinePageKey[],
): Promise<readonly TimelineRow[]> {
  return await sql.unsafe<TimelineRow[]>(
    TIMELINE_SQL,
    [
      keys.map((_key, n) => n),
      keys.map(({ rootId }) => String(rootId)),
      keys.map(({ limit }) => limit),
      keys.map(({ kinds }) => kinds.join(",")),
      keys.map(({ before }) => before?.at ?? null),
      keys.map(({ before }) => before?.kind ?? null),
      keys.map(({ before }) => before?.id.toString() ?? null),
    ],
    { prepare: true },
  );
}
