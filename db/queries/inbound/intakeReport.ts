import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What a source has told us, counted (contract 1.1, 1.8). */

export interface IntakeSpan {
  readonly sourceId: number;
  /** Beginnings of UTC hours. */
  readonly from: string;
  readonly to: string;
}

/** Messages of one hour that stand alike. */
export interface MessageCountRow {
  readonly hour: string;
  readonly state: "RECEIVED" | "READ" | "UNREAD";
  /** Of the first fault of one that is UNREAD. */
  readonly reason: string | null;
  readonly count: number;
}

export async function countMessages(
  sql: Sql,
  { sourceId, from, to }: IntakeSpan,
): Promise<readonly MessageCountRow[]> {
  return await sql<MessageCountRow[]>`
    select date_trunc('hour', received_at, 'UTC') as hour, state,
           case when state = 'UNREAD' then faults -> 0 ->> 'reason' end as reason,
           count(*)::int as count
      from inbound_message
     where source_id = ${sourceId} and received_at >= ${from}::text::timestamptz
       and received_at < ${to}::text::timestamptz
     group by 1, 2, 3`;
}

/** Events of one hour that stand alike. */
export interface EventCountRow {
  readonly hour: string;
  readonly outcome: "APPLIED" | "HELD" | "REJECTED";
  readonly reason: string | null;
  readonly isMatched: boolean;
  readonly count: number;
}

/** By when their intakes were received; those whose intakes are gone count at their recording. */
export async function countEvents(
  sql: Sql,
  { sourceId, from, to }: IntakeSpan,
): Promise<readonly EventCountRow[]> {
  return await sql<EventCountRow[]>`
    select date_trunc('hour', coalesce(received_at, recorded_at), 'UTC') as hour, outcome, reason,
           leaf_id is not null as "isMatched", count(*)::int as count
      from events
      left join intakes i on i.received_on = intake_on and i.id = intake_id
     where source_id = ${sourceId}
       and intake_on between (${from}::text::timestamptz at time zone 'UTC')::date
                         and (${to}::text::timestamptz at time zone 'UTC')::date
       and coalesce(received_at, recorded_at) >= ${from}::text::timestamptz
       and coalesce(received_at, recorded_at) < ${to}::text::timestamptz
     group by 1, 2, 3, 4`;
}

export type InboundMessageRow = RowOf<
  "inbound_message",
  "id" | "messageKey" | "topic" | "state" | "receivedAt" | "readAt" | "counts" | "faults"
>;

/** A page of messages, the latest first. */
export async function readMessagePage(
  sql: Sql,
  {
    sourceId,
    from,
    to,
    state,
    reason,
    limit,
    before,
  }: IntakeSpan & {
    readonly state: InboundMessageRow["state"] | null;
    readonly reason: string | null;
    readonly limit: number;
    /** Only those behind this one. */
    readonly before: { readonly receivedAt: string; readonly id: string } | null;
  },
): Promise<readonly InboundMessageRow[]> {
  return await sql<InboundMessageRow[]>`
    select id, message_key as "messageKey", topic, state, received_at as "receivedAt",
           read_at as "readAt", counts, faults
      from inbound_message
     where source_id = ${sourceId} and received_at >= ${from}::text::timestamptz
       and received_at < ${to}::text::timestamptz
       and (${state}::text is null or state = ${state}::text)
       and (${reason}::text is null
            or faults @> jsonb_build_array(jsonb_build_object('reason', ${reason}::text)))
       and (${before?.receivedAt ?? null}::text is null
            or (received_at, id) < (${before?.receivedAt ?? null}::text::timestamptz,
                                    ${before?.id ?? null}::text::bigint))
     order by received_at desc, id desc limit ${limit}`;
}

export interface MessageBodyRow {
  readonly id: bigint;
  readonly bytes: Buffer;
  readonly encoding: "identity" | "zstd";
}

/** The raw bodies of some messages; those that are gone are missing. */
export async function readMessageBodies(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly MessageBodyRow[]> {
  return await sql<MessageBodyRow[]>`
    select m.id, body as bytes, body_encoding as encoding
      from inbound_message m join intakes on received_on = intake_on and intakes.id = intake_id
     where m.id = any(${idList(ids)}::text::bigint[])`;
}
