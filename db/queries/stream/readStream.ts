import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";
import { PRESENCE_CHANNEL } from "../access/presences.ts";
import { REVOCATION_CHANNEL } from "../access/tokens.ts";

/** What the tail and the subscriptions read of the outbox (contract 7.2). */

/** A row without what it tells: enough to see whether anybody waits for it. */
export type OutboxHeadRow = RowOf<"outbox", "id" | "rootId" | "kind" | "announce">;

export type OutboxKind = OutboxHeadRow["kind"];

export type StreamRow = OutboxHeadRow & RowOf<"outbox", "seq" | "payload" | "recordedAt">;

/** How far everything is decided, and by which session that was read. */
export interface TailPosition {
  readonly safe: bigint;
  readonly pid: number;
}

export async function readTailPosition(sql: Sql): Promise<TailPosition> {
  const [row] = await sql<TailPosition[]>`
    select safe_id as safe, pg_backend_pid() as pid from outbox_watermark where id = 1`;
  return row as TailPosition;
}

/**
 * Rows above `after`, at most `limit`, and those of `gaps` (ids below it that had no row) that have
 * one now; with the watermark of the very same snapshot, so that a gap at or below it will never
 * have a row.
 */
export async function readTail(
  sql: Sql,
  { after, gaps, limit }: { after: bigint; gaps: readonly bigint[]; limit: number },
): Promise<TailPosition & { readonly rows: readonly OutboxHeadRow[] }> {
  const rows = await sql<(TailPosition & { [Name in keyof OutboxHeadRow]: unknown })[]>`
    select w.safe_id as safe, pg_backend_pid() as pid, o.id, o.root_id as "rootId", o.kind, o.announce
      from outbox_watermark w
      left join lateral (
        (select id, root_id, kind, announce from outbox
          where id > ${after}::bigint order by id limit ${limit}::int)
        union all
        (select id, root_id, kind, announce from outbox where id = any(${idList(gaps)}::bigint[]))
      ) o on true
     where w.id = 1
     order by o.id`;
  const [first] = rows;
  if (first === undefined) {
    throw new Error("the outbox has no watermark: run the migrations");
  }
  const { safe, pid } = first;
  return { safe, pid, rows: first.id === null ? [] : (rows as unknown as OutboxHeadRow[]) };
}

/**
 * Has this session told of news, which carry nothing, of who has whom open, and that something was
 * revoked. What is told may be lost.
 */
export async function listenForNews(sql: Sql): Promise<void> {
  await sql`listen tributary_outbox`;
  await sql`listen ${sql(PRESENCE_CHANNEL)}`;
  await sql`listen ${sql(REVOCATION_CHANNEL)}`;
}

/**
 * Wakes every listening process; a short transaction of its own, never part of a write
 * (contract 7.2). It has nothing that a crash could take, so it does not wait for the disk.
 */
export async function notifyOfNews(sql: Sql): Promise<void> {
  await sql`
    select set_config('synchronous_commit', 'off', true), pg_notify('tributary_outbox', '')`;
}

const streamColumns = (sql: Sql) =>
  sql`id, root_id as "rootId", seq, kind, announce, payload, recorded_at as "recordedAt"`;

export async function readOutboxRows(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly StreamRow[]> {
  return await sql<StreamRow[]>`
    select ${streamColumns(sql)}
      from outbox where id = any(${idList(ids)}::bigint[]) order by id`;
}

/** Rows of one customer behind `after`, in order. */
export async function readStream(
  sql: Sql,
  { rootId, after, limit }: { rootId: bigint; after: bigint; limit: number },
): Promise<readonly StreamRow[]> {
  return await sql<StreamRow[]>`
    select ${streamColumns(sql)}
      from outbox
     where root_id = ${rootId}::bigint and seq > ${after}::bigint
     order by seq limit ${limit}::int`;
}

/**
 * Announced tier changes with `after` < id <= `upTo`, in order. The kind is a literal: the index is
 * partial.
 */
export async function readTierChanges(
  sql: Sql,
  { after, upTo, limit }: { after: bigint; upTo: bigint; limit: number },
): Promise<readonly StreamRow[]> {
  return await sql<StreamRow[]>`
    select ${streamColumns(sql)}
      from outbox
     where kind = 'TIER_CHANGED' and announce and id > ${after}::bigint and id <= ${upTo}::bigint
     order by id limit ${limit}::int`;
}

/**
 * Rows of a customer's stream so far, and the oldest one that is still there; null when none is.
 */
export async function readStreamBounds(
  sql: Sql,
  rootId: bigint,
): Promise<{
  readonly publicId: string;
  readonly last: bigint;
  readonly oldest: bigint | null;
} | null> {
  const [row] = await sql<{ publicId: string; last: bigint; oldest: bigint | null }[]>`
    select c.public_id as "publicId", c.seq as last,
           (select o.seq from outbox o where o.root_id = c.id order by o.seq limit 1) as oldest
      from customer c where c.id = ${rootId}::bigint`;
  return row ?? null;
}

/** Whose stream tells of a leaf now, and how far that stream has got. */
export async function readStreamOfLeaf(
  sql: Sql,
  leafId: bigint,
): Promise<{ readonly rootId: bigint; readonly publicId: string; readonly last: bigint } | null> {
  const [row] = await sql<{ rootId: bigint; publicId: string; last: bigint }[]>`
    select r.id as "rootId", r.public_id as "publicId", r.seq as last
      from customer leaf join customer r on r.id = leaf.root_id
     where leaf.id = ${leafId}::bigint`;
  return row ?? null;
}

/**
 * Number of a customer's first row that was recorded at this very moment, of one kind or of any;
 * null when none is kept.
 */
export async function readFirstSeqAt(
  sql: Sql,
  { rootId, at, kind }: { rootId: bigint; at: string; kind: OutboxKind | null },
): Promise<bigint | null> {
  const [row] = await sql<{ seq: bigint }[]>`
    select seq from outbox
     where root_id = ${rootId}::bigint and recorded_at = ${at}::text::timestamptz
       and (${kind}::text is null or kind = ${kind})
     order by seq limit 1`;
  return row?.seq ?? null;
}

/** The watermark, and the oldest row of the whole outbox; null when it is empty. */
export async function readOutboxBounds(
  sql: Sql,
): Promise<{ readonly last: bigint; readonly oldest: bigint | null }> {
  const [row] = await sql<{ last: bigint; oldest: bigint | null }[]>`
    select w.safe_id as last, (select o.id from outbox o order by o.id limit 1) as oldest
      from outbox_watermark w where w.id = 1`;
  return row as { last: bigint; oldest: bigint | null };
}
