import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";
import type { IncidentRow } from "./incidents.ts";

/** That channels are told of incidents: rows first, in the transaction of the moment, then sent. */

type MomentOf = RowOf<"alert_notice", "moment">["moment"];

/** Has every channel that wants to know told of a moment of these incidents; each once. */
export async function insertNotices(
  tx: Tx,
  {
    incidentIds,
    moment,
    at,
  }: {
    readonly incidentIds: readonly bigint[];
    readonly moment: MomentOf;
    readonly at: string | null;
  },
): Promise<void> {
  await tx`
    insert into alert_notice (incident_id, channel_id, moment, created_at, due_at)
    select i.id, c.id, ${moment}, t.at, t.at
      from incident i
      join alert_channel c on c.retired_at is null and c.settings -> 'incidents' ? i.code
                          and c.settings -> 'moments' ? ${moment}
      cross join (select coalesce(${at}::text::timestamptz, clock_timestamp()) as at) t
     where i.id = any(${idList(incidentIds)}::bigint[])
    on conflict do nothing`;
}

const isMutedAt = (sql: Sql | Tx, now: string) => sql`
  (m.code is null or m.code = i.code) and (m.subject is null or m.subject = i.subject)
    and m.from_at <= ${now}::text::timestamptz and m.until_at > ${now}::text::timestamptz`;

/**
 * What is due while somebody wants quiet is put off until then; what was put off and is over by the
 * time that it can be told is not told, and neither is its end.
 */
export async function keepQuiet(sql: Sql, now: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update alert_notice n
         set was_muted = true,
             due_at = (select max(m.until_at) from incident_mute m where ${isMutedAt(tx, now)})
        from incident i
       where i.id = n.incident_id and n.sent_at is null and n.dropped_at is null and n.tries = 0
         and n.due_at <= ${now}::text::timestamptz
         and exists (select from incident_mute m where ${isMutedAt(tx, now)})`;
    await tx`
      update alert_notice n
         set dropped_at = ${now}::text::timestamptz,
             answer = 'Not told: it was over before anybody was to be told.'
        from incident i
       where i.id = n.incident_id and n.sent_at is null and n.dropped_at is null and n.tries = 0
         and n.due_at <= ${now}::text::timestamptz and i.resolved_at is not null
         and (n.was_muted or exists (
               select from alert_notice o
                where o.incident_id = n.incident_id and o.channel_id = n.channel_id
                  and o.id < n.id and o.was_muted and o.sent_at is null))`;
  });
}

/** A notice that is to be sent now, with all that it tells. */
export type DueNotice = RowOf<"alert_notice", "id" | "channelId" | "moment" | "tries"> &
  RowOf<"alert_channel", "settings"> & {
    readonly createdAt: string;
    readonly channel: string;
    readonly incident: IncidentRow;
    readonly keyId: string | null;
    readonly sealed: Buffer | null;
  };

/**
 * Takes notices that are due until `until`; of one incident at one channel the next only once the
 * one before has ended.
 */
export async function takeNotices(
  sql: Sql,
  { now, until, limit }: { readonly now: string; readonly until: string; readonly limit: number },
): Promise<readonly DueNotice[]> {
  return await sql<DueNotice[]>`
    with due as (
      select n.id from alert_notice n
       where n.sent_at is null and n.dropped_at is null
         and n.due_at <= ${now}::text::timestamptz
         and not exists (
               select from alert_notice o
                where o.incident_id = n.incident_id and o.channel_id = n.channel_id
                  and o.id < n.id and o.sent_at is null and o.dropped_at is null)
       order by n.due_at limit ${limit}::int for update skip locked),
    taken as (
      update alert_notice n set due_at = ${until}::text::timestamptz, tries = n.tries + 1
        from due where n.id = due.id
      returning n.id, n.incident_id, n.channel_id, n.moment, n.tries, n.created_at)
    select t.id, t.channel_id as "channelId", t.moment, t.tries, t.created_at as "createdAt",
           c.settings, c.code as channel, s.key_id as "keyId", s.sealed,
           json_build_object(
             'id', i.id::text, 'publicId', i.public_id, 'code', i.code, 'subject', i.subject,
             'title', i.title, 'ownerTeam', i.owner_team, 'ownerContact', i.owner_contact,
             'runbook', i.runbook, 'startedAt', i.started_at::text,
             'detectedAt', i.detected_at::text, 'acknowledgedAt', i.acknowledged_at::text,
             'acknowledgedBy', i.acknowledged_by, 'note', i.note,
             'resolvedAt', i.resolved_at::text, 'customers', i.customers, 'orders', i.orders,
             'amounts', i.amounts, 'evidence', i.evidence) as incident
      from taken t
      join incident i on i.id = t.incident_id
      join alert_channel c on c.id = t.channel_id
      left join alert_channel_secret s on s.channel_id = c.id
     order by t.id`;
}

/** What came of a try; an older try's word changes nothing. */
export async function endNotice(
  sql: Sql,
  {
    id,
    tries,
    status,
    answer,
    at,
    next,
  }: RowOf<"alert_notice", "id" | "tries" | "status" | "answer"> & {
    readonly at: string;
    /** SENT, DROPPED, or when it is tried again. */
    readonly next: "SENT" | "DROPPED" | { readonly dueAt: string };
  },
): Promise<void> {
  const dueAt = typeof next === "object" ? next.dueAt : null;
  await sql`
    update alert_notice
       set status = ${status}::smallint, answer = ${answer},
           sent_at = case when ${next === "SENT"} then ${at}::text::timestamptz end,
           dropped_at = case when ${next === "DROPPED"} then ${at}::text::timestamptz end,
           due_at = coalesce(${dueAt}::text::timestamptz, due_at)
     where id = ${String(id)}::text::bigint and tries = ${tries}::int
       and sent_at is null and dropped_at is null`;
}

export type NoticeRow = RowOf<
  "alert_notice",
  "moment" | "createdAt" | "tries" | "sentAt" | "droppedAt" | "status" | "answer"
> & { readonly incidentId: bigint; readonly channel: string };

/** Who was told of incidents, and what came of that. */
export async function listNotices(
  sql: Sql,
  incidentIds: readonly bigint[],
): Promise<readonly NoticeRow[]> {
  return await sql<NoticeRow[]>`
    select n.incident_id as "incidentId", c.code as channel, n.moment, n.created_at as "createdAt", n.tries,
           n.sent_at as "sentAt", n.dropped_at as "droppedAt", n.status, n.answer
      from alert_notice n join alert_channel c on c.id = n.channel_id
     where n.incident_id = any(${idList(incidentIds)}::bigint[]) order by n.id`;
}

/** Notices that were tried and not taken yet, or given up, of the last day; by channel. */
export async function countTroubledNotices(
  sql: Sql,
  since: string,
): Promise<readonly { readonly channel: string; readonly count: number }[]> {
  return await sql`
    select c.code as channel,
           (select count(*)::int from alert_notice n
             where n.channel_id = c.id and n.created_at >= ${since}::text::timestamptz
               and n.sent_at is null and n.tries > 0 and n.answer is not null) as count
      from alert_channel c where c.retired_at is null`;
}

export type MuteRow = RowOf<
  "incident_mute",
  "id" | "publicId" | "code" | "subject" | "fromAt" | "untilAt" | "reason" | "createdBy"
>;

export async function insertMute(tx: Tx, mute: Omit<MuteRow, "id">): Promise<void> {
  await tx`
    insert into incident_mute (public_id, code, subject, from_at, until_at, reason, created_by)
    values (${mute.publicId}::text::uuid, ${mute.code}, ${mute.subject},
            ${mute.fromAt}::text::timestamptz, ${mute.untilAt}::text::timestamptz, ${mute.reason},
            ${mute.createdBy})`;
}

/** Those that are not over at an instant, by when they begin. */
export async function listMutes(sql: Sql | Tx, now: string): Promise<readonly MuteRow[]> {
  return await sql<MuteRow[]>`
    select id, public_id as "publicId", code, subject, from_at as "fromAt",
           until_at as "untilAt", reason, created_by as "createdBy"
      from incident_mute where until_at > ${now}::text::timestamptz order by from_at, id`;
}

/** Ends one now; what it put off is due. @returns whether there was one */
export async function endMute(tx: Tx, publicId: string): Promise<boolean> {
  const { count } = await tx`
    update incident_mute
       set until_at = clock_timestamp(), from_at = least(from_at, clock_timestamp())
     where public_id = ${publicId}::text::uuid and until_at > clock_timestamp()`;
  if (count > 0) {
    await tx`
      update alert_notice set due_at = clock_timestamp()
       where sent_at is null and dropped_at is null and tries = 0 and was_muted`;
  }
  return count > 0;
}

/** Forgets mutes that are long over, and notices of incidents that are gone. */
export async function forgetNotices(sql: Sql, before: string): Promise<void> {
  await sql`delete from incident_mute where until_at < ${before}::text::timestamptz`;
  await sql`
    delete from alert_notice n
     where created_at < ${before}::text::timestamptz
       and not exists (select from incident i where i.id = n.incident_id)`;
}
