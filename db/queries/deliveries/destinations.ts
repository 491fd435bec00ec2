import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { hexBytes, rowsParameter } from "../../statements/rows.ts";

/** Who is told of changes, how they do, and what we prove ourselves by there (contract 7.4). */

export type DestinationRow = RowOf<"destination", "id" | "code" | "settings"> & {
  /** By `fromId`, ascending. */
  readonly told: readonly ToldRow[];
  readonly mode: RowOf<"destination_mode", "mode">["mode"];
  readonly pausedAt: string | null;
  readonly brokenLevel: number;
  /** It asked for that, or answers nobody. */
  readonly isResting: boolean;
};
export type ToldRow = RowOf<"destination_told", "fromId" | "events">;

/** Those that are set up, with what each is told from when on. */
export async function listDestinations(sql: Sql | Tx): Promise<readonly DestinationRow[]> {
  const rows = await sql<(Omit<DestinationRow, "told"> & { told: readonly StoredTold[] })[]>`
    select d.id, d.code, d.settings, coalesce(m.mode, 'LIVE') as mode, s.paused_at as "pausedAt",
           coalesce(s.broken_level, 0) as "brokenLevel",
           coalesce(s.rests_until > clock_timestamp(), false) as "isResting",
           coalesce((select json_agg(json_build_object('fromId', t.from_id::text, 'events', t.events)
                                     order by t.from_id)
                       from destination_told t where t.destination_id = d.id), '[]') as told
      from destination d
      left join destination_state s on s.destination_id = d.id
      left join destination_mode m on m.destination_id = d.id
     where d.retired_at is null
     order by d.code`;
  return rows.map((row) => ({
    ...row,
    told: row.told.map(({ fromId, events }) => ({ fromId: BigInt(fromId), events })),
  }));
}

type StoredTold = Omit<ToldRow, "fromId"> & { readonly fromId: string };

/** All that were ever set up, as set-up reads them. */
export async function readDestinations(tx: Tx | Sql) {
  return await tx<
    (RowOf<"destination", "code" | "settings" | "retiredAt"> & Pick<DestinationRow, "mode">)[]
  >`
    select d.code, d.settings, d.retired_at as "retiredAt", coalesce(m.mode, 'LIVE') as mode
      from destination d left join destination_mode m on m.destination_id = d.id
     order by d.code`;
}

/**
 * Writes destinations that are new, changed or back. What each is told holds from the next row of
 * the outbox on.
 */
export async function putDestinations(
  tx: Tx,
  destinations: readonly Pick<DestinationRow, "code" | "settings">[],
): Promise<void> {
  if (destinations.length === 0) {
    return;
  }
  await standStill(tx);
  const rows = rowsParameter(destinations);
  // One that is new or back begins as it is said; what is there is changed by a cut alone.
  const fresh = await tx<{ code: string }[]>`
    select r.code from json_to_recordset(${rows}::text::json) as r(code text)
     where not exists (select from destination d where d.code = r.code and d.retired_at is null)`;
  // Two statements, because an insert that meets a conflict uses an id up, and there are 32,767.
  await tx`
    update destination d set settings = r.settings, retired_at = null
      from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
     where d.code = r.code`;
  await tx`
    insert into destination (code, settings)
    select code, settings
      from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
     where not exists (select from destination d where d.code = r.code)`;
  await tx`
    insert into destination_state (destination_id)
    select id from destination on conflict do nothing`;
  await tx`
    insert into destination_mode as m (destination_id, mode)
    select id, coalesce(settings ->> 'mode', 'LIVE') from destination
     where code = any(${fresh.map(({ code }) => code)}::text[])
    on conflict (destination_id) do update
       set mode = excluded.mode, epoch = m.epoch + 1, since = clock_timestamp(), actor = null,
           reason = null`;
  await tx`
    insert into destination_told (destination_id, from_id, events)
    select d.id, (select case when is_called then last_value + 1 else 1 end from outbox_id_seq),
           d.settings -> 'events'
      from destination d
      join json_to_recordset(${rows}::text::json) as r(code text) on r.code = d.code
     where d.settings -> 'events' is distinct from (
             select t.events from destination_told t
              where t.destination_id = d.id order by t.from_id desc limit 1)
    on conflict (destination_id, from_id) do update set events = excluded.events`;
}

/**
 * Nobody fills lanes meanwhile: what is told from a row on is known before that row is looked at.
 */
async function standStill(tx: Tx): Promise<void> {
  await tx`select from delivery_cursor where id = 1 for update`;
}

/** They leave: from the next row of the outbox on they are told nothing, and nothing waits. */
export async function retireDestinations(tx: Tx, codes: readonly string[]): Promise<void> {
  await standStill(tx);
  await tx`
    with gone as (
      update destination set retired_at = now()
       where code = any(${[...codes]}::text[]) and retired_at is null
      returning id),
    told as (
      insert into destination_told (destination_id, from_id, events)
      select id, (select case when is_called then last_value + 1 else 1 end from outbox_id_seq), '[]'
        from gone
      on conflict (destination_id, from_id) do update set events = '[]')
    delete from delivery_replay where destination_id in (select id from gone)`;
}

/** Stops a destination, or lets it go on. @returns whether that changed anything */
export async function pauseDestination(
  tx: Tx,
  destinationId: number,
  by: string | null,
): Promise<boolean> {
  const result = await tx`
    update destination_state
       set paused_at = case when ${by}::text is null then null else clock_timestamp() end,
           paused_by = ${by},
           -- Whoever lets it go on has looked after it: it is tried at once.
           rests_until = case when ${by}::text is null then null else rests_until end
     where destination_id = ${destinationId} and (paused_at is null) = (${by}::text is not null)`;
  return result.count === 1;
}

/** It is left alone for so long, because it asked for that or answers nobody. */
export async function restDestination(
  sql: Sql,
  {
    destinationId,
    restMs,
    brokenLevel,
    problem,
  }: {
    readonly destinationId: number;
    readonly restMs: number;
    /** null: it works, and asked for a rest. */
    readonly brokenLevel: number | null;
    readonly problem: string;
  },
): Promise<void> {
  await sql`
    update destination_state
       set rests_until = greatest(rests_until, clock_timestamp() + make_interval(secs => ${restMs}::float8 / 1000)),
           broken_level = coalesce(${brokenLevel}::smallint, broken_level),
           broken_since = case when ${brokenLevel}::smallint is null then broken_since
                               else coalesce(broken_since, clock_timestamp()) end,
           problem = ${problem}
     where destination_id = ${destinationId}`;
}

/** It answers again. */
export async function mendDestination(sql: Sql, destinationId: number): Promise<void> {
  await sql`
    update destination_state
       set broken_level = 0, broken_since = null, problem = null, rests_until = null
     where destination_id = ${destinationId} and broken_level > 0`;
}

export type DestinationSecretRow = RowOf<
  "destination_secret",
  "id" | "destinationId" | "keyId" | "sealed" | "createdAt" | "createdBy" | "endsAt"
>;

/** Those that are good now, of all destinations, the newest first. */
export async function listGoodDestinationSecrets(
  sql: Sql,
): Promise<readonly DestinationSecretRow[]> {
  return await sql<DestinationSecretRow[]>`
    select id, destination_id as "destinationId", key_id as "keyId", sealed,
           created_at as "createdAt", created_by as "createdBy", ends_at as "endsAt"
      from destination_secret
     where ends_at is null or ends_at > clock_timestamp()
     order by id desc`;
}

/**
 * Adds a secret of a destination; those before it end after `overlapSeconds`, or earlier where they
 * do already; null: they stay.
 */
export async function insertDestinationSecret(
  tx: Tx,
  secret: Pick<DestinationSecretRow, "destinationId" | "keyId" | "sealed" | "createdBy">,
  overlapSeconds: number | null,
): Promise<bigint> {
  if (overlapSeconds !== null) {
    await tx`
      update destination_secret
         set ends_at = least(ends_at, clock_timestamp() + make_interval(secs => ${overlapSeconds}))
       where destination_id = ${secret.destinationId}
         and (ends_at is null or ends_at > clock_timestamp())`;
  }
  const [row] = await tx<{ id: bigint }[]>`
    insert into destination_secret (destination_id, key_id, sealed, created_at, created_by)
    values (${secret.destinationId}, ${secret.keyId}, ${hexBytes(secret.sealed)}::text::bytea,
            clock_timestamp(), ${secret.createdBy})
    returning id`;
  return (row as { id: bigint }).id;
}
