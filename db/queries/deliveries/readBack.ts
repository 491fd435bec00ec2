import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** What destinations store, compared with what they were sent last (contract 7.5). */

/** What was sent of one customer, while nothing of it is under way. */
export type ComparableRow = RowOf<
  "delivery_sent",
  "rootId" | "outboxId" | "seq" | "sentAt" | "knownBy" | "fields" | "place" | "wrong"
> & {
  /** Of the lane: another one says that something was sent meanwhile. */
  readonly token: bigint;
  readonly publicId: string;
};

/**
 * Takes the turn of reading a destination back, which is due again after so many minutes.
 *
 * @param isNow somebody asks for it: whether or not it is due
 * @returns how far the walk over all customers is; null: it is not due, or another process has it
 */
export async function takeReadBackTurn(
  sql: Sql,
  destinationId: number,
  { everyMinutes, isNow }: { readonly everyMinutes: number; readonly isNow: boolean },
): Promise<RowOf<"read_back_run", "walkAt"> | null> {
  // As of when the row is ours: another process may have taken the turn while we waited for it.
  const next = sql`clock_timestamp() + make_interval(mins => ${everyMinutes}::int)`;
  const [row] = await sql<RowOf<"read_back_run", "walkAt">[]>`
    insert into read_back_run as r (destination_id, next_at, walk_at)
    values (${destinationId}::smallint, ${next},
            -- One that is new begins anywhere.
            hashint8extended(${destinationId}::bigint, 0))
    on conflict (destination_id) do update set next_at = ${next}
     where ${isNow} or r.next_at <= clock_timestamp()
        -- It was said since that it is to be read more often.
        or r.next_at > ${next}
    returning r.walk_at as "walkAt"`;
  return row ?? null;
}

export async function endReadBackTurn(
  sql: Sql,
  destinationId: number,
  { walkAt, problem }: RowOf<"read_back_run", "walkAt" | "problem">,
): Promise<void> {
  await sql`
    update read_back_run set walk_at = ${walkAt}::bigint, problem = ${problem}
     where destination_id = ${destinationId}::smallint`;
}

interface Comparable {
  readonly destinationId: number;
  readonly settleSeconds: number;
  /** What would have been sent, and not what was. */
  readonly isShadow: boolean;
}

/**
 * Whether what was sent (`s`) of a customer (`c`) is what a destination was to store at a moment,
 * as far as their lane (`l`) says. `at` null: now.
 */
export const isAtRest = (
  sql: Sql,
  { at, settleSeconds }: { readonly at: string | null; readonly settleSeconds: number },
) => sql`
  l.pending = 0 and l.again_seq is null and not l.is_dead and c.root_id = c.id
   and s.sent_at <= ${at === null ? sql`clock_timestamp()` : sql`${at}::text::timestamptz`}
                    - make_interval(secs => ${settleSeconds}::float8)
   -- Something newer arrived that nothing was kept of.
   and not exists (select from delivery d
                    where d.root_id = s.root_id and d.seq > s.seq
                      and d.destination_id = s.destination_id
                      and case d.outcome when 'DELIVERED' then d.status is not null
                                         when 'SHADOWED' then d.answer is null
                                         else false end)`;

/** Columns and conditions of a row that can be compared now. */
const comparable = (sql: Sql, { destinationId, settleSeconds, isShadow }: Comparable) => sql`
  select s.root_id as "rootId", s.outbox_id as "outboxId", s.seq, s.sent_at as "sentAt",
         s.known_by as "knownBy", s.fields, s.place, s.wrong, l.token, c.public_id as "publicId"
    from delivery_sent s
    join delivery_lane l on l.destination_id = s.destination_id and l.root_id = s.root_id
    join customer c on c.id = s.root_id
   where s.destination_id = ${destinationId}::smallint and s.is_shadow = ${isShadow}
     and ${isAtRest(sql, { at: null, settleSeconds })}`;

/**
 * Customers of a destination whose lane is at rest, and to whom nothing was sent since
 * `settleSeconds`: those in whom something was wrong, those who were told something last, and those
 * next on the walk; `limit` of all together at most.
 */
export async function readComparable(
  sql: Sql,
  {
    walkAt,
    limit,
    ...of
  }: Comparable & {
    readonly walkAt: bigint;
    readonly limit: number;
  },
): Promise<{ readonly rows: readonly ComparableRow[]; readonly walkAt: bigint }> {
  const found = new Map<bigint, ComparableRow>();
  const take = (rows: readonly ComparableRow[]) => {
    for (const row of rows) {
      found.set(row.rootId, row);
    }
    return rows;
  };
  const ready = comparable(sql, of);
  const half = (count: number) => Math.floor(count / 2);
  take(
    await sql<ComparableRow[]>`
      ${ready} and s.wrong > 0 order by s.checked_at limit ${half(limit)}::int`,
  );
  take(
    await sql<ComparableRow[]>`
      ${ready} and (s.checked_at is null or s.checked_at < s.sent_at)
      order by s.sent_at desc limit ${half(limit - found.size)}::int`,
  );
  let place = walkAt;
  for (const isBegun of [true, false]) {
    const left = limit - found.size;
    const walked =
      left <= 0
        ? []
        : take(
            await sql<ComparableRow[]>`
              ${ready} and ${isBegun ? sql`s.place > ${walkAt}::bigint` : sql`s.place <= ${walkAt}::bigint`}
              order by s.place limit ${left}::int`,
          );
    place = walked.at(-1)?.place ?? place;
  }
  // From where the walk is: whoever cannot be read is not in front each time.
  const rows = [...found.values()].sort((a, b) => Number(a.place > b.place) - 0.5);
  const ahead = rows.filter((row) => row.place > walkAt);
  return { rows: [...ahead, ...rows.filter((row) => row.place <= walkAt)], walkAt: place };
}

/** One customer of a destination, if it can be compared now. */
export async function readComparableOf(
  sql: Sql,
  { rootId, ...of }: Comparable & { readonly rootId: bigint },
): Promise<ComparableRow | null> {
  const [row] = await sql<ComparableRow[]>`
    ${comparable(sql, of)} and s.root_id = ${rootId}::bigint`;
  return row ?? null;
}

/** Whether anything is kept of what was sent of a customer, and whether its lane is at rest. */
export async function readStanding(
  sql: Sql,
  { destinationId, rootId }: { readonly destinationId: number; readonly rootId: bigint },
): Promise<{ readonly isKept: boolean; readonly isAtRest: boolean }> {
  const [row] = await sql<{ isKept: boolean; isAtRest: boolean }[]>`
    select exists (select from delivery_sent
                    where destination_id = ${destinationId}::smallint
                      and root_id = ${rootId}::bigint) as "isKept",
           exists (select from delivery_lane
                    where destination_id = ${destinationId}::smallint
                      and root_id = ${rootId}::bigint
                      and pending = 0 and again_seq is null and not is_dead) as "isAtRest"`;
  return row as { isKept: boolean; isAtRest: boolean };
}

/** What was compared: who, and what of them. */
export type UnmovedKey = Pick<ComparableRow, "rootId" | "token" | "outboxId" | "sentAt">;

/**
 * Locks the lanes of what was compared, until the caller's transaction ends: nobody sends
 * meanwhile. In the order in which those who settle take them.
 *
 * @returns of whom nothing was sent and nothing waits since, and whether what was sent last had not
 *   been compared before; of the others what was read says nothing
 */
export async function lockUnmoved(
  tx: Tx,
  destinationId: number,
  rows: readonly UnmovedKey[],
): Promise<ReadonlyMap<bigint, { readonly isUnread: boolean }>> {
  const keys = rows.map(({ rootId, token, outboxId, sentAt }) => ({
    ...{ rootId, token, outboxId, sentAt },
  }));
  const unmoved = await tx<{ rootId: bigint; isUnread: boolean }[]>`
    select l.root_id as "rootId", s.checked_at is null or s.checked_at < s.sent_at as "isUnread"
      from json_to_recordset(${rowsParameter(keys)}::text::json)
             as r("rootId" bigint, token bigint, "outboxId" bigint, "sentAt" timestamptz)
      join delivery_lane l on l.destination_id = ${destinationId}::smallint
       and l.root_id = r."rootId" and l.token = r.token
      join delivery_sent s on s.destination_id = l.destination_id and s.root_id = l.root_id
       and s.outbox_id = r."outboxId" and s.sent_at = r."sentAt"
     where l.pending = 0 and l.again_seq is null and not l.is_dead
     order by l.root_id
       for no key update of l, s`;
  return new Map(unmoved.map(({ rootId, isUnread }) => [rootId, { isUnread }]));
}

/**
 * Drops what was sent of a customer whom the destination can no longer be asked for; what it is
 * told next is kept again.
 */
export async function dropSent(
  tx: Tx,
  destinationId: number,
  { rootId, sentAt }: Pick<ComparableRow, "rootId" | "sentAt">,
): Promise<void> {
  const { count } = await tx`
    delete from delivery_sent
     where destination_id = ${destinationId}::smallint and root_id = ${rootId}::bigint
       and sent_at = ${sentAt}::text::timestamptz`;
  if (count > 0) {
    await tx`
      delete from read_back_finding
       where destination_id = ${destinationId}::smallint and root_id = ${rootId}::bigint
         and repaired_at is null`;
  }
}

/** What came of comparing one customer. */
export interface ComparedRow {
  readonly destinationId: number;
  readonly rootId: bigint;
  readonly outboxId: bigint;
  /** What was sent last had not been compared before: it counts. */
  readonly isUnread: boolean;
  readonly checked: readonly string[];
  readonly wrong: readonly Pick<
    RowOf<"read_back_finding", "field" | "sent" | "stored">,
    "field" | "sent" | "stored"
  >[];
}

/**
 * Writes down what came of comparing one customer: what is right again ends, what is wrong begins
 * or goes on, and what was looked at for the first time since it was sent is counted. Under the
 * lane's lock.
 *
 * @param findingsMax findings of one field that are open at once; beyond, values are counted alone
 */
export async function writeCompared(
  tx: Tx,
  { destinationId, rootId, outboxId, isUnread, checked, wrong }: ComparedRow,
  findingsMax: number,
): Promise<void> {
  await tx`
    update delivery_sent
       set checked_at = clock_timestamp(), checked_id = ${outboxId}::bigint, wrong = ${wrong.length}
     where destination_id = ${destinationId}::smallint and root_id = ${rootId}::bigint`;
  await tx`
    update read_back_finding
       set repaired_at = clock_timestamp()
     where destination_id = ${destinationId}::smallint and root_id = ${rootId}::bigint
       and repaired_at is null
       and field <> all(${wrong.map(({ field }) => field)}::text[])`;
  // One that was right and is wrong now counts, though nothing was sent since.
  await tx`
    with given as (
      select name as field from unnest(${[...checked]}::text[]) as c(name)),
    bad as (
      select field, sent, stored from json_to_recordset(${rowsParameter(wrong)}::text::json)
               as w(field text, sent text, stored text)),
    news as (
      select b.* from bad b
       where not exists (select from read_back_finding f
                          where f.destination_id = ${destinationId}::smallint
                            and f.root_id = ${rootId}::bigint and f.field = b.field
                            and f.repaired_at is null)),
    kept as (
      update read_back_finding f set sent = b.sent, stored = b.stored
        from bad b
       where f.destination_id = ${destinationId}::smallint and f.root_id = ${rootId}::bigint
         and f.field = b.field and f.repaired_at is null),
    begun as (
      insert into read_back_finding (destination_id, root_id, field, sent, stored, found_at)
      select ${destinationId}::smallint, ${rootId}::bigint, n.field, n.sent, n.stored, now()
        from news n
       where (select count(*) from read_back_finding f
               where f.destination_id = ${destinationId}::smallint and f.field = n.field
                 and f.repaired_at is null) < ${findingsMax}::int)
    insert into read_back_day as d (destination_id, day, field, checked, wrong)
    select ${destinationId}::smallint, (now() at time zone 'UTC')::date, g.field, 1,
           case when n.field is null then 0 else 1 end
      from given g left join news n on n.field = g.field
     where ${isUnread} or n.field is not null
     order by g.field
    on conflict (destination_id, day, field) do update
       set checked = d.checked + excluded.checked, wrong = d.wrong + excluded.wrong`;
}

/**
 * Has a customer told once more what it was told last, through its lane. Under the lane's lock.
 *
 * @returns false: the row is kept no more, or was tried `triesMax` times already
 */
export async function tellAnew(
  tx: Tx,
  { destinationId, rootId, outboxId }: Pick<ComparedRow, "destinationId" | "rootId" | "outboxId">,
  triesMax: number,
): Promise<boolean> {
  const { count } = await tx`
    with row as (
      select o.id, o.seq from outbox o
       where o.id = ${outboxId}::bigint and o.root_id = ${rootId}::bigint
         and exists (select from read_back_finding f
                      where f.destination_id = ${destinationId}::smallint
                        and f.root_id = ${rootId}::bigint and f.repaired_at is null
                        and f.repairs < ${triesMax}::int)),
    counted as (
      update read_back_finding set repairs = repairs + 1
       where destination_id = ${destinationId}::smallint and root_id = ${rootId}::bigint
         and repaired_at is null and exists (select from row))
    update delivery_lane l
       set again_seq = row.seq, again_to = row.seq, next_id = least(l.next_id, row.id),
           due_at = clock_timestamp()
      from row
     where l.destination_id = ${destinationId}::smallint and l.root_id = ${rootId}::bigint`;
  return count === 1;
}
