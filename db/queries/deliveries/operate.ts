import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What people do about deliveries. */

export type DeadLetterRow = RowOf<
  "delivery",
  "outboxId" | "rootId" | "seq" | "tries" | "status" | "answer" | "firstTriedAt" | "endedAt"
> & {
  readonly kind: RowOf<"outbox", "kind">["kind"] | null;
  /** Public id of the customer. */
  readonly customerId: string;
  /** Rows of the customer that wait behind it, itself included. */
  readonly blocks: number;
};

/** Dead letters of a destination, by customer; those behind `after`. */
export async function listDeadLetters(
  sql: Sql,
  {
    destinationId,
    after,
    limit,
  }: { readonly destinationId: number; readonly after: bigint | null; readonly limit: number },
): Promise<readonly DeadLetterRow[]> {
  return await sql<DeadLetterRow[]>`
    select d.outbox_id as "outboxId", d.root_id as "rootId", d.seq, d.tries, d.status, d.answer,
           d.first_tried_at as "firstTriedAt", d.ended_at as "endedAt", o.kind,
           c.public_id as "customerId", greatest(l.pending, 1) as blocks
      from delivery_lane l
      join delivery d on d.destination_id = l.destination_id and d.root_id = l.root_id
                     and d.outcome = 'DEAD'
      join customer c on c.id = l.root_id
      left join outbox o on o.id = d.outbox_id
     where l.is_dead and l.destination_id = ${destinationId}::smallint
       and l.root_id > ${String(after ?? 0n)}::text::bigint
     order by l.root_id limit ${limit}::int`;
}

/** The lane of a dead letter, locked; null: it is none any more. */
export async function lockDeadLane(
  tx: Tx,
  { destinationId, outboxId }: { readonly destinationId: number; readonly outboxId: bigint },
): Promise<RowOf<"delivery_lane", "rootId"> | null> {
  const [row] = await tx<RowOf<"delivery_lane", "rootId">[]>`
    select l.root_id as "rootId"
      from delivery d
      join delivery_lane l on l.destination_id = d.destination_id and l.root_id = d.root_id
     where d.destination_id = ${destinationId}::smallint and d.outbox_id = ${outboxId}::bigint
       and d.outcome = 'DEAD' and l.is_dead
       for no key update of l`;
  return row ?? null;
}

/**
 * A dead letter is not told: its customer's lane goes on behind it. Under its lane's lock. What
 * stands before `next_seq` was told before, and died while it was told again.
 */
export async function skipDeadLetter(
  tx: Tx,
  {
    destinationId,
    outboxId,
    by,
  }: { readonly destinationId: number; readonly outboxId: bigint; readonly by: string },
): Promise<void> {
  await tx`
    with skipped as (
      update delivery
         set outcome = 'SKIPPED', ended_by = ${by}, ended_at = clock_timestamp()
       where destination_id = ${destinationId}::smallint and outbox_id = ${outboxId}::bigint
      returning root_id, seq, outbox_id)
    update delivery_lane l
       set next_seq = greatest(l.next_seq, s.seq + 1),
           next_id = case when s.seq >= l.next_seq and l.again_seq is null
                          then s.outbox_id + 1 else l.next_id end,
           pending = case when s.seq >= l.next_seq then l.pending - 1 else l.pending end,
           again_seq = case when s.seq is distinct from l.again_seq then l.again_seq
                            when s.seq < l.again_to then s.seq + 1 end,
           again_to = case when s.seq = l.again_seq and s.seq >= l.again_to then null
                           else l.again_to end,
           is_dead = false, tries = 0, first_tried_at = null, token = l.token + 1,
           due_at = clock_timestamp()
      from skipped s
     where l.destination_id = ${destinationId}::smallint and l.root_id = s.root_id`;
}

/** Dead letters of these customers are tried again, and what waits behind them after. */
export async function retryDeadLetters(
  tx: Tx,
  {
    destinationId,
    rootIds,
    limit,
  }: {
    readonly destinationId: number;
    /** null: of all, at most `limit`. */
    readonly rootIds: readonly bigint[] | null;
    readonly limit: number;
  },
): Promise<number> {
  const result = await tx`
    with dead as (
      select root_id from delivery_lane
       where destination_id = ${destinationId}::smallint and is_dead
         and (${rootIds === null} or root_id = any(${(rootIds ?? []).map(String)}::text[]::bigint[]))
       order by root_id limit ${limit}::int for no key update),
    gone as (
      delete from delivery d using dead
       where d.destination_id = ${destinationId}::smallint and d.root_id = dead.root_id
         and d.outcome = 'DEAD')
    update delivery_lane l
       set is_dead = false, tries = 0, first_tried_at = null, token = l.token + 1,
           due_at = clock_timestamp()
      from dead
     where l.destination_id = ${destinationId}::smallint and l.root_id = dead.root_id`;
  return result.count;
}

/** How a destination stands, over all its customers. */
export interface Backlog {
  readonly destinationId: number;
  readonly live: number;
  readonly bulk: number;
  readonly dead: number;
  /** Since when the oldest that waits was recorded, seconds; 0: nothing waits. */
  readonly oldestSeconds: number;
  /** Nobody is told there: what waits is settled, and not sent. */
  readonly isShadow: boolean;
}

export async function readBacklogs(sql: Sql): Promise<readonly Backlog[]> {
  return await sql<Backlog[]>`
    select d.id as "destinationId",
           coalesce(sum(l.pending) filter (where not l.is_bulk and not l.is_dead), 0)::int as live,
           coalesce(sum(l.pending) filter (where l.is_bulk and not l.is_dead), 0)::int as bulk,
           count(*) filter (where l.is_dead)::int as dead,
           coalesce(extract(epoch from clock_timestamp() - (
             select o.recorded_at from outbox o
              where o.id = (select min(w.next_id) from delivery_lane w
                             where w.destination_id = d.id and w.pending > 0 and not w.is_dead))), 0)::float8
             as "oldestSeconds",
           exists (select from destination_mode m
                    where m.destination_id = d.id and m.mode = 'SHADOW') as "isShadow"
      from destination d
      left join delivery_lane l on l.destination_id = d.id and (l.pending > 0 or l.is_dead)
     where d.retired_at is null
     group by d.id`;
}

export type StateRow = RowOf<
  "destination_state",
  | "destinationId"
  | "pausedAt"
  | "pausedBy"
  | "brokenLevel"
  | "brokenSince"
  | "problem"
  | "quotaUsed"
> & {
  readonly restsUntil: string | null;
  readonly isQuotaToday: boolean;
  readonly hasSecret: boolean;
  /** Of the last 60 minutes that are counted: this hour and the one before it. */
  readonly attempts: number;
  readonly failed: number;
  readonly refused: number;
  readonly delivered: number;
  /** Delivered in the last five minutes. */
  readonly lately: number;
};

export async function readDestinationStates(sql: Sql): Promise<readonly StateRow[]> {
  return await sql<StateRow[]>`
    select s.destination_id as "destinationId", s.paused_at as "pausedAt", s.paused_by as "pausedBy",
           case when s.rests_until > clock_timestamp() then s.rests_until end as "restsUntil",
           s.broken_level as "brokenLevel", s.broken_since as "brokenSince", s.problem,
           s.quota_used as "quotaUsed",
           coalesce(s.quota_day = (clock_timestamp() at time zone 'UTC')::date, false) as "isQuotaToday",
           exists (select from destination_secret k
                    where k.destination_id = s.destination_id
                      and (k.ends_at is null or k.ends_at > clock_timestamp())) as "hasSecret",
           h.attempts, h.failed, h.refused, h.delivered,
           (select count(*)::int from delivery v
             where v.destination_id = s.destination_id and v.outcome = 'DELIVERED'
               and v.ended_at > clock_timestamp() - interval '5 minutes') as lately
      from destination_state s
      cross join lateral (
        select coalesce(sum(attempts), 0)::int as attempts, coalesce(sum(failed), 0)::int as failed,
               coalesce(sum(refused), 0)::int as refused, coalesce(sum(delivered), 0)::int as delivered
          from delivery_hour where destination_id = s.destination_id
           and hour >= date_trunc('hour', clock_timestamp(), 'UTC') - interval '1 hour') h`;
}

/** Before which id no row of the outbox is wanted by a destination any more. */
export async function readOldestWanted(tx: Tx | Sql): Promise<bigint> {
  const [row] = await tx<{ id: bigint }[]>`
    select least(
             9223372036854775807,
             (select outbox_id + 1 from delivery_cursor
               where id = 1 and exists (select from destination where retired_at is null)),
             (select min(l.next_id) from delivery_lane l
               join destination d on d.id = l.destination_id and d.retired_at is null
              where l.pending > 0 or l.again_seq is not null or l.is_dead),
             (select min(at_id) + 1 from delivery_replay)) as id`;
  return (row as { id: bigint }).id;
}
