import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList, rowsParameter } from "../../statements/rows.ts";

export type IncidentRow = RowOf<
  "incident",
  | "id"
  | "publicId"
  | "code"
  | "subject"
  | "title"
  | "ownerTeam"
  | "ownerContact"
  | "runbook"
  | "startedAt"
  | "detectedAt"
  | "acknowledgedAt"
  | "acknowledgedBy"
  | "note"
  | "resolvedAt"
  | "customers"
  | "orders"
  | "amounts"
  | "evidence"
>;

const columns = (sql: Sql | Tx) => sql`
  id, public_id as "publicId", code, subject, title, owner_team as "ownerTeam",
  owner_contact as "ownerContact", runbook, started_at as "startedAt",
  detected_at as "detectedAt", acknowledged_at as "acknowledgedAt",
  acknowledged_by as "acknowledgedBy", note, resolved_at as "resolvedAt", customers, orders,
  amounts, evidence`;

/**
 * Takes the next look, if it is due and nobody else has it, until `until`.
 *
 * @returns its token; null: it is not due
 */
export async function takeWatch(
  sql: Sql,
  { now, until }: { readonly now: string; readonly until: string },
): Promise<bigint | null> {
  const [row] = await sql<RowOf<"incident_watch", "token">[]>`
    insert into incident_watch as w (id, due_at, token)
    values (1, ${until}::text::timestamptz, 1)
    on conflict (id) do update
       set due_at = excluded.due_at, token = w.token + 1
     where w.due_at <= ${now}::text::timestamptz
    returning token`;
  return row?.token ?? null;
}

/** Whether the look is still ours; locks it. It is due again at `dueAt`. */
export async function endWatch(
  tx: Tx,
  { token, dueAt }: { readonly token: bigint; readonly dueAt: string },
): Promise<boolean> {
  const { count } = await tx`
    update incident_watch set due_at = ${dueAt}::text::timestamptz
     where id = 1 and token = ${String(token)}::text::bigint`;
  return count > 0;
}

export type OpenRow = RowOf<"incident", "id" | "code" | "subject" | "clearSince">;

/** Those that are not over, locked: people acknowledge them meanwhile. */
export async function lockOpenIncidents(tx: Tx): Promise<readonly OpenRow[]> {
  return await tx<OpenRow[]>`
    select id, code, subject, clear_since as "clearSince"
      from incident where resolved_at is null order by id for update`;
}

export type NewIncident = Omit<
  IncidentRow,
  "id" | "acknowledgedAt" | "acknowledgedBy" | "note" | "resolvedAt"
>;

/** @returns their ids */
export async function insertIncidents(
  tx: Tx,
  incidents: readonly NewIncident[],
): Promise<readonly bigint[]> {
  const rows = await tx<{ id: bigint }[]>`
    insert into incident (public_id, code, subject, title, owner_team, owner_contact, runbook,
      started_at, detected_at, customers, orders, amounts, evidence)
    select "publicId", code, subject, title, "ownerTeam", "ownerContact", runbook, "startedAt",
      "detectedAt", customers, orders, amounts, evidence
      from json_to_recordset(${rowsParameter(incidents)}::text::json) as r(
        "publicId" uuid, code text, subject text, title text, "ownerTeam" text,
        "ownerContact" text, runbook text, "startedAt" timestamptz, "detectedAt" timestamptz,
        customers int, orders int, amounts jsonb, evidence jsonb)
    returning id`;
  return rows.map(({ id }) => id);
}

/** They are seen again; what they come to is the most that was counted at once. */
export async function noteSeen(
  tx: Tx,
  seen: readonly (RowOf<
    "incident",
    "title" | "startedAt" | "customers" | "orders" | "amounts" | "evidence"
  > & { readonly id: string })[],
): Promise<void> {
  await tx`
    update incident i
       set clear_since = null, evidence = r.evidence, title = r.title,
           started_at = least(i.started_at, r."startedAt"),
           customers = greatest(i.customers, r.customers),
           amounts = case when r.orders >= i.orders then r.amounts else i.amounts end,
           orders = greatest(i.orders, r.orders)
      from json_to_recordset(${rowsParameter(seen)}::text::json) as r(
        id bigint, title text, "startedAt" timestamptz, customers int, orders int, amounts jsonb,
        evidence jsonb)
     where i.id = r.id`;
}

/** They are not seen, from now on. */
export async function noteClear(tx: Tx, ids: readonly bigint[], now: string): Promise<void> {
  await tx`
    update incident set clear_since = ${now}::text::timestamptz
     where id = any(${idList(ids)}::bigint[])`;
}

/** They are over since nothing of them was seen. */
export async function resolveIncidents(tx: Tx, ids: readonly bigint[]): Promise<void> {
  await tx`
    update incident set resolved_at = clear_since
     where id = any(${idList(ids)}::bigint[]) and resolved_at is null`;
}

/** The newest first, `limit` at most. @param isOpen null: all */
export async function listIncidents(
  sql: Sql | Tx,
  {
    isOpen,
    code,
    limit,
  }: { readonly isOpen: boolean | null; readonly code: string | null; readonly limit: number },
): Promise<readonly IncidentRow[]> {
  return await sql<IncidentRow[]>`
    select ${columns(sql)} from incident
     where (${isOpen}::boolean is null or (resolved_at is null) = ${isOpen}::boolean)
       and (${code}::text is null or code = ${code}::text)
     order by detected_at desc, id desc limit ${limit}::int`;
}

export async function findIncident(
  sql: Sql | Tx,
  publicId: string,
): Promise<IncidentRow | undefined> {
  const [row] = await sql<IncidentRow[]>`
    select ${columns(sql)} from incident where public_id = ${publicId}::text::uuid`;
  return row;
}

/**
 * Puts down who looks after it.
 *
 * @returns null: somebody has, or there is none
 */
export async function acknowledge(
  tx: Tx,
  {
    publicId,
    by,
    note,
    at = null,
  }: {
    readonly publicId: string;
    readonly by: string;
    readonly note: string | null;
    /** Null: now, by the database's clock. */
    readonly at?: string | null;
  },
): Promise<IncidentRow | null> {
  const [row] = await tx<IncidentRow[]>`
    update incident
       set acknowledged_at = greatest(
             detected_at, coalesce(${at}::text::timestamptz, clock_timestamp())),
           acknowledged_by = ${by}, note = ${note}
     where public_id = ${publicId}::text::uuid and acknowledged_at is null
    returning ${columns(tx)}`;
  return row ?? null;
}

/** Means in minutes over what was detected, and what was over, since an instant; null of none. */
export async function readMeans(
  sql: Sql,
  since: string,
): Promise<{ readonly detect: number | null; readonly repair: number | null }> {
  const [row] = await sql<{ detect: number | null; repair: number | null }[]>`
    select avg(extract(epoch from detected_at - started_at) / 60)
             filter (where detected_at >= ${since}::text::timestamptz)::float8 as detect,
           avg(extract(epoch from resolved_at - detected_at) / 60)
             filter (where resolved_at >= ${since}::text::timestamptz)::float8 as repair
      from incident
     where detected_at >= ${since}::text::timestamptz
        or resolved_at >= ${since}::text::timestamptz`;
  return row ?? { detect: null, repair: null };
}

/** How many are open, by what is broken. */
export async function countOpenIncidents(
  sql: Sql,
): Promise<readonly { readonly code: string; readonly count: number }[]> {
  return await sql`
    select code, count(*)::int as count from incident where resolved_at is null group by code`;
}

/** What was over for too long, `limit` rows at most. @returns how many */
export async function forgetIncidents(
  sql: Sql,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<number> {
  const { count } = await sql`
    delete from incident where id in (
      select id from incident
       where detected_at < ${before}::text::timestamptz
         and resolved_at < ${before}::text::timestamptz
       order by detected_at limit ${limit}::int)`;
  return count;
}
