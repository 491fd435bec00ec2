import type { LocalDate } from "../../../src/domain/time/instant.ts";
import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf, SentRowOf, StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** Messages of foreign systems, from their arrival until they are read (contract 1.8). */

export type StoredKey = StoredRowOf<
  "inbound_message",
  "id" | "source_id" | "message_key" | "state"
>;

/** Messages that are there, by what their senders know them by. */
export async function findMessages(
  sql: Sql | Tx,
  keys: readonly Pick<StoredKey, "source_id" | "message_key">[],
): Promise<readonly StoredKey[]> {
  return await sql<StoredKey[]>`
    select id, source_id, message_key, state from inbound_message
     where (source_id, message_key) in (
       select source_id, message_key
         from json_to_recordset(${rowsParameter(keys)}::text::json)
           as r(source_id smallint, message_key text))`;
}

/** A message as whoever reads it has it. */
export interface ClaimedMessage {
  readonly id: bigint;
  readonly sourceId: number;
  readonly topic: string | null;
  readonly intakeOn: LocalDate;
  readonly intakeId: bigint;
  readonly receivedAt: string;
  /** Says whose claim it is: another has another number. */
  readonly tries: number;
  readonly door: string;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: Buffer;
  readonly bodyEncoding: "identity" | "zstd";
}

/**
 * Takes messages that nobody reads, the longest waiting first; they are the caller's for `leaseMs`.
 *
 * @param butSources whose messages are left alone
 */
export async function claimMessages(
  sql: Sql,
  {
    limit,
    leaseMs,
    butSources = [],
  }: { readonly limit: number; readonly leaseMs: number; readonly butSources?: readonly number[] },
): Promise<readonly ClaimedMessage[]> {
  const rows = await sql<ClaimedMessage[]>`
    with due as (
      select id from inbound_message
       where state = 'RECEIVED' and due_at <= clock_timestamp()
         and source_id <> all(${[...butSources]}::smallint[])
       order by due_at limit ${limit}
         for update skip locked),
    mine as (
      update inbound_message
         set due_at = clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000),
             tries = least(tries + 1, 32767)
       where id in (select id from due)
      returning id, source_id, topic, intake_on, intake_id, received_at, tries)
    select mine.id, source_id as "sourceId", topic, intake_on as "intakeOn", intake_id as "intakeId",
           mine.received_at as "receivedAt", tries, door, headers, body,
           body_encoding as "bodyEncoding"
      from mine join intakes on received_on = intake_on and intakes.id = intake_id
     order by mine.id`;
  return rows;
}

export type SettledMessage = Pick<
  SentRowOf<"inbound_message", "id" | "tries" | "state" | "counts" | "faults">,
  "id" | "tries" | "state" | "counts" | "faults"
>;

const SETTLED_COLUMNS = {
  id: "bigint",
  tries: "smallint",
  state: "text",
  counts: "jsonb",
  faults: "jsonb",
} as const;

/**
 * Whether a message is still the claim of a row of `r`, for a statement that finds it by its id. Of
 * `state` by itself the planner would take the index of all that wait, and read them all each time.
 */
const isClaimed = (among: (column: "id", of: string) => string) => `
  m.id = r.id and ${among("id", "m")} and m.tries = r.tries
     and coalesce(m.state, '') = 'RECEIVED'`;

const settleRows = overRows<typeof SETTLED_COLUMNS, never>(
  SETTLED_COLUMNS,
  (source, _, among) => `
    update inbound_message m
       set state = r.state, counts = nullif(r.counts, 'null'), faults = nullif(r.faults, 'null'),
           read_at = clock_timestamp()
      from ${source}
     where ${isClaimed(among)}`,
);

/**
 * Says what became of messages.
 *
 * Guarantee: a claim that was lost meanwhile changes nothing.
 */
export async function settleMessages(
  sql: Sql | Tx,
  settled: readonly SettledMessage[],
): Promise<number> {
  const result = await settleRows(sql, settled);
  return result.count;
}

const REST_COLUMNS = { id: "bigint", tries: "smallint", rest_ms: "bigint" } as const;

const restRows = overRows<typeof REST_COLUMNS, never>(
  REST_COLUMNS,
  (source, _, among) => `
    update inbound_message m
       set due_at = clock_timestamp() + make_interval(secs => r.rest_ms / 1000.0), partition = null
      from ${source}
     where ${isClaimed(among)}`,
);

/**
 * Lets messages rest that could not be read for want of something that may come back. One of a
 * partition leaves it: what comes behind it is read before it.
 */
export async function restMessages(
  sql: Sql,
  claims: readonly { readonly id: bigint; readonly tries: number; readonly restMs: number }[],
): Promise<void> {
  await restRows(
    sql,
    claims.map(({ id, tries, restMs }) => ({ id, tries, rest_ms: Math.ceil(restMs) })),
  );
}

const CLAIM_COLUMNS = { id: "bigint", tries: "smallint" } as const;

const renewRows = overRows<typeof CLAIM_COLUMNS, never>(
  CLAIM_COLUMNS,
  (source, next, among) => `
    update inbound_message m
       set due_at = greatest(
             due_at, clock_timestamp() + make_interval(secs => ${next(1)}::float8 / 1000))
      from ${source}
     where ${isClaimed(among)}`,
);

/** Keeps claims for longer; one that was lost meanwhile, or is settled, stays as it is. */
export async function renewClaims(
  sql: Sql,
  claims: readonly { readonly id: bigint; readonly tries: number }[],
  leaseMs: number,
): Promise<void> {
  await renewRows(sql, claims, String(leaseMs));
}

/** Which messages are meant. */
export interface MessageFilter {
  readonly sourceId: number;
  readonly from: string;
  readonly to: string;
  readonly states: readonly StoredKey["state"][];
  /** A reason among their faults; null: whatever they are. */
  readonly reason: string | null;
}

/** Has messages read again, a page of them. @returns how many; fewer than `limit`: that was all */
export async function replayMessages(
  sql: Sql,
  { sourceId, from, to, states, reason }: MessageFilter,
  limit: number,
): Promise<number> {
  const result = await sql`
    with again as (
      select m.id from inbound_message m
        join intakes on received_on = intake_on and intakes.id = intake_id
       where source_id = ${sourceId} and m.received_at >= ${from}::text::timestamptz
         and m.received_at < ${to}::text::timestamptz
         and state = any(${[...states]}) and state <> 'RECEIVED'
         and (${reason}::text is null
              or faults @> jsonb_build_array(jsonb_build_object('reason', ${reason}::text)))
       order by m.received_at, m.id limit ${limit}
         for update of m skip locked)
    update inbound_message set state = 'RECEIVED', due_at = clock_timestamp(), tries = 0,
           partition = null
     where id in (select id from again)`;
  return result.count;
}

export type MessageListRow = RowOf<
  "inbound_message",
  "id" | "messageKey" | "topic" | "state" | "receivedAt" | "readAt" | "tries" | "counts" | "faults"
>;

/** Messages, the latest first. */
export async function listMessages(
  sql: Sql,
  { sourceId, from, to, states, reason }: MessageFilter,
  limit: number,
): Promise<readonly MessageListRow[]> {
  return await sql<MessageListRow[]>`
    select id, message_key as "messageKey", topic, state, received_at as "receivedAt",
           read_at as "readAt", tries, counts, faults
      from inbound_message
     where source_id = ${sourceId} and received_at >= ${from}::text::timestamptz
       and received_at < ${to}::text::timestamptz and state = any(${[...states]})
       and (${reason}::text is null
            or faults @> jsonb_build_array(jsonb_build_object('reason', ${reason}::text)))
     order by received_at desc, id desc limit ${limit}`;
}

/** The raw body of a message; null when there is no such message, or its body is gone. */
export async function readMessageBody(
  sql: Sql,
  id: bigint,
): Promise<{ readonly bytes: Buffer; readonly encoding: "identity" | "zstd" } | null> {
  const [row] = await sql<{ bytes: Buffer; encoding: "identity" | "zstd" }[]>`
    select body as bytes, body_encoding as encoding
      from inbound_message m join intakes on received_on = intake_on and intakes.id = intake_id
     where m.id = ${id}`;
  return row ?? null;
}

export interface WholeMessageRow
  extends RowOf<"inbound_message", "sourceId" | "receivedAt">,
    RowOf<"intakes", "headers"> {
  readonly bytes: Buffer;
  readonly encoding: "identity" | "zstd";
}

/** A message as it came. Null: there is none, or its body is gone. */
export async function readWholeMessage(sql: Sql, id: bigint): Promise<WholeMessageRow | null> {
  const [row] = await sql<WholeMessageRow[]>`
    select m.source_id as "sourceId", m.received_at as "receivedAt", headers, body as bytes,
           body_encoding as encoding
      from inbound_message m join intakes on received_on = intake_on and intakes.id = intake_id
     where m.id = ${String(id)}::text::bigint`;
  return row ?? null;
}

/** Forgets messages whose bodies are gone. @returns how many; fewer than `limit`: that was all */
export async function deleteMessagesBefore(
  sql: Sql,
  day: LocalDate,
  limit: number,
): Promise<number> {
  const result = await sql`
    delete from inbound_message where id in (
      select id from (select id, intake_on from inbound_message order by id limit ${limit}) oldest
       where intake_on < ${day}::date)`;
  return result.count;
}
