import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";
import { isAtRest } from "./readBack.ts";

/**
 * A file of what another feed told, beside what we would have sent (ADR-0079). What it says stands
 * in tables of one session, which nobody else sees and which end with it.
 */

/** What a line says of a customer, as what was sent is kept. */
export type FeedLineRow = Pick<
  RowOf<"delivery_sent", "knownBy" | "fields">,
  "knownBy" | "fields"
> & {
  readonly line: number;
};

/** @param session one connection, for as long as it is compared */
export async function openFeed(session: Sql): Promise<void> {
  await closeFeed(session);
  await session`
    create temporary table feed_line (known_by text primary key, line int not null, fields jsonb not null)`;
  await session`
    create temporary table feed_outcome (
      root_id bigint primary key, outbox_id bigint not null, sent_at timestamptz not null,
      token bigint not null, is_equal boolean not null, is_found boolean not null,
      checked text[] not null, wrong jsonb not null)`;
}

export async function closeFeed(session: Sql): Promise<void> {
  await session`set client_min_messages = warning`;
  await session`drop table if exists pg_temp.feed_line, pg_temp.feed_outcome`;
  await session`reset client_min_messages`;
  for (const way of WAYS_OF_WHOLE_TABLES) {
    await session.unsafe(`reset ${way}`);
  }
}

/** @returns of lines whose customer a line before them names: both */
export async function addFeedLines(
  session: Sql,
  rows: readonly FeedLineRow[],
): Promise<readonly { readonly line: number; readonly first: number }[]> {
  const given = rowsParameter(rows);
  const { count } = await session`
    insert into feed_line (known_by, line, fields)
    select "knownBy", line, fields
      from json_to_recordset(${given}::text::json) as r("knownBy" text, line int, fields jsonb)
     order by line
    on conflict do nothing`;
  // Asked only then: it may read all lines there are.
  return count === rows.length
    ? []
    : await session<{ line: number; first: number }[]>`
        select r.line, l.line as first
          from json_to_recordset(${given}::text::json) as r("knownBy" text, line int)
          join feed_line l on l.known_by = r."knownBy" and l.line <> r.line
         order by r.line`;
}

/** The file is whole. */
export async function endFeedLines(session: Sql): Promise<void> {
  await session`analyze feed_line`;
}

/**
 * From here on the session looks rows up by key: of a page of customers the planner cannot know how
 * short it is, and would read every line of the file for each.
 */
export async function lookUpByKey(session: Sql): Promise<void> {
  for (const way of WAYS_OF_WHOLE_TABLES) {
    await session.unsafe(`set ${way} = off`);
  }
}

const WAYS_OF_WHOLE_TABLES = ["enable_hashjoin", "enable_mergejoin", "enable_seqscan"] as const;

/** What would have been sent of a customer, and what the file says of them. */
export type FedCustomerRow = RowOf<
  "delivery_sent",
  "rootId" | "outboxId" | "sentAt" | "knownBy" | "fields"
> & {
  /** Of the lane: another one says that something was settled meanwhile. */
  readonly token: bigint;
  /** Null: the file does not name them. */
  readonly line: number | null;
  readonly theirs: RowOf<"delivery_sent", "fields">["fields"] | null;
  /** Nothing of them was under way then, or is now. */
  readonly isComparable: boolean;
  /** They were compared as of a later moment. */
  readonly isOlder: boolean;
};

export interface FedCustomersRange {
  readonly destinationId: number;
  /** As of when the file is. */
  readonly at: string;
  /** How long the other feed may take to tell something. */
  readonly settleSeconds: number;
  /** Those whom the file does not name, too. */
  readonly isWhole: boolean;
  readonly afterRoot: bigint;
  readonly limit: number;
}

/** What would have been sent since the destination is in shadow, this time. */
const keptOf = (session: Sql, destinationId: number) => session`
  select s.* from delivery_sent s
   where s.destination_id = ${destinationId}::smallint and s.is_shadow
     and s.sent_at >= (select m.since from destination_mode m
                        where m.destination_id = ${destinationId}::smallint)`;

/**
 * The next customers of a destination of whom something would have been sent since it is in shadow,
 * in the order of their ids, as far as they are of interest. What came and is in no lane yet is
 * under way, too.
 *
 * @returns `last`: the id behind which the next ones are; null: there are none
 */
export async function readFedCustomers(
  session: Sql,
  { destinationId, at, settleSeconds, isWhole, afterRoot, limit }: FedCustomersRange,
): Promise<{ readonly rows: readonly FedCustomerRow[]; readonly last: bigint | null }> {
  // The page first, whatever the file names: its order is that of an index.
  const rows = await session<(FedCustomerRow & { readonly last: bigint | null })[]>`
    with page as materialized (
      ${keptOf(session, destinationId)} and s.root_id > ${afterRoot}::bigint
       order by s.root_id limit ${limit}::int)
    select e.last, p.*
      from (select max(root_id) as last from page) e
      left join (
        select s.root_id as "rootId", s.outbox_id as "outboxId", s.sent_at as "sentAt",
               s.known_by as "knownBy", s.fields, l.token, f.line, f.fields as theirs,
               ${isAtRest(session, { at, settleSeconds })}
                 and not exists (select from outbox o
                                  where o.root_id = s.root_id and o.seq > s.seq
                                    and o.id > (select outbox_id from delivery_cursor where id = 1))
                 as "isComparable",
               coalesce(x.compared_at > ${at}::text::timestamptz, false) as "isOlder"
          from page s
          join delivery_lane l on l.destination_id = s.destination_id and l.root_id = s.root_id
          join customer c on c.id = s.root_id
          left join feed_line f on f.known_by = s.known_by
          left join shadow_compared x
            on x.destination_id = s.destination_id and x.root_id = s.root_id
         where ${isWhole} or f.line is not null) p on true
     order by p."rootId"`;
  const last = rows[0]?.last ?? null;
  return { last, rows: rows.filter(({ rootId }) => rootId !== null) };
}

/** Lines that name nobody of whom something would have been sent: how many, and the first. */
export async function readUnknownLines(
  session: Sql,
  destinationId: number,
  limit: number,
): Promise<{ readonly count: number; readonly lines: readonly number[] }> {
  const [row] = await session<{ count: number; lines: number[] }[]>`
    with unknown as (
      select line from feed_line
       where not exists (select from (${keptOf(session, destinationId)}) k
                          where k.known_by = feed_line.known_by))
    select (select count(*)::int from unknown) as count,
           array(select line from unknown order by line limit ${limit}::int) as lines`;
  return row as { count: number; lines: number[] };
}

/** What comparing one customer came to. */
export interface FeedOutcomeRow
  extends Pick<FedCustomerRow, "rootId" | "outboxId" | "sentAt" | "token"> {
  readonly isFound: boolean;
  readonly checked: readonly string[];
  readonly wrong: readonly {
    readonly field: string;
    readonly sent: string | null;
    readonly stored: string | null;
  }[];
}

export async function addFeedOutcomes(
  session: Sql,
  rows: readonly FeedOutcomeRow[],
): Promise<void> {
  await session`
    insert into feed_outcome
    select "rootId", "outboxId", "sentAt", token, "isFound" and json_array_length(wrong) = 0,
           "isFound", checked, wrong
      from json_to_recordset(${rowsParameter(rows)}::text::json)
             as r("rootId" bigint, "outboxId" bigint, "sentAt" timestamptz, token bigint,
                  "isFound" boolean, checked text[], wrong json)`;
}

/** In the order of their ids: those that are equal, or the others. */
export async function readFeedOutcomes(
  session: Sql,
  {
    isEqual,
    afterRoot,
    limit,
  }: { readonly isEqual: boolean; readonly afterRoot: bigint; readonly limit: number },
): Promise<readonly FeedOutcomeRow[]> {
  return await session<FeedOutcomeRow[]>`
    select root_id as "rootId", outbox_id as "outboxId", sent_at as "sentAt", token,
           is_found as "isFound", checked, wrong
      from feed_outcome
     where is_equal = ${isEqual} and root_id > ${afterRoot}::bigint
     order by root_id limit ${limit}::int`;
}
