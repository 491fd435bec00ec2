import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf, SentRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** Lanes as those who send have them: claimed, sent outside of any transaction, settled. */

export type ClaimedLane = RowOf<
  "delivery_lane",
  | "rootId"
  | "nextSeq"
  | "headSeq"
  | "againSeq"
  | "againTo"
  | "token"
  | "tries"
  | "firstTriedAt"
  | "isBulk"
> & {
  /** Of the destination's mode, where it is in shadow; null: it is told. */
  readonly shadowEpoch: number | null;
};

/**
 * Takes lanes of a destination of which something is due, LIVE ones first, and of each those that
 * wait for longest; they are the caller's for `leaseMs`. None while the destination is paused or
 * rests.
 */
export async function claimLanes(
  sql: Sql,
  {
    destinationId,
    limit,
    leaseMs,
  }: {
    readonly destinationId: number;
    readonly limit: number;
    readonly leaseMs: number;
  },
): Promise<readonly ClaimedLane[]> {
  const due = (isBulk: boolean) => sql`
    select l.root_id from delivery_lane l
     where l.destination_id = ${destinationId}::smallint and l.is_bulk = ${isBulk}
       and (l.pending > 0 or l.again_seq is not null) and not l.is_dead
       and l.due_at <= clock_timestamp()
       and exists (select from destination_state s
                    where s.destination_id = ${destinationId}::smallint and s.paused_at is null
                      and coalesce(s.rests_until, '-infinity') <= clock_timestamp())
     order by l.due_at`;
  return await sql<ClaimedLane[]>`
    with live as (${due(false)} limit ${limit}::int for update of l skip locked),
    bulk as (
      ${due(true)} limit ${limit}::int - (select count(*) from live) for update of l skip locked)
    update delivery_lane l
       set due_at = clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000),
           token = l.token + 1
     -- As an array, of which the planner takes it that it is short: each lane by its key.
     where l.destination_id = ${destinationId}::smallint
       and l.root_id = any(array(select root_id from live union all select root_id from bulk))
    returning l.root_id as "rootId", l.next_seq as "nextSeq", l.head_seq as "headSeq",
              l.again_seq as "againSeq", l.again_to as "againTo", l.token, l.tries,
              l.first_tried_at as "firstTriedAt", l.is_bulk as "isBulk",
              (select m.epoch from destination_mode m
                where m.destination_id = ${destinationId}::smallint and m.mode = 'SHADOW')
                as "shadowEpoch"`;
}

export type LaneRowRead = RowOf<
  "outbox",
  "id" | "rootId" | "seq" | "kind" | "payload" | "announce" | "recordedAt"
>;

/** Rows of these customers' streams, from one number to another, at most `limit` of each. */
export async function readLaneRows(
  sql: Sql,
  lanes: readonly { readonly rootId: bigint; readonly from: bigint; readonly to: bigint }[],
  limit: number,
): Promise<readonly LaneRowRead[]> {
  return await sql<LaneRowRead[]>`
    select o.id, o.root_id as "rootId", o.seq, o.kind, o.payload, o.announce,
           o.recorded_at as "recordedAt"
      from json_to_recordset(${rowsParameter(lanes)}::text::json)
             as l("rootId" bigint, "from" bigint, "to" bigint)
      cross join lateral (
        select * from outbox
         where root_id = l."rootId" and seq >= l."from" and seq <= l."to"
         order by seq limit ${limit}::int) o
     order by o.id`;
}

const SETTLED_COLUMNS = {
  destination_id: "smallint",
  root_id: "bigint",
  token: "bigint",
  next_seq: "bigint",
  next_id: "bigint",
  ended: "int",
  again_after: "bigint",
  is_dead: "boolean",
  wait_ms: "int",
  tries: "int",
  first_tried_at: "timestamptz",
  last_status: "smallint",
  last_answer: "text",
  shadow_epoch: "int",
} as const;

/** What one claim of a lane came to. */
export type SettledLaneRow = { readonly [Name in keyof typeof SETTLED_COLUMNS]: unknown } & {
  readonly destination_id: number;
  readonly root_id: bigint;
  readonly token: bigint;
  /** The first row that has not ended; null: none was told for the first time. */
  readonly next_seq: bigint | null;
  readonly next_id: bigint | null;
  /** Rows that ended for the first time. */
  readonly ended: number;
  /** The last row that was told again; null: none was. */
  readonly again_after: bigint | null;
  readonly is_dead: boolean;
  readonly wait_ms: number;
  readonly tries: number;
  /** It was settled in shadow: counts only while the destination still is; null: it was sent. */
  readonly shadow_epoch: number | null;
};

/** What became of one row. */
export type EndedRow = SentRowOf<
  "delivery",
  | "destination_id"
  | "outbox_id"
  | "root_id"
  | "seq"
  | "outcome"
  | "into_id"
  | "tries"
  | "status"
  | "answer"
  | "first_tried_at"
  | "ended_at"
>;

/** What was said of a customer, where that is compared with what is stored. */
export type SentRow = SentRowOf<
  "delivery_sent",
  "destination_id" | "root_id" | "outbox_id" | "seq" | "known_by" | "fields" | "is_shadow"
>;

/** A lane that was settled. */
export type SettledKey = RowOf<"delivery_lane", "destinationId" | "rootId"> & {
  /** Something waits there still, or came meanwhile. */
  readonly isMore: boolean;
};

const settleRows = overRows<typeof SETTLED_COLUMNS, SettledKey>(
  SETTLED_COLUMNS,
  (source, next, among) => `
    with given as (select * from ${source}),
    -- Held until this is written: a cut waits for it, and what comes after a cut finds it changed.
    fence as (
      select m.destination_id, m.epoch from destination_mode m
       where m.mode = 'SHADOW'
         and m.destination_id in (select destination_id from given where shadow_epoch is not null)
       order by m.destination_id for share of m),
    held as (
      select l.destination_id, l.root_id from delivery_lane l
        join given r on l.destination_id = r.destination_id and l.root_id = r.root_id
                    and l.token = r.token
        left join fence f on f.destination_id = r.destination_id and f.epoch = r.shadow_epoch
       where (r.shadow_epoch is null or f.epoch is not null)
         and l.destination_id = ${next(3)}::smallint and ${among("root_id", "l")}
       order by l.destination_id, l.root_id for no key update of l),
    mine as (
      update delivery_lane l
         set next_seq = greatest(l.next_seq, coalesce(r.next_seq, l.next_seq)),
             next_id = case when r.next_seq is null then l.next_id else r.next_id end,
             pending = l.pending - r.ended,
             again_seq = case when r.again_after is null then l.again_seq
                              when r.again_after >= l.again_to then null
                              else r.again_after + 1 end,
             again_to = case when r.again_after >= l.again_to then null else l.again_to end,
             is_dead = r.is_dead,
             due_at = clock_timestamp() + make_interval(secs => r.wait_ms / 1000.0),
             token = l.token + 1,
             tries = r.tries, first_tried_at = r.first_tried_at,
             last_status = r.last_status, last_answer = r.last_answer
        from given r join held h on h.destination_id = r.destination_id and h.root_id = r.root_id
       where l.destination_id = r.destination_id and l.root_id = r.root_id and l.token = r.token
         and l.destination_id = ${next(3)}::smallint and ${among("root_id", "l")}
      returning l.destination_id, l.root_id, l.pending > 0 or l.again_seq is not null as is_more),
    told as (
      insert into delivery as d
        (destination_id, outbox_id, root_id, seq, outcome, into_id, tries, status, answer,
         first_tried_at, ended_at)
      select e.destination_id, e.outbox_id, e.root_id, e.seq, e.outcome, e.into_id, e.tries,
             e.status, e.answer, e.first_tried_at, e.ended_at
        from json_to_recordset(${next(1)}::text::json) as e(
               destination_id smallint, outbox_id bigint, root_id bigint, seq bigint, outcome text,
               into_id bigint, tries int, status smallint, answer text,
               first_tried_at timestamptz, ended_at timestamptz)
        join mine on mine.destination_id = e.destination_id and mine.root_id = e.root_id
      on conflict (destination_id, outbox_id) do update
         set outcome = excluded.outcome, into_id = excluded.into_id, tries = excluded.tries,
             status = excluded.status, answer = excluded.answer, ended_by = null,
             first_tried_at = excluded.first_tried_at, ended_at = excluded.ended_at,
             repeats = d.repeats + case when d.outcome = 'DEAD' then 0 else 1 end
       -- What was told stays told.
       where excluded.outcome <> 'SHADOWED' or d.outcome in ('DEAD', 'SHADOWED')),
    sent as (
      insert into delivery_sent as s
        (destination_id, root_id, outbox_id, seq, sent_at, known_by, fields, place, is_shadow)
      select e.destination_id, e.root_id, e.outbox_id, e.seq, clock_timestamp(), e.known_by,
             e.fields, hashint8extended(e.root_id, 0), e.is_shadow
        from json_to_recordset(${next(2)}::text::json) as e(
               destination_id smallint, root_id bigint, outbox_id bigint, seq bigint,
               known_by text, fields jsonb, is_shadow boolean)
        join mine on mine.destination_id = e.destination_id and mine.root_id = e.root_id
      on conflict (destination_id, root_id) do update
         -- What is told again is as of now, whatever row it is.
         set outbox_id = greatest(s.outbox_id, excluded.outbox_id),
             seq = greatest(s.seq, excluded.seq), sent_at = excluded.sent_at,
             known_by = excluded.known_by, fields = excluded.fields,
             -- What was compared in the other mode says nothing of this one.
             wrong = case when s.is_shadow = excluded.is_shadow then s.wrong else 0 end,
             checked_at = case when s.is_shadow = excluded.is_shadow then s.checked_at end,
             checked_id = case when s.is_shadow = excluded.is_shadow then s.checked_id end,
             is_shadow = excluded.is_shadow)
    select destination_id as "destinationId", root_id as "rootId", is_more as "isMore" from mine`,
);

/**
 * Says what claims of lanes of one destination came to, what became of their rows, and what was
 * said last of their customers.
 *
 * Guarantee: a claim that was lost meanwhile changes nothing, its rows' outcomes included.
 *
 * @returns those whose claims held
 */
export async function settleLanes(
  sql: Sql | Tx,
  lanes: readonly SettledLaneRow[],
  rows: readonly EndedRow[],
  sent: readonly SentRow[],
): Promise<readonly SettledKey[]> {
  const destinationId = String(lanes[0]?.destination_id ?? 0);
  return await settleRows(sql, lanes, rowsParameter(rows), rowsParameter(sent), destinationId);
}

const CLAIM_COLUMNS = { destination_id: "smallint", root_id: "bigint", token: "bigint" } as const;

const renewRows = overRows<typeof CLAIM_COLUMNS, { readonly rootId: bigint }>(
  CLAIM_COLUMNS,
  (source, next, among) => `
    with held as (
      select l.destination_id, l.root_id from delivery_lane l
        join ${source} on l.destination_id = r.destination_id and l.root_id = r.root_id
                      and l.token = r.token
       where l.destination_id = ${next(2)}::smallint and ${among("root_id", "l")}
       order by l.destination_id, l.root_id for no key update of l)
    update delivery_lane l
       set due_at = clock_timestamp() + make_interval(secs => ${next(1)}::float8 / 1000)
      from held h
     where l.destination_id = h.destination_id and l.root_id = h.root_id
       and l.destination_id = ${next(2)}::smallint and ${among("root_id", "l")}
    returning l.root_id as "rootId"`,
);

/**
 * Keeps claims of one destination for longer; those that were lost meanwhile stay as they are.
 *
 * @returns the customers whose claims hold
 */
export async function renewLanes(
  sql: Sql,
  claims: readonly {
    readonly destinationId: number;
    readonly rootId: bigint;
    readonly token: bigint;
  }[],
  leaseMs: number,
): Promise<readonly bigint[]> {
  const rows = claims.map(({ destinationId: destination_id, rootId: root_id, token }) => ({
    ...{ destination_id, root_id, token },
  }));
  const destinationId = String(claims[0]?.destinationId ?? 0);
  const renewed = await renewRows(sql, rows, String(leaseMs), destinationId);
  return renewed.map(({ rootId }) => rootId);
}

/**
 * How many messages may be sent now, of so many, and how long the others have to wait,
 * milliseconds. What is granted counts as sent. A second's worth may be sent at once.
 */
export async function grantSends(
  sql: Sql,
  {
    destinationId,
    wanted,
    perSecond,
    perDay,
  }: {
    readonly destinationId: number;
    readonly wanted: number;
    readonly perSecond: number | null;
    readonly perDay: number | null;
  },
): Promise<{ readonly granted: number; readonly waitMs: number }> {
  const [row] = await sql<{ granted: number; waitMs: number }[]>`
    with moment as (
      select clock_timestamp() as now, (clock_timestamp() at time zone 'UTC')::date as today),
    held as (
      select destination_id, quota_day, quota_used, rate_until from destination_state
       where destination_id = ${destinationId}::smallint for no key update),
    room as (
      select moment.now, moment.today, held.rate_until,
             case when quota_day = today then quota_used else 0 end as used,
             -- null without a rate: greatest would make that none at all.
             case when ${perSecond}::float8 is not null then
               greatest(0, floor(${perSecond}::float8 * (1 - extract(epoch from
                 greatest(rate_until, now) - now)::float8))) end as by_rate
        from held cross join moment),
    given as (
      select now, today, used,
             greatest(0, least(${wanted}::int, coalesce(by_rate, ${wanted}::int),
                               coalesce(${perDay}::int - used, ${wanted}::int)))::int as granted
        from room),
    kept as (
      update destination_state s
         set quota_day = given.today, quota_used = given.used + given.granted,
             rate_until = case when ${perSecond}::float8 is null then null
                               else greatest(s.rate_until, given.now)
                                    + make_interval(secs => given.granted / ${perSecond}::float8) end
        from given where s.destination_id = ${destinationId}::smallint
      returning given.granted, given.now, given.today, given.used, s.rate_until)
    select granted,
           ceil(case when ${perDay}::int is not null and used + granted >= ${perDay}::int
                 then extract(epoch from ((today + 1)::timestamp at time zone 'UTC') - now) * 1000
                 else 1000 / coalesce(${perSecond}::float8, 1000) end)::int as "waitMs"
      from kept`;
  return row ?? { granted: 0, waitMs: 1_000 };
}
